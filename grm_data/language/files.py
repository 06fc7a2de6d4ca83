"""The files of languages, and what all of them say of one matter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from grm_data.compiled import toml_file

__all__ = ["languages", "tables"]


@cache
def _files() -> Mapping[str, Mapping[str, Any]]:
    return {file.stem: toml_file(file) for file in sorted(Path(__file__).parent.glob("*.toml"))}


def languages() -> tuple[str, ...]:
    """The languages that have a file, by their ISO codes."""
    return tuple(_files())


def tables(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Language → its table of that name, for the languages that have one; see the files."""
    return {language: file[name] for language, file in _files().items() if name in file}
