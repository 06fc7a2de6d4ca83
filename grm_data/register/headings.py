"""The headings under which the fields of a register stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from grm_data.compiled import toml_file
from grm_data.language.files import tables
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.grammar import field_by_words, languages_of_segment, speaks_against
from grm_data.register.segments import in_brackets, segments_of
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import value_code

__all__ = [
    "fields_of_heading",
    "fields_of_spelling",
    "heading_spellings",
    "is_heading_spelling",
    "languages_of_headings",
]


_BY_WORDS = 100
"""Added to the rank of a heading that is read by its words: known spellings go first."""

_MOST_LETTERS = 150
"""A longer text is no heading."""

_REMEMBERED = 4096
"""Different texts of which it is remembered what they mean as headings: cells are looked at, too."""

_BETWEEN = re.compile(r"[/,;|]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _spellings() -> dict[Field, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = toml_file(Path(__file__).parent / "spellings" / "columns.toml")
    for language, columns in tables("columns").items():
        for name, spellings in columns.items():
            found[name][language] = spellings
    return {field: found[field] for field in Field if field in found}


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


def is_heading_spelling(text: str) -> bool:
    """Whether the whole text is a known heading: no other word, such as a name, is in it."""
    return fold(text) in _by_folded_heading()


def fields_of_spelling(text: str) -> Mapping[Field, int]:
    """The fields whose known spelling the whole text is, each with its rank of preference."""
    return _by_folded_heading().get(fold(text), {})


def fields_of_heading(heading: str) -> dict[Field, int]:
    """The fields a heading may mean, each with its rank of preference; empty where it is unknown.

    A heading that is no known spelling, with or without its remarks in brackets ("Channel (email, phone)"),
    is read by its words (``grammar.py``).
    """
    return dict(_fields_of_heading(heading))


@lru_cache(_REMEMBERED)
def _fields_of_heading(heading: str) -> Mapping[Field, int]:
    table = _by_folded_heading()
    found = table.get(fold(heading))
    bare = _BRACKETS.sub(" ", heading)
    if found is None and bare != heading and not speaks_against(heading):
        found = table.get(fold(bare))
    if found is not None:
        return _by_its_choices(heading, found)
    if len(heading) > _MOST_LETTERS:
        return {}
    by_words = field_by_words(heading, _known)
    return {} if by_words is None else _by_its_choices(heading, {by_words[0]: _BY_WORDS + by_words[1]})


def _by_its_choices(heading: str, found: Mapping[Field, int]) -> Mapping[Field, int]:
    """A category whose choices stand beside it and are types: "Nature of feedback (complaint/request)"."""
    choices = [choice for text in in_brackets(heading) for choice in _BETWEEN.split(text) if fold(choice)]
    are_types = len(choices) > 1 and all(value_code("type", choice) for choice in choices)
    return {Field.TYPE: found[Field.CATEGORY]} if are_types and [*found] == [Field.CATEGORY] else found


@cache
def _languages_by_folded_heading() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for languages in _spellings().values():
        for language, spellings in languages.items():
            for spelling in spellings:
                table.setdefault(fold(spelling), set()).add(language)
    return {heading: frozenset(languages) for heading, languages in table.items()}


def languages_of_headings(headings: Iterable[str | None]) -> frozenset[str]:
    """The languages that a sheet is evidently in: each has a heading that is of no other language."""
    found: set[str] = set()
    for heading in headings:
        if heading is not None and len(heading) <= _MOST_LETTERS:
            for part in segments_of(heading):
                languages = _languages_by_folded_heading().get(fold(part)) or languages_of_segment(part)
                found |= languages if len(languages) == 1 else frozenset()
    return frozenset(found)


def _known(segment: str) -> Field | None:
    """The field of a part of a heading that is a known spelling of one field only."""
    found = _by_folded_heading().get(fold(segment), {})
    return next(iter(found)) if len(found) == 1 else None
