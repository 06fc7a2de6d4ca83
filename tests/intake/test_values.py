"""Cells → words, numbers and texts."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.intake.cells import cell_text, is_error_cell
from grm_data.intake.coded import coded, coded_cells
from grm_data.intake.combined import parse_combined, parse_days
from grm_data.intake.numbers import CaseNumbers, case_numbers, case_order, find_gaps
from grm_data.intake.values import StatusState, read_days, read_statuses
from grm_data.register import NO_CODE, NO_DURATION
from grm_data.register.columns import Texts


def texts(*values: str | None) -> np.ndarray:
    return np.array([*values, None], dtype=object)[:-1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None), ("", None), (" \u00a0\u200b", None), (float("nan"), None), (pd.NaT, None), (7.0, "7"), (7.5, "7.5"),
        (np.float64(3), "3"), (12, "12"), (True, "TRUE"), (np.bool_(False), "FALSE"), (datetime(2020, 7, 31, 10), "2020-07-31"),
        ("  a \n b ", "a b"), ("007", "007"), (time(10, 30), "10:30:00"), (date(2020, 7, 31), "2020-07-31"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_a_person_reads_it(cell: object, text: str | None) -> None:
    assert cell_text(cell) == text


def test_a_column_of_anything_becomes_texts() -> None:
    cells = pd.Series([1.0, "x", None, True, datetime(2020, 1, 2)], dtype=object)
    assert coded_cells(cells).texts().tolist() == ["1", "x", None, "TRUE", "2020-01-02"]


def test_excel_s_error_values_are_known() -> None:
    assert is_error_cell(texts("#REF!", "#N/A", "REF", None)).tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (
            "Resolved Date: July 31, 2020 Period: 1 working day Way: email",
            (None, "July 31, 2020", "1 working day", "email"),
        ),
        ("Resolved\nDate: July 31, 2020", (None, "July 31, 2020", None, None)),
        (
            "Resolved <u>Date:</u> September 27, 2020 <u>Way:</u> meeting",
            (None, "September 27, 2020", None, "meeting"),
        ),
        ("Status: Open; Way: Phone call", ("Open", None, None, "Phone call")),
        ("Resolved, date: 2020-07-31, working days: 3", ("Resolved", "2020-07-31", "3", None)),
        ("Way: email Way: phone", (None, None, None, "email")),
        ("Resolved Date: Period: 1", (None, None, "1", None)),
        ("Статус: Решено. Дата решения: 31.07.2020", ("Решено.", "31.07.2020", None, None)),
    ],
)
def test_a_combined_cell_comes_apart_at_its_labels(cell: str, parts: tuple[str | None, ...]) -> None:
    found = parse_combined(cell)
    assert found is not None
    assert (found.status, found.resolved_on, found.days, found.way) == parts


@pytest.mark.parametrize("cell", ["Resolved", "Resolved on time", "The way: no", "", "Update"])
def test_a_cell_without_a_label_is_not_combined(cell: str) -> None:
    found = parse_combined(cell)
    assert found is None or found.way is not None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 working day", 1), ("11 working days", 11), ("11", 11), ("3.0", 3), ("2 days", 2), ("5 jours ouvrables", 5),
        ("4 рабочих дня", 4), ("6 ажлын өдөр", 6), ("7 días hábiles", 7), ("2 days.", 2), ("0", 0),
        ("3 hours", None), ("2-3 days", None), ("two", None), ("-1", None), ("3 weeks", None), ("1.5", None), ("12345", None),
    ],
)  # fmt: skip
def test_a_written_duration_is_whole_working_days_or_nothing(text: str, days: int | None) -> None:
    assert parse_days(text) == days


def test_written_durations_that_cannot_be_read_are_told_from_blanks() -> None:
    days, unread = read_days(coded(texts("3", None, "soon")))
    assert days.tolist() == [3, NO_DURATION, NO_DURATION]
    assert unread.tolist() == [False, False, True]


def test_a_status_cell_is_a_word_a_combined_cell_or_blank() -> None:
    column = read_statuses(
        coded(
            texts(
                "Resolved", "Resolved Date: soon", "Resolved Date: 30.02.2020", None, "Status: Rejected", "x"
            )
        ),
        {},
    )
    assert column.codes.tolist() == [2, NO_CODE, 2, NO_CODE, 3, 3]
    assert column.state.tolist() == [
        StatusState.READ, StatusState.BLANK, StatusState.READ, StatusState.BLANK, StatusState.OFFERED, StatusState.UNKNOWN,
    ]  # fmt: skip


@given(st.lists(st.none() | st.text(max_size=30), max_size=20))
def test_any_text_is_a_status_or_an_unrecognised_one_and_never_an_exception(cells: list[str | None]) -> None:
    column = read_statuses(coded(texts(*(cell or None for cell in cells))), {})
    assert len(column.codes) == len(cells)


def read_alone(numbers: Texts) -> tuple[CaseNumbers, npt.NDArray[np.int32]]:
    """The case numbers of a register that has one numbering."""
    return case_numbers(numbers), np.zeros(len(numbers), np.int32)


def order_of(numbers: Texts) -> npt.NDArray[np.float64]:
    return case_order(*read_alone(numbers))


def test_case_numbers_are_ordered_by_year_then_number() -> None:
    order = order_of(texts("2/2020", "10/2020", "1/2021", None, "x", "3/2019"))
    assert order.tolist()[:3] == [1, 2, 3]
    assert np.isnan(order[3:5]).all()
    assert order[5] == 0


def test_numbers_of_another_shape_take_no_part_in_the_order() -> None:
    order = order_of(texts("f-2020/01", "f-2020/02", "17"))
    assert order.tolist()[:2] == [0, 1]
    assert np.isnan(order[2])


def test_no_numbers_have_no_order() -> None:
    assert np.isnan(order_of(texts(None, "none", "1" * 12))).all()


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        (("1", "2", "5"), [(2, 3, 4)]), (("f-2020/07", "f-2020/10"), [(1, 8, 9)]), (("5", "2", "3", "1"), [(0, 4, 4)]),
        (("1", "2", "2", "3"), []), (("1", "900"), []), (("a1", "b3"), []), (("f-2019/9", "f-2020/1"), []), ((), []),
        (("1", "52"), [(1, 2, 51)]), (("1", "53"), []),
    ],
)  # fmt: skip
def test_gaps_stand_before_the_row_that_follows_them(
    numbers: tuple[str, ...], gaps: list[tuple[int, int, int]]
) -> None:
    assert [(gap.row, gap.first, gap.last) for gap in find_gaps(*read_alone(texts(*numbers)))] == gaps
