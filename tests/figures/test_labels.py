"""How words, days and shares are written."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.analysis.selection import NOT_STATED
from grm_data.figures.labels import (
    day_text,
    days_text,
    label,
    number_text,
    percent_text,
    period_text,
    share_text,
)
from grm_data.messages import has_message
from grm_data.register import CHANNELS, STATUSES, TYPES, Period
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.report.wording import day_of_report
from grm_data.speech import speaking


@pytest.mark.parametrize(("kind", "codes"), [("channel", CHANNELS), ("type", TYPES), ("status", STATUSES)])
def test_every_canonical_code_has_a_label(kind: str, codes: tuple[str, ...]) -> None:
    for code in codes:
        assert has_message(f"{kind}.{code}")
        assert label(kind, code)[0].isupper()


def test_every_field_that_can_be_shown_has_a_label() -> None:
    for field in set(Field) - IDENTITY_FIELDS - {Field.PERIOD_LABEL}:
        assert has_message(f"field.{field}"), field


def test_unknown_words_stand_as_written_and_blanks_are_not_stated() -> None:
    for word in ("Carrier pigeon", "none", "part", "row"):
        assert label("channel", word) == word
    assert label("channel", None) == label("channel", NOT_STATED) == "Not stated"


def test_days_and_periods_are_written_for_every_reader() -> None:
    assert day_text(date(2020, 7, 1)) == "1 Jul 2020"
    assert day_text(None) == "–"
    assert period_text(Period("p", date(2020, 7, 1), date(2020, 12, 31))) == "1 Jul – 31 Dec 2020"
    assert period_text(Period("p", date(2015, 9, 15), date(2020, 6, 30))) == "15 Sep 2015 – 30 Jun 2020"
    assert period_text(Period("p", date(2020, 7, 1), date(2020, 6, 30))) == "–"


def test_french_writes_the_first_day_of_a_month_otherwise() -> None:
    with speaking("fr"):
        assert day_text(date(2020, 7, 1)).startswith("1er ")
        assert day_of_report(date(2020, 7, 1)).startswith("1er juillet")
        assert day_text(date(2020, 7, 11)).startswith("11 ")


def test_a_span_names_its_year_where_the_language_has_it() -> None:
    period = Period("p", date(2020, 7, 2), date(2020, 12, 31))
    with speaking("mn"):
        assert period_text(period) == "2020 оны 7-р сарын 2 – 12-р сарын 31"
    with speaking("fr"):
        assert period_text(period) == "2 juil. – 31 déc. 2020"


def test_numbers_have_one_decimal_at_most() -> None:
    assert [number_text(value) for value in (11, 6.5, 2.8333, 1234, None)] == [
        "11",
        "6.5",
        "2.8",
        "1,234",
        "–",
    ]
    assert [days_text(value) for value in (1, 2, 1.5, None)] == [
        "1 working day",
        "2 working days",
        "1.5 working days",
        "–",
    ]


def test_counts_come_before_percentages() -> None:
    assert share_text(6, 9) == "6 of 9 (67%)"
    assert share_text(0, 0) == "0 of 0"


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 8, "13%"), (3, 8, "38%"), (5, 8, "63%"), (1, 200, "1%"), (199, 200, ">99%")],
)
def test_a_half_goes_up_as_the_spreadsheet_beside_it_shows_it(part: int, whole: int, percent: str) -> None:
    assert percent_text(part, whole) == percent


def test_all_and_none_are_said_only_when_so() -> None:
    assert [percent_text(*pair) for pair in ((999, 1000), (1, 1000), (0, 7), (7, 7), (0, 0))] == [
        ">99%",
        "<1%",
        "0%",
        "100%",
        "–",
    ]
