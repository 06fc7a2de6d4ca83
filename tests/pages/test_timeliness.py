"""Timeliness: how long it took, whether the register agrees, what waits."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Open, cards, plain_texts, write_register

STANDARD = "[service_standard]\nresolve = { days = 3, unit = 'working' }\n"


def test_the_report_s_working_days(open_app: Open) -> None:
    app = open_app("timeliness")
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
    assert set(app.dataframe[1].value["Result"]) == {"agrees"}


def test_the_balance_of_the_half_year(open_app: Open) -> None:
    text = plain_texts(open_app("timeliness")).replace("**", "")
    assert "0 open at the start + 6 received − 6 closed = 0 open at the end" in text
    assert "No case is open on this day." in text


def test_without_a_standard_no_share_is_claimed(open_app: Open) -> None:
    text = plain_texts(open_app("timeliness"))
    assert "No service standard is set" in text
    assert "Staff write it in the project's settings" in text


def test_a_standard_has_three_shares_each_with_its_formula(open_app: Open, tmp_path: Path) -> None:
    rows = [
        "1,2020-12-01,request,email,Resolved,2020-12-02,2,",
        "2,2020-12-01,request,email,Resolved,2020-12-31,,",
        "3,2020-12-01,request,email,Resolving,,,",
        "4,2020-12-31,request,email,Resolving,,,",
    ]
    app = open_app("timeliness", register=write_register(tmp_path, rows, STANDARD))
    text = plain_texts(app).replace("**", "")
    assert "The standard: resolved within 3 working days." in text
    assert "1 of 3 (33%) on time ÷ (resolved with a duration + open past due)" in text
    assert "1 of 2 (50%) on time ÷ resolved with a duration" in text
    assert "1 of 4 (25%) on time ÷ all addressed" in text
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
    assert app.dataframe[1].value["Result"].tolist() == ["differs", "agrees"]


def test_many_cases_are_shown_as_a_distribution(open_app: Open, tmp_path: Path) -> None:
    rows = [f"{i},2020-12-01,request,email,Resolved,2020-12-{1 + i % 20:02d},," for i in range(1, 61)]
    app = open_app("timeliness", register=write_register(tmp_path, rows))
    table = app.dataframe[0].value
    assert list(table.columns) == ["Working days", "Cases"]
    assert table["Cases"].sum() == 60
    assert "The register writes no durations for these cases" in plain_texts(app)


def test_without_any_duration_the_page_says_so(open_app: Open) -> None:
    app = open_app("timeliness", type="not_stated")
    assert "there is no duration to show" in plain_texts(app)
    assert not app.metric
