"""Overview: the report's figures on the screen, each of which opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
    rows = app.dataframe[-1].value.to_numpy().tolist()
    assert rows == [
        ["New period", "Received", "9"],
        ["25 Jun 2020 –", "Unrelated", "3"],
        ["31 Dec 2020", "    by channel", "Facebook page 1, Project website 1, Email 1"],
        ["", "Addressed", "6"],
        ["", "    resolving", "0"],
        ["", "    resolved", "6"],
        ["", "    by channel", "Facebook page 4, Project website 1, Face-to-face meeting 1"],
        ["", "    by type", "Request 3, Clarification 3"],
        ["Previous period", "Received", "20"],
        ["15 Sep 2015 –", "Unrelated", "12"],
        ["24 Jun 2020", "    by channel", "Facebook page 6, Project website 4, Email 2"],
        ["", "Addressed", "8"],
        ["", "    resolving", "0"],
        ["", "    resolved", "8"],
        ["", "    by channel", "Written 6, Facebook page 1, Project website 1"],
        ["", "    by type", "Request 3, Complaint 3, Clarification 1, Comment 1"],
        ["Total", "Received", "29"],
        ["15 Sep 2015 –", "Unrelated", "15"],
        ["31 Dec 2020", "    by channel", "Facebook page 7, Project website 5, Email 3"],
        ["", "Addressed", "14"],
        ["", "    resolving", "0"],
        ["", "    resolved", "14"],
        ["", "    by channel", "Written 6, Facebook page 5, Project website 2, Face-to-face meeting 1"],
        ["", "    by type", "Request 6, Clarification 4, Complaint 3, Comment 1"],
    ]


def test_every_half_year_since_the_start_is_in_the_chart_and_its_table(open_app: Open) -> None:
    table = open_app().dataframe[0].value
    assert table["Half-year"].tolist() == [
        "2015 H2", "2016 H1", "2016 H2", "2017 H1", "2017 H2", "2018 H1", "2018 H2", "2019 H1", "2019 H2",
        "2020 H1", "2020 H2",
    ]  # fmt: skip
    assert table["Total"].sum() == 29


def test_every_chart_says_its_total_to_who_cannot_see_it(open_app: Open) -> None:
    charts = [element.proto for element in open_app().get("plotly_chart")]
    assert len(charts) == 4
    for chart, total in zip(charts, (29, 9, 6, 9), strict=True):
        assert f"{total} in all" in chart.alt
        assert "template" not in json.loads(chart.config)


@pytest.mark.parametrize(
    ("name", "n", "formula"),
    [
        ("received", 9, "unrelated + addressed + unrecognised"),
        ("addressed", 6, "Resolving + resolved"),
        ("resolved", 6, "resolved ÷ addressed"),
        ("median", 6, "The middle of the working days"),
    ],
)
def test_a_number_opens_its_formula_its_period_and_its_rows(
    open_app: Open, name: str, n: int, formula: str
) -> None:
    app = open_app()
    before = len(app.dataframe)
    app.session_state[f"how_{name}"] = True
    app.run()
    assert len(app.dataframe) == before + 1
    assert len(app.dataframe[0].value) == n
    assert "f-2020/03" in app.dataframe[0].value["Registered No."].tolist()
    assert formula in plain_texts(app)
    assert f"The {n} rows behind this number" in plain_texts(app)


def test_a_number_of_no_row_opens_too(open_app: Open) -> None:
    app = open_app()
    app.session_state["how_open"] = True
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
    assert "1 was unrelated. 1 has a status that nobody has mapped yet." in text
    assert cards(app)["Still open"] == ("1", "oldest 109 working days")
    assert "1 status here isn't recognised. The register holds 1 error." in text
    assert [link.label for link in app.get("page_link")] == ["See Data quality"]
    assert "sample data" not in text


def test_nothing_addressed_has_no_share(open_app: Open, tmp_path: Path) -> None:
    rows = [f"{i},2020-08-03,,email,Unrelated,,," for i in range(1, 4)]
    app = open_app(register=write_register(tmp_path, rows))
    assert "3 received, none addressed. Received : addressed 3:0." in plain_texts(app).replace("**", "")
    assert cards(app)["Resolved"] == ("0", "none was addressed")
    assert cards(app)["Median days"][0] == "–"


def test_going_through_all_pages_keeps_the_period(open_app: Open) -> None:
    app = open_app(period="start")
    for page in ("timeliness", "grievances", "overview"):
        assert "15 Sep 2015 – 31 Dec 2020" in plain_texts(go_to(app, page))
