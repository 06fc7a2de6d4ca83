"""The languages that people are spoken to in: one file each in ``locale/``, with its texts and its manners.

Which one is spoken is asked for each sentence anew: whoever keeps something for later keeps a code, no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any, SupportsInt

from grm_data.compiled import toml_file

__all__ = [
    "DEFAULT_LANGUAGE",
    "Language",
    "ask_which",
    "find_language",
    "language",
    "languages",
    "load",
    "speak",
    "speaking",
]

DEFAULT_LANGUAGE = "en"

_FOLDER = Path(__file__).parent / "locale"
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)
_asked: list[Callable[[], str]] = [lambda: DEFAULT_LANGUAGE]


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its texts by their keys, and how it writes numbers and lists."""

    code: str
    name: str
    """What it calls itself."""
    texts: dict[str, str]
    forms: tuple[str, ...]
    """The forms of a counted word, such as one and other."""
    plural: Callable[[int], int]
    """Which of the forms goes with a number."""
    counts_whole_part: bool
    """Whether 1.5 takes the form of 1, rather than the last one."""
    decimal: str
    group: str
    percent: str
    separator: str
    """Between the parts of a list."""
    clauses: str
    """The same where a part may hold commas."""
    reviewed_by: str
    reviewed_on: str

    def form_of(self, n: object) -> str:
        """The form of a word beside ``n``; the last one beside what is no number."""
        if isinstance(n, int) or (isinstance(n, SupportsInt) and not isinstance(n, str)):
            whole = int(n)
            if whole == n or self.counts_whole_part:
                return self.forms[self.plural(abs(whole))]
        return self.forms[-1]

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody who grew up with the language has read its texts."""
        return bool(self.reviewed_by and self.reviewed_on)


def _flatten(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages, English first."""
    found = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    return DEFAULT_LANGUAGE, *(code for code in found if code != DEFAULT_LANGUAGE)


@cache
def load(code: str) -> Language:
    """The language of a code; a text that it lacks is in English."""
    table = toml_file(_FOLDER / f"{code}.toml")
    manners = table.pop("language")
    texts = dict(_flatten(table))
    if code != DEFAULT_LANGUAGE:
        texts = _with_english(texts, tuple(manners["forms"]))
    reviewed = manners["reviewed"]
    return Language(
        code,
        name=manners["name"],
        texts=texts,
        forms=tuple(manners["forms"]),
        plural=c2py(manners["plural"]),
        counts_whole_part=manners["fraction"] == "whole part",
        decimal=manners["decimal"],
        group=manners["group"],
        percent=manners["percent"],
        separator=manners["separator"],
        clauses=manners["clauses"],
        reviewed_by=reviewed["by"],
        reviewed_on=str(reviewed["on"]),
    )


def _with_english(texts: dict[str, str], forms: tuple[str, ...]) -> dict[str, str]:
    """The texts, and in English what they lack: a counted sentence in each of the forms."""
    for key, text in load(DEFAULT_LANGUAGE).texts.items():
        stem, _, form = key.rpartition(".")
        if form == "other" and f"{stem}.one" in load(DEFAULT_LANGUAGE).texts:
            for one in forms:
                texts.setdefault(f"{stem}.{one}", text)
        texts.setdefault(key, text)
    return texts


def language() -> Language:
    """The language that is spoken here."""
    found = _spoken.get()
    if found is None:
        speak(_asked[0]())
        found = _spoken.get()
        assert found is not None
    return found


def speak(code: str) -> None:
    """From now on, this thread speaks the language of a code."""
    _spoken.set(load(code))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """The same for what is said inside."""
    token = _spoken.set(load(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def ask_which(asked: Callable[[], str]) -> None:
    """Who tells the language of a thread in which nobody has chosen one yet."""
    _asked[:] = [asked]


def find_language(name: str) -> str | None:
    """The code of the language that a tag or a locale names, such as fr-CA or mn_MN.UTF-8; else None."""
    code = name.replace("_", "-").partition("-")[0].partition(".")[0].strip().lower()
    return code if code in languages() else None
