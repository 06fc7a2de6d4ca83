"""Where the program keeps what it writes for itself: never inside the package."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

__all__ = ["data_folder"]


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """``GRM_DATA``, else ``data`` in the working folder. Absolute; whoever writes there makes it."""
    return Path(environment.get("GRM_DATA") or "data").absolute()
