"""The columns that leave the intake: complainant-free, as the table of fields says of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from grm_data.intake.privacy import Owners, Scrubber
from grm_data.intake.rows import Rows
from grm_data.register import (
    NO_DURATION,
    Field,
    Kind,
    TextColumn,
    TextState,
    category_of,
    text_column,
)
from grm_data.register.columns import Mask, Texts, blank_texts
from grm_data.register.traits import Scrub

__all__ = ["kept_columns"]


def kept_columns(
    rows: Rows, keep: Mask, scrubber: Scrubber, *, texts_shown: bool
) -> Iterator[tuple[Field, Any]]:
    """The column of each field that the sheet has, complainant-free, for the rows to keep."""
    owners = rows.laid.owners[keep]
    for field in Field:
        if field.is_kept and _is_recorded(rows, field):
            scrub = partial(_scrubbed_cells, field.traits.scrub, scrubber)
            match field.traits.kind:
                case Kind.LABEL:
                    yield field, scrub(rows.number[keep], owners)
                case Kind.DAY:
                    yield field, rows.date(field).days[keep]
                case Kind.CATEGORY:
                    words = rows.word(field)
                    texts, unknown = words.texts[keep], words.unknown[keep]
                    texts[unknown] = scrub(texts[unknown], owners[unknown])
                    yield field, category_of(texts, field.traits.codes)
                case Kind.NUMBER:
                    yield field, rows.durations[keep]
                case Kind.FLAG:
                    yield field, rows.answers[field].flags[keep]
                case Kind.TEXT:
                    cells = rows.coded(field)[keep]
                    if texts_shown:
                        yield field, text_column(scrub(cells.texts(), owners))
                    else:
                        yield field, _withheld(cells.is_blank)


def _scrubbed_cells(scrub: Scrub, scrubber: Scrubber, texts: Texts, owners: Owners) -> Texts:
    """The cells of a field without what may identify a person, as the table of fields says."""
    match scrub:
        case Scrub.TEXT:
            return scrubber.scrub_all(texts, owners)
        case Scrub.WORD:
            return scrubber.scrub_words(texts, owners)
        case Scrub.KNOWN:
            return scrubber.scrub_known_in_all(texts, owners)
        case _:
            return blank_texts(len(texts))  # what isn't said to be scrubbed stays inside


def _is_recorded(rows: Rows, field: Field) -> bool:
    """Whether the sheet has the field in a column, or in the cells of another one."""
    inside = field in rows.dates or field in rows.words
    has_days = field is Field.REPORTED_WORKING_DAYS and bool((rows.durations != NO_DURATION).any())
    return rows.has(field) or inside or has_days


def _withheld(is_blank: Mask) -> TextColumn:
    """Only whether there is a text."""
    state = np.where(is_blank, TextState.BLANK, TextState.WITHHELD).astype(np.int8)
    return TextColumn(blank_texts(len(is_blank)), state)
