"""Where the program writes by itself: one data folder, never inside the package."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

__all__ = ["DATA_VARIABLE", "data_folder", "is_server", "make_data_folder"]

DATA_VARIABLE = "GRM_DATA"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that ``GRM_DATA`` names, else ``data`` in the working folder; it needn't be there."""
    return Path(environment.get(DATA_VARIABLE) or "data").absolute()


def is_server(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether others than the person at this machine read here: everybody, or people listed for a log-in."""
    listed = (environment.get(name, "").strip() for name in ("GRM_STAFF", "GRM_REVIEWERS"))
    return environment.get("GRM_PUBLIC") == "1" or any(listed)


def make_data_folder() -> Path:
    """The data folder, made for its owner only where it is missing; OSError where it can't be."""
    folder = data_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
