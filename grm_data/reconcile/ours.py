"""How our own reports say a figure, in each language that they are made in: by the texts of the program."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from grm_data.reconcile.words import our_texts, plain, words
from grm_data.register.folding import fold

__all__ = ["beginnings", "is_said", "templates"]

_ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)|;\s*")
_BETWEEN = ".{0,60}?"
"""What stands for a value that is no figure, between two that are."""


@cache
def _folded(key: str) -> frozenset[str]:
    return frozenset(map(fold, our_texts(key)))


def is_said(key: str, text: str) -> bool:
    """Whether a text is the one under a key, in whatever language."""
    return fold(text) in _folded(key)


@cache
def beginnings(key: str) -> tuple[str, ...]:
    """What the text under a key begins with before its first value, plain, in each language."""
    found = (plain(next(iter(Formatter().parse(text)))[0]).strip() for text in our_texts(key))
    return tuple(dict.fromkeys(filter(None, found)))


@cache
def templates() -> tuple[str, ...]:
    """The sentences of ours that hold figures, as patterns with {figure} in the place of a value."""
    found = (
        _template(sentence, figures)
        for key, figures in words()["ours"]["sentences"].items()
        for text in our_texts(key)
        for sentence in _ENDS.split(text)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _template(sentence: str, figures: Mapping[str, str]) -> str:
    """A sentence from the words before its first figure to those behind its last; nothing without one."""
    parts: list[str] = []
    last = 0
    for before, name, _, _ in Formatter().parse(sentence.strip(" .")):
        text = plain(f"|{before}|")[1:-1]  # its blanks stay
        parts.append(re.escape(text if parts else text.lstrip(" :,")))
        if name and name in figures:
            parts.append(f"{{{figures[name]}}}")
            last = len(parts)
        elif name:
            parts = [*parts, _BETWEEN] if last else []
    behind = itertools.takewhile(lambda part: part != _BETWEEN, parts[last:])
    return "".join([*parts[:last], *behind]).removesuffix("\\ ") if last else ""
