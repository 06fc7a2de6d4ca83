"""Frozen values go through JSON and come back as they were, or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.guarded import from_plain, to_plain
from grm_data.register import WorkCalendar
from grm_data.settings import Settings, Standard

WORDS = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
DAYS = st.frozensets(st.dates(), max_size=3)
SETTINGS = st.builds(
    Settings,
    name=st.none() | st.text(),
    start=st.none() | st.dates(),
    calendar=st.builds(
        WorkCalendar, st.sampled_from([None, "MN"]), st.just(("Fri", "Sat")), days_off=DAYS, worked_days=DAYS
    ),
    columns=WORDS,
    values=st.dictionaries(st.sampled_from(["status", "outcome"]), WORDS, max_size=2),
    texts_cleared=st.booleans(),
    resolve_standard=st.none()
    | st.builds(Standard, st.integers(1, 99), st.sampled_from(["working", "calendar"])),
    report_template=st.none() | st.text(),
    report_logo=st.none() | st.text(),
)


@given(SETTINGS)
def test_settings_come_back_whole(settings: Settings) -> None:
    assert from_plain(Settings, json.loads(json.dumps(to_plain(settings)))) == settings


class Kind(StrEnum):
    ONE = "one"


@dataclass(frozen=True)
class Value:
    kind: Kind
    pair: tuple[str, int | None]
    word: Literal["a", "b"]
    day: date | None


GOOD: dict[str, Any] = {"kind": "one", "pair": ["x", None], "word": "a", "day": "2020-07-31"}


def test_enums_pairs_and_literals_come_back() -> None:
    value = Value(Kind.ONE, ("x", None), "a", date(2020, 7, 31))
    assert to_plain(value) == GOOD
    assert from_plain(Value, GOOD) == value


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "two"},
        {"pair": ["x"]},
        {"pair": "xy"},
        {"pair": ["x", "1"]},
        {"pair": ["x", True]},
        {"word": "c"},
        {"day": 5},
        {"day": "31 July"},
    ],
)
def test_what_could_not_have_been_written_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".*") as told:
        from_plain(Value, GOOD | wrong)
    assert "31 July" not in str(told.value) or wrong.get("day")


@pytest.mark.parametrize("wrong", [None, 5, [], "x", {}])
def test_what_is_no_object_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"Error"):
        from_plain(Value, wrong)
