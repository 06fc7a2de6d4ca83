"""What was noticed in a register: a code, a severity and a place, and never a cell's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from grm_data.messages import has_message, message
from grm_data.register.codes import Severity, code_of

__all__ = [
    "Excluded",
    "Finding",
    "first_spans",
    "row_spans",
    "spoken_as",
]

_MOST_SPANS = 8
"""Spans of rows that a line names."""


_KEY = "@"
"""Begins a value that is the key of a message: what is stored holds no words of a language."""


def spoken_as(key: str) -> str:
    """A value of a finding that is said in words when the finding is: the message of that key."""
    return f"{_KEY}{key}"


_CODED = ("field", "order")
"""Values that are codes, said in words; one of a later release stays a code."""


def _said(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.startswith(_KEY):
        return message(value[1:])
    key = f"{name}.{value}"
    return message(key) if name in _CODED and has_message(key) else value


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, with its place as the user sees it."""

    code: str  # "date-unreadable": an entry of the table of codes
    sheet: str
    row: int | None = None  # as the user sees it in Excel; None for the whole sheet
    column: str | None = None  # the user's own heading
    values: tuple[tuple[str, object], ...] = field(
        default=()
    )  # fills the sentence; ours, never a cell's text

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return code_of(self.code).severity

    @property
    def message(self) -> str:
        """One sentence that says what is wrong and what to do."""
        values = dict(self.values)
        said = {name: _said(name, value) for name, value in self.values}
        return message(f"finding.{self.code}", **said, code=values.get("field"))

    def renamed(self, sheet: Callable[[str], str], heading: Callable[[str], str]) -> Finding:
        """The same with other names of sheets and headings."""
        values = tuple((name, sheet(str(one)) if name == "sheet" else one) for name, one in self.values)
        column = self.column and heading(self.column)
        return replace(self, sheet=sheet(self.sheet), column=column, values=values)


def row_spans(rows: Iterable[int]) -> str:
    """Rows in ascending order as few spans.

    >>> row_spans([5, 6, 7, 8, 9, 12])
    '5-9,12'
    """
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def first_spans(rows: Iterable[int]) -> str:
    """Rows in ascending order as spans to be read in a line: of many the first.

    >>> first_spans(range(2, 40, 2))
    '2, 4, 6, 8, 10, 12, 14, 16, …'
    """
    spans = row_spans(rows).split(",")
    return ", ".join(spans if len(spans) <= _MOST_SPANS else [*spans[:_MOST_SPANS], "…"])


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that was read and is in no figure, and why."""

    sheet: str
    row: int
    reason: str  # "no-received-date": a key of the table of reasons

    @property
    def message(self) -> str:
        """The reason as a sentence."""
        return message(f"excluded.{self.reason}")
