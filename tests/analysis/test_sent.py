"""What was sent beside what a register says: a change is told against the report, not the version before."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.sent import ReportedFigures, half_years_told
from grm_data.register import Period, Status
from tests.comparing.pairs import compared, feedback

H2 = Period("2020 H2", date(2020, 7, 1), date(2020, 12, 31))
OPEN, UNRELATED = Status.RESOLVING, Status.UNRELATED


def sent(
    period: Period = H2, *, as_of: date | None = None, unrelated: int = 0, resolving: int = 0
) -> ReportedFigures:
    return ReportedFigures("sent", period, as_of or period.last, StatusCounts(unrelated, resolving, 0, 0))


def told(before: int, after: int, *reports: ReportedFigures) -> list[tuple[str, str, int, int]]:
    """What is said of a register that had and has so many open cases of 2020 H2."""
    rows = [[feedback(f"f-{i}", status=OPEN) for i in range(n)] for n in (before, after)]
    found = compared(*rows, sent=reports)
    return [(one.period, one.figure, one.before, one.after) for one in found.reported]


def each(reported: int, now: int) -> list[tuple[str, str, int, int]]:
    return [("2020 H2", figure, reported, now) for figure in ("received", "addressed", "resolving")]


def test_a_change_is_told_against_what_was_sent_whatever_the_version_before_says() -> None:
    assert told(10, 11, sent(resolving=9)) == each(9, 11)
    assert told(9, 10, sent(resolving=9)) == each(9, 10)


def test_what_comes_back_to_what_was_sent_and_what_stays_as_it_was_is_no_revision() -> None:
    assert told(10, 9, sent(resolving=9)) == []
    assert told(10, 10, sent(resolving=9)) == []


def test_only_what_was_sent_counts_as_reported() -> None:
    before, after = [feedback("f-1")], [feedback("f-1"), feedback("f-2")]
    found = compared(before, after, sent=[])
    assert found.reported == ()
    assert [change.reported for change in found.rows] == [()]


def test_another_span_than_a_half_year_is_told_by_its_own_name() -> None:
    summer = Period("1 Jul – 31 Aug 2020", date(2020, 7, 1), date(2020, 8, 31))
    rows = [
        feedback("f-1", received=date(2020, 8, 3), status=UNRELATED),
        feedback("f-2", received=date(2020, 9, 3)),
    ]
    found = compared([], rows, sent=[sent(summer)])
    assert [(one.period, one.figure, one.before, one.after) for one in found.reported] == [
        (summer.name, "received", 0, 1), (summer.name, "unrelated", 0, 1),
    ]  # fmt: skip


def test_the_register_is_asked_as_of_the_day_that_the_report_was() -> None:
    early = sent(as_of=date(2020, 9, 30), resolving=1)
    rows = [feedback("f-1", received=date(2020, 8, 3)), feedback("f-2", received=date(2020, 10, 3))]
    assert compared(rows[:1], rows, sent=[early]).reported == ()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 7, 1), date(2020, 12, 31), {"2020 H2"}),
        (date(2020, 6, 25), date(2020, 12, 31), {"2020 H1", "2020 H2"}),
        (date(2020, 1, 1), date(2020, 12, 31), {"2020 H1", "2020 H2"}),
        (date(2020, 8, 1), date(2020, 9, 30), set()),
    ],
)
def test_the_half_years_that_a_report_told_of(first: date, last: date, expected: set[str]) -> None:
    assert half_years_told([sent(Period("sent", first, last))]) == expected
