"""A project's settings: ``grm.toml`` → a frozen Settings. Each key is optional, an unknown one refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from grm_data.errors import SettingsError
from grm_data.register.calendar import WEEKDAYS, WorkCalendar, is_known_country
from grm_data.register.columns import Field
from grm_data.register.vocabulary import STATUSES
from grm_data.toml_values import TomlReader, a_date, a_text, one_of, toml_tables

__all__ = [
    "DATE_ORDERS",
    "FILE_NAME",
    "Settings",
    "Standard",
    "load_settings",
    "parse_settings",
    "read_stored_settings",
    "settings_for",
]

FILE_NAME = "grm.toml"
DATE_ORDERS = ("DMY", "MDY", "YMD")
UNITS = ("working", "calendar")
TEXTS = ("withheld", "cleared")
WEEKEND = ("Sat", "Sun")
TABLES = (
    "project",
    "calendar",
    "dates",
    "columns",
    "values",
    "confidentiality",
    "service_standard",
    "report",
)


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standard:
    """A service standard: so many days, working or calendar."""

    days: int
    unit: str = "working"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says about itself and its register."""

    name: str | None = None
    start: date | None = None
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    date_order: str | None = None
    columns: Mapping[str, str] = field(default_factory=_nothing)  # field → the register's own heading
    statuses: Mapping[str, str] = field(default_factory=_nothing)  # the register's own word → canonical code
    channels: Mapping[str, str] = field(default_factory=_nothing)
    types: Mapping[str, str] = field(default_factory=_nothing)
    texts_cleared: bool = False  # a person has read every issue and action text
    resolve_standard: Standard | None = None
    acknowledge_standard: Standard | None = None
    report_template: str | None = None  # a Word template of the project's own, as a path

    def with_texts_withheld(self) -> Settings:
        """The same settings for a register whose texts nobody has cleared."""
        return replace(self, texts_cleared=False)


def settings_for(register: Path, settings: Path | None = None) -> Settings:
    """The settings named, else those of ``grm.toml`` beside the register, else the defaults."""
    if settings is not None:
        return load_settings(settings)
    beside = register.parent / FILE_NAME
    return load_settings(beside) if beside.is_file() else Settings()


def load_settings(path: Path) -> Settings:
    """Read a settings file; SettingsError says in one sentence what isn't a setting."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SettingsError("settings-missing", path=path) from None
    except OSError:
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
        project = self.table(tables, "project", ("name", "start", "country"))
        calendar = self.table(tables, "calendar", ("weekend", "days_off", "worked_days"))
        values = self.table(tables, "values", ("status", "channel", "type"))
        texts = self.table(tables, "confidentiality", ("texts",)).get("texts", "withheld")
        standard = self.table(tables, "service_standard", ("resolve", "acknowledge"))
        order = self.table(tables, "dates", ("order",)).get("order")
        template = self.table(tables, "report", ("template",)).get("template")
        return Settings(
            name=self.value(project.get("name"), "project.name", a_text),
            start=self.value(project.get("start"), "project.start", a_date),
            calendar=self._calendar(project.get("country"), calendar),
            date_order=self.value(order, "dates.order", one_of(DATE_ORDERS)),
            columns=self._columns(tables.get("columns", {})),
            statuses=self.mapping(values.get("status", {}), "values.status", one_of(STATUSES)),
            channels=self.mapping(values.get("channel", {}), "values.channel", a_text),
            types=self.mapping(values.get("type", {}), "values.type", a_text),
            texts_cleared=self.value(texts, "confidentiality.texts", one_of(TEXTS)) == "cleared",
            resolve_standard=self._standard(standard.get("resolve"), "service_standard.resolve"),
            acknowledge_standard=self._standard(standard.get("acknowledge"), "service_standard.acknowledge"),
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
        fields = tuple(str(field) for field in Field if field not in (Field.CLOSED_ON, Field.PERIOD_LABEL))
        return self.mapping(self.known(self.dict(value, "columns"), fields, "columns."), "columns", a_text)

    def _standard(self, value: object, key: str) -> Standard | None:
        if value is None:
            return None
        table = self.known(self.dict(value, key), ("days", "unit"), f"{key}.")
        if not isinstance(value, dict):
            return None
        days = self.value(table.get("days", 0), f"{key}.days", _days)
        unit = self.value(table.get("unit", "working"), f"{key}.unit", one_of(UNITS))
        return None if days is None or unit is None else Standard(days, unit)


def _days(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SettingsError("settings-days", key=key)
    return value


def _country(value: object, key: str) -> str:
    code = a_text(value, key)
    if not is_known_country(code):
        raise SettingsError("settings-country", country=repr(code))
    return code
