"""Settings of several entries, one on each line of a field: days, notes, names, rows of headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import streamlit as st

from grm_dashboard.blocks.setting_shown import NotRead, Shown, day_of
from grm_data.messages import message

__all__ = ["days", "lines", "notes", "rows"]

_ROW = re.compile(r"(\S.*?)\s*=\s*([1-9][0-9]{0,6})")


def _lines_of(shown: Shown, lines: Iterable[str]) -> list[str]:
    """What stands on the lines of a larger field; blank ones apart."""
    text = st.text_area(shown.label, "\n".join(lines), height=120, key=shown.key, help=shown.help)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(text: str, line: int) -> date:
    """The day on a line; NotRead names the line."""
    day = day_of(text)
    if day is None:
        raise NotRead(message("project.wrong.day", line=line))
    return day


def days(shown: Shown, value: frozenset[date]) -> frozenset[date]:
    """A day on each line; the earliest first."""
    written = _lines_of(shown, (day.isoformat() for day in sorted(value)))
    return frozenset(_day(line, i) for i, line in enumerate(written, 1))


def notes(shown: Shown, value: Mapping[date, str]) -> dict[date, str]:
    """A day and what was new on it, on each line."""
    found = {}
    written = _lines_of(shown, (f"{day.isoformat()} {text}" for day, text in value.items()))
    for i, line in enumerate(written, 1):
        day, _, text = line.partition(" ")
        if not text.strip():
            raise NotRead(message("project.wrong.note", line=i))
        found[_day(day, i)] = " ".join(text.split())
    return dict(sorted(found.items()))


def lines(shown: Shown, value: tuple[str, ...]) -> tuple[str, ...]:
    """A name on each line."""
    return tuple(_lines_of(shown, value))


def rows(shown: Shown, value: Mapping[str, int]) -> dict[str, int]:
    """A sheet and the row of its headings, on each line: 2024 = 3."""
    found = {}
    for i, line in enumerate(_lines_of(shown, (f"{name} = {row}" for name, row in value.items())), 1):
        written = _ROW.fullmatch(line)
        if written is None:
            raise NotRead(message("project.wrong.row", line=i))
        found[written[1]] = int(written[2])
    return found
