"""Colours and lines through cells that seem to stand for a word."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from grm_data.intake.opening import open_bytes
from grm_data.register import Finding
from grm_data.settings import Settings

HEADINGS = ("No.", "Date received", "Channel", "Type", "Summary of issue", "Status")
RED, GREEN, WHITE, GREY = "FFFF0000", "FF00FF00", "FFFFFFFF", "FFEEEEEE"


def findings(
    colours: list[str | None],
    *,
    columns: tuple[int, ...] = (6,),
    statuses: tuple[str | None, ...] = (None,),
    struck: tuple[int, ...] = (),
    lines: tuple[int, ...] = (1, 2, 3, 4, 5, 6),
    headings: tuple[str, ...] = HEADINGS,
) -> list[Finding]:
    """What is said of the looks of a sheet, each row in its colour in these columns, struck in those."""
    book = Workbook()
    sheet = book.active
    sheet.append(headings)
    for i, colour in enumerate(colours):
        status = statuses[i % len(statuses)]
        sheet.append(
            (i + 1, datetime(2024, 1, 2 + i), "Phone", "Request", f"dust {i}", status)[: len(headings)]
        )
        for cell in sheet[i + 2]:
            if colour is not None and cell.column in columns:
                cell.fill = PatternFill("solid", fgColor=colour)
            if i in struck and cell.column in lines:
                cell.font = Font(strike=True)
    content = io.BytesIO()
    book.save(content)
    register = open_bytes("register.xlsx", content.getvalue(), Settings())
    return [one for one in register.reading.findings if one.code in ("colours", "rows-struck")]


def told(found: list[Finding]) -> list[tuple[str, object]]:
    return [(one.code, dict(one.values)["n"]) for one in found]


def test_a_coloured_column_without_words_is_one_warning() -> None:
    found = findings([RED, GREEN, RED, RED, None])
    assert told(found) == [("colours", 4)]
    assert (found[0].severity, found[0].sheet) == ("warning", "Sheet")
    assert "Status" in found[0].message


def test_one_colour_tells_coloured_rows_from_the_others() -> None:
    assert told(findings([RED, None, RED])) == [("colours", 2)]


def test_rows_in_the_colour_of_their_status_are_one_warning() -> None:
    colours = [GREEN, GREEN, RED, GREEN]
    assert told(findings(colours, columns=(1, 2, 3, 4, 5), headings=HEADINGS[:5])) == [("colours", 4)]


@pytest.mark.parametrize(
    "colours",
    [
        [GREEN] * 5,  # all alike
        [WHITE, None, WHITE, None, None],  # white is no colour
        [None] * 5,
        [f"FF{i:02X}2345" for i in range(9)],  # decorated
    ],
)
def test_what_tells_nothing_is_not_said(colours: list[str | None]) -> None:
    assert findings(colours) == []


def test_every_other_row_in_grey_is_for_the_eye() -> None:
    assert findings([GREY, None] * 4, columns=(1, 2, 3, 4, 5), headings=HEADINGS[:5]) == []


def test_a_status_in_words_needs_no_colour() -> None:
    assert findings([RED, GREEN, GREEN], statuses=("Open", "Resolved", "Resolved")) == []


def test_rows_that_are_struck_through_are_said_and_counted() -> None:
    assert told(findings([None] * 5, struck=(1, 3), statuses=("Open",))) == [("rows-struck", 2)]
    assert told(findings([None] * 5, struck=(2,), statuses=("Open",))) == [("rows-struck", 1)]
    assert findings([None] * 5, struck=(0, 1, 2, 3, 4), statuses=("Open",)) == []


@pytest.mark.parametrize(("lines", "n"), [((1, 2, 3), 2), ((1, 2), 0)])
def test_a_row_is_struck_where_half_of_its_cells_are(lines: tuple[int, ...], n: int) -> None:
    found = told(findings([None] * 5, struck=(1, 3), lines=lines, statuses=("Open",)))
    assert found == [("rows-struck", n)] * bool(n)


def test_rows_below_the_last_one_with_a_look_are_not_counted() -> None:
    assert findings([GREEN, GREEN, None, None]) == []
