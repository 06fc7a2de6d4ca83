"""Grievances: the addressed feedback without complainants, and everything about one row."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plain_texts, write_register


def select_row(app: AppTest, position: int) -> AppTest:
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [position], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    return app


def test_the_addressed_feedback_of_the_report(open_app: Open) -> None:
    table = open_app("grievances").dataframe[0].value
    assert table["No."].tolist() == [1, 2, 3, 4, 5, 6]
    assert table["Registered No."].tolist() == [
        "f-2020/03", "f-2020/04", "f-2020/05", "f-2020/06", "f-2020/07", "f-2020/10",
    ]  # fmt: skip
    assert table["Working days"].tolist() == [1, 1, 1, 2, 1, 11]
    assert table["Way"].tolist()[2] == "Facebook page chat"
    assert table["Summary of issue"].tolist()[0] == "Request a draft law on Open data"
    assert not {"Complainant name", "Phone", "E-mail"} & set(table.columns)


def test_all_received_can_be_shown(open_app: Open) -> None:
    app = open_app("grievances")
    told = "Listed are the 6 addressed of 9 received."
    assert told in plain_texts(app)
    app.toggle(key="all_received").set_value(True).run()
    assert len(app.dataframe[0].value) == 9
    assert told not in plain_texts(app)


def test_a_selected_row_tells_every_field_and_its_place_in_the_sheet(open_app: Open) -> None:
    app = select_row(open_app("grievances"), 5)
    facts = dict(app.dataframe[1].value.to_numpy().tolist())
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
    app = select_row(open_app("grievances", register=register), 0)
    facts = dict(app.dataframe[1].value.to_numpy().tolist())
    assert facts["Resolved date"] == facts["Way"] == facts["Working days"] == "–"


def test_another_selection_of_rows_selects_none(open_app: Open) -> None:
    app = select_row(open_app("grievances"), 0)
    app.selectbox(key="period").set_value("start").run()
    assert "Select a row to see everything about it." in plain_texts(app)


def test_findings_of_a_row_stand_with_it(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, ["1,2020-12-03,,email,Resolved,2020-12-01,,"])
    app = select_row(open_app("grievances", register=register), 0)
    facts = dict(app.dataframe[1].value.to_numpy().tolist())
    assert facts["Type"] == "–"
    assert facts["Working days"] == "–"
    assert any("before the received date" in text for text in app.dataframe[2].value.iloc[:, -1])


def test_texts_are_withheld_unless_cleared(open_app: Open, tmp_path: Path) -> None:
    row = "1,2020-12-03,request,email,Resolved,2020-12-04,2,the secret text"
    app = select_row(open_app("grievances", register=write_register(tmp_path, [row])), 0)
    assert "Summary of issue" not in app.dataframe[0].value
    assert "Issue and action texts are withheld" in plain_texts(app)
    assert [text.value for text in app.text] == [
        "Withheld until a person has cleared the texts.",
        "Nothing is written.",
    ], "there is no column of actions"
    cleared = write_register(tmp_path, [row], "[confidentiality]\ntexts = 'cleared'\n")
    app = select_row(open_app("grievances", register=cleared), 0)
    assert [text.value for text in app.text] == ["the secret text", "Nothing is written."]


def test_when_nothing_was_addressed_the_rest_is_offered(open_app: Open) -> None:
    assert "Nothing in this selection was addressed" in plain_texts(
        open_app("grievances", status="unrelated")
    )
