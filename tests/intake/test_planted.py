"""Every defect planted in a generated register is found with its place, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.register import day_number
from tests.intake.books import HEADINGS, SETTINGS, TODAY, read, told
from tests.rounds import rounds

NUMBER, RECEIVED, TYPE, CHANNEL, STATUS, RESOLVED, DAYS, WAY = range(len(HEADINGS))
Row = list[Any]
Found = list[tuple[str, int, str]]  # code, row as an offset from the defect's own, heading


def working_days(received: date, resolved: date) -> int:
    numbers = (np.array([day_number(day)], np.int32) for day in (received, resolved))
    return int(SETTINGS.calendar.working_days(*numbers)[0])


def clean_row(i: int) -> Row:
    received = date(2018, 1, 3) + timedelta(days=5 * i)
    resolved = received + timedelta(days=i % 9)
    kind, channel = (
        ("Request", "Complaint", "Clarification")[i % 3],
        ("Email", "Facebook page", "Written")[i % 3],
    )
    if i % 7 == 3:
        return [f"f-{i + 1:03d}", received, None, channel, "Unrelated", None, None, None]
    return [
        f"f-{i + 1:03d}",
        received,
        kind,
        channel,
        "Resolved",
        resolved,
        working_days(received, resolved),
        "email",
    ]


def _set(column: int, value: Any, code: str) -> Callable[[Row], Found]:
    def plant(row: Row) -> Found:
        row[column] = value
        return [(code, 0, HEADINGS[column])]

    return plant


def _number_missing(row: Row) -> Found:
    row[NUMBER] = None
    return [("number-missing", 0, HEADINGS[NUMBER]), ("number-gap", 1, HEADINGS[NUMBER])]


def _received_lost(value: Any, code: str) -> Callable[[Row], Found]:
    def plant(row: Row) -> Found:
        row[RECEIVED] = value
        return [(code, 0, HEADINGS[RECEIVED])]

    return plant


def _resolved_early(row: Row) -> Found:
    row[RESOLVED], row[DAYS] = row[RECEIVED] - timedelta(days=3), None
    return [("resolved-before-received", 0, HEADINGS[RESOLVED])]


def _resolved_without_date(row: Row) -> Found:
    row[RESOLVED], row[DAYS] = None, None
    return [("resolved-without-date", 0, HEADINGS[RESOLVED])]


def _resolved_in_the_future(row: Row) -> Found:
    row[RESOLVED], row[DAYS] = TODAY + timedelta(days=40), None
    return [("date-future", 0, HEADINGS[RESOLVED])]


def _still_open(row: Row) -> Found:
    row[STATUS] = "Resolving"
    return [("resolving-with-date", 0, HEADINGS[STATUS])]


def _wrong_duration(row: Row) -> Found:
    row[DAYS] += 2
    return [("duration-differs", 0, HEADINGS[DAYS])]


def _resolved_unreadable(row: Row) -> Found:
    row[RESOLVED], row[DAYS] = "31 June 2018", None
    return [("date-unreadable", 0, HEADINGS[RESOLVED])]


DEFECTS: dict[str, Callable[[Row], Found]] = {
    "unreadable received date": _received_lost("30 February 2018", "date-unreadable"),
    "two dates": _received_lost("2018-01-03 / 2018-01-04", "date-unreadable"),
    "error in the received date": _received_lost("#VALUE!", "date-unreadable"),
    "missing received date": _received_lost(None, "date-missing"),
    "unreadable resolved date": _resolved_unreadable,
    "resolved early": _resolved_early,
    "resolved without a date": _resolved_without_date,
    "resolved in the future": _resolved_in_the_future,
    "still open with a date": _still_open,
    "missing number": _number_missing,
    "unknown status": _set(STATUS, "Perdu de vue", "status-unknown"),
    "misspelt status": _set(STATUS, "Ressolved", "status-unknown-near"),
    "offered status": _set(STATUS, "Not admissible", "status-offered"),
    "unknown channel": _set(CHANNEL, "Pigeon", "channel-unknown"),
    "misspelt channel": _set(CHANNEL, "Facebok page", "channel-unknown-near"),
    "blank channel": _set(CHANNEL, None, "channel-blank"),
    "error in the channel": _set(CHANNEL, "#REF!", "error-cell"),
    "error in the type": _set(TYPE, "#N/A", "error-cell"),
    "error in the status": _set(STATUS, "#NAME?", "error-cell"),
    "error in the duration": _set(DAYS, "#DIV/0!", "error-cell"),
    "unknown type": _set(TYPE, "Riddle", "type-unknown"),
    "misspelt type": _set(TYPE, "Complant", "type-unknown-near"),
    "blank type": _set(TYPE, None, "type-blank"),
    "wrong duration": _wrong_duration,
    "words for a duration": _set(DAYS, "some time", "duration-unreadable"),
}


@settings(max_examples=rounds(300))
@given(data=st.data(), n=st.integers(12, 40), as_text=st.booleans())
def test_planted_defects_are_found_with_their_place_and_nothing_else_is(
    data: st.DataObject, n: int, as_text: bool
) -> None:
    rows = [clean_row(i) for i in range(n)]
    free = [i for i in range(1, n - 1) if rows[i][STATUS] == "Resolved"]
    # Every other row at most, so that what one defect does to its neighbours is its own.
    places = sorted(data.draw(st.lists(st.sampled_from(free[::2]), max_size=5, unique=True)))
    expected = []
    for i in places:
        plant = DEFECTS[data.draw(st.sampled_from(sorted(DEFECTS)))]
        expected += [(code, i + 2 + offset, heading) for code, offset, heading in plant(rows[i])]
    cells = [[written(value, as_text) for value in row] for row in rows]
    register = read(cells)
    assert sorted(told(register)) == sorted(expected)
    assert register.reading.rows_read == n == len(register) + len(register.reading.excluded)


def written(value: Any, as_text: bool) -> Any:
    if isinstance(value, date):
        return (
            f"{value:%B} {value.day}, {value.year}"
            if as_text
            else datetime(value.year, value.month, value.day)
        )
    return float(value) if isinstance(value, int) and not as_text else value


@settings(max_examples=rounds(100))
@given(data=st.data(), n=st.integers(3, 25))
def test_a_repeated_row_is_left_out_wherever_it_stands(data: st.DataObject, n: int) -> None:
    rows = [clean_row(i) for i in range(n)]
    original = data.draw(st.integers(0, n - 1))
    copy = data.draw(st.integers(original + 1, n))
    rows.insert(copy, list(rows[original]))
    register = read([[written(value, True) for value in row] for row in rows])
    assert told(register) == [("row-duplicate", copy + 2, "Registered No.")]
    assert [(row.row, row.reason) for row in register.reading.excluded] == [(copy + 2, "duplicate")]


def _some(data: st.DataObject, n: int, most: int = 3) -> list[int]:
    """Places of rows, none beside another, neither the first nor the last."""
    return sorted(data.draw(st.lists(st.sampled_from(range(2, n - 2, 2)), max_size=most, unique=True)))


@settings(max_examples=rounds(150))
@given(data=st.data(), n=st.integers(14, 40))
def test_defects_of_numbers_and_places_are_found_and_nothing_else_is(data: st.DataObject, n: int) -> None:
    rows = [clean_row(i) for i in range(n)]
    left_out, hidden, uncalculated = _some(data, n), _some(data, n), _some(data, n)
    reused = [i for i in _some(data, n) if i not in left_out and i + 1 not in left_out]
    expected: list[tuple[str, int | None, str | None]] = []
    for i in reused:  # a copied number: its own is missing then
        rows[i + 1][NUMBER] = rows[i][NUMBER]
    kept = [i for i in range(n) if i not in left_out]
    place = {i: row for row, i in enumerate(kept, 2)}
    for i in reused:
        expected += [
            ("number-duplicate", place[i], "Registered No."),
            ("number-duplicate", place[i + 1], "Registered No."),
        ]
    missing = set(left_out) | {i + 1 for i in reused}
    for i in kept:
        if i not in missing and i - 1 in missing and i > 0:
            expected.append(("number-gap", place[i], "Registered No."))
    for i in uncalculated:
        if i in place:
            rows[i][WAY] = None
            expected.append(("formula-uncalculated", place[i], "Way"))
    expected += [("row-hidden", place[i], None) for i in hidden if i in place]
    expected += [
        ("unrelated-with-type", place[i], "Type") for i in kept if _give_a_type(rows[i], i in hidden)
    ]
    total = data.draw(st.sampled_from([len(kept), len(kept) + 1]))
    if total != len(kept):
        expected.append(("totals-differ", len(kept) + 2, "Channel"))
    cells = [[written(value, True) for value in rows[i]] for i in kept]
    register = read(
        [*cells, ("Total", None, None, float(total))],
        hidden_rows=frozenset(place[i] for i in hidden if i in place),
        uncalculated=frozenset((place[i], WAY + 1) for i in uncalculated if i in place),
    )
    assert sorted(told(register, infos=True), key=str) == sorted(expected, key=str)


def _give_a_type(row: Row, give: bool) -> bool:
    """Give an unrelated row a type where asked; whether it was."""
    is_given = give and row[STATUS] == "Unrelated"
    if is_given:
        row[TYPE] = "Request"
    return is_given


@settings(max_examples=rounds(150))
@given(data=st.data(), n=st.integers(30, 60))
def test_a_swapped_date_is_found_where_it_stands_and_no_other_is(data: st.DataObject, n: int) -> None:
    days = [date(2018, 1, 3) + timedelta(days=5 * i) for i in range(n)]
    far = [
        i for i, day in enumerate(days) if 2 < i < n - 3 and day.day <= 12 and abs(day.day - day.month) > 2
    ]
    i = data.draw(st.sampled_from(far))
    cells = [datetime(day.year, day.month, day.day) for day in days]
    cells[i] = datetime(days[i].year, days[i].day, days[i].month)
    register = read(
        [
            [f"f-{k + 1:03d}", cell, "Request", "Email", "Resolving", None, None, None]
            for k, cell in enumerate(cells)
        ]
    )
    found = [place for place in told(register) if place[0] != "date-future"]
    assert found == [("date-swapped", i + 2, "Date received")]
