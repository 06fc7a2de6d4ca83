"""The report as values: every number and sentence of it, and the sections in which they are printed.

Texts are ready to print; beside them stand the numbers and days that they are made of, for who computes.
Word templates of projects name the values, so they keep their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grm_data.analysis.as_of import is_interim
from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.durations import Spread
from grm_data.analysis.indicators import OnTime
from grm_data.register import Period, Status
from grm_data.report.blocks import Case, Chart, Section
from grm_data.report.markdown import Paragraph

__all__ = [
    "AgeBand",
    "Meaning",
    "OpenCases",
    "Provenance",
    "RatioRow",
    "ReceivedPeriod",
    "Record",
    "ReportModel",
    "Revision",
    "StatusLine",
    "Timeliness",
    "WordCount",
]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A status and what it means."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class WordCount:
    """How often a word of the register stands there."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How many feedbacks of a period stand at a status, through which channels, of which types."""

    status: Status
    word: str
    count: int
    channels: tuple[WordCount, ...]
    types: tuple[WordCount, ...]
    lines: tuple[str, ...]  # as printed: "3", "Channel: Facebook page 1, Email 1", …

    def words(self, kind: str) -> dict[str, int]:
        """How often each channel or type stands there."""
        return {one.word: one.count for one in (self.channels if kind == "channel" else self.types)}


@dataclass(frozen=True, slots=True)
class ReceivedPeriod:
    """One period of the table *Summary of feedback received*: the new one, the previous one or both."""

    name: str
    period: Period
    span: str  # "2020.06.25-2020.12.31"
    counts: StatusCounts
    received: int
    addressed: int
    lines: tuple[StatusLine, ...]
    working_days: Spread


@dataclass(frozen=True, slots=True)
class RatioRow:
    """A ratio by its name, in the three periods: "9:6 (67%)"."""

    name: str
    new: str
    previous: str
    total: str


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many open cases have waited so many working days."""

    label: str
    first: int
    last: int | None
    count: int


@dataclass(frozen=True, slots=True)
class OpenCases:
    """opening + received − closed = closing, and the age of what is open."""

    opening: int
    received: int
    closed: int
    closing: int
    first: str  # the days of the opening and of the closing balance, as printed
    last: str
    equation: str
    waiting: str
    ages: tuple[AgeBand, ...]  # none where nothing is open


@dataclass(frozen=True, slots=True)
class Timeliness:
    """The working days of this period's resolved feedback."""

    spread: Spread
    on_time: OnTime | None  # only where a standard is set
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure of an earlier report that the register tells otherwise now."""

    period: str
    figure: str
    reported: int
    now: int
    source: str  # which report: "version 3"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures come from."""

    file: str
    sha256: str
    version: str
    as_of: date
    as_of_text: str
    made_on: date
    calendar: str
    program: str


@dataclass(frozen=True, slots=True)
class Record:
    """One feedback behind the figures, complainant-free and without texts, as of the cut-off."""

    registered_no: str
    received: date
    type: str
    channel: str
    status: str
    resolved: date | None
    way: str
    working_days: int | None
    reported_days: int | None
    closed: date | None  # the day it left the balance of open cases
    days_open: int | None  # working days that an open case has waited
    sheet_row: int | None  # None where it isn't told


@dataclass(frozen=True, slots=True)
class ReportModel:
    """The half-yearly report, whole."""

    language: str  # in which it is written: its code
    title: str
    subtitle: str
    cover: tuple[str, ...]  # who made it, and how to reach the project
    logo: bytes | None  # a PNG of ours
    sample: str  # "Sample data", or nothing
    project: str
    introduction: tuple[str, ...]
    guidelines: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    summary: tuple[str, ...]
    ratios: tuple[RatioRow, ...]
    received: tuple[ReceivedPeriod, ...]
    addressed: Sequence[Case]
    carried_over: Sequence[Case]
    open_cases: OpenCases
    timeliness: Timeliness
    charts: tuple[Chart, ...]
    revised: tuple[Revision, ...]
    notes: tuple[str, ...]
    other: tuple[Paragraph, ...]
    lessons: tuple[Paragraph, ...]
    how_to_reach: tuple[Paragraph, ...]
    footer: str
    source: Provenance
    words: Mapping[str, str]  # headings and column names
    records: Sequence[Record]
    sections: tuple[Section, ...] = ()
    """All of it as it is printed."""

    @property
    def new(self) -> ReceivedPeriod:
        """The period reported."""
        return self.received[0]

    @property
    def is_interim(self) -> bool:
        """Whether the period wasn't over on the day that the report is as of."""
        return is_interim(self.new.period, self.source.as_of)
