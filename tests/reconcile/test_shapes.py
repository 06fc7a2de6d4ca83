"""Reports of other shapes: what was read and what wasn't, and never a wrong "agrees"."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.errors import UsageError
from grm_data.reconcile.shares import Share, same_percent
from grm_data.register import Register, Status
from grm_data.settings import Settings
from tests.reconcile.reading import check, document
from tests.registers import register_of, row

TITLE = "Summary Report June 25, 2020 – December 31, 2020\n\n"
PERIOD = {"new.from", "new.to"}
TRUE = {
    "new.received": 9, "new.unrelated": 3, "new.addressed": 6, "new.resolving": 0, "new.resolved": 6,
    "previous.received": 20, "previous.unrelated": 12, "previous.addressed": 8, "previous.resolved": 8,
    "total.received": 29, "total.addressed": 14, "total.resolved": 14,
    "new.channels.unrelated.website": 1, "new.channels.unrelated.email": 1,
    "new.channels.addressed.website": 1, "new.types.addressed.request": 3,
    "new.working_days.median": 1, "new.working_days.mean": 2.83, "new.working_days.max": 11,
}  # fmt: skip
"""The sample's figures, as the definitions have them."""

SHAPES = {
    "prose, days in words": (
        "GRIEVANCE REPORT, second half of 2020\n\n"
        "Between July 1, 2020 and December 31, 2020 the project received nine grievances. Six grievances were addressed, "
        "all of them resolved, and three were unrelated.\n\n"
        "Nine feedbacks were received from women.\n",
        {"new.received", "new.addressed", "new.resolved", "new.unrelated"},
        {5},
    ),
    "French, a table with bars": (
        "Rapport semestriel\nPériode du 25 juin 2020 au 31 décembre 2020\n\n"
        "Au cours de la période du rapport, 9 plaintes ont été reçues.\n\n"
        "| Indicateur | Nouvelle période | Période précédente | Total |\n|---|---|---|---|\n"
        "| Reçues | 9 | 20 | 29 |\n| Traitées | 6 | 8 | 14 |\n| Femmes | 6 | 8 | 14 |\n",
        {"new.received", "previous.received", "total.received", "new.addressed", "previous.addressed", "total.addressed"},
        {10},
    ),
    "periods down, figures across": (
        TITLE + "Period\tReceived\tUnrelated\tAddressed\tResolved\nNew period\t9\t3\t6\t6\nTotal\t29\tn/a\t14\t14*\n",
        {"new.received", "new.unrelated", "new.addressed", "new.resolved", "total.received", "total.addressed"},
        {5},
    ),
    "columns of blanks": (
        TITLE + "Figure             This period    Since start\n"
        "Received           9              29\nResolved in 30 days   6           14\n",
        {"new.received", "total.received"},
        {5},
    ),
    "no table and no figure": (
        TITLE + "The period saw 9 meetings and 29 visits. Nobody was received 9 times.\n", set(), {3},
    ),
    "sentences that count something else": (
        TITLE + "\n".join((
            "9 received.", "During the first quarter, 9 feedbacks were received.",
            "On average, 9 feedbacks were received every month.",
            "In the reporting period, about 9 feedbacks were received.",
            "In the reporting period, 9 feedbacks were not received.",
            "In the reporting period, more than 9 feedbacks were received.",
            "During the period of this report, 9 feedbacks were received in the capital.",
            "In the reporting period and in total, 9 feedbacks were received.",
            "In the previous year, 9 feedbacks were received.",
        )) + "\n",
        set(),
        set(range(3, 12)),
    ),
    "a channel a row, quarters across": (
        TITLE + "Channel\tQ3\tQ4\tTotal\nFacebook\t4\t1\t5\nAll\t5\t4\t9\n", set(), {3, 4, 5},
    ),
    "other words for statuses, words that nobody knows": (
        TITLE + "Period\tTotal\tStatus\tNumber, channel, type\nNew Period\t9\tUnrelated\t3\n"
        "\tof those addressed: 6\t\tChannel: radio-1, website-1, email-1\n\t\tPending\t0\n\t\tClosed\t6\n"
        "\t\t\tChannel: Facebook page-4 of which 2 by phone, website-1\n\t\t\tType: request-3; inquiries-3\n"
        "\t\tWithdrawn\t9\n\t\t\tChannel: email-1\n",
        {
            "new.received", "new.unrelated", "new.addressed", "new.resolving", "new.resolved",
            "new.channels.unrelated.website", "new.channels.unrelated.email", "new.channels.addressed.website",
            "new.types.addressed.request",
        },
        {5, 8, 9, 10, 11},
    ),
    "Mongolian": (TITLE + "Тайлант хугацаанд 9 санал хүсэлт хүлээн авсан.\n", set(), {3}),
    "a table of women only": (
        TITLE + "Feedback of women\n\nFigure\tNew period\tTotal\nReceived\t9\t29\n", set(), {6},
    ),
    "durations in sentences": (
        TITLE + "In the reporting period, the mean time to resolve was 2.8 working days, the longest time to resolve was "
        "11 working days. Overall, the median time of women was 1 working day.\n",
        {"new.working_days.mean", "new.working_days.max"},
        {3},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_another_shape_is_read_as_far_as_it_is_understood(
    shape: str, register: Register, settings: Settings
) -> None:
    text, expected, unread = SHAPES[shape]
    checked = check(document(text), register, settings)
    agreeing = {one.name: one for one in checked.figures if one.agrees}
    assert agreeing.keys() - PERIOD == expected
    assert all(
        one.register == pytest.approx(TRUE[name], abs=0.01) for name, one in agreeing.items() if name in TRUE
    )
    assert not checked.differs
    assert set(checked.unread) == unread


def test_no_part_of_a_date_that_can_t_be_read_is_a_count(register: Register, settings: Settings) -> None:
    period = "New period (01/07/2020-05/12/2020)"
    table = f"Period\tTotal\tStatus\tNumber, channel, type\n{period}\t9\tUnrelated\t3\n"
    found = {one.name: one.report for one in check(document(TITLE + table), register, settings).figures}
    assert (found["new.received"], found["new.unrelated"]) == (9, 3)


@pytest.mark.parametrize(
    ("said", "agrees"), [("63%", True), ("62%", True), ("62.5%", True), ("61%", False), ("62.4%", False)]
)
def test_a_share_may_be_rounded_either_way_or_not_to_a_whole_number(said: str, agrees: bool) -> None:
    statuses = [Status.RESOLVED] * 5 + [Status.UNRELATED] * 3
    register = register_of(row(date(2020, 7, 1), status) for status in statuses)
    table = f"Ratio\tNew period\tTotal\nReceived : addressed\t8:5 ({said})\t8:5 ({said})\n"
    found = {one.name: one for one in check(document(TITLE + table), register, Settings()).figures}
    assert found["new.received_to_addressed"].agrees
    assert found["new.addressed_share"].agrees is agrees


def test_what_a_report_lacks_is_told_as_not_in_it(register: Register, settings: Settings) -> None:
    checked = check(document(TITLE + "Nothing more.\n"), register, settings)
    lacking = {one.name: one for one in checked.figures if one.agrees is None}
    assert lacking["new.received"].report is None
    assert lacking["new.received"].register == 9
    assert "case.f-2020/03.listed" in lacking


def test_a_report_without_a_period_can_t_be_checked(register: Register, settings: Settings) -> None:
    with pytest.raises(UsageError, match="names no period"):
        check(document("9 feedbacks were received.\n"), register, settings)


def test_a_table_of_another_numbering_tells_of_no_case(register: Register, settings: Settings) -> None:
    rows = "".join(f"{n}\tJuly {n}, 2020\tRequest\tResolved\n" for n in range(1, 5))
    checked = check(document(f"{TITLE}No.\tDate received\tType\tStatus\n{rows}"), register, settings)
    assert not checked.differs
    assert len(checked.unread) == 4


def test_a_later_table_with_a_head_of_its_own_is_no_more_of_the_cases(
    register: Register, settings: Settings
) -> None:
    """The numbers behind a chart: its head isn't a case, nor its days the status of one."""
    cases = "Registered No.\tDate received\tStatus\nf-2020/03\tJuly 31, 2020\tResolved\n"
    chart = "Feedback\tReceived\tWorking days\nf-2020/03\t2020-07-31\t1\n"
    found = check(document(f"{TITLE}{cases}\nThe chart:\n\n{chart}"), register, settings)
    assert {one.report for one in found.differs} == {False}  # the other cases aren't listed
    assert {one.lines for one in found.figures if one.name.startswith("case.f-2020/03")} == {(4,)}


@pytest.mark.parametrize(("last", "agrees"), [("2020-12-31", True), ("2021-12-31", None)])
def test_the_days_above_the_balance_of_open_cases_are_compared(
    last: str, agrees: bool | None, register: Register, settings: Settings
) -> None:
    table = (
        f"From\t2020-06-25\t\t\nTo\t{last}\t\t\n"
        "Open at the start\tAddressed\tClosed\tOpen at the end\n0\t6\t6\t0\n"
    )
    checked = check(document(TITLE + table), register, settings)
    found = {one.name: one for one in checked.figures}
    assert (found["new.closing"].agrees, found["new.closing_on"].agrees) == (True, agrees)
    assert not checked.unread


def test_what_is_ambiguous_is_no_difference(register: Register, settings: Settings) -> None:
    """Complaints may be all feedback, or a type of it; 05/06 the fifth or the sixth month."""
    text = f"{TITLE}In the reporting period, 3 complaints were received.\n\nCase No\tDate received\tStatus\n"
    checked = check(document(f"{text}f-2020/04\t02/08/2020\tClosed\n"), register, settings)
    doubtful = [one.name for one in checked.figures if one.agrees is None and one.lines]
    assert doubtful == ["case.f-2020/04.received_on", "new.received"]


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ("62,5 %", True),
        ("62,5\u00a0%", True),
        ("61,5\u202f%", False),
        ("5 or 6%", False),
        ("all%", False),
        ("%", False),
    ],
)
def test_whatever_stands_before_the_sign_is_compared(said: str, agrees: bool) -> None:
    assert same_percent(said, Share.of(5, 8)) is agrees
