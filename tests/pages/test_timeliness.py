"""Timeliness: how long it took, whether the register agrees, what waits."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, cards, plain_texts, write_register

STANDARD = "[service_standard]\nresolve = { days = 3, unit = 'working' }\n"


def test_the_report_s_working_days(open_whole: Open) -> None:
    app = open_whole("timeliness")
    assert cards(app) == {
        "Median days": ("1", "n = 6"),
        "Longest": ("11", "n = 6"),
        "Nine of ten within": ("6.5", "n = 6"),
        "Cases with a duration": ("6", "6 of 6 (100%)"),
    }
    dots = app.dataframe[0].value
    assert dots["Working days"].tolist() == [1, 1, 1, 2, 1, 11]
    assert dots["Registered No."].tolist()[-1] == "f-2020/10"


def test_the_register_s_own_durations_all_agree(open_app: Open) -> None:
    app = open_app("timeliness")
    assert "6 of 6 durations written in the register agree" in plain_texts(app)
    assert set(tables(app)["Does the register agree?"]["Result"]) == {"agrees"}


def test_the_balance_of_the_half_year(open_app: Open) -> None:
    text = plain_texts(open_app("timeliness")).replace("**", "")
    assert "0 open at the start + 6 received − 6 closed = 0 open at the end" in text
    assert "No case is open on this day." in text


def test_without_a_standard_no_share_is_claimed(open_app: Open) -> None:
    app = open_app("timeliness")
    assert "No service standard is set" in plain_texts(app)
    assert "Set a service standard" in {link.label for link in app.main.get("page_link")}


def test_a_standard_has_three_shares_each_with_its_formula(open_whole: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-12-01,request,email,Resolved,2020-12-02,2,",
        "2,2020-12-01,request,email,Resolved,2020-12-31,,",
        "3,2020-12-01,request,email,Resolving,,,",
        "4,2020-12-31,request,email,Resolving,,,",
    ]
    app = open_whole("timeliness", register=write_register(tmp_path, rows, STANDARD))
    text = plain_texts(app).replace("**", "")
    assert "The standard: resolved within 3 working days." in text
    assert "1 of 3 (33%) on time ÷ (resolved with a duration + open past due)" in text
    assert "1 of 2 (50%) on time ÷ resolved with a duration" in text
    assert "1 of 4 (25%) on time ÷ addressed" in text
    assert "0 open at the start + 4 received − 2 closed = 2 open at the end" in text
    assert "2 open, whenever received; median 12 working days, oldest 23 working days" in text
    assert [table.value["Total" if "Total" in table.value else table.value.columns[-1]].sum()
            for table in app.dataframe][-1] == 2  # fmt: skip


def test_a_difference_is_marked_and_counted(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-12-01,request,email,Resolved,2020-12-02,2,",
        "2,2020-12-01,request,email,Resolved,2020-12-03,9,",
    ]
    app = open_app("timeliness", register=write_register(tmp_path, rows))
    assert "1 of 2 durations written in the register agree" in plain_texts(app)
    assert tables(app)["Does the register agree?"]["Result"].tolist() == ["differs", "agrees"]


def test_many_cases_are_shown_as_a_distribution(open_whole: Open, tmp_path: Path) -> None:
    rows = [f"{i},2020-12-01,request,email,Resolved,2020-12-{1 + i % 20:02d},," for i in range(1, 61)]
    app = open_whole("timeliness", register=write_register(tmp_path, rows))
    table = app.dataframe[0].value
    assert list(table.columns) == ["Working days", "Cases"]
    assert table["Cases"].sum() == 60
    assert "Does the register agree?" not in plain_texts(app), "it writes no durations"


def test_without_any_duration_the_page_says_so(open_app: Open) -> None:
    app = open_app("timeliness", type="not_stated")
    assert "there is no duration to show" in plain_texts(app)
    assert not app.metric


TWO_TYPES = (
    "1,2020-11-02,request,email,Resolved,2020-11-04,,",
    "2,2020-11-02,complaint,phone,Resolved,2020-12-31,,",
    "3,2020-12-01,complaint,email,Resolving,,,",
    "4,2020-12-30,complaint,email,Resolving,,,",
    "5,2020-12-01,request,email,Resolved,,,",
)


def tables(app: AppTest) -> dict[str, pd.DataFrame]:
    """The tables of the page by their texts for who can't see them."""
    return {one.proto.alt: one.value for one in app.dataframe}


def test_shares_by_day_are_told_for_each_type_with_its_n(open_whole: Open, tmp_path: Path) -> None:
    app = open_whole("timeliness", register=write_register(tmp_path, list(TWO_TYPES), STANDARD))
    table = tables(app)["Share of addressed cases answered by each day"]
    assert list(table.columns) == ["Working days from receipt", "Complaint (n = 3)", "Request (n = 1)"]
    assert table.fillna("").to_numpy().tolist() == [[3, "0%", "100%"], [44, "100%", "100%"]]
    text = plain_texts(app)
    assert "4 addressed cases: 2 answered, 2 open" in text
    assert "1 resolved case without a duration isn't in it." in text


def test_groups_are_chosen_and_kept_in_the_link(open_app: Open, tmp_path: Path) -> None:
    app = open_app("timeliness", register=write_register(tmp_path, list(TWO_TYPES), STANDARD))
    assert "groups" not in app.query_params
    assert tables(app)["Every group in figures"]["Type"].tolist() == ["Complaint", "Request"]
    app.segmented_control(key="groups").set_value("channel").run()
    assert app.query_params["groups"] == "channel"
    assert tables(app)["Every group in figures"]["Channel"].tolist() == ["Email", "Phone"]
    again = open_app("timeliness", register=tmp_path / "register.csv", groups="all")
    assert tables(again)["Every group in figures"]["Group"].tolist() == ["All cases"]
    again = open_app("timeliness", register=tmp_path / "register.csv", groups="sex")
    assert "Type" in tables(again)["Every group in figures"]


def test_a_group_has_its_counts_before_its_shares(open_app: Open, tmp_path: Path) -> None:
    app = open_app("timeliness", register=write_register(tmp_path, list(TWO_TYPES), STANDARD))
    rows = tables(app)["Every group in figures"].to_numpy().tolist()
    shares = ["0 of 2 (0%)", "0 of 1 (0%)", "0 of 3 (0%)"]
    assert rows[0] == ["Complaint", 3, 2, 1, "44", "44", 44, *shares]
    assert rows[1] == ["Request", 2, 0, 1, "3", "3", 3, "1 of 1 (100%)", "1 of 1 (100%)", "1 of 2 (50%)"]


def test_acknowledged_in_time_stands_where_it_is_recorded(open_app: Open, tmp_path: Path) -> None:
    head = "Registered No.,Date received,Type,Status,Resolved date,Acknowledged on"
    lines = [head, "1,2020-11-02,request,Resolving,,2020-11-03", "2,2020-11-02,request,Resolving,,"]
    (tmp_path / "register.csv").write_text("\n".join(lines), "utf-8")
    standards = f"{STANDARD}acknowledge = {{ days = 5, unit = 'working' }}\n"
    (tmp_path / "grm.toml").write_text(standards, "utf-8")
    app = open_app("timeliness", register=tmp_path / "register.csv")
    assert tables(app)["Every group in figures"]["Acknowledged in time"].tolist() == ["1 of 2 (50%)"]
    app.query_params["figure"] = "acknowledged_within"
    assert "The standard: 5 working days" in plain_texts(app.run())


def test_a_month_without_a_judged_case_is_blank_and_one_with_open_ones_says_so(
    open_whole: Open, tmp_path: Path
) -> None:
    rows = [*TWO_TYPES, "6,2020-09-01,request,email,Resolved,2020-09-02,,"]
    app = open_whole("timeliness", register=write_register(tmp_path, rows, STANDARD))
    table = tables(app)["Share on time of the cases received in each month"]
    assert table.fillna("").to_numpy().tolist() == [
        ["Sep 2020", "1 of 1 (100%)", 0],
        ["Oct 2020", "", 0],
        ["Nov 2020", "1 of 2 (50%)", 0],
        ["Dec 2020", "0 of 1 (0%)", 1],
    ]


def test_one_group_and_one_month_are_compared_with_nothing(open_app: Open, tmp_path: Path) -> None:
    rows = ["1,2020-11-02,request,email,Resolved,2020-11-04,,"]
    text = plain_texts(open_app("timeliness", register=write_register(tmp_path, rows, STANDARD)))
    assert "How do types differ?" not in text
    assert "Is the share on time changing?" not in text


def test_of_many_written_durations_the_differing_stand_first_and_the_download_holds_all(
    open_app: Open, tmp_path: Path
) -> None:
    rows = [f"{i},2020-12-01,request,email,Resolved,2020-12-02,2," for i in range(1010)]
    rows += ["x,2020-12-01,request,email,Resolved,2020-12-02,5,"]
    app = open_app("timeliness", register=write_register(tmp_path, rows))
    table = tables(app)["Does the register agree?"]
    assert len(table) == 1000
    assert table["Result"].tolist()[:2] == ["differs", "agrees"]
    text = plain_texts(app)
    assert "1,010 of 1,011 durations written in the register agree" in text
    assert "The first 1,000 of 1,011; the download holds all." in text


@pytest.mark.parametrize(("ends", "is_told"), [("Resolved,2020-12-31", True), ("Resolving,", False)])
def test_what_lies_beyond_the_axis_is_told_where_it_was_an_answer(
    open_app: Open, tmp_path: Path, ends: str, is_told: bool
) -> None:
    rows = [f"{i},2020-10-01,request,email,Resolved,2020-10-02,," for i in range(19)]
    rows.append(f"20,2020-10-01,request,email,{ends},,")
    text = plain_texts(open_app("timeliness", write_register(tmp_path, rows, STANDARD)))
    assert ("Some were answered later than the axis reaches" in text) is is_told
