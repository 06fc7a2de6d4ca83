"""The countries whose public holidays are known, by code and by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from grm_data.speech import language

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["code_of_country", "country_name", "country_names", "holidays_of", "is_known_country"]

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = re.compile(r"\b(And|Of|The)\b")


class _Known(NamedTuple):
    """A country as the package's table has it."""

    module: str
    name: str  # of its class, "SaintLucia"
    code: str  # of two letters


def _package() -> ModuleType:
    """``holidays`` without its version: to look that up among all packages takes half of its time to load."""
    if "holidays" not in sys.modules:
        unasked = ModuleType("holidays.version")
        unasked.__dict__["__version__"] = ""
        sys.modules.setdefault(unasked.__name__, unasked)
    return import_module("holidays")


@cache
def _countries() -> Mapping[str, _Known]:
    """Every code, of two letters or three → its country.

    From the package's table, since its own list of codes loads the modules of all countries.
    """
    countries = _package().registry.COUNTRIES
    return MappingProxyType(
        {
            code: _Known(module, names[0], names[1])
            for module, names in countries.items()
            for code in names[1:]
            if code.isupper()
        }
    )


def is_known_country(country: str) -> bool:
    """Whether the ISO code is one whose public holidays the ``holidays`` package knows."""
    return country in _countries()


def code_of_country(country: str) -> str:
    """The code of two letters of a known country.

    >>> code_of_country("MNG"), code_of_country("UK")
    ('MN', 'GB')
    """
    return _countries()[country].code


@cache
def holidays_of(country: str) -> type[HolidayBase]:
    """The class of a known country's holidays, from its own module.

    The package itself would load the modules of all 250 countries with the first one.
    """
    known = _countries()[country]
    path = Path(_package().__file__ or "").parent / "countries" / f"{known.module}.py"
    module = ModuleType(f"holidays.countries.{known.module}")
    SourceFileLoader(module.__name__, str(path)).exec_module(module)
    return cast("type[HolidayBase]", getattr(module, known.name))


def country_name(code: str) -> str:
    """The country's name, in English where the language has none of its own; of an unknown code the code.

    >>> country_name("MN"), country_name("LC"), country_name("XX")
    ('Mongolia', 'Saint Lucia', 'XX')
    """
    if (own := language().texts.get(f"country.{code}")) is not None:
        return own
    name = _WORD_BEGINS.sub(" ", _countries()[code].name if is_known_country(code) else code)
    return _SMALL.sub(lambda word: word[0].lower(), name)


def country_names() -> dict[str, str]:
    """Code of two letters → name, in the order of the names."""
    codes = {known.code for known in _countries().values()}
    return {code: country_name(code) for code in sorted(codes, key=country_name)}
