"""Regular expressions that are compiled at their first use: all take as long as reading a short file."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["compile_all", "expression"]


_NAMES = ("match", "fullmatch", "search", "sub", "subn", "split", "finditer", "findall", "pattern", "flags")


class _Pattern:
    """An expression whose methods are those of the compiled one, from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for one in _NAMES:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


_all: list[_Pattern] = []


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, later: a mistake in the expression is found at its first use."""
    made = _Pattern(source, flags)
    _all.append(made)
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Compile each, in a process of which others are copies."""
    for one in _all:
        getattr(one, "pattern")  # noqa: B009
