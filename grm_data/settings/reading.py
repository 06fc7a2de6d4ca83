"""``grm.toml`` → Settings. Each key is optional, an unknown one refused; of a stored text it is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from grm_data.errors import SettingsError
from grm_data.register.calendar import WEEKDAYS, WorkCalendar
from grm_data.register.countries import is_known_country
from grm_data.register.fields import Field
from grm_data.register.vocabulary import STATUSES
from grm_data.register.zones import is_known_zone
from grm_data.settings.model import (
    COLUMN_FIELDS,
    DATE_CALENDARS,
    DATE_ORDERS,
    WEEKEND,
    WORD_FIELDS,
    Settings,
    Standard,
)
from grm_data.settings_file import FILE_NAME, read_settings_file, settings_file
from grm_data.speech import languages
from grm_data.toml_values import TomlReader, a_date, a_text, one_of, toml_tables

__all__ = ["FILE_NAME", "load_settings", "parse_settings", "read_stored_settings", "settings_for"]

DATE_SHIFTS = (0, 1)
UNITS = ("working", "calendar")
COUNTS_FROM = ("receipt", "next_day")
TEXTS = ("withheld", "cleared")
PLACES = ("tables", "rows")
ONE_CASE = ("number",)
TABLES = (
    "project",
    "register",
    "calendar",
    "dates",
    "sheets",
    "rows",
    "columns",
    "values",
    "confidentiality",
    "service_standard",
    "notes",
    "report",
)


def settings_for(register: Path, settings: Path | None = None) -> Settings:
    """The settings named, else those of ``grm.toml`` beside the register, else the defaults."""
    place = settings_file(register, settings)
    return Settings() if place is None else load_settings(place)


def load_settings(path: Path) -> Settings:
    """Read a settings file; SettingsError says in one sentence what isn't a setting."""
    settings = parse_settings(read_settings_file(path))
    return replace(
        settings,
        report_template=_beside(path, settings.report_template),
        report_logo=_beside(path, settings.report_logo),
    )


def _beside(settings: Path, named: str | None) -> str | None:
    return None if named is None else str(settings.parent / named)


def parse_settings(content: bytes) -> Settings:
    """Settings from the bytes of a TOML file; SettingsError as for ``load_settings``."""
    reader = _SettingsReader()
    settings = reader.settings(toml_tables(content))
    if reader.unread:
        raise reader.unread[0][1]
    return settings


def read_stored_settings(text: str) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a stored version, of whatever release, and the keys of what this one can't use.

    That is left out: an unknown key, a value that is none any more, a country that isn't known any more.
    SettingsError only where the text isn't TOML.
    """
    reader = _SettingsReader()
    settings = reader.settings(toml_tables(text.encode("utf-8", "surrogatepass")))
    return settings, tuple(dict.fromkeys(key for key, _ in reader.unread))


class _SettingsReader(TomlReader):
    """Reads Settings from the tables of a settings text."""

    def settings(self, tables: Mapping[str, object]) -> Settings:
        """The settings; what can't be used is left out."""
        self.known(tables, TABLES)
        project = self.table(tables, "project", ("name", "start", "country", "timezone", "beneficiaries"))
        calendar = self.table(tables, "calendar", ("weekend", "days_off", "worked_days"))
        values = self.table(tables, "values", WORD_FIELDS)
        promise = self.table(tables, "confidentiality", ("texts", "places", "not_sensitive", "let_out"))
        texts = promise.get("texts", "withheld")
        standard = self.table(tables, "service_standard", ("resolve", "acknowledge", "counts_from"))
        dates = self.table(tables, "dates", ("order", "shift", "calendar"))
        sheets = self.table(tables, "sheets", ("read", "ignore", "header_rows"))
        one_case = self.table(tables, "rows", ("one_case",)).get("one_case")
        complete_to = self.table(tables, "register", ("complete_to",)).get("complete_to")
        report = self.table(tables, "report", ("template", "language", "logo", "prepared_by", "contacts"))
        return Settings(
            name=self.value(project.get("name"), "project.name", a_text),
            start=self.value(project.get("start"), "project.start", a_date),
            calendar=self._calendar(project.get("country"), calendar),
            date_order=self.value(dates.get("order"), "dates.order", one_of(DATE_ORDERS)),
            timezone=self.value(project.get("timezone"), "project.timezone", _timezone),
            date_shift=self.value(dates.get("shift"), "dates.shift", _shift),
            date_calendar=self.value(dates.get("calendar"), "dates.calendar", one_of(DATE_CALENDARS)),
            columns=self._columns(tables.get("columns", {})),
            values=self._values(values),
            beneficiaries=self.value(project.get("beneficiaries"), "project.beneficiaries", _people),
            places_in_rows=self.value(promise.get("places"), "confidentiality.places", one_of(PLACES))
            == "rows",
            texts_cleared=self.value(texts, "confidentiality.texts", one_of(TEXTS)) == "cleared",
            not_sensitive=self.entries(
                promise.get("not_sensitive", []), "confidentiality.not_sensitive", a_text
            )
            or (),
            let_out=self.entries(promise.get("let_out", []), "confidentiality.let_out", a_text) or (),
            complete_to=self.value(complete_to, "register.complete_to", a_date),
            resolve_standard=self._standard(standard, "resolve"),
            acknowledge_standard=self._standard(standard, "acknowledge"),
            sheets_read=self.entries(sheets.get("read", []), "sheets.read", a_text) or (),
            sheets_ignored=self.entries(sheets.get("ignore", []), "sheets.ignore", a_text) or (),
            header_rows=self.mapping(sheets.get("header_rows", {}), "sheets.header_rows", _row),
            notes=self._notes(tables.get("notes", {})),
            one_case=self.value(one_case, "rows.one_case", one_of(ONE_CASE)),
            report_template=self.value(report.get("template"), "report.template", a_text),
            report_language=self.value(report.get("language"), "report.language", one_of(languages())),
            report_logo=self.value(report.get("logo"), "report.logo", a_text),
            prepared_by=self.value(report.get("prepared_by"), "report.prepared_by", a_text),
            contacts=self.entries(_listed(report.get("contacts", [])), "report.contacts", a_text) or (),
        )

    def _calendar(self, country: object, table: Mapping[str, object]) -> WorkCalendar:
        weekend = self.entries(table.get("weekend", list(WEEKEND)), "calendar.weekend", one_of(WEEKDAYS))
        if weekend is not None and len(weekend) == len(WEEKDAYS):
            self.leave_out("calendar.weekend", "settings-no-working-day")
            weekend = None
        days_off, worked = (
            frozenset(self.entries(table.get(name, []), f"calendar.{name}", a_date) or ())
            for name in ("days_off", "worked_days")
        )
        if both := sorted(days_off & worked):
            self.leave_out("calendar.worked_days", "settings-off-and-worked", day=both[0].isoformat())
        code = self.value(country, "project.country", _country)
        return WorkCalendar(code, WEEKEND if weekend is None else weekend, days_off, worked - days_off)

    def _columns(self, value: object) -> Mapping[str, str]:
        known = self.known(self.dict(value, "columns"), COLUMN_FIELDS, "columns.")
        return self.mapping(known, "columns", _heading)

    def _notes(self, value: object) -> Mapping[date, str]:
        """The notes by day, the earliest first; each is one line."""
        texts = self.mapping(value, "notes", a_text)
        days = {text: self.value(text, f"notes.{text}", _noted_day) for text in texts}
        found = {day: " ".join(texts[text].split()) for text, day in days.items() if day is not None}
        return MappingProxyType(dict(sorted(found.items())))

    def _values(self, tables: Mapping[str, object]) -> Mapping[str, Mapping[str, str]]:
        """The meanings of words by field; a status can only mean one of the four."""
        read = {name: one_of(STATUSES) if name == Field.STATUS else a_text for name in tables}
        found = {name: self.mapping(tables[name], f"values.{name}", read[name]) for name in tables}
        return MappingProxyType({name: words for name, words in found.items() if words})

    def _standard(self, standards: Mapping[str, object], name: str) -> Standard | None:
        value, key = standards.get(name), f"service_standard.{name}"
        start = standards.get("counts_from", "receipt")
        counts_from = self.value(start, "service_standard.counts_from", one_of(COUNTS_FROM)) or "receipt"
        if value is None:
            return None
        table = self.known(self.dict(value, key), ("days", "unit"), f"{key}.")
        if not isinstance(value, dict):
            return None
        days = self.value(table.get("days", 0), f"{key}.days", _days)
        unit = self.value(table.get("unit", "working"), f"{key}.unit", one_of(UNITS))
        return None if days is None or unit is None else Standard(days, unit, counts_from)


def _listed(value: object) -> object:
    """One contact, or several."""
    return [value] if isinstance(value, str) else value


def _heading(value: object, key: str) -> str:
    """A heading; a blank one says that the field stands in no column."""
    return "" if isinstance(value, str) and not value.strip() else a_text(value, key)


def _row(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SettingsError("settings-row", key=key)
    return value


def _days(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SettingsError("settings-days", key=key)
    return value


def _people(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SettingsError("settings-people", key=key)
    return value


def _noted_day(value: object, key: str) -> date:
    """A day written as 2021-07-01."""
    try:
        day = a_date(date.fromisoformat(str(value)), key)
    except (ValueError, SettingsError):
        day = None
    if day is None or day.isoformat() != value:
        raise SettingsError("settings-note-day", key=key)
    return day


def _shift(value: object, key: str) -> int:
    if value not in DATE_SHIFTS or isinstance(value, bool | float):
        raise SettingsError("settings-shift", key=key)
    return int(value == 1)


def _timezone(value: object, key: str) -> str:
    name = a_text(value, key)
    if not is_known_zone(name):
        raise SettingsError("settings-timezone", timezone=repr(name))
    return name


def _country(value: object, key: str) -> str:
    code = a_text(value, key)
    if not is_known_country(code):
        raise SettingsError("settings-country", country=repr(code))
    return code
