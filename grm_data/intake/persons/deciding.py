"""Which columns identify somebody although their headings don't say so, or name a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grm_data.intake.persons.above import headings_above
from grm_data.intake.persons.columns import Persons
from grm_data.intake.persons.headings import names_somebody, person_of_heading
from grm_data.intake.table import Table
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.traits import Kind, Readers
from grm_data.register.vocabulary import channel_begun, is_known_value

__all__ = ["Hidden", "Suspicion"]

_KNOWN = 0.5
"""Share of known words that makes a column what its heading says."""

_MAY_NAME = frozenset(
    {Field.RESPONSIBLE, Field.ESCALATED_TO, *(one for one in Field if one.traits.readers is Readers.TABLE)}
)
"""Fields that may hold names of officers, or of places, which look like names of people."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A column that identifies somebody: how, and what is said of it."""

    field: Field
    code: str
    instead_of: Field | None = None


class Suspicion:
    """Asks each column of a table, by its heading's words, what stands above it, and its cells."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._persons = Persons(table)
        self._above = headings_above(table.header)

    def of(self, j: int, heading: str | None, meant: Mapping[Field, int]) -> Hidden | None:
        """Who a column may identify; ``meant`` are the fields that its heading means."""
        if not IDENTITY_FIELDS.isdisjoint(meant):
            return None
        if not meant:
            return self._of_no_field(j, heading)
        field = min(meant, key=lambda one: meant[one])
        if field is Field.REGISTERED_NO:
            return self._of_number(j)
        return self._of_words(j, heading or "", field) if field.traits.kind is Kind.CATEGORY else None

    def named_in(self, columns: Iterator[int]) -> Iterator[tuple[Field, str]]:
        """What of the cells of dropped columns looks like an identity."""
        for j in columns:
            yield from self._persons.named_in(j)

    def _of_no_field(self, j: int, heading: str | None) -> Hidden | None:
        above = self._above.get(j)
        expected = (heading and person_of_heading(heading)) or (above and person_of_heading(above))
        if expected and (found := self._persons.expected(j, expected)):
            return Hidden(found, "identity-dropped")
        found = self._persons.looks_like(j)
        return None if found is None else Hidden(found, "identity-by-values")

    def _of_number(self, j: int) -> Hidden | None:
        above = self._above.get(j)
        is_somebodys = above is not None and person_of_heading(above) is not None
        found = Field.ID_NUMBER if is_somebodys else self._persons.number_like(j)
        return None if found is None else Hidden(found, "identity-instead", Field.REGISTERED_NO)

    def _of_words(self, j: int, heading: str, field: Field) -> Hidden | None:
        words = self._table.coded(j).different()
        known = sum(_is_known(field, word) for word in words) if field.traits.codes else 0
        if not len(words) or known >= _KNOWN * len(words):
            return None
        found = self._persons.expected(j, Field.NAME) if names_somebody(heading) else None
        found = found or self._persons.looks_like(j, strictly=True)
        if found is None or (found is Field.NAME and field in _MAY_NAME):
            return None
        return Hidden(found, "identity-instead", field)


def _is_known(field: Field, word: str) -> bool:
    is_channel = field is Field.CHANNEL and channel_begun(word) is not None
    return is_channel or is_known_value(str(field), word)
