"""One finding per cause on the command line, with every row on which it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grm_data.register.findings import Finding, row_spans
from grm_data.register.noticed import causes, count_by_severity
from tests.running import ran

HEAD = "Registered No.,Date received,Type,Channel,Status,Resolved date"


@pytest.mark.parametrize(
    ("rows", "said"),
    [([], ""), ([4], "4"), ([4, 5], "4-5"), ([2, 4, 6], "2,4,6"), ([5, 6, 7, 8, 9, 12], "5-9,12")],
)
def test_rows_are_told_as_spans(rows: list[int], said: str) -> None:
    assert row_spans(rows) == said


def test_findings_of_one_cause_are_one_and_those_of_another_are_not() -> None:
    def finding(row: int | None, sheet: str = "2025", column: str = "Status", **values: object) -> Finding:
        return Finding("status-unknown", sheet, row, column, tuple(values.items()))

    found = [
        finding(9), finding(3), finding(4), finding(3), finding(5, sheet="2026"), finding(6, column="State"),
        finding(7, near="resolved"), finding(8, near="resolved"), Finding("start-missing", "2025"),
    ]  # fmt: skip
    assert [(one.first.row, one.rows, one.row_numbers) for one in causes(found)] == [
        (3, (3, 4, 9), "3-4,9"), (5, (5,), "5"), (6, (6,), "6"), (7, (7, 8), "7-8"), (None, (), ""),
    ]  # fmt: skip
    assert count_by_severity(found) == {"error": 4, "warning": 1, "info": 0}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Rows 2 to 4 and 7 without a channel; rows 5, 6 and 8 whose date is none."""
    rows = ["2021-03-01,Request,,Resolved,2021-03-02"] * 3
    rows += ["soon,Request,Email,Resolved,2021-03-02"] * 2 + rows[:1] + ["later,Request,Email,Resolved,"]
    file = tmp_path / "r.csv"
    file.write_text("\n".join([HEAD, *(f"N-{i},{one}" for i, one in enumerate(rows, 1))]), "utf-8")
    return file


def test_check_gives_one_finding_per_cause_with_its_rows(file: Path) -> None:
    done = ran("check", file, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["rows_read"], found["rows_used"], found["rows_excluded"], found["cases"]) == (7, 4, 3, 4)
    by_code = {one["code"]: one for one in found["findings"]}
    assert len(by_code) == len(found["findings"])
    blank, unreadable = by_code["channel-blank"], by_code["date-unreadable"]
    assert (blank["row"], blank["rows"], blank["row_numbers"]) == (2, 4, "2-4,7")
    assert (unreadable["row"], unreadable["rows"], unreadable["row_numbers"]) == (5, 3, "5-6,8")
    whole = by_code["start-missing"]
    assert (whole["row"], whole["rows"], whole["row_numbers"]) == (None, 0, "")
    summary = json.loads(ran("summary", file, "--json").stdout)["register"]["findings"]
    assert summary["error"] == sum(one["severity"] == "error" for one in found["findings"])


def test_the_table_of_check_names_the_rows_of_a_cause_once(file: Path) -> None:
    lines = ran("check", file).stdout.splitlines()
    (blank,) = (line for line in lines if "2-4, 7" in line)
    assert blank.startswith("warning")
    assert "(4 rows: 2-4, 7)" in blank
    (excluded,) = (line for line in lines if line.startswith("excluded"))
    assert "(3 rows: 5-6, 8)" in excluded


def test_of_very_many_rows_the_table_names_the_first(tmp_path: Path) -> None:
    rows = [f"N-{i},2021-03-01,Request,{'Email' if i % 2 else ''},Resolved,2021-03-02" for i in range(1, 61)]
    file = tmp_path / "r.csv"
    file.write_text("\n".join([HEAD, *rows]), "utf-8")
    (line,) = (one for one in ran("check", file).stdout.splitlines() if "30 rows" in one)
    assert line.endswith("(30 rows: 3, 5, 7, 9, 11, 13, 15, 17, …)")
    (found,) = (
        one
        for one in json.loads(ran("check", file, "--json").stdout)["findings"]
        if one["code"] == "channel-blank"
    )
    assert found["row_numbers"].count(",") == 29
