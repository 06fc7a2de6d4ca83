"""Overview: the report's figures on the screen, each of which opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grm_data.intake.opening import open_path
from grm_data.settings import settings_for
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, cards, go_to, plain_texts, write_register


def test_this_half_year_is_told_in_one_sentence_with_both_ratios(open_app: Open) -> None:
    assert (
        "**9 received, 6 addressed, 6 resolved.** Received : addressed **9:6**; "
        "addressed : resolved **6:6** (100%). 3 were unrelated."
    ) in plain_texts(open_app())


def test_the_key_figures_of_this_half_year(open_app: Open) -> None:
    assert cards(open_app()) == {
        "Received": ("9", "29 since the start"),
        "Addressed": ("6", "3 unrelated"),
        "Resolved": ("6", "of 6 addressed (100%)"),
        "Still open": ("0", "nothing waits"),
        "Median days": ("1", "longest 11, n = 6"),
    }


def test_since_the_start_all_29_are_counted(open_app: Open) -> None:
    app = open_app(period="start")
    assert "29 received, 14 addressed, 14 resolved." in plain_texts(app)
    assert "**29:14**" in plain_texts(app)
    assert "**14:14**" in plain_texts(app)
    assert cards(app)["Received"][0] == "29"


def test_what_is_shown_is_said(open_app: Open) -> None:
    text = plain_texts(open_app(channel="email"))
    assert "sample data" in text
    assert "Smart Government Project · smart_government_register.xlsx" in text
    assert "complete to 31 Dec 2020, " in text
    assert "days ago · last entry 17 Dec 2020" in text
    assert "1 Jul – 31 Dec 2020, as of 31 Dec 2020 · 1 of 29 shown" in text


def test_the_table_is_the_report_s(open_app: Open) -> None:
    """The source report's first table; its period begins on 25 June."""
    app = open_app(period="2020-06-25..2020-12-31")
    _, counts, rates = (one.value for one in app.table)
    assert list(counts.columns) == list(rates.columns) == ["Figure", "New", "Previous", "Total"]
    assert counts.map(lambda cell: cell.replace("\\", "")).to_numpy().tolist() == [
        ["Received", "9", "20", "29"],
        ["Unrelated", "3", "12", "15"],
        ["Addressed", "6", "8", "14"],
        ["Resolving", "0", "0", "0"],
        ["Resolved", "6", "8", "14"],
        ["Received : addressed", "9:6", "20:8", "29:14"],
        ["Addressed : resolved", "6:6", "8:8", "14:14"],
        ["Resolved of addressed", "6 of 6 (100%)", "8 of 8 (100%)", "14 of 14 (100%)"],
        ["Median working days", "1 (n = 6)", "6.5 (n = 8)", "5 (n = 14)"],
        ["Channel: Facebook page", "5", "7", "12"],
        ["Channel: Project website", "2", "5", "7"],
        ["Channel: Written", "0", "6", "6"],
        ["Channel: Email", "1", "2", "3"],
        ["Channel: Face-to-face meeting", "1", "0", "1"],
        ["Type: Request", "3", "3", "6"],
        ["Type: Clarification", "3", "1", "4"],
        ["Type: Complaint", "0", "3", "3"],
        ["Type: Comment", "0", "1", "1"],
    ]
    assert rates.iloc[0].str.replace("\\", "").tolist() == ["Received", "1.44", "0.35", "0.46"]


def test_channels_and_types_are_counted_together(open_app: Open) -> None:
    crossed = open_app().table[0].value
    assert crossed.map(lambda cell: cell.replace("\\", "")).to_numpy().tolist() == [
        ["Facebook page", "3", "1", "1", "5"],
        ["Project website", "0", "1", "1", "2"],
        ["Email", "0", "0", "1", "1"],
        ["Face-to-face meeting", "0", "1", "0", "1"],
        ["Total", "3", "3", "3", "9"],
    ]
    assert list(crossed.columns) == ["Channel", "Request", "Clarification", "Not stated", "Total"]


@pytest.mark.parametrize(
    ("period", "compare", "told"),
    [
        ("", "before", "For comparison, 2020 H1: 2 received, 0 addressed, 0 resolved."),
        ("2020-H2", "year", "For comparison, 2019 H2: 3 received, 2 addressed, 2 resolved."),
        ("2020-07", "before", "For comparison, Jun 2020: 0 received, 0 addressed, 0 resolved."),
        ("2016-H1", "before", "2016 H1 received 0.33 a month, 15 Sep – 31 Dec 2015 0.56 a month; they aren't equally long."),
        ("2020-11-01..2020-11-30", "before", "For comparison, 2 Oct – 31 Oct 2020: "),
        ("2015-H2", "before", ""),
        ("start", "before", ""),
        ("", "none", ""),
    ],
)  # fmt: skip
def test_a_period_is_compared_with_another(open_app: Open, period: str, compare: str, told: str) -> None:
    text = plain_texts(open_app(period=period, compare=compare))
    assert told in text
    assert bool(told) == ("For comparison" in text or "a month;" in text)


@pytest.mark.parametrize("sees_people", [True, False])
def test_what_was_reported_otherwise_is_told(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, sees_people: bool
) -> None:
    """One feedback of 2020 H1 came to be known after its half-year was reported, and one of 2019 H2 is gone."""
    rows = [f"{i},{day},request,email,Resolved,{day},1," for i, day in enumerate(("2019-08-05", "2019-08-06",
            "2020-03-02", "2020-08-03"))]  # fmt: skip
    publish(write_register(tmp_path, rows))
    assert "since they were reported" not in plain_texts(open_app())
    publish(write_register(tmp_path, [*rows[1:], "9,2020-03-03,request,email,Unrelated,,,"]))
    if not sees_people:
        monkeypatch.setenv("GRM_PUBLIC", "1")
    text = plain_texts(open_app())
    assert (
        "Figures that were changed since they were reported: 2019 H2: received was reported as 2; now it is 1. "
        "2019 H2: addressed was reported as 2; now it is 1. 2019 H2: resolved was reported as 2; now it is 1. 2 more figures were changed."
    ) in text


def publish(file: Path) -> None:
    """A register as the next version."""
    settings = settings_for(file)
    with Store() as store:
        draft = draft_of(open_path(file, settings), settings, None)
        store.publish(draft, by="somebody", base=store.current_number())


def test_every_half_year_since_the_start_is_in_the_chart_and_its_table(open_whole: Open) -> None:
    table = open_whole().dataframe[0].value
    assert table["Half-year"].tolist() == [
        "2015 H2", "2016 H1", "2016 H2", "2017 H1", "2017 H2", "2018 H1", "2018 H2", "2019 H1", "2019 H2",
        "2020 H1", "2020 H2",
    ]  # fmt: skip
    assert table["Total"].sum() == 29


def test_every_chart_says_its_total_to_who_cannot_see_it(open_app: Open) -> None:
    charts = [element.proto for element in open_app().get("plotly_chart")]
    assert len(charts) == 2
    for chart, total in zip(charts, (29, 9), strict=True):
        assert f"{total} in all" in chart.alt
        assert "template" not in json.loads(chart.config)


@pytest.mark.parametrize(
    ("name", "n", "formula"),
    [
        ("received", 9, "in the period that holds its date received"),
        ("addressed", 6, "resolving + resolved"),
        ("resolved_share", 6, "resolved ÷ addressed"),
        ("median", 6, "the middle one of the working days"),
    ],
)
def test_a_number_opens_its_formula_its_period_and_its_rows(
    open_app: Open, name: str, n: int, formula: str
) -> None:
    app = open_app()
    before = len(app.dataframe)
    app.query_params["figure"] = name
    app.run()
    assert len(app.dataframe) == before + 1
    rows = app.dataframe[-1].value
    assert len(rows) == n
    assert "f-2020/03" in rows["Registered No."].tolist()
    assert formula in plain_texts(app)
    assert f"The {n} rows behind this number" in plain_texts(app)


def test_a_number_of_no_row_opens_too(open_app: Open) -> None:
    app = open_app()
    app.query_params["figure"] = "open"
    app.run()
    assert not app.exception
    assert "The 0 rows behind this number" in plain_texts(app)


def test_open_and_unrecognised_cases_are_told(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-08-03,request,email,Resolving,,,",
        "2,2020-08-04,request,email,Resolved,2020-08-06,3,",
        "3,2020-08-05,request,email,Waiting for Godot,,,",
        "4,2020-12-31,,email,Unrelated,,,",
    ]
    app = open_app(register=write_register(tmp_path, rows))
    text = plain_texts(app)
    assert "4 received, 2 addressed, 1 resolved." in text
    assert "(50%)" in text
    assert "1 was unrelated. 1 has a status that nobody has given a meaning yet." in text
    assert cards(app)["Still open"] == ("1", "oldest 109 working days")
    assert "1 case here has a status that isn't recognised. The register holds 1 error." in text
    assert [link.label for link in app.get("page_link")] == ["See Data quality", "Choose the country"]
    assert "sample data" not in text


def test_nothing_addressed_has_no_share(open_app: Open, tmp_path: Path) -> None:
    rows = [f"{i},2020-08-03,,email,Unrelated,,," for i in range(1, 4)]
    app = open_app(register=write_register(tmp_path, rows))
    assert "3 received, none addressed. Received : addressed 3:0." in plain_texts(app).replace("**", "")
    assert cards(app)["Resolved"] == ("0", "none was addressed")
    assert cards(app)["Median days"][0] == "–"


def test_going_through_all_pages_keeps_the_period(open_app: Open) -> None:
    app = open_app(period="start")
    for page in ("timeliness", "cases", "overview"):
        assert "15 Sep 2015 – 31 Dec 2020" in plain_texts(go_to(app, page))


def test_the_rows_behind_a_number_are_no_more_than_a_table_shows(open_app: Open, tmp_path: Path) -> None:
    rows = [f"{i},2020-12-01,request,email,Resolved,2020-12-02,," for i in range(1100)]
    app = open_app(register=write_register(tmp_path, rows, "[register]\ncomplete_to = 2020-12-31\n"))
    app.query_params["figure"] = "received"
    app.run()
    assert len(app.dataframe[-1].value) == 1000
    assert "The first 1,000 of 1,100; the download holds all." in plain_texts(app)


def test_without_a_country_the_page_warns_and_staff_have_the_way_to_choose_it(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 1: nothing said that public holidays counted as working days."""
    register = write_register(tmp_path, ["1,2020-12-03,request,email,Resolved,2020-12-04,2,x"])
    app = open_app(register=register)
    assert "No country is chosen, so public holidays count as working days." in plain_texts(app)
    assert "Choose the country" in {link.label for link in app.main.get("page_link")}
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app(register=register)
    assert "No country is chosen" in plain_texts(app)
    assert "Choose the country" not in {link.label for link in app.main.get("page_link")}


def test_with_a_country_nothing_warns(open_app: Open) -> None:
    assert "No country" not in plain_texts(open_app())
