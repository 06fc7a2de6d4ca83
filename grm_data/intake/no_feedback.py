"""Rows under a header that are no feedback: the header again, sums, titles, signatures."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from grm_data.intake.table import WIDE, Table
from grm_data.language.files import tables
from grm_data.register.columns import Mask
from grm_data.register.folding import fold

__all__ = ["is_signature", "is_sum", "non_feedback"]


@cache
def _beginning(kind: str) -> re.Pattern[str]:
    """The words of every language that a row of the kind begins with: "total", "signature"."""
    words = (word for table in tables("rows").values() for word in table[kind])
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(map(re.escape, folded)) + r")\b")


_LABEL_END = (":", "：", "/", "…", "_", "...")
_DIGIT, _DIGITS = re.compile("[0-9]"), re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")

_MOST_CELLS_OF_A_NOTE = 2
_MOST_CELLS_OF_A_SIGNATURE = 4


def is_sum(text: str) -> bool:
    """Whether a row that begins with the text is a sum: "Total", "Нийт 12"."""
    return _beginning("total").match(fold(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a text is a line of a footer: "Prepared by: …", "Date:"."""
    folded = fold(text)
    found = _beginning("signature").match(folded)
    if found is None:
        return False
    after = text.rstrip().endswith(_LABEL_END) or ":" in text[: found.end() + 4]
    return after or (found.end() == len(folded) and " " in folded)


def non_feedback(table: Table, received: int, number: int | None, has_date: Mask) -> list[str | None]:
    """Why a row is no feedback: "repeated-header", "totals", "signature", "note"; None where it is one.

    ``received`` and ``number`` are the columns of the received date and the case number. A row with a
    readable received date is none only where it is a line of a footer.
    """
    reasons: list[str | None] = [None] * len(table)
    suspects = np.flatnonzero(~has_date | _may_be_footer(table, number))
    if not len(suspects):
        return reasons
    texts = np.column_stack([table.texts(j)[suspects] for j in range(table.width)])
    merged = _merged_across(table)
    seen = _Row(
        [None if heading is None else fold(heading) for heading in table.header.headings],
        received,
        number,
        frozenset() if number is None else _shapes(table, number, has_date),
    )
    for row, i in zip(texts, suspects, strict=True):
        reasons[i] = seen.reason(list(row), has_date=bool(has_date[i]), is_merged=bool(merged[i]))
    return reasons


class _Row:
    """What a row is judged by."""

    def __init__(
        self, headings: list[str | None], received: int, number: int | None, shapes: frozenset[str]
    ) -> None:
        self.headings, self.received, self.number, self.shapes = headings, received, number, shapes

    def reason(self, row: list[str | None], *, has_date: bool, is_merged: bool) -> str | None:
        filled = [(j, text) for j, text in enumerate(row) if text is not None]
        if is_signature(filled[0][1]) and len(filled) <= _MOST_CELLS_OF_A_SIGNATURE:
            return None if has_date and self._has_number(row) else "signature"
        if has_date:
            return None
        same = sum(fold(text) == self.headings[j] for j, text in filled if j < len(self.headings))
        if same >= 2 and same * 2 > len(filled):
            return "repeated-header"
        if is_sum(filled[0][1]):
            return "totals"
        if len(filled) == 1 and self._is_title(*filled[0]):
            return "note"
        is_short = len(filled) <= _MOST_CELLS_OF_A_NOTE and row[self.received] is None
        return "note" if is_short and (is_merged or not self._has_number(row)) else None

    def _has_number(self, row: list[str | None]) -> bool:
        return self.number is not None and any(c.isdigit() for c in row[self.number] or "")

    def _is_title(self, j: int, text: str) -> bool:
        """A lone text with a word in it, "July 2020", that isn't written as the case numbers are."""
        return j == self.number and bool(_WORD.search(text)) and _shape(text) not in self.shapes


def _shape(text: str) -> str:
    return fold(_DIGITS.sub("0", text))


def _shapes(table: Table, number: int, has_date: Mask) -> frozenset[str]:
    """How the case numbers of dated rows are written."""
    return frozenset(map(_shape, table.coded(number)[has_date].different()))


def _may_be_footer(table: Table, number: int | None) -> Mask:
    """Rows without a case number; where no column holds them, those with a few cells only."""
    if number is None:
        filled = sum(~table.coded(j).is_blank for j in range(table.width))
        return np.asarray(filled <= _MOST_CELLS_OF_A_SIGNATURE)
    return ~table.coded(number).where(_has_digit)


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None or any(map(str.isdigit, text))


def _merged_across(table: Table) -> Mask:
    """Rows in which three or more columns are merged: titles of sections, footers."""
    found = np.zeros(len(table), dtype=bool)
    for part in table.parts:
        rows = {
            row
            for first, left, last, right in part.header.sheet.merged
            if right - left + 1 >= WIDE
            for row in range(first, last + 1)
        }
        found[part.rows] = np.isin(table.sheet_rows[part.rows], list(rows)) if rows else False
    return found
