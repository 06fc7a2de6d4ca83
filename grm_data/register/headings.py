"""The headings under which the fields of a register stand."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.traits import Kind

__all__ = ["fields_of_heading", "heading_spellings"]


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _spellings() -> dict[Field, dict[str, list[str]]]:
    source = files("grm_data.register").joinpath("spellings", "columns.toml").read_text("utf-8")
    tables = tomllib.loads(source)
    return {field: tables[field] for field in Field if field in tables}


def heading_spellings(field: Field) -> list[str]:
    """Every heading known for a field, in all languages, the preferred first."""
    return [spelling for language in _spellings().get(field, {}).values() for spelling in language]


@cache
def _by_folded_heading() -> dict[str, dict[Field, int]]:
    """Folded heading → the fields it may mean, each with its rank of preference (0 = first)."""
    table: dict[str, dict[Field, int]] = {}
    for field, languages in _spellings().items():
        if field.traits.kind is not Kind.INSIDE:
            for spellings in languages.values():
                for rank, spelling in enumerate(spellings):
                    table.setdefault(fold(spelling), {}).setdefault(field, rank)
    return table


def fields_of_heading(heading: str) -> dict[Field, int]:
    """The fields a heading may mean, each with its rank of preference; empty where it is unknown.

    A heading with a remark in brackets is tried as a whole, then without: "Channel (email, phone)".
    """
    table = _by_folded_heading()
    found = table.get(fold(heading))
    return dict(found or table.get(fold(_BRACKETS.sub(" ", heading)), {}))
