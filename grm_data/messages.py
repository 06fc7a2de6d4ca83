"""Every sentence shown to a person, by key and language: the texts are in ``locale/<language>.toml``.

A sentence that names a setting has ``{setting[…]}`` there: the command line names the key of the settings
file, the dashboard the place on its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from grm_data.speech import DEFAULT_LANGUAGE, Language, language, load

__all__ = [
    "clauses",
    "digits",
    "has_message",
    "joined",
    "message",
    "name_places_of_pages",
    "naming_places_of_pages",
    "percent",
    "settings_named",
]

_FILE, _PAGE = "file", "page"
_everywhere = [_FILE]
_here: ContextVar[str | None] = ContextVar("here", default=None)


def name_places_of_pages() -> None:
    """From now on, every sentence of this process names the place of a setting on the pages."""
    _everywhere[:] = [_PAGE]


@contextmanager
def naming_places_of_pages() -> Iterator[None]:
    """The same for what is said inside."""
    token = _here.set(_PAGE)
    try:
        yield
    finally:
        _here.reset(token)


@dataclass(frozen=True, slots=True)
class _Named:
    """Settings by their names, as whoever reads the sentence finds them."""

    values: Mapping[str, object]
    begins: bool

    def __getitem__(self, name: str) -> str:
        text = message(f"setting.{_here.get() or _everywhere[0]}.{name}", **self.values)
        return text[0].upper() + text[1:] if self.begins else text


class _Grouped(int):
    """A whole number that groups its digits as the language does."""

    def __format__(self, spec: str) -> str:
        return _in_manner(int.__format__(self, spec), language())


_MARKS = str.maketrans({",": "\0", ".": "\1"})


def _in_manner(number: str, spoken: Language) -> str:
    if spoken.code == DEFAULT_LANGUAGE:
        return number
    return number.translate(_MARKS).replace("\0", spoken.group).replace("\1", spoken.decimal)


def digits(value: float, places: int = 0) -> str:
    """A number with grouped digits, rounded to some decimal places.

    >>> digits(1234), digits(1234.5, 1)
    ('1,234', '1,234.5')
    """
    return _in_manner(f"{value:,.{places}f}", language())


def percent(whole: int | str) -> str:
    """A percentage: 67%."""
    return language().percent.format(n=whole)


def joined(parts: Iterable[str]) -> str:
    """The parts of a list, one after the other."""
    return language().separator.join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Parts that may hold commas, one after the other."""
    return language().clauses.join(parts)


def has_message(key: str) -> bool:
    """Whether there is a text under ``key``."""
    return key in load(DEFAULT_LANGUAGE).texts


def settings_named(key: str) -> tuple[str, ...]:
    """The settings that the text under ``key`` says to change, each by its key under ``setting``."""
    texts = load(DEFAULT_LANGUAGE).texts
    text = texts.get(key) or texts.get(f"{key}.other", "")
    return tuple(dict.fromkeys(re.findall(r"\{[Ss]etting\[(\w+)\]", text)))


def message(key: str, /, **values: object) -> str:
    """The text under ``key`` with ``values`` filled in, in the language that is spoken here.

    A text with several forms stands under ``key.one``, ``key.other`` and so on; ``n`` chooses between them.
    A missing key is an error of the program: KeyError.
    """
    spoken = language()
    text = spoken.texts.get(key)
    if text is None:
        text = spoken.texts[f"{key}.{spoken.form_of(values.get('n'))}"]
    if ":" in text and spoken.code != DEFAULT_LANGUAGE:
        values = {name: _Grouped(one) if type(one) is int else one for name, one in values.items()}
    if "etting[" in text:
        return text.format(**values, setting=_Named(values, False), Setting=_Named(values, True))
    return text.format(**values) if values else text
