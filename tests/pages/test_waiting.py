"""Waiting now: the open cases against the standard, whatever the period, and the way in where there are some."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from grm_dashboard.blocks import block
from grm_dashboard.people import access
from grm_dashboard.people.roles import Access, Role
from grm_dashboard.places import frame
from grm_dashboard.session import sources
from grm_data.figures.workbook import xlsx_bytes
from grm_data.settings import Settings
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_time import OLD_OPEN, WORKING, register

TODAY = date(2026, 11, 25)  # a Wednesday
WAITING = (
    "2026-11-09,Request,Resolving,",  # due on Friday 27
    "2026-11-24,Request,Resolving,",
    "2026-10-05,Complaint,Resolving,",
    "2026-08-05,Complaint,Resolved,2026-08-06",
    "2026-08-07,,Unrelated,",
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "today", TODAY)


def test_the_sentence_says_how_many_wait_are_late_and_fall_due(open_app: Open, tmp_path: Path) -> None:
    text = plain_texts(open_app("waiting", register(tmp_path, *WAITING)))
    assert (
        "**3 cases wait.** 1 is past the standard of 15 working days. "
        "The oldest has waited 38 working days. 1 falls due this week."
    ) in text
    assert "Open cases as of 25 Nov 2026, whenever received" in text


def test_each_open_case_is_a_bar_and_a_line_the_latest_first(open_whole: Open, tmp_path: Path) -> None:
    app = open_whole("waiting", register(tmp_path, *WAITING))
    chart, table = (one.value for one in app.dataframe)
    assert chart.to_numpy().tolist() == [["A-3", 15, 23, 38], ["A-1", 13, 0, 13], ["A-2", 2, 0, 2]]
    assert table["Registered No."].tolist() == ["A-3", "A-1", "A-2"]
    assert table["Days left"].tolist() == [-23, 2, 13]
    assert table["Due"].dt.date.tolist()[:2] == [date(2026, 10, 23), date(2026, 11, 27)]
    assert table["Working days waited"].tolist() == [38, 13, 2]
    assert "Responsible office" not in table
    assert "the longest: 38" in app.get("plotly_chart")[0].proto.alt


def test_the_period_and_the_status_change_nothing_and_other_filters_do(
    open_app: Open, tmp_path: Path
) -> None:
    file = register(tmp_path, *OLD_OPEN)
    app = open_app("waiting", file, period="2020", status="resolved")
    assert "**2 cases wait.** 2 are past" in plain_texts(app)
    app = open_app("waiting", file, type="request")
    assert [one.value for one in app.success] == ["No case waits for an answer."]


def test_without_a_standard_there_are_ages_and_staff_have_the_way_to_set_one(
    open_whole: Open, tmp_path: Path
) -> None:
    app = open_whole("waiting", register(tmp_path, *WAITING, settings="[project]\nname = 'T'\n"))
    text = plain_texts(app)
    assert "**3 cases wait.** The oldest has waited 38 working days." in text
    assert "No service standard is set" in text
    assert "Set a service standard" in {link.label for link in app.main.get("page_link")}
    assert not {"Due", "Days left"} & {*app.dataframe[1].value.columns}


def test_of_many_cases_the_ages_are_counted_by_type(open_whole: Open, tmp_path: Path) -> None:
    rows = ["2026-11-24,Request,Resolving,"] * 30 + ["2026-01-05,Complaint,Resolving,"] * 4
    app = open_whole("waiting", register(tmp_path, *rows))
    bands, by_type, table = (one.value for one in app.dataframe)
    assert bands.iloc[:, 1].sum() == 34
    assert by_type.iloc[:, [0, 1, 7, 8]].to_numpy().tolist() == [
        ["Request", 30, 0, 30],
        ["Complaint", 0, 4, 4],
    ]
    assert len(table) == 34


def test_who_is_responsible_and_when_it_was_acknowledged_stand_where_they_are_recorded(
    open_whole: Open, tmp_path: Path
) -> None:
    head = (
        "Registered No.,Date received,Type,Status,Resolved date,Responsible office,Acknowledged on,Location"
    )
    lines = [
        head,
        "A-1,2026-11-09,Request,Resolving,,PIU,2026-11-10,Dulaan",
        "A-2,2026-11-10,Request,Resolving,,,,",
    ]
    (tmp_path / "register.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "grm.toml").write_text(WORKING, "utf-8")
    table = open_whole("waiting", tmp_path / "register.csv").dataframe[1].value
    assert table["Responsible office"].fillna("").tolist() == ["PIU", ""]
    assert table["Location"].fillna("").tolist() == ["Dulaan", ""]
    assert table["Acknowledged"].notna().tolist() == [True, False]


def test_readers_get_neither_places_nor_words_that_nobody_let_out(
    open_whole: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in (sources, access, block):
        monkeypatch.setattr(module, "current_access", lambda: Access(Role.REVIEWER))
    head = "Registered No.,Date received,Type,Status,Resolved date,Responsible office,Location"
    (tmp_path / "register.csv").write_text(
        f"{head}\nA-1,2026-11-09,Request,Resolving,,Office of Mrs Dulam,Dulaan\n", "utf-8"
    )
    app = open_whole("waiting", tmp_path / "register.csv")
    table = app.dataframe[1].value
    assert "Location" not in table
    assert table["Responsible office"].tolist() == ["other (not shown yet)"]
    assert "No service standard is set" in plain_texts(app)


@pytest.mark.parametrize(("rows", "page"), [(WAITING, "waiting"), (WAITING[-1:], "overview")])
def test_the_root_leads_to_what_waits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rows: tuple[str, ...], page: str
) -> None:
    monkeypatch.setenv("GRM_REGISTER", str(register(tmp_path, *rows)))
    app = AppTest.from_file(str(frame()), default_timeout=60).run()
    assert not app.exception
    title = {"waiting": "Waiting now", "overview": "Grievance redress overview"}[page]
    assert [one.value for one in app.title] == [title]


def test_the_download_holds_days_and_numbers_and_no_formula() -> None:
    frame = pd.DataFrame({"No": ["=1+1", None], "Day": pd.to_datetime(["2026-11-24", None]), "Left": [-3, 2]})
    page = load_workbook(BytesIO(xlsx_bytes(frame, "Waiting now"))).active
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[0] == ["No", "Day", "Left"]
    assert cells[1][0] == "=1+1"
    assert page["A2"].data_type == "s"
    assert page["A2"].quotePrefix
    assert cells[1][1].date() == date(2026, 11, 24)
    assert cells[2] == [None, None, 2]


def test_waiting_and_overview_tell_the_same_number(open_app: Open, tmp_path: Path) -> None:
    app = open_app("overview", register(tmp_path, *WAITING))
    assert "**3 wait for an answer**" in plain_texts(app)
    assert "**3 cases wait.**" in plain_texts(go_to(app, "waiting"))


def test_this_week_is_only_said_in_the_week_of_today(open_app: Open, tmp_path: Path) -> None:
    for day, told in ((23, "1 falls due this week."), (20, "0 fall due in the week of 20 Nov 2026.")):
        settings = f"{WORKING}[register]\ncomplete_to = 2026-11-{day}\n"
        assert told in plain_texts(open_app("waiting", register(tmp_path, *WAITING, settings=settings)))
