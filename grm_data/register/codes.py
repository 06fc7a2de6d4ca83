"""The table of findings, and that of the reasons to leave a row out: all that differs between them.

A finding's sentence is ``finding.<code>`` in ``locale/``, that of a reason ``excluded.<reason>``. A code
that no check gives any more stays here: versions published earlier hold it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

__all__ = ["CODES", "REASONS", "Asks", "Code", "InReport", "Severity", "Why", "code_of", "why_of"]


class Severity(StrEnum):
    """How much a finding matters; the gravest first."""

    ERROR = "error"  # the row or figure can't be trusted
    WARNING = "warning"  # look at it
    INFO = "info"  # what we did

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class InReport(StrEnum):
    """What the half-yearly report says of a finding, in its notes on the data."""

    NAMED = "named"  # a sentence of its own, report.note.of.<code>, with the cases
    ELSEWHERE = "elsewhere"  # another note of the report says it
    COUNTED = "counted"  # one of so many other findings
    NOT_SAID = "not_said"  # of no matter to its readers


class Asks(StrEnum):
    """What a finding asks of the person who keeps the register."""

    NOTHING = "nothing"
    CELL = "cell"  # correct or fill in the cell
    MEANING = "meaning"  # say what a word means
    COLUMN = "column"  # say what a column holds
    DATE_ORDER = "date_order"  # say whether the day or the month comes first
    PROJECT = "project"  # say something of the project
    FILE = "file"  # look at the file, or save it anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Everything that differs between findings."""

    severity: Severity
    in_report: InReport
    asks: Asks
    reveals: bool  # tells where a sensitive case stands, or how many there are
    told_as: str | None  # the code under whose sentence the report names it


def _error(
    in_report: InReport, asks: Asks = Asks.CELL, *, reveals: bool = False, told_as: str | None = None
) -> Code:
    return Code(severity=Severity.ERROR, in_report=in_report, asks=asks, reveals=reveals, told_as=told_as)


def _warning(
    in_report: InReport, asks: Asks = Asks.CELL, *, reveals: bool = False, told_as: str | None = None
) -> Code:
    return Code(severity=Severity.WARNING, in_report=in_report, asks=asks, reveals=reveals, told_as=told_as)


def _info(
    in_report: InReport = InReport.NOT_SAID, asks: Asks = Asks.NOTHING, *, reveals: bool = False
) -> Code:
    return Code(severity=Severity.INFO, in_report=in_report, asks=asks, reveals=reveals, told_as=None)


CODES: Mapping[str, Code] = MappingProxyType(
    {
        # Dates
        "date-unreadable": _error(InReport.NAMED),
        "date-ambiguous": _error(InReport.NAMED, Asks.DATE_ORDER),
        "date-missing": _error(InReport.COUNTED),
        "date-swapped": _warning(InReport.NAMED),
        "date-future": _error(InReport.NAMED),
        "date-order-contradicted": _warning(InReport.NAMED, Asks.DATE_ORDER),
        "date-order-setting": _info(),
        "date-order-day-over-12": _info(),
        "date-order-case-numbers": _info(),
        "date-order-period": _info(),
        "date-order-sibling": _info(),
        "date-order-resolved-after": _info(),
        "date-order-durations": _info(),
        "date-year": _warning(InReport.NAMED),
        "date-year-missing": _error(InReport.NAMED, reveals=True),
        "date-calendar": _error(InReport.NAMED, Asks.COLUMN, reveals=True),
        "date-calendar-offered": _warning(InReport.NOT_SAID, Asks.PROJECT, reveals=True),
        "date-shifted": _warning(InReport.NAMED, Asks.COLUMN, reveals=True),
        "date-shift-offered": _warning(InReport.NAMED, Asks.COLUMN, reveals=True),
        "date-zone": _info(),
        "date-zone-several": _info(asks=Asks.PROJECT),
        "date-zone-unknown": _warning(InReport.NAMED, Asks.PROJECT),
        "received-before-start": _warning(InReport.NAMED),
        "start-missing": _warning(InReport.NAMED, Asks.PROJECT),
        "resolved-before-received": _error(InReport.NAMED),
        "resolved-without-date": _warning(InReport.NAMED),
        "resolving-with-date": _warning(InReport.NAMED),
        "duration-differs": _warning(InReport.ELSEWHERE),
        "duration-differs-working-one-end": _warning(InReport.ELSEWHERE),
        "duration-differs-calendar": _warning(InReport.ELSEWHERE),
        "duration-differs-calendar-one-end": _warning(InReport.ELSEWHERE),
        "durations-working-one-end": _info(),
        "durations-calendar": _info(),
        "durations-calendar-one-end": _info(),
        "duration-unreadable": _warning(InReport.NAMED),
        # Words
        "status-column-missing": _info(InReport.NAMED, Asks.COLUMN),
        "status-blank": _info(InReport.NAMED, Asks.CELL),
        "status-offered": _error(InReport.ELSEWHERE, Asks.MEANING),
        "status-unknown": _error(InReport.ELSEWHERE, Asks.MEANING),
        "status-unknown-near": _error(InReport.ELSEWHERE, Asks.MEANING, told_as="status-unknown"),
        "channel-unknown": _warning(InReport.NAMED, Asks.MEANING),
        "channel-unknown-near": _warning(InReport.NAMED, Asks.MEANING, told_as="channel-unknown"),
        "channel-more": _info(),
        "channel-blank": _warning(InReport.NAMED),
        "channel-column-missing": _info(InReport.NAMED, Asks.COLUMN),
        "type-unknown": _warning(InReport.NAMED, Asks.MEANING),
        "type-unknown-near": _warning(InReport.NAMED, Asks.MEANING, told_as="type-unknown"),
        "type-blank": _warning(InReport.NAMED),
        "type-column-missing": _info(InReport.NAMED, Asks.COLUMN),
        "unrelated-with-type": _info(),
        "word-unknown": _warning(InReport.NOT_SAID, Asks.MEANING),
        "word-unknown-near": _warning(InReport.NOT_SAID, Asks.MEANING, told_as="word-unknown"),
        "choices-several": _warning(InReport.NOT_SAID, Asks.MEANING),
        "flag-unreadable": _warning(InReport.NOT_SAID),
        "sensitive-unclear": _warning(InReport.COUNTED, reveals=True),
        # Case numbers and totals
        "number-missing": _warning(InReport.NAMED),
        "number-column-missing": _info(InReport.NAMED, Asks.COLUMN),
        "number-duplicate": _error(InReport.NAMED),
        "number-as-date": _warning(InReport.NOT_SAID, reveals=True),
        "row-duplicate": _warning(InReport.ELSEWHERE),
        "number-gap": _warning(InReport.ELSEWHERE, reveals=True),
        "totals-differ": _warning(InReport.NAMED, reveals=True),
        # Cells and places
        "error-cell": _error(InReport.NAMED),
        "formula-uncalculated": _error(InReport.NAMED, Asks.FILE),
        "sheet-hidden": _warning(InReport.NOT_SAID, Asks.FILE),
        "row-hidden": _info(),
        "column-hidden": _info(),
        "comments-not-read": _info(reveals=True),
        "colours": _warning(InReport.NOT_SAID, Asks.COLUMN, reveals=True),
        "rows-struck": _warning(InReport.NOT_SAID, Asks.FILE, reveals=True),
        # Sheets and layout
        "sheet-not-read": _error(InReport.COUNTED, Asks.FILE),
        "sheet-joined": _info(reveals=True),
        "sheet-other": _info(),
        "merged-read": _info(reveals=True),
        "ditto-read": _info(reveals=True),
        "rows-joined": _info(reveals=True),
        "rows-one-case": _warning(InReport.NOT_SAID, Asks.PROJECT, reveals=True),
        # Columns
        "identity-dropped": _info(),
        "identity-by-values": _info(asks=Asks.COLUMN),
        "identity-instead": _warning(InReport.NOT_SAID, Asks.COLUMN),
        "number-identity": _error(InReport.COUNTED, Asks.COLUMN),
        "column-dropped": _info(),
        "column-unnamed": _warning(InReport.NOT_SAID, Asks.COLUMN),
        "column-second": _info(),
        "column-second-worse": _info(InReport.NOT_SAID, Asks.COLUMN),
        "date-column-plain": _info(asks=Asks.COLUMN),
        "date-column-unreadable": _error(InReport.COUNTED, Asks.COLUMN, reveals=True),
        "date-column-zeros": _error(InReport.COUNTED, Asks.FILE, reveals=True),
        "column-zeros": _error(InReport.COUNTED, Asks.FILE, reveals=True),
        "ticks-read": _info(),
        "platform": _info(),
        "column-offered": _warning(InReport.NOT_SAID, Asks.COLUMN),
        "column-identity": _error(InReport.NOT_SAID, Asks.COLUMN),
        "column-not-found": _error(InReport.NOT_SAID, Asks.COLUMN),
        # What reading had to do
        "encoding-guessed": _info(),
        "mongolian-letters-repaired": _info(),
        "nul-characters-removed": _info(),
        "characters-unreadable": _warning(InReport.NOT_SAID, Asks.FILE),
        "sheet-too-wide": _warning(InReport.NOT_SAID, Asks.FILE),
        "cells-far-away": _warning(InReport.NOT_SAID, Asks.FILE),
    }
)

_UNKNOWN = _warning(InReport.NOT_SAID, Asks.NOTHING, reveals=True)
"""Of a code that a later program gave: what may be in it isn't known, so nobody is shown where it stands."""


def code_of(name: str) -> Code:
    """The entry of a code; the most careful one for a code that isn't known."""
    return CODES.get(name, _UNKNOWN)


class Why(StrEnum):
    """Why a row is in no figure, as far as passes differ in it."""

    NO_FEEDBACK = "no_feedback"  # a title, a sum, the header again
    DATE = "date"  # a feedback that belongs to no period
    COPY = "copy"  # the same feedback stands on another row
    SENSITIVE = "sensitive"  # counted apart, and never pointed at


REASONS: Mapping[str, Why] = MappingProxyType(
    {
        "repeated-header": Why.NO_FEEDBACK,
        "totals": Why.NO_FEEDBACK,
        "signature": Why.NO_FEEDBACK,
        "note": Why.NO_FEEDBACK,
        "duplicate": Why.COPY,
        "sensitive": Why.SENSITIVE,
        "sensitive-doubt": Why.SENSITIVE,
        "no-received-date": Why.DATE,
        "received-date-unreadable": Why.DATE,
        "received-date-ambiguous": Why.DATE,
    }
)


def why_of(reason: str) -> Why:
    """Why a row was left out; one whose reason isn't known is treated as sensitive."""
    return REASONS.get(reason, Why.SENSITIVE)
