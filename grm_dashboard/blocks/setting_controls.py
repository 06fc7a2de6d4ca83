"""The controls of the page Project: each shows a setting of one kind and gives back what it is now."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import streamlit as st

from grm_dashboard.blocks.setting_lines import days, lines, notes, rows
from grm_dashboard.blocks.setting_shown import NotRead, Shown, day_of
from grm_dashboard.blocks.wording import plain
from grm_dashboard.session.settings_table import Control
from grm_data.figures.labels import day_text, part_of_year
from grm_data.messages import message
from grm_data.register.calendar import WEEKDAYS, holidays_between
from grm_data.register.countries import country_name, country_names
from grm_data.register.periods import half_year_of
from grm_data.register.zones import zones_of_country
from grm_data.settings import COUNTS_FROM, UNITS, Standard
from grm_data.speech import DEFAULT_LANGUAGE, load

__all__ = ["CONTROLS"]


def _text(shown: Shown, value: str | None) -> str | None:
    return (
        st.text_input(shown.label, value or "", max_chars=200, key=shown.key, help=shown.help).strip() or None
    )


def _day(shown: Shown, value: date | None) -> date | None:
    """A day as text: the parts of Streamlit's own field for days are too small to be hit."""
    text = st.text_input(
        shown.label, "" if value is None else value.isoformat(), key=shown.key, help=shown.help
    )
    if not text.strip():
        return None
    day = day_of(text.strip())
    if day is None:
        raise NotRead(message("project.wrong.one_day"))
    return day


def _people(shown: Shown, value: int | None) -> int | None:
    return st.number_input(shown.label, 1, None, value, 1, key=shown.key, help=shown.help)


def _chosen(
    shown: Shown, value: Any, options: Iterable[Any], name: Callable[[Any], str], nothing: str
) -> Any:
    """One of the options, or none of them."""
    found = list(dict.fromkeys([*options, *([] if value is None else [value])]))
    return st.selectbox(
        shown.label, found, None if value is None else found.index(value), format_func=name,
        placeholder=nothing, key=shown.key, help=shown.help,
    )  # fmt: skip


def _country(shown: Shown, value: str | None) -> str | None:
    """A country by its name, and its days off in the half-year of today."""
    code: str | None = _chosen(shown, value, country_names(), country_name, message("project.no_country"))
    if code is None:
        st.warning(message("project.country_missing"), icon=":material/event_busy:")
        return None
    half_year = half_year_of(shown.settings.today)
    told = " · ".join(_named(holidays_between(code, half_year.first, half_year.last)))
    values = {"half_year": part_of_year(half_year.name), "days": told or message("word.none")}
    st.caption(plain(message("project.holidays", **values)))
    return code


def _named(holidays: Mapping[date, str]) -> Iterator[str]:
    """Each holiday with its day, or with its first and last where it has several."""
    for name, found in groupby(holidays.items(), key=itemgetter(1)):
        days = [day_text(day, with_year=False) for day, _ in found]
        yield f"{message('word.span', first=days[0], last=days[-1]) if len(days) > 1 else days[0]} {name}"


def _zone(shown: Shown, value: str | None) -> str | None:
    country = shown.settings.calendar.country
    own = zones_of_country(country) if country else ()
    options = [*own, *sorted(zoneinfo.available_timezones())]
    nothing = message("project.zone_of_country", zone=own[0]) if own else message("project.no_zone")
    found: str | None = _chosen(shown, value, options, str, nothing)
    return found


def _weekdays(shown: Shown, value: tuple[str, ...]) -> tuple[str, ...]:
    found = st.pills(
        shown.label, WEEKDAYS, selection_mode="multi", default=value, key=shown.key, help=shown.help,
        format_func=lambda day: message(f"weekday.{day}"),
    )  # fmt: skip
    if len(found) == len(WEEKDAYS):
        raise NotRead(message("project.wrong.weekend"))
    return tuple(day for day in WEEKDAYS if day in found) if set(found) != set(value) else value


def _standard(shown: Shown, value: Standard | None) -> Standard | None:
    """So many days, or no standard."""
    left, right = st.columns(2)
    with left:
        days = st.number_input(
            shown.label, 1, 10_000, None if value is None else value.days, 1, key=shown.key, help=shown.help,
            placeholder=message("project.no_standard"),
        )  # fmt: skip
    with right:
        unit = st.selectbox(
            message("project.unit"), UNITS, UNITS.index(value.unit) if value else 0,
            format_func=lambda unit: message(f"project.unit_of.{unit}"), key=f"{shown.key}_unit",
        )  # fmt: skip
    if days is None:
        return None
    return replace(value, days=days, unit=unit) if value else Standard(days, unit)


def _counts_from(shown: Shown, value: str) -> str:
    found: str = st.selectbox(
        shown.label, COUNTS_FROM, COUNTS_FROM.index(value),
        format_func=lambda start: message(f"project.counts_from.{start}"), key=shown.key, help=shown.help,
    )  # fmt: skip
    return found


def _choice(shown: Shown, value: Any) -> Any:
    """One of a few, or the program's own choice."""
    named = f"project.choice.{shown.place.key}"
    value = None if value is False else value
    found = _chosen(
        shown,
        value,
        shown.place.choices,
        lambda one: message(f"{named}.{one}".lower()),
        message(f"{named}.none"),
    )
    return False if found is None and shown.place.choices == (True,) else found


def _language(shown: Shown, value: str | None) -> str | None:
    """A language by its own name, or English."""
    found: str | None = _chosen(
        shown, value, shown.place.choices, lambda code: load(code).name, load(DEFAULT_LANGUAGE).name
    )
    return found


def _shown(shown: Shown, value: Any) -> Any:
    """What is decided elsewhere, and where."""
    with st.container(gap=None):
        st.markdown(f"**{shown.label}**")
        st.caption(plain(message(f"project.elsewhere.{shown.place.key}")))
    return value


CONTROLS: Mapping[Control, Callable[[Shown, Any], Any]] = {
    Control.TEXT: _text,
    Control.DAY: _day,
    Control.PEOPLE: _people,
    Control.COUNTRY: _country,
    Control.ZONE: _zone,
    Control.WEEKDAYS: _weekdays,
    Control.DAYS: days,
    Control.STANDARD: _standard,
    Control.COUNTS_FROM: _counts_from,
    Control.NOTES: notes,
    Control.LINES: lines,
    Control.ROWS: rows,
    Control.CHOICE: _choice,
    Control.LANGUAGE: _language,
    Control.SHOWN: _shown,
}
"""Each gives back the value of its setting; NotRead where what was typed is none."""
