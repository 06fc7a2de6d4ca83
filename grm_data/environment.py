"""The variables ``GRM_…`` that say how the program runs: a wrong value is refused, never taken for none."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from grm_data.errors import UsageError

__all__ = ["SHORTEST_SECRET", "check_environment", "listed", "number"]

SHORTEST_SECRET = 32
"""Letters of a key; a shorter one could be tried out."""


def listed(text: str) -> list[str]:
    """The entries of a list of people, separated by commas, semicolons or blanks."""
    return [entry for entry in re.split(r"[,;\s]+", text) if entry]


def number(name: str, standard: float) -> float:
    """A variable's number, the standard where it isn't set; UsageError where it is no number above 0."""
    value = os.environ.get(name, "")
    _require(name, value, _NUMBER)
    return float(value) if value.strip() else standard


def check_environment(environment: Mapping[str, str] = os.environ, *, is_served: bool = False) -> None:
    """UsageError where a variable can't be what it says; one that is blank is as if it weren't set.

    The address of the database is asked where it is used.
    """
    asked = {**_VARIABLES, **(_OF_A_DASHBOARD if is_served else {})}
    for name, kind in asked.items():
        _require(name, environment.get(name, ""), kind)


class _Kind(NamedTuple):
    """What a variable may be, and the sentence for what it may not."""

    key: str
    is_right: Callable[[str], bool]


def _require(name: str, value: str, kind: _Kind) -> None:
    if not value.strip():
        return
    try:
        is_right = kind.is_right(value)
    except (OSError, ValueError):  # no number; a name that is too long
        is_right = False
    if not is_right:
        raise UsageError(kind.key, name=name, shortest=SHORTEST_SECRET)


def _is_person(entry: str) -> bool:
    """Whether an entry is an address or names a group; addresses are compared as ASCII."""
    return entry != "group:" if entry.startswith("group:") else "@" in entry and entry.isascii()


def _is_folder(text: str) -> bool:
    """Whether it is a folder that may be read, or could be made."""
    path = Path(text).absolute()
    return os.access(path, os.R_OK | os.X_OK) if path.is_dir() else not path.exists() and path.parent.is_dir()


_NUMBER = _Kind("environment-number", lambda text: 0 < float(text) < float("inf"))
_PEOPLE = _Kind("environment-people", lambda text: all(map(_is_person, listed(text))))
_FILE = _Kind("environment-file", lambda text: Path(text).is_file() and os.access(text, os.R_OK))

_VARIABLES: Mapping[str, _Kind] = MappingProxyType(
    {
        "GRM_READ_FILE_MB": _NUMBER,
        "GRM_READ_MEMORY_MB": _NUMBER,
        "GRM_READ_CPU_S": _NUMBER,
        "GRM_READ_WALL_S": _NUMBER,
        "GRM_PUBLIC": _Kind("environment-flag", ("0", "1").__contains__),
        "GRM_STAFF": _PEOPLE,
        "GRM_REVIEWERS": _PEOPLE,
        "GRM_DATA": _Kind("environment-folder", _is_folder),
        "GRM_SECRET": _Kind("secret-short", lambda text: len(text) >= SHORTEST_SECRET),
    }
)

_OF_A_DASHBOARD: Mapping[str, _Kind] = MappingProxyType({"GRM_REGISTER": _FILE, "GRM_SETTINGS": _FILE})
