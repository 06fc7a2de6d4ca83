"""The broken sample: a hand-kept sheet with one of everything, read in full and told in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grm_data.intake.opening import open_path
from grm_data.register import Register
from grm_data.settings import settings_for

FILE = Path(__file__).parents[2] / "sample_data" / "broken_register.xlsx"


@pytest.fixture(scope="module")
def register() -> Register:
    return open_path(FILE, settings_for(FILE), today=date(2026, 11, 24))


def test_every_row_is_used_or_left_out_with_its_reason(register: Register) -> None:
    assert register.reading.rows_read == len(register) + len(register.reading.excluded) == 17
    assert [(row.row, row.reason) for row in register.reading.excluded] == [
        (6, "received-date-unreadable"), (12, "duplicate"), (13, "repeated-header"), (17, "no-received-date"),
        (18, "sensitive"), (20, "totals"), (21, "note"),
    ]  # fmt: skip


def test_every_problem_is_told_with_its_place(register: Register) -> None:
    found = [
        (finding.code, finding.row, finding.column)
        for finding in register.reading.findings
        if finding.severity != "info"
    ]
    assert sorted(found) == sorted([
        ("date-unreadable", 6, "Date received"), ("status-offered", 7, "Status"), ("channel-unknown", 7, "Channel"),
        ("status-unknown-near", 8, "Status"), ("type-unknown-near", 8, "Type"), ("number-duplicate", 8, "Registered No."),
        ("number-duplicate", 9, "Registered No."), ("resolved-before-received", 10, "Date resolved"),
        ("resolved-without-date", 11, "Date resolved"), ("row-duplicate", 12, "Registered No."), ("error-cell", 14, "Channel"),
        ("number-gap", 14, "Registered No."), ("duration-differs", 14, "Working days"), ("number-missing", 15, "Registered No."),
        ("number-gap", 16, "Registered No."), ("date-missing", 17, "Date received"),
        ("formula-uncalculated", 19, "Working days"), ("totals-differ", 20, "Filled in by"),
    ])  # fmt: skip


def test_the_sensitive_case_adds_to_its_half_year_only(register: Register) -> None:
    assert dict(register.sensitive_by_half_year) == {"2025 H1": 1}
    assert not any(name for name in register.type.names if "GBV" in name)
