"""Cases: the addressed feedback without complainants, and everything about one row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.register import Register
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, plain_texts, write_register
from tests.pages.test_publish_readers import HEADER, ROWS


def select_row(app: AppTest, position: int) -> AppTest:
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [position], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    return app


def facts_of(app: AppTest) -> dict[str, str]:
    """The fields of the case that is shown."""
    table = next(one.value for one in app.dataframe if one.proto.alt == "Its fields")
    return dict(table.to_numpy().tolist())


def test_the_addressed_feedback_of_the_report(open_app: Open) -> None:
    table = open_app("cases").dataframe[0].value
    assert table["Registered No."].tolist() == [
        "f-2020/03", "f-2020/04", "f-2020/05", "f-2020/06", "f-2020/07", "f-2020/10",
    ]  # fmt: skip
    assert table["Working days"].tolist() == [1, 1, 1, 2, 1, 11]
    assert table["Way"].tolist()[2] == "Facebook page chat"
    assert table["Summary of issue"].tolist()[0] == "Request a draft law on Open data"
    assert not {"Complainant name", "Phone", "E-mail"} & set(table.columns)


def test_all_received_can_be_shown(open_app: Open) -> None:
    app = open_app("cases")
    told = "Listed are the 6 addressed of 9 received."
    assert told in plain_texts(app)
    app.toggle(key="all_received").set_value(True).run()
    assert len(app.dataframe[0].value) == 9
    assert told not in plain_texts(app)


def test_a_selected_row_tells_every_field_and_its_place_in_the_sheet(open_app: Open) -> None:
    app = select_row(open_app("cases"), 5)
    facts = facts_of(app)
    assert facts["Registered No."] == "f-2020/10"
    assert facts["Date received"] == "25 Nov 2020"
    assert facts["Channel"] == "Project website"
    assert facts["Working days"] == facts["Working days in the register"] == "11"
    assert facts["Row in the sheet"].isdigit()
    assert "Request information on open data policy document and format requirements" in [
        text.value for text in app.text
    ]
    assert "0 findings about this row" in plain_texts(app)


def test_an_open_case_has_no_resolved_date(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, ["1,2020-12-03,request,email,Resolving,,,"])
    app = select_row(open_app("cases", register=register), 0)
    facts = facts_of(app)
    assert facts["Resolved date"] == facts["Way"] == facts["Working days"] == "–"


def test_another_selection_of_rows_selects_none(open_app: Open) -> None:
    app = select_row(open_app("cases"), 0)
    app.selectbox(key="period").set_value("start").run()
    assert "Select a row to see everything about that case" in plain_texts(app)


def test_findings_of_a_row_stand_with_it(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, ["1,2020-12-03,,email,Resolved,2020-12-01,,"])
    app = select_row(open_app("cases", register=register), 0)
    facts = facts_of(app)
    assert facts["Type"] == "–"
    assert facts["Working days"] == "–"
    assert any("before the received date" in text for text in app.dataframe[-1].value.iloc[:, -1])


def test_texts_are_withheld_unless_cleared(open_app: Open, tmp_path: Path) -> None:
    row = "1,2020-12-03,request,email,Resolved,2020-12-04,2,the secret text"
    app = select_row(open_app("cases", register=write_register(tmp_path, [row])), 0)
    assert "Summary of issue" not in app.dataframe[0].value
    assert "Issue and action texts stay hidden" in plain_texts(app)
    assert [text.value for text in app.text] == [
        "Withheld until a person has cleared the texts.",
        "Nothing is written.",
    ], "there is no column of actions"
    cleared = write_register(tmp_path, [row], "[confidentiality]\ntexts = 'cleared'\n")
    app = select_row(open_app("cases", register=cleared), 0)
    assert [text.value for text in app.text] == ["the secret text", "Nothing is written."]


def test_when_nothing_was_addressed_the_rest_is_offered(open_app: Open) -> None:
    assert "Nothing in this selection was addressed" in plain_texts(open_app("cases", status="unrelated"))


THREE = (
    "G-1,2020-12-01,request,email,Resolved,2020-12-02,,The road by the school",
    "G-2,2020-12-01,complaint,phone,Resolving,,,The lamp is broken",
    "G-3,2020-12-02,,email,Unrelated,,,A road elsewhere",
)
SETTINGS = (
    "[register]\ncomplete_to = 2020-12-31\n[confidentiality]\ntexts = 'cleared'\n"
    "[service_standard]\nresolve = { days = 15, unit = 'working' }\n"
)


def numbers(app: AppTest) -> list[str]:
    listed: list[str] = app.dataframe[0].value["Registered No."].tolist()
    return listed


def test_a_search_narrows_the_list_and_stands_in_no_address(open_app: Open, tmp_path: Path) -> None:
    app = open_app("cases", register=write_register(tmp_path, list(THREE), SETTINGS))
    app.text_input(key="search").set_value("ROAD").run()
    assert numbers(app) == ["G-1"]
    assert "1 case holds these words." in plain_texts(app)
    assert "road" not in str(dict(app.query_params)).lower()
    app.toggle(key="all_received").set_value(True).run()
    assert numbers(app) == ["G-1", "G-3"]
    app.text_input(key="search").set_value("pigeon").run()
    assert "No feedback of this selection holds these words." in plain_texts(app)


def test_a_text_that_nobody_cleared_is_not_searched(open_app: Open, tmp_path: Path) -> None:
    app = open_app("cases", register=write_register(tmp_path, list(THREE)))
    app.text_input(key="search").set_value("school").run()
    assert "No case of this selection holds these words." in plain_texts(app)


def test_open_cases_have_their_age_and_due_day(open_app: Open, tmp_path: Path) -> None:
    table = open_app("cases", register=write_register(tmp_path, list(THREE), SETTINGS)).dataframe[0].value
    assert table["Due"].isna().tolist() == [True, False]
    assert table["Days left"].fillna(0).tolist() == [0, -8]
    assert table["Working days waited"].fillna(0).tolist() == [0, 23]
    without = write_register(tmp_path, list(THREE), SETTINGS.split("[service")[0])
    assert not {"Due", "Days left"} & {*open_app("cases", register=without).dataframe[0].value}
    done = write_register(tmp_path, [THREE[0]], SETTINGS)
    assert "Working days waited" not in open_app("cases", register=done).dataframe[0].value


def test_a_selected_case_has_an_address_and_the_address_leads_to_it(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, list(THREE), SETTINGS)
    app = select_row(open_app("cases", register=register), 1)
    assert "Case G-2" in plain_texts(app)
    code = app.query_params["case"]
    assert "G-2" not in code
    again = open_app("cases", register=register, case=code, type="request")
    assert "Case G-2" in plain_texts(again), "whatever the filters"
    facts = facts_of(again)
    assert facts["Registered No."] == "G-2"
    assert (
        "- **1 Dec 2020**: Received.\n- **21 Dec 2020**: Due by the standard of 15 working days.\n"
        "- **31 Dec 2020**: Open: has waited 23 working days. Past the standard by 8 working days."
    ) in plain_texts(again)
    again.button(key="show_list").click().run()
    assert not again.exception
    assert "case" not in again.query_params
    assert numbers(again) == ["G-1"]


def test_back_closes_the_case(open_app: Open, tmp_path: Path) -> None:
    app = select_row(open_app("cases", register=write_register(tmp_path, list(THREE), SETTINGS)), 1)
    del app.query_params["case"]
    app.run()
    assert not app.exception
    assert "Case G-2" not in plain_texts(app)
    assert "case" not in app.query_params
    app = select_row(app, 1)
    assert "Case G-2" in plain_texts(app)
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [], "columns": [], "cells": []}}
    app.run()
    assert "case" not in app.query_params


@pytest.mark.parametrize("code", ["0123456789abcdef", "G-2", "2", ""])
def test_an_unknown_address_is_no_case(open_app: Open, tmp_path: Path, code: str) -> None:
    app = open_app("cases", register=write_register(tmp_path, list(THREE), SETTINGS), case=code)
    assert [one.value for one in app.warning] == ["There is no such case in what is shown here."]
    assert not app.dataframe


def test_a_case_that_had_not_been_received_on_the_day_is_none(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, list(THREE), SETTINGS)
    code = select_row(open_app("cases", register=register), 1).query_params["case"]
    app = open_app("cases", register=register, case=code, period="2020-01-01..2020-03-01")
    assert app.warning


def test_of_many_cases_the_first_are_listed_and_the_download_holds_all(
    open_app: Open, tmp_path: Path
) -> None:
    rows = [f"{i},2020-12-01,request,email,Resolved,2020-12-02,," for i in range(1200)]
    app = open_app("cases", register=write_register(tmp_path, rows, SETTINGS))
    assert len(app.dataframe[0].value) == 1000
    assert "The first 1,000 of 1,200; the download holds all." in plain_texts(app)


def public(monkeypatch: pytest.MonkeyPatch, register: Register, settings: Settings) -> None:
    with Store() as store:
        base = store.current_number()
        store.publish(draft_of(register, settings, None), by="Oyun", base=base, accepted="tried")
    monkeypatch.setenv("GRM_PUBLIC", "1")


def opened(rows: list[str]) -> Register:
    content = "\n".join([HEADER, *rows]).encode()
    return open_bytes("register.csv", content, Settings(), texts=TextPolicy.KEPT)


def test_where_readers_get_running_numbers_an_address_stays_with_its_case(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(complete_to=date(2020, 12, 31))
    public(monkeypatch, opened(ROWS), settings)
    app = open_app("cases")
    app.toggle(key="all_received").set_value(True).run()
    shown = numbers(app)
    assert shown == [str(i) for i in range(1, len(shown) + 1)], "running numbers of ours"
    code = select_row(app, len(shown) - 1).query_params["case"]
    received = app.dataframe[0].value["Date received"].iloc[-1]
    kept = [line for line in ROWS if f"{received:%Y-%m-%d}" in line or "arassment" in line]
    assert 0 < len(kept) < len(ROWS)
    public(monkeypatch, opened(kept), settings)
    again = open_app("cases", case=code)
    facts = facts_of(again)
    assert facts["Date received"] == f"{received:%-d %b %Y}"
    assert facts["Registered No."] == "1"


def test_readers_are_told_no_row_of_the_sheet(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["A-1,2020-12-01,request,email,Resolved,2020-12-02,,"]
    public(monkeypatch, opened(rows), Settings(complete_to=date(2020, 12, 31)))
    facts = facts_of(select_row(open_app("cases"), 0))
    assert facts["Registered No."] == "A-1"
    assert not {"Row in the sheet", "Sheet"} & {*facts}


def test_the_versions_in_which_a_case_changed_are_looked_through_when_asked_for(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(complete_to=date(2020, 12, 31))
    first = ["A-1,2020-12-01,request,email,Resolving,,,", "A-2,2020-12-01,request,email,Resolving,,,"]
    second = [first[0].replace("Resolving,", "Resolved,2020-12-03"), first[1]]
    for rows in (first, second, second):
        public(monkeypatch, opened(rows), settings)
    app = select_row(open_app("cases"), 0)
    app.session_state["versions_of_case"] = True
    app.run()
    assert not app.exception
    told = app.dataframe[-1].value
    assert set(told["Version"]) == {2}
    assert ("Status", "Resolving", "Resolved") in {
        tuple(line) for line in told[["Field", "Before", "Now"]].to_numpy().tolist()
    }
    app = select_row(app, 1)
    assert "It is the same in all versions up to 3." in plain_texts(app)
