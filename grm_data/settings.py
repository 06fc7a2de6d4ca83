"""A project's settings: ``grm.toml`` → a frozen Settings. Each key is optional, an unknown one refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from grm_data.errors import SettingsError
from grm_data.files import NotAFile, read_file
from grm_data.register.calendar import WEEKDAYS, WorkCalendar, is_known_country
from grm_data.register.fields import Field
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import STATUSES
from grm_data.register.zones import day_there, is_known_zone
from grm_data.toml_values import TomlReader, a_date, a_text, one_of, toml_tables

__all__ = [
    "COLUMN_FIELDS",
    "DATE_CALENDARS",
    "DATE_ORDERS",
    "FILE_NAME",
    "WORD_FIELDS",
    "Settings",
    "Standard",
    "load_settings",
    "parse_settings",
    "read_stored_settings",
    "settings_for",
]

FILE_NAME = "grm.toml"
DATE_ORDERS = ("DMY", "MDY", "YMD")
DATE_CALENDARS = ("gregorian", "buddhist", "nepali", "persian", "hijri", "ethiopian")
DATE_SHIFTS = (0, 1)
UNITS = ("working", "calendar")
COUNTS_FROM = ("receipt", "next_day")
TEXTS = ("withheld", "cleared")
ONE_CASE = ("number",)
WEEKEND = ("Sat", "Sun")
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
    "report",
)


def _nothing() -> Mapping[str, str]:
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
    one_case: str | None = None  # "number": rows with the same case number are steps of one case
    report_template: str | None = None  # a Word template of the project's own, as a path

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


def settings_for(register: Path, settings: Path | None = None) -> Settings:
    """The settings named, else those of ``grm.toml`` beside the register, else the defaults."""
    if settings is not None:
        return load_settings(settings)
    beside = register.parent / FILE_NAME
    return load_settings(beside) if beside.exists() else Settings()


def load_settings(path: Path) -> Settings:
    """Read a settings file; SettingsError says in one sentence what isn't a setting."""
    try:
        content = read_file(path)
    except NotAFile:
        raise SettingsError("no-file", path=path) from None
    except FileNotFoundError:
        raise SettingsError("settings-missing", path=path) from None
    except (OSError, ValueError):
        raise SettingsError("settings-unreadable", path=path) from None
    settings = parse_settings(content)
    if settings.report_template is None:
        return settings
    return replace(settings, report_template=str(path.parent / settings.report_template))


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
        project = self.table(tables, "project", ("name", "start", "country", "timezone"))
        calendar = self.table(tables, "calendar", ("weekend", "days_off", "worked_days"))
        values = self.table(tables, "values", WORD_FIELDS)
        promise = self.table(tables, "confidentiality", ("texts", "not_sensitive", "let_out"))
        texts = promise.get("texts", "withheld")
        standard = self.table(tables, "service_standard", ("resolve", "acknowledge", "counts_from"))
        dates = self.table(tables, "dates", ("order", "shift", "calendar"))
        sheets = self.table(tables, "sheets", ("read", "ignore", "header_rows"))
        one_case = self.table(tables, "rows", ("one_case",)).get("one_case")
        complete_to = self.table(tables, "register", ("complete_to",)).get("complete_to")
        template = self.table(tables, "report", ("template",)).get("template")
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
            one_case=self.value(one_case, "rows.one_case", one_of(ONE_CASE)),
            report_template=self.value(template, "report.template", a_text),
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

    def _values(self, tables: Mapping[str, object]) -> Mapping[str, Mapping[str, str]]:
        """The meanings of words by field; a status can only mean one of the four."""
        read = {name: one_of(STATUSES) if name == Field.STATUS else a_text for name in tables}
        found = {name: self.mapping(tables[name], f"values.{name}", read[name]) for name in tables}
        return MappingProxyType({name: words for name, words in found.items() if words})

    def _standard(self, standards: Mapping[str, object], name: str) -> Standard | None:
        value, key = standards.get(name), f"service_standard.{name}"
        if value is None:
            return None
        table = self.known(self.dict(value, key), ("days", "unit"), f"{key}.")
        if not isinstance(value, dict):
            return None
        days = self.value(table.get("days", 0), f"{key}.days", _days)
        unit = self.value(table.get("unit", "working"), f"{key}.unit", one_of(UNITS))
        start = standards.get("counts_from", "receipt")
        counts_from = self.value(start, "service_standard.counts_from", one_of(COUNTS_FROM)) or "receipt"
        return None if days is None or unit is None else Standard(days, unit, counts_from)


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
