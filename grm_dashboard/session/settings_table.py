"""The table of settings: where each stands on the page Project, by which control, and when it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Any

from grm_data.settings import DATE_CALENDARS, DATE_ORDERS, Settings
from grm_data.speech import languages

__all__ = ["PLACES", "Control", "Part", "Place", "changed_places", "part_of", "value_of", "with_value"]


class Part(StrEnum):
    """A part of the page; its name is ``project.part.<part>``."""

    PROJECT = "project"
    CALENDAR = "calendar"
    STANDARDS = "standards"
    NOTES = "notes"
    WORDS = "words"
    SHEET = "sheet"
    REPORT = "report"
    READERS = "readers"


class Control(StrEnum):
    """How a setting is changed."""

    TEXT = "text"
    DAY = "day"
    PEOPLE = "people"
    COUNTRY = "country"
    ZONE = "zone"
    WEEKDAYS = "weekdays"
    DAYS = "days"
    STANDARD = "standard"
    COUNTS_FROM = "counts_from"
    NOTES = "notes"
    LINES = "lines"
    WORDS = "words"
    HEADINGS = "headings"
    ROWS = "rows"
    CHOICE = "choice"
    LANGUAGE = "language"
    SHOWN = "shown"  # elsewhere: the page says where


_PARTS = {
    "column": Part.SHEET, "date": Part.SHEET, "sheet": Part.SHEET, "one": Part.SHEET, "zone": Part.CALENDAR,
    "start": Part.PROJECT, "status": Part.WORDS, "channel": Part.WORDS, "type": Part.WORDS,
    "word": Part.WORDS, "cell": Part.WORDS,
}  # fmt: skip
_ELSEWHERE = ("columns", "column_received", "not_sensitive", "accept")
"""Chosen on the page Publish."""


def part_of(setting: str) -> Part | None:
    """The part of the page Project where one changes a setting that a sentence names; None: elsewhere."""
    if setting in _ELSEWHERE:
        return None
    return Part.CALENDAR if setting == "date_ethiopian" else _PARTS[setting.partition("_")[0]]


@dataclass(frozen=True, slots=True)
class Place:
    """A setting: its key in a settings file names its label, ``project.label.<key>``."""

    key: str
    attribute: str  # of Settings
    part: Part
    control: Control
    choices: tuple[Any, ...] = ()
    is_read_again: bool = False  # takes effect once the spreadsheet is opened again


PLACES = (
    Place("project.name", "name", Part.PROJECT, Control.TEXT),
    Place("project.start", "start", Part.PROJECT, Control.DAY),
    Place("project.beneficiaries", "beneficiaries", Part.PROJECT, Control.PEOPLE),
    Place("register.complete_to", "complete_to", Part.PROJECT, Control.SHOWN),
    Place("project.country", "calendar.country", Part.CALENDAR, Control.COUNTRY),
    Place("calendar.weekend", "calendar.weekend", Part.CALENDAR, Control.WEEKDAYS),
    Place("calendar.days_off", "calendar.days_off", Part.CALENDAR, Control.DAYS),
    Place("calendar.worked_days", "calendar.worked_days", Part.CALENDAR, Control.DAYS),
    Place("project.timezone", "timezone", Part.CALENDAR, Control.ZONE, is_read_again=True),
    Place("service_standard.resolve", "resolve_standard", Part.STANDARDS, Control.STANDARD),
    Place("service_standard.acknowledge", "acknowledge_standard", Part.STANDARDS, Control.STANDARD),
    Place("service_standard.counts_from", "counts_from", Part.STANDARDS, Control.COUNTS_FROM),
    Place("notes", "notes", Part.NOTES, Control.NOTES),
    Place("values", "values", Part.WORDS, Control.WORDS),
    Place("columns", "columns", Part.SHEET, Control.HEADINGS, is_read_again=True),
    Place("sheets.read", "sheets_read", Part.SHEET, Control.LINES, is_read_again=True),
    Place("sheets.ignore", "sheets_ignored", Part.SHEET, Control.LINES, is_read_again=True),
    Place("sheets.header_rows", "header_rows", Part.SHEET, Control.ROWS, is_read_again=True),
    Place("dates.order", "date_order", Part.SHEET, Control.CHOICE, DATE_ORDERS, is_read_again=True),
    Place("dates.calendar", "date_calendar", Part.SHEET, Control.CHOICE, DATE_CALENDARS, is_read_again=True),
    Place("dates.shift", "date_shift", Part.SHEET, Control.CHOICE, (1, 0), is_read_again=True),
    Place("rows.one_case", "one_case", Part.SHEET, Control.CHOICE, ("number",), is_read_again=True),
    Place("report.language", "report_language", Part.REPORT, Control.LANGUAGE, languages()),
    Place("report.prepared_by", "prepared_by", Part.REPORT, Control.TEXT),
    Place("report.contacts", "contacts", Part.REPORT, Control.LINES),
    Place("report.logo", "report_logo", Part.REPORT, Control.SHOWN),
    Place("report.template", "report_template", Part.REPORT, Control.SHOWN),
    Place("confidentiality.places", "places_in_rows", Part.READERS, Control.CHOICE, (True,)),
    Place("confidentiality.texts", "texts_cleared", Part.READERS, Control.SHOWN),
    Place("confidentiality.let_out", "let_out", Part.READERS, Control.LINES),
    Place("confidentiality.not_sensitive", "not_sensitive", Part.READERS, Control.SHOWN),
)
"""Every setting of the contract; those that are only shown are decided elsewhere."""


def value_of(settings: Settings, attribute: str) -> Any:
    """The value of a setting, such as "calendar.country"."""
    if attribute == "counts_from":
        standards = (settings.resolve_standard, settings.acknowledge_standard)
        return next((one.counts_from for one in standards if one is not None), "receipt")
    return reduce(getattr, attribute.split("."), settings)


def with_value(settings: Settings, attribute: str, value: Any) -> Settings:
    """The settings with another value of one."""
    if attribute == "counts_from":
        both = {name: getattr(settings, name) for name in ("resolve_standard", "acknowledge_standard")}
        counted = {name: one and replace(one, counts_from=value) for name, one in both.items()}
        return replace(settings, **counted)
    head, _, rest = attribute.partition(".")
    return replace(settings, **{head: replace(getattr(settings, head), **{rest: value}) if rest else value})


def changed_places(before: Settings, after: Settings) -> tuple[Place, ...]:
    """The settings whose values differ."""
    return tuple(one for one in PLACES if value_of(before, one.attribute) != value_of(after, one.attribute))
