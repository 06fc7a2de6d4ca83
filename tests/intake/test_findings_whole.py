"""Findings whole: code, severity, sheet, row, heading and the numbers in their sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from grm_data.intake.build import build_register
from grm_data.register import Finding, Register
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, numbered, plain, read, sheet_of

E, W, I = "error", "warning", "info"  # noqa: E741
NUMBER, RECEIVED, TYPE, CHANNEL, STATUS, RESOLVED, DAYS, WAY = HEADINGS


def whole(register: Register) -> list[tuple[Any, ...]]:
    return [_whole(finding) for finding in register.reading.findings]


def _whole(finding: Finding) -> tuple[Any, ...]:
    assert finding.sheet == "Ours"
    return finding.code, str(finding.severity), finding.row, finding.column, dict(finding.values)


def ours(rows: list[Any], **more: Any) -> list[tuple[Any, ...]]:
    return whole(read(rows, more.pop("settings", SETTINGS), name="Ours", **more))


def test_words() -> None:
    rows = numbered(
        plain(status="Rejected", channel="Pigeon", type="Riddle"),
        plain(status="Resolvd", channel="Facebok page", type="Complant"),
        plain(status="Perdu de vue", channel=None, type=None),
        plain(status=None, channel="#REF!", type=None),
        plain(status="#N/A", channel=None),
        plain(status="Unrelated", resolved_date=None, working_days=None),
    )
    assert ours(rows) == [
        ("status-offered", E, 2, STATUS, {"offer": "@change.figure.unrelated"}),
        ("channel-unknown", W, 2, CHANNEL, {}),
        ("type-unknown", W, 2, TYPE, {}),
        ("status-unknown-near", E, 3, STATUS, {"near": "Resolved"}),
        ("channel-unknown-near", W, 3, CHANNEL, {"near": "Facebook page"}),
        ("type-unknown-near", W, 3, TYPE, {"near": "Complaint"}),
        ("status-unknown", E, 4, STATUS, {}),
        ("channel-blank", W, 4, CHANNEL, {}),
        ("status-blank", I, 5, STATUS, {}),
        ("type-blank", W, 5, TYPE, {}),
        ("error-cell", E, 5, CHANNEL, {}),
        ("channel-blank", W, 6, CHANNEL, {}),
        ("error-cell", E, 6, STATUS, {}),
        ("unrelated-with-type", I, 7, TYPE, {}),
    ]


def test_dates_and_durations() -> None:
    none = {"resolved_date": None, "working_days": None}
    rows = numbered(
        plain(date_received="soon", **none),
        plain(date_received=None, **none),
        plain(resolved_date="2020-07-30", working_days=None),
        plain(resolved_date=None, working_days="a while"),
        plain(resolved_date="2026-11-25", working_days=None),
        plain(status="Open", working_days=None),
        plain(date_received="2015-09-14", resolved_date="2015-09-15", working_days=9),
        plain(date_received="2015-09-15", resolved_date="2015-09-15", working_days=1),
        plain(date_received="2026-11-24", resolved_date="2026-11-24", working_days=1),
    )
    found = [finding for finding in ours(rows) if finding[0] != "date-swapped"]
    assert found == [
        ("date-unreadable", E, 2, RECEIVED, {}),
        ("date-missing", E, 3, RECEIVED, {}),
        ("resolved-before-received", E, 4, RESOLVED, {}),
        ("resolved-without-date", W, 5, RESOLVED, {}),
        ("duration-unreadable", W, 5, DAYS, {}),
        ("date-future", E, 6, RESOLVED, {}),
        ("resolving-with-date", W, 7, STATUS, {}),
        ("received-before-start", W, 8, RECEIVED, {}),
        ("duration-differs", W, 8, DAYS, {"written": 9, "computed": 2}),
    ]


def test_orders_of_dates_with_their_evidence() -> None:
    rows = [plain(registered_no="x", date_received=day, status="Open", resolved_date=None, working_days=None) for day in
            ("13/02/2020", "03/04/2020")]  # fmt: skip
    assert ours(rows)[0] == ("date-order-day-over-12", I, None, RECEIVED, {"order": "DMY"})
    both = [*rows, (*rows[0][:1], "02/13/2020", *rows[0][2:])]
    found = ours(both)
    assert ("date-order-contradicted", W, None, RECEIVED, {}) in found
    assert ("date-ambiguous", E, 3, RECEIVED, {}) in found
    settings = parse_settings(b"[project]\nstart = 2015-09-15\n[dates]\norder = 'MDY'")
    assert ours(rows[1:], settings=settings)[0] == ("date-order-setting", I, None, RECEIVED, {"order": "MDY"})


def test_case_numbers_may_decide_the_order_of_resolved_dates() -> None:
    days = [
        (1, 4),
        (2, 5),
        (3, 6),
        (4, 7),
        (5, 8),
        (6, 9),
        (7, 10),
        (8, 11),
        (9, 12),
        (10, 3),
        (11, 2),
        (12, 1),
    ]
    rows = [
        plain(
            registered_no=f"f-{i:02d}",
            date_received=f"2020-{month:02d}-01",
            resolved_date=f"{day:02d}/{month:02d}/2020",
            working_days=None,
        )
        for i, (month, day) in enumerate(days, 1)
    ]
    assert ours(rows) == [("date-order-case-numbers", I, None, RESOLVED, {"order": "DMY"})]


def test_a_swapped_date_is_told_and_kept_as_read() -> None:
    days = [
        (1, 20),
        (2, 14),
        (3, 11),
        (4, 9),
        (11, 5),
        (5, 20),
        (6, 18),
        (7, 22),
        (8, 19),
    ]  # 5 November was 11 May
    rows = [
        plain(
            registered_no=f"f-{i:02d}",
            date_received=datetime(2020, *day),
            status="Open",
            resolved_date=None,
            working_days=None,
        )
        for i, day in enumerate(days, 1)
    ]
    assert ours(rows) == [("date-swapped", W, 6, RECEIVED, {})]


def test_numbers() -> None:
    rows = [
        plain(registered_no="7"), plain(registered_no="7", channel="Phone"), plain(registered_no="8"), plain(registered_no="8"),
        plain(registered_no=None), plain(registered_no="#REF!"), plain(registered_no="10"), plain(registered_no="13"),
    ]  # fmt: skip
    assert ours(rows) == [
        ("number-duplicate", E, 2, NUMBER, {}),
        ("number-duplicate", E, 3, NUMBER, {}),
        ("row-duplicate", W, 5, NUMBER, {}),
        ("number-missing", W, 6, NUMBER, {}),
        ("error-cell", E, 7, NUMBER, {}),
        ("number-gap", W, 8, NUMBER, {"n": 1, "first": 9, "last": 9}),
        ("number-gap", W, 9, NUMBER, {"n": 2, "first": 11, "last": 12}),
    ]


def test_missing_columns() -> None:
    assert ours(
        [("2020-07-31", "yes")], headings=("Date received", "Anonymous"), settings=parse_settings(b"")
    ) == [
        ("start-missing", W, None, None, {}),
        ("status-column-missing", I, None, None, {}),
        ("channel-column-missing", I, None, None, {}),
        ("type-column-missing", I, None, None, {}),
        ("number-column-missing", I, None, None, {}),
    ]


def test_totals() -> None:
    total = ("Total", "2", None, 1.0, None, None, 5, "3 of 4")
    rows = [*numbered(plain(), plain()), HEADINGS, ("Total", None, None, 2, None, None, 4), total]
    assert ours(rows) == [
        ("totals-differ", W, 6, CHANNEL, {"written": 1, "counted": 2}),
        ("totals-differ", W, 6, DAYS, {"written": 5, "counted": 4}),
    ]


def test_totals_of_a_second_sheet_are_counted_from_the_first() -> None:
    total = ("Total", None, None, 9)
    sheets = [
        sheet_of([HEADINGS, *numbered(plain(), plain()), *more], name)
        for name, more in (("1", []), ("2", [total]))
    ]
    found = build_register(book_of(*sheets), SETTINGS, None, TODAY).reading.findings
    assert [dict(one.values) for one in found if one.code == "totals-differ"] == [
        {"written": 9, "counted": 4}
    ]


def test_findings_of_one_sheet_stand_before_those_of_the_next() -> None:
    odd, rows = plain(channel="Pigeon"), [plain(channel="Horse"), plain(), plain()]
    sheets = [
        sheet_of([HEADINGS, *numbered(plain(), plain(), odd)], "2"),
        sheet_of([HEADINGS, *numbered(*rows)], "1"),
    ]
    found = build_register(book_of(*sheets), SETTINGS, None, TODAY).reading.findings
    assert [(one.sheet, one.row) for one in found if one.code == "channel-unknown"] == [("2", 4), ("1", 2)]


def test_other_words_and_answers() -> None:
    rows = [
        (*row, *more)
        for row, more in zip(numbered(plain(), plain()), [("Zorp", "perhaps"), ("Woman", "yes")], strict=True)
    ]
    assert ours(rows, headings=(*HEADINGS, "Sex", "Appealed")) == [
        ("word-unknown", W, 2, "Sex", {}),
        ("flag-unreadable", W, 2, "Appealed", {}),
    ]


def test_a_column_of_zeros() -> None:
    assert ours(numbered(plain(channel=0), plain(channel=0))) == [
        ("column-zeros", E, None, CHANNEL, {"n": 2})
    ]


def test_places() -> None:
    rows = numbered(plain(), plain())
    found = ours(
        rows,
        hidden=True,
        hidden_rows=frozenset({1, 3, 9}),
        hidden_columns=frozenset({8, 30}),
        uncalculated=frozenset({(2, 8), (9, 8), (3, 20)}),
    )
    assert found == [
        ("sheet-hidden", W, None, None, {}),
        ("column-hidden", I, None, WAY, {}),
        ("formula-uncalculated", E, 2, WAY, {}),
        ("row-hidden", I, 3, None, {}),
    ]


def test_columns() -> None:
    rows = [("1", *plain(), "Name", "x", "2020-08-03")]
    settings = parse_settings(b"[project]\nstart = 2015-09-15\n[columns]\nissue = 'Nowhere'")
    found = ours(rows, headings=("No.", *HEADINGS, "Complainant", "Colour", "End"), settings=settings)
    assert found == [
        ("column-not-found", E, None, None, {"field": "issue"}),
        ("identity-dropped", I, None, "Complainant", {}),
        ("column-second", I, None, "No.", {"field": "registered_no"}),
        ("column-dropped", I, None, "Colour", {}),
        ("column-dropped", I, None, "End", {}),
    ]


def test_marks() -> None:
    rows = [(*plain(), "perhaps"), ("f-2020/02", *plain()[1:], "no")]
    assert ours(rows, headings=(*HEADINGS, "SEA/SH")) == [("sensitive-unclear", W, 2, "SEA/SH", {})]


def test_notes_of_the_reader() -> None:
    notes = (
        ("encoding-guessed", {"sheet": "Ours", "encoding": "Windows-1251"}),
        ("sheet-too-wide", {"sheet": "Ours"}),
    )
    book = replace(book_of(sheet_of([HEADINGS, plain()], name="Ours")), notes=notes)
    register = build_register(book, SETTINGS, None, TODAY)
    assert whole(register) == [
        ("encoding-guessed", I, None, None, {"sheet": "Ours", "encoding": "Windows-1251"}),
        ("sheet-too-wide", W, None, None, {"sheet": "Ours"}),
    ]
    assert all("Windows-1251" in f.message or "1,000th" in f.message for f in register.reading.findings)


@pytest.mark.parametrize("field", ["issue", "way", "location", "status"])
def test_settings_can_not_read_a_field_from_a_column_of_identities(field: str) -> None:
    rows = [(*plain(), "Canaria Planterova")]
    settings = parse_settings(
        f"[project]\nstart = 2015-09-15\n[columns]\n{field} = 'Complainant name'".encode()
    )
    assert ours(rows, headings=(*HEADINGS, "Complainant name"), settings=settings) == [
        ("column-identity", E, None, "Complainant name", {"field": field}),
        ("identity-dropped", I, None, "Complainant name", {}),
    ]
