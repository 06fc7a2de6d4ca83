"""Words of an open list that readers may see: known, mapped, let out, or in words that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grm_data.register import Category, Field, Kind, Register, category_of
from grm_data.register.folding import fold
from grm_data.register.marks import NOT_SHOWN
from grm_data.register.ordinary import is_ordinary
from grm_data.register.traits import Readers
from grm_data.register.vocabulary import value_code, value_tables
from grm_data.settings import Settings

__all__ = ["asked_fields", "is_shown", "readers_get", "with_words_let_out"]

_PARTS = re.compile(r"\s*[,;/+&|]\s*")


def readers_get(field: Field, settings: Settings) -> Readers:
    """What readers get of a field: of places what the project chose."""
    if field is Field.LOCATION and settings.places_in_rows:
        return Readers.WORDS_LET_OUT
    return field.traits.readers


def asked_fields(register: Register, settings: Settings) -> Iterator[tuple[Field, Category]]:
    """The columns whose words readers get only where they are let out."""
    return (
        (field, column)
        for field, column in register.columns.of_kind(Kind.CATEGORY).items()
        if readers_get(field, settings) is Readers.WORDS_LET_OUT
    )


def is_shown(field: Field, settings: Settings) -> Callable[[str], bool]:
    """Whether readers may see a word of a field."""
    own = settings.own_words(field)
    known = {*field.traits.codes, *own.values(), NOT_SHOWN, *(["yes"] if field.traits.bare_yes else [])}
    let_out = frozenset(map(fold, settings.let_out))
    kinds = [kind for kind in (str(field), *_ALSO.get(field, ())) if kind in value_tables()]

    def is_plain(part: str) -> bool:
        return any(value_code(kind, part) for kind in kinds) or is_ordinary(part)

    def shown(word: str) -> bool:
        return word in known or fold(word) in let_out or all(map(is_plain, _PARTS.split(word)))

    return shown


_ALSO = {Field.WAY: (str(Field.CHANNEL),), Field.CATEGORY: (str(Field.TYPE),)}
"""Field → further kinds of words that are known in it: an answer goes back through a channel, too."""


def with_words_let_out(register: Register, settings: Settings) -> Register:
    """The register in which every word that nobody let out is one and the same."""
    columns = {
        field: _let_out(column, is_shown(field, settings), field.traits.codes)
        for field, column in asked_fields(register, settings)
    }
    return register.with_columns(columns)


def _let_out(column: Category, shown: Callable[[str], bool], codes: tuple[str, ...]) -> Category:
    hidden = {name for name in column.names if not shown(name)}
    if not hidden:
        return column
    return category_of([NOT_SHOWN if word in hidden else word for word in column.texts()], codes)
