"""Counts of periods beside each other, and of two fields crossed."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from grm_data.analysis.crossing import cross
from grm_data.analysis.selection import Selection, select
from grm_data.figures.periods import crossed, new_previous_total
from grm_data.figures.tables import Columns
from grm_data.register import Field, Period, Status, WorkCalendar
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

FIRST, LAST, START = date(2020, 6, 25), date(2020, 12, 31), date(2015, 9, 15)
NEW = Period("custom", FIRST, LAST)
ROWS = [
    row(date(2020, 7, 31), resolved=date(2020, 7, 31), channel="facebook", type="request"),
    row(date(2020, 11, 25), resolved=date(2020, 12, 10), channel="Carrier pigeon"),
    row(date(2019, 1, 1), Status.UNRELATED, channel="facebook"),
    row(date(2020, 12, 1), Status.UNRECOGNISED),
]


def selection_of(rows: list[Row]) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), LAST)


def lines(table: Columns) -> list[list[str]]:
    return [list(row) for row in zip(*table.values(), strict=True)]


def test_each_figure_stands_in_three_columns_and_each_count_has_a_rate() -> None:
    found = new_previous_total(selection_of(ROWS), NEW, START, is_typed=False)
    assert lines(found.counts) == [
        ["Received", "3", "1", "4"],
        ["Unrelated", "0", "1", "1"],
        ["Unrecognised", "1", "0", "1"],
        ["Addressed", "2", "0", "2"],
        ["Resolving", "0", "0", "0"],
        ["Resolved", "2", "0", "2"],
        ["Received : addressed", "3:2", "1:0", "4:2"],
        ["Addressed : resolved", "2:2", "0:0", "2:2"],
        ["Resolved of addressed", "2 of 2 (100%)", "0 of 0", "2 of 2 (100%)"],
        ["Median working days", "6 (n = 2)", "– (n = 0)", "6 (n = 2)"],
        ["Channel: Facebook page", "1", "1", "2"],
        ["Channel: Carrier pigeon", "1", "0", "1"],
        ["Type: Request", "1", "0", "1"],
    ]
    assert lines(found.rates)[:2] == [
        ["Received", "0.48", "0.02", "0.06"],
        ["Unrelated", "0.00", "0.02", "0.02"],
    ]
    assert len(lines(found.rates)) == 9, "ratios, shares and medians have none"
    assert list(found.table) == [
        "Figure", "New", "Previous", "Total", "New a month", "Previous a month", "Total a month",
    ]  # fmt: skip
    assert [row[:4] for row in lines(found.table)] == lines(found.counts)
    rates = {name: rates for name, *rates in lines(found.rates)}
    assert [row[4:] for row in lines(found.table)] == [
        rates.get(row[0], [""] * 3) for row in lines(found.table)
    ]


def test_with_a_type_received_is_not_compared_with_addressed() -> None:
    found = new_previous_total(selection_of(ROWS), NEW, START, is_typed=True)
    assert "Received : addressed" not in found.counts["Figure"]


def test_where_nothing_is_before_there_is_no_figure_of_it() -> None:
    found = new_previous_total(selection_of(ROWS), Period("all", START, LAST), START, is_typed=False)
    assert set(found.counts["Previous"]) == set(found.rates["Previous"]) == {"–"}


def test_many_words_are_added_up_and_one_more_is_named() -> None:
    days = [date(2020, 8, day) for day in range(1, 29)]
    rows = [row(days[i % 28], channel=f"Way {i % 6}") for i in range(60)]
    counts = new_previous_total(selection_of(rows), NEW, START, is_typed=False).counts
    assert [row[:2] for row in lines(counts)[-5:]] == [
        *([f"Channel: Way {i}", "10"] for i in range(4)),
        ["Channel: 2 others", "20"],
    ]
    rows = [one for one in rows if one["channel"] != "Way 5"]
    counts = new_previous_total(selection_of(rows), NEW, START, is_typed=False).counts
    assert lines(counts)[-1][:2] == ["Channel: Way 4", "10"]


@settings(max_examples=rounds(150))
@given(random_rows())
def test_new_and_previous_are_the_total(rows: list[dict[str, object]]) -> None:
    counts = new_previous_total(selection_of(rows), NEW, None, is_typed=False).counts
    for _, *cells in lines(counts):
        numbers = [cell.replace(",", "") for cell in cells]
        if all(map(str.isdecimal, numbers)):
            new, previous, total = map(int, numbers)
            assert new + previous == total


@settings(max_examples=rounds(150))
@given(random_rows())
def test_a_crossing_counts_every_feedback_once(rows: list[dict[str, object]]) -> None:
    selection = selection_of(rows)
    found = cross(selection, Field.CHANNEL, Field.TYPE)
    assert found.total == len(selection)
    table, fullness = crossed(found, Field.CHANNEL, Field.TYPE)
    assert lines(table)[-1][-1] == f"{len(selection):,}"
    assert fullness.shape == (len(lines(table)), len(table))
    assert fullness.max(initial=0) == (1 if len(selection) else 0)
    for column in [*table.values()][1:]:
        *cells, total = (int(cell.replace(",", "")) for cell in column)
        assert sum(cells) == total


def test_a_crossing_of_many_words_is_a_table_that_fits() -> None:
    rows = [row(date(2020, 8, 1), channel=f"Way {i}", type=f"Kind {i % 9}") for i in range(60)]
    table, fullness = crossed(cross(selection_of(rows), Field.CHANNEL, Field.TYPE), Field.CHANNEL, Field.TYPE)
    assert table["Channel"][-2:] == ["50 others", "Total"]
    assert list(table)[-2:] == ["3 others", "Total"]
    assert lines(table)[-1][-1] == "60"
    assert not fullness[-2:].any(), "sums are no words"
    assert not fullness[:, -2:].any()


def test_a_word_that_looks_like_one_of_ours_has_its_own_column() -> None:
    table, _ = crossed(
        cross(
            selection_of([row(date(2020, 8, 1), channel="email", type="Total")]), Field.CHANNEL, Field.TYPE
        ),
        Field.CHANNEL,
        Field.TYPE,
    )
    assert len(table) == 3
