"""Where the files are that go with the dashboard: inside the installed package, beside it in the tree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["frame", "sample_register"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def frame() -> Path:
    """The script that runs around every page; the pages stand beside it."""
    return _folder("pages") / "_frame.py"


@cache
def sample_register() -> Path:
    """The register that is shown before anything is published; its settings stand beside it."""
    return _folder("sample_data") / "smart_government_register.xlsx"


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
