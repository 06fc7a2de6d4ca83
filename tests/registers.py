"""Registers made for tests: from plain rows, or at random by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from types import MappingProxyType
from typing import Any

import numpy as np
from hypothesis import strategies as st

from grm_data.readers import waiting
from grm_data.register import (
    NO_DAY,
    NO_DURATION,
    NO_FLAG,
    STATUS_CODE,
    Field,
    Kind,
    Reading,
    Register,
    Status,
    TextColumn,
    TextState,
    category_of,
    columns_of,
    day_number,
    day_of,
    text_column,
    texts_of,
)
from grm_data.register.headings import fields_of_heading
from grm_data.settings import Settings

Row = dict[str, Any]

HEADINGS = (
    "No.", "Date received", "Type", "Channel", "Category", "Status", "Resolved date", "Way", "Summary of issue",
)  # fmt: skip
"""Those of a tidy register."""


def row(received: date, status: Status = Status.RESOLVED, resolved: date | None = None, **more: Any) -> Row:
    """One feedback; ``more`` holds channel, type, reported, number, sheet."""
    return {"received": received, "status": status, "resolved": resolved, **more}


def register_of(rows: Iterable[Row], today: date = date(2030, 1, 1)) -> Register:
    """A Register of the rows, as the intake would build it."""
    rows = list(rows)

    received, resolved = (_days([r.get(name) for r in rows]) for name in ("received", "resolved"))
    known = [d for d in (*received, *resolved) if d <= day_number(today)]
    columns = {
        field: _COLUMN[field.traits.kind](field, [r.get(_NAMES.get(field, str(field))) for r in rows])
        for field in Field
        if field.is_kept and field is not Field.STATUS
    }
    return Register(
        columns=columns_of(columns),
        status=np.array([STATUS_CODE[r["status"]] for r in rows], np.int8),
        sheet=category_of([r.get("sheet", "Register") for r in rows]),
        sheet_row=np.arange(2, len(rows) + 2, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=day_of(int(max(known))) if known else None,
        reading=Reading("Register", rows_read=len(rows)),
    )


_NAMES = {
    Field.RECEIVED_ON: "received",
    Field.RESOLVED_ON: "resolved",
    Field.ACKNOWLEDGED_ON: "acknowledged",
    Field.REPORTED_WORKING_DAYS: "reported",
    Field.REGISTERED_NO: "number",
}
"""What a row calls a field; every other by its own name."""


def _days(cells: list[date | None]) -> np.ndarray:
    return np.array([NO_DAY if cell is None else day_number(cell) for cell in cells], np.int32)


_COLUMN = {
    Kind.LABEL: lambda field, cells: texts_of(cells),
    Kind.DAY: lambda field, cells: _days(cells),
    Kind.CATEGORY: lambda field, cells: category_of(cells, field.traits.codes),
    Kind.NUMBER: lambda field, cells: np.array(
        [NO_DURATION if cell is None else cell for cell in cells], np.int32
    ),
    Kind.FLAG: lambda field, cells: np.array([NO_FLAG if c is None else int(c) for c in cells], np.int8),
    Kind.TEXT: lambda field, cells: text_column(texts_of(cells)),
}


def withheld_where_blank(register: Register) -> Register:
    """The register in which every blank text is one that nobody has cleared."""
    hidden = {
        field: TextColumn(column.words, np.where(column.is_shown, TextState.SHOWN, TextState.WITHHELD))
        for field, column in register.columns.texts.items()
    }
    return register.with_columns(hidden)


DAYS = st.dates(date(2015, 1, 1), date(2021, 12, 31))


@st.composite
def random_rows(draw: st.DrawFn, min_size: int = 0, max_size: int = 25) -> list[Row]:
    """Random feedback: every status, with and without dates, channels and types."""
    kinds = st.fixed_dictionaries(
        {
            "received": DAYS,
            "status": st.sampled_from(list(Status)),
            "resolved": st.none() | DAYS,
            "channel": st.none() | st.sampled_from(["facebook", "email", "written", "pigeon"]),
            "type": st.none() | st.sampled_from(["request", "complaint"]),
        }
    )
    return draw(st.lists(kinds, min_size=min_size, max_size=max_size))


def drawn_word(letters: Random, syllables: int = 3) -> str:
    """A word that no list of headings holds: some of those that are drawn are one (Genero, Tanimi)."""
    pairs = (letters.choice("bdgkmnprtz") + letters.choice("aeiou") for _ in range(syllables))
    word = "".join(pairs).capitalize()
    return drawn_word(letters, syllables) if fields_of_heading(word) else word


def letting_out(register: Register, settings: Settings | None = None) -> Settings:
    """The settings by which a person has let out every word, number and name of a register."""
    found = settings or Settings()
    return replace(found, let_out=tuple(one.word for one in waiting(register, found)))
