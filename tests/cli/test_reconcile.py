"""``reconcile``: what it prints, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

from tests.running import REGISTER, ran, refused, run

REPORT = REGISTER.parent / "half-yearly-report-2020H2.txt"


def test_a_report_that_agrees_ends_with_0() -> None:
    found = json.loads(run("reconcile", REGISTER, REPORT, "--json"))
    assert {"figure": "new.received", "report": 9, "register": 9, "agrees": True} in found
    assert {"figure": "new.from", "report": "2020-06-25", "register": "2020-06-25", "agrees": True} in found
    assert all(
        one["agrees"] is True and one.keys() == {"figure", "report", "register", "agrees"} for one in found
    )


def test_a_difference_ends_with_1_and_names_its_rows(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT.read_text("utf-8").replace("email-1\n", "email-2\n", 1), "utf-8")
    said = run("reconcile", REGISTER, report, code=1)
    assert "101 figures of the report agree with the register; 1 differs" in said
    (line,) = [line for line in said.splitlines() if line.startswith("New period: unrelated, Email")]
    assert line.split()[-5:] == ["2", "1", "differs", "30", "27"]


def test_lines_that_weren_t_read_are_told_by_their_numbers_only() -> None:
    said = run("reconcile", REGISTER, REPORT)
    assert "lines 62, 64" in said
    assert "1800" not in said


def test_what_can_t_be_done_ends_with_2(tmp_path: Path) -> None:
    assert "no file" in refused("reconcile", REGISTER, tmp_path / "none.docx")
    (tmp_path / "empty.txt").write_text("No period: 9 of Mr Bat", "utf-8")
    said = refused("reconcile", REGISTER, tmp_path / "empty.txt")
    assert "names no period" in said
    assert "Bat" not in said
    assert ran("reconcile", REGISTER).returncode == 2
