"""Every sentence shown to a person, by key and language: the texts are in ``locale/<language>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

__all__ = ["DEFAULT_LANGUAGE", "has_message", "message"]

DEFAULT_LANGUAGE = "en"


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
    return texts[key].format(**values) if values else texts[key]
