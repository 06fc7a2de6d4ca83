"""The files of languages, and what all of them say of one matter."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["languages", "tables"]


@cache
def _files() -> Mapping[str, Mapping[str, Any]]:
    folder = files("grm_data.language")
    found = sorted((one.name, one) for one in folder.iterdir() if one.name.endswith(".toml"))
    return {name.removesuffix(".toml"): tomllib.loads(one.read_text("utf-8")) for name, one in found}


def languages() -> tuple[str, ...]:
    """The languages that have a file, by their ISO codes."""
    return tuple(_files())


def tables(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Language → its table of that name, for the languages that have one; see the files."""
    return {language: file[name] for language, file in _files().items() if name in file}
