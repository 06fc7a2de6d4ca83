"""A project's settings: ``grm.toml`` → a frozen Settings. Each key is optional, an unknown one refused."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from grm_data.errors import SettingsError
from grm_data.messages import message
from grm_data.register.calendar import WEEKDAYS, WorkCalendar, is_known_country
from grm_data.register.fields import Field
from grm_data.register.vocabulary import STATUSES

__all__ = [
    "DATE_ORDERS",
    "FILE_NAME",
    "Settings",
    "Standard",
    "load_settings",
    "parse_settings",
    "settings_for",
]

FILE_NAME = "grm.toml"
DATE_ORDERS = ("DMY", "MDY", "YMD")
UNITS = ("working", "calendar")
COUNTS_FROM = ("receipt", "next_day")
TABLES = (
    "project",
    "register",
    "calendar",
    "dates",
    "columns",
    "values",
    "confidentiality",
    "service_standard",
    "report",
)

_T = TypeVar("_T")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


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
    columns: Mapping[str, str] = field(default_factory=_nothing)  # field → the register's own heading
    statuses: Mapping[str, str] = field(default_factory=_nothing)  # the register's own word → canonical code
    channels: Mapping[str, str] = field(default_factory=_nothing)
    types: Mapping[str, str] = field(default_factory=_nothing)
    texts_cleared: bool = False  # the project declares that a person has read every issue and action text
    complete_to: date | None = None  # the day up to which the register tells everything
    resolve_standard: Standard | None = None
    acknowledge_standard: Standard | None = None
    report_template: str | None = None  # a Word template of the project's own, as a path

    def own_words(self, field: str) -> Mapping[str, str]:
        """The register's own words of a category → what they mean."""
        tables = {"status": self.statuses, "channel": self.channels, "type": self.types}
        return tables.get(field, _nothing())

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
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError("settings-not-utf8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("settings-not-toml", where=str(error).rpartition("(")[2].rstrip(")")) from None
    except RecursionError:
        raise SettingsError("settings-not-toml", where=message("error.settings-brackets")) from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise SettingsError("settings-not-toml", where=message("error.settings-digits")) from None
    _refuse_unknown(tables, TABLES, "")
    project = _table(tables, "project", ("name", "start", "country"))
    values = _table(tables, "values", ("status", "channel", "type"))
    confidentiality = _table(tables, "confidentiality", ("texts",))
    standard = _table(tables, "service_standard", ("resolve", "acknowledge", "counts_from"))
    order = _table(tables, "dates", ("order",)).get("order")
    return Settings(
        name=_optional(project, "project.name", _text),
        start=_optional(project, "project.start", _date),
        calendar=_calendar(project, _table(tables, "calendar", ("weekend", "days_off", "worked_days"))),
        date_order=None if order is None else _one_of(order, "dates.order", DATE_ORDERS),
        columns=_columns(tables.get("columns", {})),
        statuses=_mapping(values, "status", STATUSES),
        channels=_mapping(values, "channel"),
        types=_mapping(values, "type"),
        texts_cleared=_one_of(
            confidentiality.get("texts", "withheld"),
            "confidentiality.texts",
            ("withheld", "cleared"),
        )
        == "cleared",
        complete_to=_optional(_table(tables, "register", ("complete_to",)), "register.complete_to", _date),
        resolve_standard=_standard(standard, "resolve"),
        acknowledge_standard=_standard(standard, "acknowledge"),
        report_template=_optional(_table(tables, "report", ("template",)), "report.template", _text),
    )


def _calendar(project: Mapping[str, object], table: Mapping[str, object]) -> WorkCalendar:
    country = _optional(project, "project.country", _text)
    if country is not None and not is_known_country(country):
        raise SettingsError("settings-country", country=repr(country))
    weekend = table.get("weekend", ["Sat", "Sun"])
    if not isinstance(weekend, list):
        raise SettingsError("settings-not-a-list", key="calendar.weekend")
    names = tuple(dict.fromkeys(_one_of(name, "calendar.weekend", WEEKDAYS) for name in weekend))
    if len(names) == len(WEEKDAYS):
        raise SettingsError("settings-no-working-day")
    days_off, worked = _dates(table, "days_off"), _dates(table, "worked_days")
    if both := sorted(days_off & worked):
        raise SettingsError("settings-off-and-worked", day=both[0].isoformat())
    return WorkCalendar(country, names, days_off, worked)


def _dates(table: Mapping[str, object], name: str) -> frozenset[date]:
    values = table.get(name, [])
    if not isinstance(values, list):
        raise SettingsError("settings-not-a-list", key=f"calendar.{name}")
    return frozenset(_date(value, f"calendar.{name}") for value in values)


def _columns(table: object) -> Mapping[str, str]:
    columns = _mapping({"columns": table}, "columns", prefix="")
    fields = tuple(field for field in Field if field not in (Field.CLOSED_ON, Field.PERIOD_LABEL))
    _refuse_unknown(columns, fields, "columns.")
    return columns


def _mapping(
    values: Mapping[str, object], name: str, codes: tuple[str, ...] = (), prefix: str = "values."
) -> Mapping[str, str]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError("settings-not-a-table", key=f"{prefix}{name}")
    texts = {word: _text(code, f"{prefix}{name}") for word, code in table.items()}
    for code in texts.values():
        if codes:
            _one_of(code, f"{prefix}{name}", codes)
    return MappingProxyType(texts)


def _standard(table: Mapping[str, object], name: str) -> Standard | None:
    key = f"service_standard.{name}"
    if name not in table:
        return None
    inner = table[name]
    if not isinstance(inner, dict):
        raise SettingsError("settings-not-a-table", key=key)
    _refuse_unknown(inner, ("days", "unit"), f"{key}.")
    days = inner.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or days < 1:
        raise SettingsError("settings-days", key=f"{key}.days")
    counts_from = _one_of(table.get("counts_from", "receipt"), "service_standard.counts_from", COUNTS_FROM)
    return Standard(days, _one_of(inner.get("unit", "working"), f"{key}.unit", UNITS), counts_from)


def _table(tables: Mapping[str, object], name: str, known: tuple[str, ...]) -> Mapping[str, object]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError("settings-not-a-table", key=name)
    _refuse_unknown(table, known, f"{name}.")
    return table


def _refuse_unknown(table: Mapping[str, object], known: tuple[str, ...], prefix: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1) or sorted(known)[:1]
            raise SettingsError("settings-unknown-key", key=prefix + key, near=prefix + near[0])


def _optional(table: Mapping[str, object], key: str, read: Callable[[object, str], _T]) -> _T | None:
    value = table.get(key.rpartition(".")[2])
    return None if value is None else read(value, key)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError("settings-not-a-text", key=key)
    return value


def _date(value: object, key: str) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise SettingsError("settings-not-a-date", key=key)
    return value


def _one_of(value: object, key: str, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise SettingsError("settings-not-one-of", key=key, allowed=", ".join(allowed))
    return value
