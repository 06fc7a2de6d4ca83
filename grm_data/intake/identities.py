"""Who is named in a register's columns of identities: what the scrubber looks for in every text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from grm_data.intake.choosing import Choice
from grm_data.intake.persons.cells import Naming, kinds_of, name_in, naming
from grm_data.intake.persons.deciding import Suspicion
from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.table import Table
from grm_data.register.columns import Texts
from grm_data.register.fields import Field

__all__ = ["named_in", "owners_of", "scrubber_of"]

_DETAILS = {Field.ADDRESS: "address", Field.ID_NUMBER: "id", Field.PHONE: "phone", Field.EMAIL: "email"}
"""Columns of identities → the kind of removal that their cells are in a text."""


def scrubber_of(table: Table, choice: Choice, country: str | None) -> Scrubber:
    """The scrubber that knows the register's own complainants; ``country`` is the project's, by ISO code."""
    found: dict[Field, set[str]] = {field: set() for field in (Field.NAME, *_DETAILS)}
    for field, texts in _named_in(table, choice):
        found[field].update(texts)
    for field, text in table.named_elsewhere:
        found[field].add(text)
    details = [text for field in _DETAILS for text in found[field] if " " in text]
    for field, text in [*kinds_of([*found[Field.NAME]])]:
        found[field].add(text)
    found[Field.NAME].update(name for name in map(name_in, details) if naming(name) >= Naming.WORDS)
    cells = [(kind, text) for field, kind in _DETAILS.items() for text in found[field]]
    return Scrubber(found[Field.NAME], country, cells)


def named_in(table: Table, choice: Choice) -> Iterator[tuple[Field, str]]:
    """Who is named in the columns that aren't read: in those of identities every cell, in others what looks
    like a name, a number of somebody or an address.
    """
    return ((field, text) for field, texts in _named_in(table, choice) for text in texts)


def _named_in(table: Table, choice: Choice) -> Iterator[tuple[Field, Collection[str]]]:
    for j, field in choice.identity.items():
        yield field, table.coded(j).different().tolist()
    read = {*choice.columns.values(), *choice.identity}
    for field, text in Suspicion(table).named_in(j for j in range(table.width) if j not in read):
        yield field, (text,)


def _identity_columns(table: Table, choice: Choice, field: Field) -> list[Texts]:
    """The columns that hold one kind of identity."""
    return [table.texts(j) for j, found in choice.identity.items() if found is field]


def _whole(table: Table, choice: Choice, field: Field) -> list[str | None]:
    """What each row holds of one kind of identity, joined where several columns do."""
    columns = _identity_columns(table, choice, field)
    if len(columns) == 1:
        return [*columns[0]]
    joined = [" ".join(filter(None, parts)) or None for parts in zip(*columns, strict=True)]
    return joined or [None] * len(table)


def owners_of(table: Table, choice: Choice) -> Owners:
    """The complainant of each row as written, as far as the register names one."""
    columns = [j for j, field in choice.identity.items() if field in (Field.NAME, Field.ADDRESS)]
    if len(columns) == 1 and choice.identity[columns[0]] is Field.NAME:
        names = table.coded(columns[0])
        return names.spread([*map(Own, names.words)], object)
    whole = [*zip(_whole(table, choice, Field.NAME), _whole(table, choice, Field.ADDRESS), strict=True)]
    known = {own: Own(*own) for own in {*whole}}
    return np.fromiter(map(known.__getitem__, whole), object, len(whole))
