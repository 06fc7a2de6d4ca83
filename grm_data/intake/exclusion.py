"""Which rows are in no figure, each with its reason, and the sensitive ones counted apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import is_none
from grm_data.intake.dates import DateState
from grm_data.intake.doubts import settled
from grm_data.intake.no_feedback import non_feedback
from grm_data.intake.rows import Rows
from grm_data.intake.sections import signs_over
from grm_data.register.codes import Why, why_of
from grm_data.register.columns import Mask, Texts, texts_of
from grm_data.register.days import day_of
from grm_data.register.fields import Field
from grm_data.register.findings import Excluded
from grm_data.register.periods import half_year_of

__all__ = ["duplicates", "exclude", "excluded_rows", "is_why", "same_number", "sensitive_by_half_year"]

_DATE_REASONS = {
    DateState.BLANK: "no-received-date",
    DateState.REFUSED: "received-date-unreadable",
    DateState.AMBIGUOUS: "received-date-ambiguous",
}


def exclude(rows: Rows) -> Texts:
    """Why each row can't be counted: no feedback, a duplicate, sensitive, or without a received date.

    None where it can.
    """
    received = rows.date(Field.RECEIVED_ON)
    columns = rows.choice.columns
    reasons = non_feedback(
        rows.table,
        columns[Field.RECEIVED_ON],
        columns.get(Field.REGISTERED_NO),
        received.state == DateState.READ,
    )
    why, signs = texts_of(reasons), rows.laid.signs
    doubtful = signs.doubtful | ~is_none(signs_over(rows.table, why == "note"))
    doubtful |= ~is_none(rows.table.commented)
    doubtful &= ~settled(rows, doubtful)
    found = {"sensitive": signs.named, "sensitive-doubt": doubtful, "duplicate": duplicates(rows)}
    found |= {reason: received.state == state for state, reason in _DATE_REASONS.items()}
    for reason, those in found.items():
        why[those & is_none(why)] = reason
    return why


def is_why(reasons: Texts, why: Why) -> Mask:
    """Which rows are excluded for reasons of a kind."""
    alike = [one for one in {*reasons.tolist()} - {None} if why_of(one) is why]
    found: Mask = np.isin(reasons, alike) if alike else np.zeros(len(reasons), dtype=bool)
    return found


def excluded_rows(rows: Rows, reasons: Texts) -> tuple[Excluded, ...]:
    """The rows that can't be counted, each with its place and why."""
    those = ~is_none(reasons)
    places = zip(rows.table.sheets[those], rows.table.sheet_rows[those].tolist(), reasons[those], strict=True)
    return tuple(Excluded(*place) for place in places)


def duplicates(rows: Rows) -> Mask:
    """Rows with a number that repeat an earlier one of their numbering in every column, identity included."""
    repeated: Mask = same_number(rows)
    if not repeated.any():
        return repeated
    where = np.flatnonzero(repeated)
    texts = pd.DataFrame({j: rows.table.texts(j)[where] for j in range(rows.table.width)})
    texts[-1] = rows.numbering[where]
    repeated[where] = texts.duplicated(keep="first").to_numpy(bool)
    return repeated


def same_number(rows: Rows, among: npt.NDArray[np.intp] | slice = slice(None)) -> Mask:
    """Rows, of some, whose number stands on another of them in the same numbering; one without a number is
    like no other.
    """
    number, numbering = pd.Series(rows.number[among], dtype=object), rows.numbering[among]
    numbers = pd.DataFrame({"number": number, "numbering": numbering})
    return (numbers.duplicated(keep=False) & number.notna()).to_numpy(bool, copy=True)


def sensitive_by_half_year(rows: Rows, reasons: Texts) -> Mapping[str, int]:
    """How many sensitive cases were received in each half-year; "" where the date can't be read.

    A row that repeats an earlier one is the same case.
    """
    sensitive = is_why(reasons, Why.SENSITIVE)
    days = rows.date(Field.RECEIVED_ON).days
    counts: dict[str, int] = {}
    for i in np.flatnonzero(sensitive & ~duplicates(rows)) if sensitive.any() else ():
        day: date | None = day_of(int(days[i]))
        name = "" if day is None else half_year_of(day).name
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
