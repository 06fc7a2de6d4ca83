"""Whether a heading speaks of a person, by single words: "PAP name", "Lodged by (full name)"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from grm_data.register.fields import Field
from grm_data.register.lexicon import concepts_among, languages_of_words
from grm_data.register.meanings import PERSONAL
from grm_data.register.segments import in_brackets, segments_of, without_brackets, words_of

__all__ = ["names_somebody", "person_of_heading"]

_WHO = frozenset({"name", "person", "by_person"})


@lru_cache(1024)
def person_of_heading(heading: str) -> Field | None:
    """The identity that a word of a heading names, whatever else stands in it; None where none does."""
    concepts = {concept for part in _parts(heading) for concept in _concepts(part)}
    return next((field for concept, field in PERSONAL.items() if concept in concepts), None)


@lru_cache(1024)
def names_somebody(heading: str) -> bool:
    """Whether a remark in brackets says that somebody's name is in the cells: "Channel (name of officer)"."""
    return any(_WHO & _concepts(part) for part in in_brackets(heading))


def _parts(heading: str) -> Iterator[str]:
    yield from segments_of(without_brackets(heading))
    yield from in_brackets(heading)


def _concepts(part: str) -> set[str]:
    words = words_of(part)
    return {one for language in languages_of_words() for one in concepts_among(words, language)}
