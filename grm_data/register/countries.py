"""The countries whose public holidays are known, by code and by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from grm_data.speech import language

__all__ = ["country_name", "country_names", "is_known_country"]

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = re.compile(r"\b(And|Of|The)\b")


@cache
def _codes() -> Mapping[str, str]:
    """Every code, of two letters or three → the name of the country's class in the package, "SaintLucia".

    From its table, since its own list of codes loads the modules of all countries.
    """
    from holidays.registry import COUNTRIES

    return MappingProxyType(
        {code: names[0] for names in COUNTRIES.values() for code in names[1:] if code.isupper()}
    )


def is_known_country(country: str) -> bool:
    """Whether the ISO code is one whose public holidays the ``holidays`` package knows."""
    return country in _codes()


def country_name(code: str) -> str:
    """The country's name, in English where the language has none of its own; of an unknown code the code.

    >>> country_name("MN"), country_name("LC"), country_name("XX")
    ('Mongolia', 'Saint Lucia', 'XX')
    """
    if (own := language().texts.get(f"country.{code}")) is not None:
        return own
    name = _WORD_BEGINS.sub(" ", _codes().get(code, code))
    return _SMALL.sub(lambda word: word[0].lower(), name)


def country_names() -> dict[str, str]:
    """Code of two letters → name, in the order of the names."""
    named: dict[str, str] = {}
    for code, name in _codes().items():
        if len(code) == 2:
            named.setdefault(name, code)  # of two codes the ISO one, which comes first
    return {code: country_name(code) for code in sorted(named.values(), key=country_name)}
