"""Filters: kept in the URL and across pages, unknown words dropped, nothing found said calmly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.pages.conftest import PAGES, Open, go_to, plain_texts, write_register

ABOUT_FEEDBACK = ("overview", "timeliness", "cases")


@pytest.mark.parametrize(
    ("period", "days", "received"),
    [
        ("This half-year", "1 Jul – 31 Dec 2020, as of 31 Dec 2020", 9),
        ("Last half-year", "1 Jan – 30 Jun 2020, as of 30 Jun 2020", 2),
        ("Since the start", "15 Sep 2015 – 31 Dec 2020, as of 31 Dec 2020", 29),
    ],
)
def test_a_period_holds_its_days_and_the_day_it_is_seen_from(
    open_app: Open, period: str, days: str, received: int
) -> None:
    app = open_app(period=period)
    assert days in plain_texts(app)
    assert app.metric[0].value == str(received)


def test_a_period_is_chosen_in_the_sidebar(open_app: Open) -> None:
    app = open_app()
    app.pills(key="period").set_value("start").run()
    assert app.metric[0].value == "29"


def test_as_of_the_last_day_of_a_past_period_later_answers_are_not_given_yet(open_app: Open) -> None:
    """f-2019/04, received 12 December, was resolved on 20 December 2019."""
    app = open_app(period="Custom", dates=["2019-12-01", "2019-12-15"])
    assert "1 received, 1 addressed, 0 resolved." in plain_texts(app)
    assert app.metric[3].value == "1"


def test_a_half_chosen_range_reaches_to_the_day_that_the_register_is_complete_to(open_app: Open) -> None:
    app = open_app(period="Custom", dates=["2020-11-01"])
    assert "1 Nov – 31 Dec 2020" in plain_texts(app)
    assert app.metric[0].value == "3"
    app.date_input(key="dates").set_value((date(2021, 5, 1),)).run()
    assert not app.exception
    assert "1 May – 1 May 2021" in plain_texts(app)


def test_days_in_the_wrong_order_are_put_right(open_app: Open) -> None:
    app = open_app(period="Custom", dates=["2020-12-31", "2020-06-25"])
    assert app.metric[0].value == "9"


@pytest.mark.parametrize("dates", [["soon"], ["1066-10-14", "2020-12-31"], ["", ""], ["2020-13-01"]])
def test_days_that_are_none_are_dropped(open_app: Open, dates: list[str]) -> None:
    app = open_app(period="Custom", dates=dates)
    assert "1 Jul – 31 Dec 2020" in plain_texts(app)


def test_an_emptied_range_is_this_half_year(open_app: Open) -> None:
    app = open_app(period="Custom")
    app.date_input(key="dates").set_value(()).run()
    assert not app.exception
    assert "1 Jul – 31 Dec 2020" in plain_texts(app)


def test_words_of_the_url_narrow_the_selection(open_app: Open) -> None:
    app = open_app(period="Since the start", channel=["facebook", "email"], status="Resolved")
    assert app.metric[0].value == "5"
    app = open_app(period="Since the start", type="not_stated")
    assert app.metric[0].value == "15"


@pytest.mark.parametrize("page", PAGES)
def test_unknown_words_in_the_url_are_dropped(open_app: Open, page: str) -> None:
    app = open_app(page, period="next year", channel=["Pigeon", "email"], type="<b>", status="done", x="1")
    assert app.multiselect(key="channel").value == ["email"]
    assert app.multiselect(key="type").value == []
    assert app.pills(key="status").value == []
    assert app.pills(key="period").value == "half_year"


def test_options_are_the_words_of_the_register(open_app: Open) -> None:
    app = open_app()
    assert app.multiselect(key="channel").options == [
        "Facebook page", "Project website", "Email", "Written", "Face-to-face meeting",
    ]  # fmt: skip
    assert app.multiselect(key="type").options == [
        "Request", "Clarification", "Complaint", "Comment", "Not stated",
    ]  # fmt: skip
    assert app.pills(key="status").options == ["Resolved", "Resolving", "Unrelated"]


@pytest.mark.parametrize("page", ABOUT_FEEDBACK)
def test_nothing_found_is_said_and_the_filters_can_be_reset(open_app: Open, page: str) -> None:
    app = open_app(page, channel="written")
    assert [info.value for info in app.info] == [
        "Nothing was received with these filters, 1 Jul – 31 Dec 2020."
    ]
    app.button(key="reset").click().run()
    assert not app.exception
    assert app.multiselect(key="channel").value == []
    assert not app.info


@pytest.mark.parametrize("page", ABOUT_FEEDBACK)
def test_a_period_in_which_nothing_came_is_calm(open_app: Open, page: str) -> None:
    app = open_app(page, period="Custom", dates=["2010-01-01", "2010-12-31"])
    assert len(app.info) == 1
    assert not app.button


def test_filters_hold_on_every_page(open_app: Open) -> None:
    app = open_app(period="Since the start")
    app.multiselect(key="channel").set_value(["written"]).run()
    for page in ABOUT_FEEDBACK:
        assert "Channel: Written · 6 of 29 shown" in plain_texts(go_to(app, page))


def test_a_word_as_the_register_writes_it_is_in_no_url(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-07-31,Riddle,CANARY pigeon,Resolved,2020-08-03,2,",
        "2,2020-08-03,Request,Email,Resolved,2020-08-03,1,",
    ]
    app = open_app(register=write_register(tmp_path, rows))
    app.multiselect(key="channel").select("CANARY pigeon").run()
    assert app.metric[0].value == "1"
    assert "CANARY" not in str(dict(app.query_params))
    assert app.query_params["channel"] == "~1"
    again = open_app(channel="~1", register=tmp_path / "register.csv")
    assert again.multiselect(key="channel").value == ["CANARY pigeon"]
