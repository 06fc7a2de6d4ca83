"""What a project says about itself and its register: a frozen Settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from grm_data.register.calendar import WorkCalendar
from grm_data.register.fields import Field
from grm_data.register.traits import Kind
from grm_data.register.zones import day_there

__all__ = ["COLUMN_FIELDS", "DATE_CALENDARS", "DATE_ORDERS", "WEEKEND", "WORD_FIELDS", "Settings", "Standard"]

DATE_ORDERS = ("DMY", "MDY", "YMD")
DATE_CALENDARS = ("gregorian", "buddhist", "nepali", "persian", "hijri", "ethiopian")
WEEKEND = ("Sat", "Sun")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_notes() -> Mapping[date, str]:
    return MappingProxyType({})


def _no_rows() -> Mapping[str, int]:
    return MappingProxyType({})


def _no_values() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({})


WORD_FIELDS = tuple(str(field) for field in Field if field.traits.kind in (Kind.STATUS, Kind.CATEGORY))
"""The fields whose words may be given a meaning."""


COLUMN_FIELDS = tuple(str(field) for field in Field if field not in (Field.CLOSED_ON, Field.PERIOD_LABEL))
"""The fields whose column may be named."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A service standard: so many days, working or calendar."""

    days: int
    unit: str = "working"
    counts_from: str = "receipt"  # or "next_day"

    @property
    def first_day(self) -> int:
        """How many days after receipt the count begins."""
        return 1 if self.counts_from == "next_day" else 0

    @property
    def as_duration(self) -> int | None:
        """Its days where it counts as durations do: working days, both ends; None where it counts others."""
        return self.days if self.unit == "working" and not self.first_day else None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says about itself and its register."""

    name: str | None = None
    start: date | None = None
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    date_order: str | None = None
    timezone: str | None = None  # of tzdata; else that of the country
    date_shift: int | None = None  # 1: dates at an odd hour are of the next day; 0: they are as they stand
    date_calendar: str | None = None
    columns: Mapping[str, str] = field(default_factory=_nothing)
    """Field → the register's own heading; "" where it stands in no column."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=_no_values)
    """Field → the register's own word → what it means."""
    beneficiaries: int | None = None  # people whom the project is for
    places_in_rows: bool = False  # readers get the place of each case, not only tables of places
    texts_cleared: bool = False  # the project declares that a person has read every issue and action text
    not_sensitive: tuple[str, ...] = ()  # case numbers that a person found not sensitive
    let_out: tuple[str, ...] = ()  # case numbers, names of files and sheets, headings that readers may see
    complete_to: date | None = None  # the day up to which the register tells everything
    resolve_standard: Standard | None = None
    acknowledge_standard: Standard | None = None
    sheets_read: tuple[str, ...] = ()  # the only sheets to read; empty: all that are the register
    sheets_ignored: tuple[str, ...] = ()
    header_rows: Mapping[str, int] = field(default_factory=_no_rows)
    """Name of a sheet, or its number in the workbook → the row of its header as the user sees it."""
    notes: Mapping[date, str] = field(default_factory=_no_notes)
    """Day → what was new on it: marks on every axis of time."""
    one_case: str | None = None  # "number": rows with the same case number are steps of one case
    prepared_by: str | None = None  # who made the report
    contacts: tuple[str, ...] = ()  # how to reach the project, as the report prints it
    report_language: str | None = None  # of the report; else English
    report_template: str | None = None  # a Word template of the project's own, as a path
    report_logo: str | None = None  # a PNG or JPEG for the report's cover, as a path

    @property
    def today(self) -> date:
        """Today, where the project is."""
        return self.day_of(datetime.now(UTC))

    def day_of(self, moment: datetime) -> date:
        """The day of a moment where the project is: by its time zone, else by this machine's."""
        return day_there(moment, self.timezone, self.calendar.country)

    def own_words(self, field: str) -> Mapping[str, str]:
        """The register's own words of a field → what they mean."""
        return self.values.get(field, _nothing())

    def with_words(self, field: str, words: Mapping[str, str]) -> Settings:
        """The same settings with other meanings for the words of a field."""
        kept = {name: meanings for name, meanings in self.values.items() if name != field}
        added = {field: MappingProxyType(dict(words))} if words else {}
        return replace(self, values=MappingProxyType({**kept, **added}))

    def with_texts_withheld(self) -> Settings:
        """The same settings for a register whose texts nobody has cleared."""
        return replace(self, texts_cleared=False)
