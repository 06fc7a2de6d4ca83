"""Somebody goes on before a page is drawn: what they chose a moment ago isn't undone by what the browser still says."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
import streamlit as st

from grm_dashboard.blocks import opened
from grm_dashboard.session import unheard
from grm_dashboard.session.asked import KINDS
from grm_data.speech import load
from tests.pages.conftest import Open, plain_texts


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes, however long a page takes on a busy machine, unless a test lets it."""
    monkeypatch.setattr(unheard, "monotonic", lambda: 100.0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed, for the tests to let pass."""
    seconds = [100.0]
    monkeypatch.setattr(unheard, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(st, "session_state", {})
    return seconds


def test_what_stood_there_before_a_change_is_unheard_for_a_moment(clock: list[float]) -> None:
    unheard.note_change("by", "year", "month")
    assert unheard.is_unheard("by", "year")
    assert not unheard.is_unheard("by", "month")
    assert not unheard.is_unheard("other", "year")
    clock[0] += unheard.WHILE
    assert not unheard.is_unheard("by", "year"), "somebody went back to it"


def test_of_several_changes_at_once_the_last_one_counts(clock: list[float]) -> None:
    for before, after in (("a", "b"), ("b", "c"), ("c", "a")):
        clock[0] += unheard.MOMENT / 2
        unheard.note_change("by", before, after)
    assert [unheard.is_unheard("by", said) for said in "abc"] == [False, True, True]


def test_nothing_is_remembered_of_a_change_long_ago(clock: list[float]) -> None:
    unheard.note_change("by", "a", "b")
    clock[0] += unheard.WHILE
    unheard.note_change("by", "b", "c")
    assert not unheard.is_unheard("by", "a")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is asked a minute after the one before."""
    minutes = count(60, 60)
    monkeypatch.setattr(unheard, "monotonic", lambda: float(next(minutes)))


def test_an_address_that_the_browser_still_says_undoes_no_step(open_app: Open) -> None:
    app = open_app(channel="email")
    app.button(key="period_earlier").click().run()
    app.query_params.clear()
    app.query_params["channel"] = "email"
    app.run()
    assert dict(app.query_params) == {"period": "2020-H1", "channel": "email"}
    assert "1 Jan – 30 Jun 2020" in plain_texts(app)


@pytest.mark.usefixtures("later")
def test_an_address_that_is_written_by_hand_later_counts(open_app: Open) -> None:
    app = open_app(channel="email")
    app.button(key="period_earlier").click().run()
    app.query_params.clear()
    app.query_params["period"] = "2020-H2"
    app.run()
    assert dict(app.query_params) == {"period": "2020-H2"}


def test_days_that_the_browser_still_says_undo_no_step(open_app: Open) -> None:
    app = open_app(period="2020-07-01..2020-12-31")
    before = app.date_input(key="dates").value
    app.button(key="period_earlier").click().run()
    after = app.date_input(key="dates").value
    assert after != before
    app.date_input(key="dates").set_value(before).run()
    assert app.date_input(key="dates").value == after


@pytest.mark.usefixtures("later")
def test_days_that_somebody_chooses_again_count(open_app: Open) -> None:
    app = open_app(period="2020-07-01..2020-12-31")
    app.button(key="period_earlier").click().run()
    app.date_input(key="dates").set_value((date(2020, 7, 1), date(2020, 12, 31))).run()
    assert app.query_params["period"] == "2020-07-01..2020-12-31"


def test_a_word_that_was_removed_above_the_page_doesn_t_come_back(open_app: Open) -> None:
    app = open_app(channel="email", type="request")
    chip = next(one for one in app.button if (one.key or "").startswith("remove_channel"))
    chip.click().run()
    app.multiselect(key="channel").set_value(["email"]).run()
    assert app.multiselect(key="channel").value == []
    assert "channel" not in app.query_params


def test_a_control_says_its_choice_in_the_language_that_was_chosen(open_app: Open) -> None:
    """A browser says a choice's name: it would say that of another language, and be understood as another."""
    app = open_app(period="2020-H1", compare="year")
    app.selectbox(key="language").set_value("fr").run()
    for key, name in (("period", "filter.kind.half_year"), ("compare", "filter.compare_year")):
        shown = app.selectbox(key=key).proto
        assert (shown.set_value, shown.raw_value) == (True, load("fr").texts[name])
    assert dict(app.query_params) == {"period": "2020-H1", "compare": "year", "lang": "fr"}


@pytest.mark.parametrize("said", ["Trimestre", "quarter"])
def test_only_what_is_offered_is_a_choice(open_app: Open, said: str) -> None:
    app = open_app(period="2020-H1")
    app.selectbox(key="period").set_value("quarter").run()
    assert app.query_params["period"] == "2020-Q2"
    st_state = {"period": said}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", st_state)
        assert unheard.is_chosen("period", KINDS) is (said in KINDS)


@pytest.mark.parametrize(("said", "expected"), [("Reçues", []), ("received", ["received"])])
def test_a_figure_named_in_another_language_is_not_opened(
    monkeypatch: pytest.MonkeyPatch, said: str, expected: list[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(opened, "ask_figure", lambda code, _: asked.append(code))
    monkeypatch.setattr(opened, "asked_parts", dict)
    monkeypatch.setattr(st, "session_state", {"opened_figure": said})
    opened._ask("figure", {"received": "Received"})
    assert asked == expected
