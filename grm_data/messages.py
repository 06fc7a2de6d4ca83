"""Every sentence shown to a person, by key and language: the texts are in ``locale/<language>.toml``.

A sentence that names a setting has ``{setting[…]}`` there: the command line names the key of the settings
file, the dashboard the place on its pages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["DEFAULT_LANGUAGE", "has_message", "message", "name_places_of_pages", "naming_places_of_pages"]

DEFAULT_LANGUAGE = "en"

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


def _flatten(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


@cache
def _texts(language: str) -> dict[str, str]:
    source = files("grm_data").joinpath("locale", f"{language}.toml").read_text("utf-8")
    return dict(_flatten(tomllib.loads(source)))


def has_message(key: str) -> bool:
    """Whether there is a text under ``key``."""
    return key in _texts(DEFAULT_LANGUAGE)


def message(key: str, /, **values: object) -> str:
    """The text under ``key`` with ``values`` filled in.

    A text with two forms stands under ``key.one`` and ``key.other``; ``n`` chooses between them.
    A missing key is an error of the program: KeyError.
    """
    texts = _texts(DEFAULT_LANGUAGE)
    if key not in texts:
        key = f"{key}.one" if values.get("n") == 1 else f"{key}.other"
    text = texts[key]
    if "etting[" in text:
        return text.format(**values, setting=_Named(values, False), Setting=_Named(values, True))
    return text.format(**values) if values else text
