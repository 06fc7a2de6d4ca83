"""Controls: kept in the address and across pages, unknown values ignored, nothing found said calmly."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard import menu
from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.secret import SECRET_VARIABLE
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, go_to, opened_whole, plain_texts, write_register
from tests.pages.test_one_run import publish
from tests.pages.test_upload import OWN, upload

ABOUT_FEEDBACK = ("overview", "timeliness", "cases")
ASKED = {entry.name: entry.asked for entry in menu.PAGES if not entry.for_staff}


def chips(app: AppTest) -> list[str]:
    """The filters that stand above the page, each a button that removes it."""
    return [one.label.replace("\\", "") for one in app.main.button if (one.key or "").startswith("remove_")]


def links(app: AppTest) -> list[str]:
    """The addresses that the page offers to copy."""
    return [one.value for one in opened_whole(app).main.code]


@pytest.mark.parametrize(
    ("period", "days", "received"),
    [
        ("", "1 Jul – 31 Dec 2020, as of 31 Dec 2020", 9),
        ("half-year", "1 Jul – 31 Dec 2020, as of 31 Dec 2020", 9),
        ("2020-H1", "1 Jan – 30 Jun 2020, as of 30 Jun 2020", 2),
        ("2020-Q3", "1 Jul – 30 Sep 2020, as of 30 Sep 2020", 4),
        ("2020-07", "1 Jul – 31 Jul 2020, as of 31 Jul 2020", 1),
        ("2020", "1 Jan – 31 Dec 2020, as of 31 Dec 2020", 11),
        ("year", "1 Jan – 31 Dec 2020, as of 31 Dec 2020", 11),
        ("start", "15 Sep 2015 – 31 Dec 2020, as of 31 Dec 2020", 29),
        ("2020-06-25..2020-12-31", "25 Jun – 31 Dec 2020, as of 31 Dec 2020", 9),
        ("2020-12-31..2020-06-25", "25 Jun – 31 Dec 2020, as of 31 Dec 2020", 9),
    ],
)
def test_a_period_holds_its_days_and_the_day_it_is_seen_from(
    open_app: Open, period: str, days: str, received: int
) -> None:
    app = open_app(period=period)
    assert days in plain_texts(app)
    assert app.metric[0].value == str(received)


def test_a_kind_of_period_is_chosen_and_stepped_through_and_the_address_names_it(open_app: Open) -> None:
    app = open_app()
    assert dict(app.query_params) == {}
    app.selectbox(key="period").set_value("quarter").run()
    assert app.query_params["period"] == "2020-Q4"
    assert app.button(key="period_later").disabled
    app.button(key="period_earlier").click().run()
    app.button(key="period_earlier").click().run()
    assert app.query_params["period"] == "2020-Q2"
    assert "1 Apr – 30 Jun 2020" in plain_texts(app)
    app.button(key="period_later").click().run()
    assert app.query_params["period"] == "2020-Q3"
    app.button(key="period_newest").click().run()
    assert app.query_params["period"] == "quarter"
    app.selectbox(key="period").set_value("start").run()
    assert app.query_params["period"] == "start"
    assert app.metric[0].value == "29"


def test_any_days_begin_with_those_shown_and_change_once_both_are_chosen(open_app: Open) -> None:
    app = open_app(period="2020-H1")
    app.selectbox(key="period").set_value("custom").run()
    assert app.query_params["period"] == "2020-01-01..2020-06-30"
    app.date_input(key="dates").set_value((date(2020, 11, 1),)).run()
    assert "1 Jan – 30 Jun 2020" in plain_texts(app)
    app.date_input(key="dates").set_value((date(2020, 11, 1), date(2020, 12, 31))).run()
    assert app.query_params["period"] == "2020-11-01..2020-12-31"
    assert app.metric[0].value == "3"
    app.date_input(key="dates").set_value(()).run()
    assert not app.exception
    assert "1 Nov – 31 Dec 2020" in plain_texts(app)


def test_as_of_the_last_day_of_a_past_period_later_answers_are_not_given_yet(open_app: Open) -> None:
    """f-2019/04, received 12 December, was resolved on 20 December 2019."""
    app = open_app(period="2019-12-01..2019-12-15")
    assert "1 received, 1 addressed, 0 resolved." in plain_texts(app)
    assert app.metric[3].value == "1"
    app.pills(key="as_of").set_value("by_now").run()
    assert app.query_params["as_of"] == "now"
    assert "1 received, 1 addressed, 1 resolved." in plain_texts(app)
    app.pills(key="as_of").set_value("day").run()
    app.date_input(key="as_of_day").set_value(date(2019, 12, 19)).run()
    assert app.query_params["as_of"] == "2019-12-19"
    assert "as of 19 Dec 2019" in plain_texts(app)
    assert "1 received, 1 addressed, 0 resolved." in plain_texts(app)


@pytest.mark.parametrize("as_of", ["2019-12-31", "2021-06-30", "2020-11-31", "then", "20201231"])
def test_a_day_before_the_period_or_after_what_the_register_tells_is_ignored(
    open_app: Open, as_of: str
) -> None:
    assert "1 Jan – 30 Jun 2020, as of 30 Jun 2020: at its end" in plain_texts(
        open_app(period="2020-H1", as_of=as_of)
    )


@pytest.mark.parametrize(
    "period",
    [
        "soon",
        "Since the start",
        "2020-H3",
        "2020-13",
        "1066-H1",
        "2020-1-1..2020-2-2",
        "2020-01-01..",
        "custom",
    ],
)
def test_a_period_that_is_none_is_ignored(open_app: Open, period: str) -> None:
    assert "1 Jul – 31 Dec 2020" in plain_texts(open_app(period=period))


def test_words_of_the_address_narrow_the_selection(open_app: Open) -> None:
    app = open_app("cases", period="start", channel=["facebook", "email"], status="resolved")
    assert "5 of 29 shown" in plain_texts(app)
    assert chips(app) == ["Channel: Facebook page, Email", "Status: Resolved"]
    app = open_app(period="start", type="not_stated")
    assert app.metric[0].value == "15"


def test_a_filter_by_status_is_for_lists_alone(open_app: Open) -> None:
    app = open_app(status="resolved")
    assert app.metric[0].value == "9"
    assert chips(app) == []
    assert app.query_params["status"] == "resolved", "kept for the list"


@pytest.mark.parametrize("page", ASKED)
def test_unknown_values_are_ignored_on_every_page(open_app: Open, page: str) -> None:
    app = open_app(
        page, period="next year", channel=["Pigeon", "email"], type="<b>", status="done", as_of="x", compare="y", x="1"
    )  # fmt: skip
    assert not app.exception
    assert chips(app) == (["Channel: Email"] if menu.FILTERED in ASKED[page] else [])


@pytest.mark.parametrize("page", ASKED)
def test_a_page_offers_what_it_may_be_asked_and_nothing_else(open_app: Open, page: str) -> None:
    app, asked = open_app(page, period="2020-H1"), ASKED[page]
    keys = {
        one.key
        for kind in ("selectbox", "multiselect", "pills", "date_input")
        for one in getattr(app.sidebar, kind)
    }
    offered = {
        menu.PERIOD: "period", menu.AS_OF: "as_of", menu.COMPARE: "compare", menu.FILTERED: "channel",
        menu.STATUS: "status",
    }  # fmt: skip
    assert {name for name, key in offered.items() if key in keys} == set(asked)


def test_options_are_the_words_of_the_register(open_app: Open) -> None:
    app = open_app("cases")
    assert app.multiselect(key="channel").options == [
        "Facebook page", "Project website", "Email", "Written", "Face-to-face meeting",
    ]  # fmt: skip
    assert app.multiselect(key="type").options == [
        "Request", "Clarification", "Complaint", "Comment", "Not stated",
    ]  # fmt: skip
    assert app.pills(key="status").options == ["Resolved", "Resolving", "Unrelated"]


def test_a_filter_stands_above_the_page_until_it_is_removed(open_app: Open) -> None:
    app = open_app(period="start", channel="email", type=["request", "not_stated"])
    assert chips(app) == ["Type: Request, Not stated", "Channel: Email"]
    app.button(key="remove_type").click().run()
    assert chips(app) == ["Channel: Email"]
    assert "type" not in app.query_params
    assert app.multiselect(key="type").value == []
    app.button(key="reset_all").click().run()
    assert chips(app) == []
    assert dict(app.query_params) == {"period": "start"}


@pytest.mark.parametrize("page", ABOUT_FEEDBACK)
def test_nothing_found_is_said_and_the_filters_can_be_reset(open_app: Open, page: str) -> None:
    app = open_app(page, channel="written")
    assert [info.value for info in app.info] == [
        "Nothing was received with these filters: 1 Jul – 31 Dec 2020, as of 31 Dec 2020."
    ]
    app.button(key="reset").click().run()
    assert not app.exception
    assert app.multiselect(key="channel").value == []
    assert not app.info


@pytest.mark.parametrize("page", ABOUT_FEEDBACK)
def test_a_period_in_which_nothing_came_is_calm(open_app: Open, page: str) -> None:
    app = open_app(page, period="2010-01-01..2010-12-31")
    assert len(app.info) == 1
    assert {one.key for one in app.main.button} <= {"what"}


def test_filters_hold_on_every_page(open_app: Open) -> None:
    app = open_app(period="start")
    app.multiselect(key="channel").set_value(["written"]).run()
    for page in ABOUT_FEEDBACK:
        assert "6 of 29 shown" in plain_texts(go_to(app, page))
        assert chips(app) == ["Channel: Written"]


def test_what_a_link_to_another_page_leaves_out_is_put_back(open_app: Open) -> None:
    """In a browser a link of the menu has no parameters."""
    app = open_app(period="2020-H1", channel="email")
    app.query_params.clear()
    go_to(app, "timeliness")
    assert dict(app.query_params) == {"period": "2020-H1", "channel": "email"}


@pytest.mark.parametrize("word", ["CANARY pigeon", "Голубь", "a" * 300])
def test_a_word_as_the_register_writes_it_is_in_no_address(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """Its code is the same after an upload in which others stand before it, and another by another key."""
    monkeypatch.setenv(SECRET_VARIABLE, "k" * 40)
    rows = [
        f"1,2020-07-31,Riddle,{word},Resolved,2020-08-03,2,",
        "2,2020-08-03,Request,Email,Resolved,2020-08-03,1,",
    ]
    app = open_app(register=write_register(tmp_path, rows))
    app.multiselect(key="channel").select(word).run()
    assert app.metric[0].value == "1"
    code = app.query_params["channel"]
    assert code[0] == "~"
    assert len(code) == 13
    earlier = [f"{i},2020-07-0{i},Riddle,Pigeon {i},Resolved,2020-08-03,2," for i in range(3, 6)]
    again = open_app(channel=code, register=write_register(tmp_path, [*earlier, *rows]))
    assert again.multiselect(key="channel").value == [word]
    monkeypatch.setenv(SECRET_VARIABLE, "l" * 40)
    assert open_app(channel=code).multiselect(key="channel").value == []


def test_a_server_without_a_key_filters_by_any_word_all_the_same(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, "short")
    app = open_app(register=write_register(tmp_path, ["1,2020-07-31,Riddle,Pigeon,Resolved,2020-08-03,2,"]))
    app.multiselect(key="channel").select("Pigeon").run()
    assert chips(app) == ["Channel: Pigeon"]


def test_a_link_of_the_newest_moves_along_and_one_of_these_numbers_names_its_days(open_app: Open) -> None:
    app = open_app(period="2020-H2", channel="email", compare="year")
    assert links(app) == [
        "/overview?compare=year&channel=email",
        "/overview?period=2020-H2&as_of=2020-12-31&compare=year&channel=email",
    ]
    app = open_app("waiting", period="2020-H2", channel="email")
    assert links(app) == ["/waiting?channel=email"] * 2
    assert links(open_app("history")) == ["/history"]
    app = open_app("cases", period="start")
    assert links(app) == [
        "/cases?period=start",
        "/cases?period=2015-09-15..2020-12-31&as_of=2020-12-31",
    ]


def test_a_link_of_exactly_these_numbers_names_the_version(open_app: Open) -> None:
    publish(2)
    address = links(open_app(period="2020-Q3", as_of="now"))[1]
    assert address == "/overview?version=2&period=2020-Q3&as_of=2020-12-31"
    publish(1)
    app = open_app(**{name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()})
    assert "version 2 of" in plain_texts(app)
    assert "1 Jul – 30 Sep 2020, as of 31 Dec 2020: by now" in plain_texts(app)
    assert "version" not in links(app)[0]


def test_no_link_leads_to_one_s_own_spreadsheet(open_app: Open) -> None:
    app = upload(open_app(), "mine.csv", OWN)
    assert links(app) == []
    assert "no link leads to it" in plain_texts(app)


def test_this_half_year_is_the_last_that_received_something(open_app: Open, tmp_path: Path) -> None:
    rows = ["1,2023-03-31,request,email,Resolved,2023-04-03,2,"]
    app = open_app(register=write_register(tmp_path, rows))
    assert "1 Jan – 30 Jun 2023" in plain_texts(app)
    assert "2023 H1 is the latest that received something, and is shown instead." in plain_texts(app)


@pytest.mark.parametrize(
    ("is_public", "places", "offered"),
    [
        (False, "tables", {"location", "category"}),
        (True, "tables", {"category"}),
        (True, "rows", {"location", "category"}),
    ],
)
def test_a_role_filters_by_what_it_may_see_in_rows(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, places: str, offered: set[str], *, is_public: bool
) -> None:
    header = "Registered No.,Date received,Type,Channel,Status,Resolved date,Location,Sex,Age group,Category"
    content = (
        f"{header}\nA-1,2020-07-31,Request,Email,Resolved,2020-08-03,Khan-Uul,female,18-35,noise".encode()
    )
    settings = Settings(places_in_rows=places == "rows")
    with Store() as store:
        register = open_bytes("register.csv", content, settings, texts=TextPolicy.KEPT)
        store.publish(draft_of(register, settings, None), by="somebody", base=0, accepted="tried")
    if is_public:
        monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app(location="Khan-Uul", sex="female")
    assert {one.key for one in app.sidebar.multiselect} - {"type", "channel"} == offered
    assert chips(app) == []
