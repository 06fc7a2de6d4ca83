"""Every indicator against a count row by row, on random registers with and without each column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.analysis.indicator_table import INDICATORS, Indicator, indicators
from grm_data.analysis.selection import select
from grm_data.definitions import DEFINITIONS
from grm_data.register import Field, Period, Register, Status, WorkCalendar
from grm_data.register.fields import OUTCOMES
from grm_data.settings import Settings, Standard
from tests.registers import Row, register_of, row
from tests.rounds import rounds

CODES = [
    "received", "resolved", "open", "referred", "flow_ratio", "benefit_addressed", "within_standard",
    "within_standard_of_resolved", "within_standard_of_addressed", "acknowledged_within", "reopened", "appealed",
    "escalated", "satisfied", "anonymous", "outcome_upheld", "outcome_partly", "outcome_not_upheld",
    "outcome_withdrawn", "outcome_referred", "outcome_ineligible", "complaints_per_1000",
]  # fmt: skip
ADDRESSED = (Status.RESOLVING, Status.RESOLVED)
DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))
FLAG = st.sampled_from([None, True, False])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "received": DAYS,
            "status": st.sampled_from(list(Status)),
            "resolved": st.none() | DAYS,
            "acknowledged": st.none() | DAYS,
            "outcome": st.sampled_from([None, "referred", "upheld", "Half"]),
            "type": st.sampled_from([None, "complaint", "request"]),
            "escalated_to": st.sampled_from([None, "yes", "ministry"]),
            "satisfaction": st.sampled_from([None, "satisfied", "not_satisfied"]),
            "benefit_related": FLAG,
            "reopened": FLAG,
            "appealed": FLAG,
            "anonymous": FLAG,
        }
    ),
    max_size=30,
)
OPTIONAL = (
    Field.ACKNOWLEDGED_ON, Field.OUTCOME, Field.ESCALATED_TO, Field.SATISFACTION, Field.BENEFIT_RELATED,
    Field.REOPENED, Field.APPEALED, Field.ANONYMOUS, Field.TYPE,
)  # fmt: skip
STANDARDS = st.none() | st.builds(
    Standard,
    st.integers(1, 40),
    st.sampled_from(["working", "calendar"]),
    st.sampled_from(["receipt", "next_day"]),
)


def _without(register: Register, absent: set[Field]) -> Register:
    return replace(register, columns=register.columns.without(*absent))


def _found(register: Register, period: Period, as_of: date, settings: Settings) -> dict[str, Indicator]:
    selection = select(register, WorkCalendar(), as_of)
    return {one.code: one for one in indicators(selection, period, settings)}


def _counted(start: date, end: date, standard: Standard) -> int:
    """The standard's count of days from receipt to a day, told day by day."""
    if standard.counts_from == "next_day":
        start += timedelta(days=1)
    days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
    return sum(standard.unit == "calendar" or day.weekday() < 5 for day in days)


def _is_resolved(one: Row, as_of: date) -> bool:
    return one["status"] is Status.RESOLVED and (one["resolved"] is None or one["resolved"] <= as_of)


def _left(one: Row, as_of: date) -> date | None:
    """The day on which a resolved case left the balance."""
    if not _is_resolved(one, as_of):
        return None
    return max(one["received"], one["resolved"] or one["received"])


class _Slow:
    """The indicators told row by row: (numerator, denominator), None where nobody records it."""

    def __init__(
        self, rows: list[Row], period: Period, as_of: date, settings: Settings, absent: set[Field]
    ) -> None:
        self.period, self.as_of, self.settings, self.absent = period, as_of, settings, absent
        self.every = [one for one in rows if one["received"] <= as_of]
        self.rows = [one for one in self.every if period.first <= one["received"] <= period.last]
        self.addressed = [one for one in self.rows if one["status"] in ADDRESSED]
        self.resolved = [one for one in self.rows if _is_resolved(one, as_of)]

    def flag(self, field: Field, yes: object = True) -> tuple[int, None] | None:
        told = [] if field in self.absent else [one[field] for one in self.rows if one[field] is not None]
        return (told.count(yes), None) if told else None

    def referred(self) -> tuple[int, None] | None:
        outcome = Field.OUTCOME not in self.absent
        escalated = Field.ESCALATED_TO not in self.absent
        if not escalated and (not outcome or all(one["outcome"] is None for one in self.rows)):
            return None
        return sum(
            (outcome and one["outcome"] == "referred") or (escalated and one["escalated_to"] is not None)
            for one in self.rows
        ), None

    def flow(self) -> tuple[int, int] | None:
        known = [
            one
            for one in self.every
            if one["status"] in ADDRESSED and not (_is_resolved(one, self.as_of) and one["resolved"] is None)
        ]
        left = [day for one in self.every if (day := _left(one, self.as_of)) is not None]
        inside = sum(self.period.first <= day <= self.period.last for day in left)
        return (inside, len(self.addressed)) if known else None

    def benefit(self) -> tuple[int, int] | None:
        told = [one for one in self.rows if one["status"] is not Status.UNRELATED]
        if Field.BENEFIT_RELATED in self.absent or all(one["benefit_related"] is None for one in told):
            return None
        related = [one for one in told if one["benefit_related"]]
        return sum(_is_resolved(one, self.as_of) for one in related), len(related)

    def on_time(self, name: str) -> tuple[int, int] | None:
        standard = self.settings.resolve_standard
        timed = [one for one in self.resolved if one["resolved"] and one["resolved"] >= one["received"]]
        waiting = [one for one in self.addressed if one not in self.resolved]
        if standard is None or not timed + waiting:
            return None
        on_time = sum(_counted(one["received"], one["resolved"], standard) <= standard.days for one in timed)
        late = sum(_counted(one["received"], self.as_of, standard) > standard.days for one in waiting)
        wholes = {"": len(timed) + late, "_of_resolved": len(timed), "_of_addressed": len(self.addressed)}
        return on_time, wholes[name]

    def acknowledged(self) -> tuple[int, int] | None:
        standard = self.settings.acknowledge_standard
        if standard is None or Field.ACKNOWLEDGED_ON in self.absent:
            return None
        within = whole = judged = 0
        for one in self.addressed:
            day = one["acknowledged"]
            if day is None or day > self.as_of:
                judged += 1
                whole += _counted(one["received"], self.as_of, standard) > standard.days
            elif day >= one["received"]:
                judged += 1
                whole += 1
                within += _counted(one["received"], day, standard) <= standard.days
        return (within, whole) if judged else None

    def all(self) -> dict[str, tuple[int, int | None] | None]:
        is_open = [one["status"] in ADDRESSED and not _is_resolved(one, self.as_of) for one in self.every]
        escalated = sum(one["escalated_to"] is not None for one in self.rows)
        return {
            "received": (len(self.rows), None),
            "resolved": (len(self.resolved), None),
            "open": (sum(is_open), None),
            "referred": self.referred(),
            "flow_ratio": self.flow(),
            "benefit_addressed": self.benefit(),
            "within_standard": self.on_time(""),
            "within_standard_of_resolved": self.on_time("_of_resolved"),
            "within_standard_of_addressed": self.on_time("_of_addressed"),
            "acknowledged_within": self.acknowledged(),
            "reopened": self.flag(Field.REOPENED),
            "appealed": self.flag(Field.APPEALED),
            "escalated": None if Field.ESCALATED_TO in self.absent else (escalated, None),
            "satisfied": self.flag(Field.SATISFACTION, "satisfied"),
            "anonymous": self.flag(Field.ANONYMOUS),
            **{f"outcome_{word}": self.outcome(word) for word in OUTCOMES},
            "complaints_per_1000": self.complaints(),
        }

    def outcome(self, word: str) -> tuple[int, int] | None:
        told = [] if Field.OUTCOME in self.absent else [one["outcome"] for one in self.rows if one["outcome"]]
        return (told.count(word), len(told)) if told else None

    def complaints(self) -> tuple[int, int] | None:
        told = [] if Field.TYPE in self.absent else [one["type"] for one in self.rows if one["type"]]
        people = self.settings.beneficiaries
        return (told.count("complaint"), people) if told and people else None


def _values(found: Indicator) -> tuple[int | None, int | None, float | None]:
    return found.numerator, found.denominator, found.value


def _expected(
    told: tuple[int, int | None] | None, per: int = 1
) -> tuple[int | None, int | None, float | None]:
    if told is None:
        return None, None, None
    part, whole = told
    if whole is None:
        return part, None, part
    return part, whole, per * part / whole if whole else None


@examples(max_examples=rounds(300))
@given(
    rows=ROWS,
    absent=st.sets(st.sampled_from(OPTIONAL)),
    first=DAYS,
    length=st.integers(0, 300),
    as_of=DAYS,
    resolve=STANDARDS,
    acknowledge=STANDARDS,
    people=st.none() | st.integers(1, 5000),
)
def test_every_indicator_is_its_count_row_by_row(
    rows: list[Row], absent: set[Field], first: date, length: int, as_of: date,
    resolve: Standard | None, acknowledge: Standard | None, people: int | None,
) -> None:  # fmt: skip
    period = Period("new", first, first + timedelta(days=length))
    settings = Settings(resolve_standard=resolve, acknowledge_standard=acknowledge, beneficiaries=people)
    found = _found(_without(register_of(rows), absent), period, as_of, settings)
    slow = _Slow(rows, period, as_of, settings, absent)
    for code, told in slow.all().items():
        if told is None and not found[code].of:  # of no rows nothing can be said to be blank
            continue
        assert _values(found[code]) == _expected(told, 1000 if code.endswith("1000") else 1), code
    for one in found.values():
        assert 0 <= one.recorded <= one.of
        assert one.value is not None or one.recorded == 0 or one.denominator == 0


YEAR, END = Period("new", date(2022, 1, 1), date(2022, 12, 31)), date(2022, 12, 31)


def test_the_codes_stand_in_the_contract_s_order_each_with_its_words() -> None:
    assert list(INDICATORS) == CODES
    assert all(DEFINITIONS[code].name and DEFINITIONS[code].formula for code in CODES)


@pytest.mark.parametrize("field", OPTIONAL)
def test_what_the_register_does_not_record_has_no_value(field: Field) -> None:
    code = {
        Field.ACKNOWLEDGED_ON: "acknowledged_within", Field.OUTCOME: "referred",
        Field.ESCALATED_TO: "escalated", Field.SATISFACTION: "satisfied",
        Field.BENEFIT_RELATED: "benefit_addressed", Field.TYPE: "complaints_per_1000",
    }.get(field, str(field))  # fmt: skip
    told: dict[str, Any] = {
        "acknowledged": date(2022, 5, 3), "outcome": "referred", "escalated_to": "yes", "satisfaction": "satisfied",
        "benefit_related": True, "reopened": True, "appealed": True, "anonymous": True, "type": "complaint",
    }  # fmt: skip
    register = register_of([row(date(2022, 5, 2), resolved=date(2022, 5, 4), **told)])
    settings = Settings(acknowledge_standard=Standard(5), beneficiaries=1000)
    assert _found(register, YEAR, END, settings)[code].value == 1
    absent = {field, Field.ESCALATED_TO} if field is Field.OUTCOME else {field}
    without = _found(_without(register, absent), YEAR, END, settings)[code]
    assert (*_values(without), without.recorded) == (None, None, None, 0)


def test_nobody_escalated_is_no_blank_column() -> None:
    found = _found(register_of([row(date(2022, 5, 2))]), YEAR, END, Settings())["escalated"]
    assert (found.value, found.recorded, found.of) == (0, 1, 1)


def test_a_share_of_nothing_has_no_value_but_its_counts() -> None:
    rows = [row(date(2022, 12, 30), Status.RESOLVING)]
    found = _found(register_of(rows), YEAR, END, Settings(resolve_standard=Standard(15)))["within_standard"]
    assert (*_values(found), found.recorded, found.of) == (0, 0, None, 1, 1)


def test_a_period_without_feedback_has_counts_of_zero() -> None:
    found = _found(register_of([]), YEAR, END, Settings())
    assert [found[code].value for code in ("received", "resolved", "open")] == [0, 0, 0]
    assert found["flow_ratio"].value is None


def test_the_resolved_share_of_the_flow_may_pass_one() -> None:
    rows = [row(date(2021, 12, day), resolved=date(2022, 1, day)) for day in (1, 2, 3)]
    rows += [row(date(2022, 2, 1), Status.RESOLVING), row(date(2022, 3, 1), resolved=date(2023, 1, 2))]
    found = _found(register_of(rows), YEAR, END, Settings())["flow_ratio"]
    assert _values(found) == (3, 2, 1.5)


def test_twenty_one_calendar_days_and_fifteen_working_days_are_one_verdict() -> None:
    monday = date(2023, 1, 9)
    period, as_of = Period("new", monday, monday), date(2023, 6, 1)
    for length in range(1, 60):
        register = register_of([row(monday, resolved=monday + timedelta(days=length - 1))])
        verdicts = {
            _found(register, period, as_of, Settings(resolve_standard=standard))["within_standard"].numerator
            for standard in (Standard(15), Standard(21, "calendar"))
        }
        # Saturday and Sunday after the fifteenth working day are still in time by both counts.
        assert len(verdicts) == 1, length
