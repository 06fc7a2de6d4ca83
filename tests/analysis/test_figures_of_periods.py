"""The figures of a period: the definitions' edge cases, and what holds for every register."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.backlog import AGE_BANDS, age_bands, age_spread, balance
from grm_data.analysis.counts import Ratio, by_period, count_by_status
from grm_data.analysis.crossing import cross
from grm_data.analysis.durations import Spread, cases, spread, working_day_spread
from grm_data.analysis.indicators import within_standard
from grm_data.analysis.records import RECORD_FIELDS, records
from grm_data.analysis.selection import NOT_STATED, select
from grm_data.analysis.summary import summarise, summarise_periods, whole_period
from grm_data.register import Field, Period, Status, WorkCalendar, half_years
from grm_data.settings import Standard
from tests.registers import DAYS, random_rows, register_of, row
from tests.rounds import rounds

CALENDAR = WorkCalendar("MN")
FIRST, LAST, START = date(2020, 6, 25), date(2020, 12, 31), date(2015, 9, 15)


def test_feedback_of_the_first_day_counts_in_the_new_period_only() -> None:
    register = register_of(
        [row(FIRST), row(FIRST - timedelta(days=1)), row(LAST), row(LAST + timedelta(days=1))]
    )
    new, previous, total = summarise_periods(select(register, CALENDAR, LAST), FIRST, LAST, START)
    assert (new.counts.received, previous.counts.received, total.counts.received) == (2, 1, 3)


def test_feedback_before_the_project_began_counts_in_previous() -> None:
    register = register_of([row(date(2014, 1, 1)), row(FIRST)])
    _, previous, total = summarise_periods(select(register, CALENDAR, LAST), FIRST, LAST, START)
    assert (previous.counts.received, total.counts.received) == (1, 2)


def test_a_case_resolved_after_the_cut_off_is_still_resolving_on_it() -> None:
    register = register_of([row(FIRST, resolved=date(2021, 1, 5))])
    assert count_by_status(select(register, CALENDAR, LAST)).resolving == 1
    assert count_by_status(select(register, CALENDAR, date(2021, 1, 4))).resolving == 1
    assert count_by_status(select(register, CALENDAR, date(2021, 1, 5))).resolved == 1
    assert working_day_spread(select(register, CALENDAR, LAST)).n == 0


def test_a_case_resolved_without_a_date_is_resolved_at_every_cut_off_and_has_no_duration() -> None:
    selection = select(register_of([row(FIRST)]), CALENDAR, FIRST)
    assert count_by_status(selection).resolved == 1
    assert working_day_spread(selection) == Spread(0)


def test_a_feedback_received_after_the_cut_off_does_not_exist_yet() -> None:
    assert len(select(register_of([row(LAST)]), CALENDAR, LAST - timedelta(days=1))) == 0


def test_unrelated_and_unrecognised_are_received_and_not_addressed() -> None:
    rows = [
        row(FIRST, Status.UNRELATED),
        row(FIRST, Status.UNRECOGNISED),
        row(FIRST),
        row(FIRST, Status.RESOLVING),
    ]
    counts = count_by_status(select(register_of(rows), CALENDAR, LAST))
    assert (counts.received, counts.unrelated, counts.unrecognised, counts.addressed) == (4, 1, 1, 2)
    assert str(counts.received_to_addressed) == "4:2"
    assert str(counts.addressed_to_resolved) == "2:1"
    assert counts.addressed_to_resolved.share == 0.5


def test_nothing_addressed_has_no_resolved_share() -> None:
    assert Ratio(0, 0).share is None


def test_the_resolved_date_of_a_resolving_case_is_no_duration() -> None:
    selection = select(register_of([row(FIRST, Status.RESOLVING, FIRST)]), CALENDAR, LAST)
    assert count_by_status(selection).resolving == 1
    assert working_day_spread(selection).n == 0


def test_open_cases_are_a_stock_of_addressed_feedback_without_an_answer() -> None:
    rows = [
        row(START, Status.RESOLVING),
        row(FIRST, resolved=LAST + timedelta(days=1)),
        row(FIRST, resolved=LAST),
        row(FIRST),
        row(FIRST, Status.UNRELATED),
        row(LAST + timedelta(days=1), Status.RESOLVING),
    ]
    selection = select(register_of(rows), CALENDAR, LAST)
    assert selection.is_open.tolist() == [True, True, False, False, False, False]
    assert age_spread(selection).n == sum(n for _, _, n in age_bands(selection)) == 2


def test_before_a_period_begins_its_opening_balance_is_what_is_open_now() -> None:
    rows = [row(START, Status.RESOLVING), row(START, resolved=FIRST - timedelta(days=9)), row(FIRST)]
    selection = select(register_of(rows), CALENDAR, FIRST - timedelta(days=10))
    found = balance(selection, Period("new", FIRST, LAST))
    assert (found.opening, found.received, found.closed, found.closing) == (2, 0, 0, 2)


@settings(max_examples=rounds(200))
@given(rows=random_rows(), as_of=DAYS, days=st.integers(1, 30), unit=st.sampled_from(["working", "calendar"]))
def test_a_case_is_late_exactly_where_no_day_is_left_and_the_standard_says_so(
    rows: list[dict[str, object]], as_of: date, days: int, unit: str
) -> None:
    selection = select(register_of(rows), CALENDAR, as_of)
    standard = Standard(days, unit)
    frame = records(selection, standard)
    is_open = frame.status == "resolving"
    assert frame.due_on.notna().tolist() == frame.status.isin(["resolving", "resolved"]).tolist()
    assert frame.days_left.notna().tolist() == frame.age.notna().tolist() == is_open.tolist()
    assert int((frame.days_left < 0).sum()) == within_standard(selection, standard).open_past_due
    late = frame[is_open & (frame.days_left < 0)]
    assert (late.due_on < as_of.isoformat()).all()
    in_time = frame[is_open & (frame.days_left > 0)]
    assert (in_time.due_on > as_of.isoformat()).all()


def test_an_empty_register_has_figures_too() -> None:
    selection = select(register_of([]), CALENDAR, LAST)
    summary = summarise(selection, whole_period(selection, None))
    assert summary.counts.received == 0
    assert summary.working_days == Spread(0)
    assert cross(selection, Field.CHANNEL, Field.TYPE).total == 0
    assert records(selection).empty


def test_spread_of_the_report_s_working_days() -> None:
    days = spread(np.array([1, 1, 1, 2, 1, 11, -1], np.int32))
    assert (days.n, days.min, days.median, days.max) == (6, 1, 1.0, 11)
    assert round(days.mean or 0, 2) == 2.83
    assert days.p90 == 6.5


def test_blank_words_stand_last_and_the_frequent_first() -> None:
    rows = [row(FIRST, channel="email"), row(FIRST), row(FIRST), row(FIRST), row(FIRST, channel="written"),
            row(FIRST, Status.UNRELATED, channel="written")]  # fmt: skip
    found = cross(select(register_of(rows), CALENDAR, LAST), Field.CHANNEL, Field.TYPE)
    assert found.down == ("written", "email", NOT_STATED)
    assert found.counts == ((2,), (1,), (3,))


def test_an_empty_half_year_stands_there_with_nothing() -> None:
    register = register_of([row(date(2019, 1, 1)), row(date(2020, 3, 1))])
    table = by_period(select(register, CALENDAR, date.max), half_years(date(2019, 1, 1), date(2020, 3, 1)))
    assert table.names == ("2019 H1", "2019 H2", "2020 H1")
    assert table.totals == (1, 0, 1)


def test_a_selection_narrows_by_status_channel_and_type_with_blanks_too() -> None:
    rows = [
        row(FIRST, channel="email", type="request"),
        row(FIRST, channel="email"),
        row(FIRST, Status.UNRELATED),
    ]
    selection = select(register_of(rows), CALENDAR, LAST)
    assert len(selection.where({Field.CHANNEL: ["email"]})) == 2
    assert len(selection.where({Field.CHANNEL: ["email", NOT_STATED]})) == 3
    assert len(selection.where({Field.TYPE: [NOT_STATED]})) == 2
    assert (
        len(selection.where({Field.TYPE: ["request"], Field.CHANNEL: ["email"], Field.STATUS: ["resolved"]}))
        == 1
    )
    assert len(selection.where({Field.CHANNEL: ["pigeon"]})) == 0
    assert len(selection.where({Field.STATUS: ["unrelated"]})) == 1


def test_a_written_duration_stands_beside_the_computed_one() -> None:
    rows = [row(date(2020, 11, 25), resolved=date(2020, 12, 10), reported=12, number="f-2020/10"),
            row(FIRST, resolved=FIRST, reported=1), row(FIRST), row(FIRST, Status.RESOLVING)]  # fmt: skip
    found = cases(select(register_of(rows), CALENDAR, LAST))
    assert [(case.reported, case.working_days, case.differs) for case in found] == [
        (1, 1, False), (None, None, False), (12, 11, True),
    ]  # fmt: skip
    assert found[2].name == "f-2020/10"


def test_ages_of_open_cases_fall_into_bands() -> None:
    rows = [
        row(LAST, Status.RESOLVING),
        row(date(2020, 12, 1), Status.RESOLVING),
        row(START, Status.RESOLVING),
        row(FIRST),
    ]
    selection = select(register_of(rows), CALENDAR, LAST)
    assert [count for _, _, count in age_bands(selection)] == [1, 0, 0, 1, 0, 0, 1]
    assert len(AGE_BANDS) == 7
    assert age_spread(selection).n == 3


def test_the_headline_of_the_service_standard_counts_open_cases_past_due() -> None:
    rows = [
        row(FIRST, resolved=FIRST),
        row(FIRST, resolved=LAST),
        row(FIRST, Status.RESOLVING),
        row(LAST, Status.RESOLVING),
    ]
    on_time = within_standard(select(register_of(rows), CALENDAR, LAST), Standard(15))
    assert (on_time.on_time, on_time.resolved, on_time.open_past_due, on_time.addressed) == (1, 2, 1, 4)
    assert on_time.denominators == {"share": 3, "share_of_resolved": 2, "share_of_addressed": 4}


def test_a_standard_in_calendar_days_counts_weekends() -> None:
    register = register_of([row(date(2020, 7, 31), resolved=date(2020, 8, 3)), row(date(2020, 7, 31))])
    selection = select(register, CALENDAR, LAST)
    assert within_standard(selection, Standard(3, "calendar")).on_time == 0
    assert within_standard(selection, Standard(4, "calendar")).on_time == 1, "both days count"
    assert within_standard(selection, Standard(2, "working")).on_time == 1


def test_of_no_cases_none_is_within_the_standard() -> None:
    on_time = within_standard(select(register_of([]), CALENDAR, LAST), Standard(2))
    assert (on_time.on_time, {*on_time.denominators.values()}) == (0, {0})


def test_records_hold_the_contract_s_fields_and_no_other() -> None:
    frame = records(select(register_of([row(FIRST, resolved=LAST, channel="email")]), CALENDAR, LAST))
    assert tuple(frame.columns) == RECORD_FIELDS
    first = frame.iloc[0]
    assert (first.received_on, first.resolved_on, first.status, first.channel) == (
        "2020-06-25",
        "2020-12-31",
        "resolved",
        "email",
    )
    assert first.sheet_row == 2
    assert frame.reported_working_days.isna().all()


@settings(max_examples=rounds(1000))
@given(rows=random_rows(), first=DAYS, length=st.integers(0, 400), as_of=DAYS, start=st.none() | DAYS)
def test_new_and_previous_are_the_total_and_statuses_are_all_received(
    rows: list[dict[str, object]], first: date, length: int, as_of: date, start: date | None
) -> None:
    selection = select(register_of(rows), CALENDAR, as_of)
    last = first + timedelta(days=length)
    new, previous, total = summarise_periods(selection, first, last, start)
    for field in ("received", "unrelated", "addressed", "resolving", "resolved", "unrecognised"):
        values = [getattr(summary.counts, field) for summary in (new, previous, total)]
        assert values[0] + values[1] == values[2], field
    slow = [r for r in rows if r["received"] <= min(last, as_of)]  # type: ignore[operator]
    assert total.counts.received == len(slow)
    for summary in (new, previous, total):
        counts = summary.counts
        assert counts.received == counts.unrelated + counts.addressed + counts.unrecognised
        assert sum(summary.addressed_channels.values()) <= counts.addressed


@settings(max_examples=rounds(300))
@given(rows=random_rows(min_size=1), as_of=DAYS)
def test_the_balance_of_a_half_year_is_the_opening_of_the_next(
    rows: list[dict[str, object]], as_of: date
) -> None:
    register = register_of(rows)
    selection = select(register, CALENDAR, as_of)
    opening = 0
    for period in half_years(min(r["received"] for r in rows), as_of):  # type: ignore[type-var]
        found = balance(selection, period)
        assert found.opening == opening
        on_its_last_day = select(register, CALENDAR, min(period.last, as_of))
        assert found.closing == count_by_status(on_its_last_day).resolving
        opening = found.closing


@settings(max_examples=rounds(200))
@given(rows=random_rows())
def test_tables_by_word_hold_every_feedback_once(rows: list[dict[str, object]]) -> None:
    selection = select(register_of(rows), CALENDAR, date(2021, 12, 31))
    assert cross(selection, Field.CHANNEL, Field.TYPE).total == len(selection)
    whole = Period("all", date(2015, 1, 1), date(2021, 12, 31))
    assert by_period(selection, [whole]).total == len(selection)
