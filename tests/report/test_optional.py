"""Tables that only some registers can fill: each where its column holds something, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from grm_data.analysis.indicator_table import indicators
from grm_data.analysis.selection import select
from grm_data.figures.indicators import group_rows
from grm_data.register import Field, Period, Register, Status, WorkCalendar
from grm_data.report import FORMATS, ReportModel, build_report, rendered
from grm_data.report.blocks import Sentences, Table
from grm_data.report.building import _groups
from grm_data.report.sections import SECTIONS
from grm_data.settings import Settings, Standard
from tests.registers import letting_out, register_of, row

FIRST, LAST = date(2020, 7, 1), date(2020, 12, 31)
PROJECT = Settings(calendar=WorkCalendar("MN"), complete_to=LAST, texts_cleared=True)
OPTIONAL = ("acknowledged", "appreciation", "by_word", "groups", "oldest")
EVERYTHING: dict[str, Any] = {
    "acknowledged": FIRST + timedelta(days=2), "category": "Dust", "outcome": "referred", "sex": "female",
    "age_group": "18-35", "satisfaction": "satisfied", "anonymous": True, "type": "appreciation",
}  # fmt: skip


def report(rows: list[dict[str, Any]], project: Settings = PROJECT, **more: Any) -> ReportModel:
    register = register_of(rows)
    return build_report(register, letting_out(register, project), FIRST, LAST, **more)


def tables(model: ReportModel, name: str) -> list[Table]:
    blocks = [block for one in model.sections if one.name == name for block in one.blocks]
    return [block for block in blocks if isinstance(block, Table)]


def test_a_register_without_the_columns_has_none_of_the_tables() -> None:
    rows = [row(FIRST + timedelta(days=i), resolved=LAST, number=f"f-{i}") for i in range(8)]
    names = {one.name for one in report(rows).sections}
    assert not names & set(OPTIONAL)
    assert names <= set(SECTIONS)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_register_with_every_column_has_all_of_them(kind: str) -> None:
    sexes = ["female"] * 9 + ["male"] * 7 + [None] * 6
    rows = [
        row(FIRST, resolved=LAST, number=f"f-{i}", **EVERYTHING | {"sex": sex}) for i, sex in enumerate(sexes)
    ]
    rows.append(row(FIRST, Status.RESOLVING, number="open", **EVERYTHING))
    model = report(rows)
    assert {one.name for one in model.sections} >= {*OPTIONAL, "months"}
    assert len(rendered(model, kind)) > 10_000


def test_acknowledgement_is_counted_by_its_day_and_the_standard() -> None:
    days = [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=20), LAST + timedelta(days=9), None]
    rows = [row(FIRST, Status.RESOLVING, number=f"f-{i}", acknowledged=day) for i, day in enumerate(days)]
    (table,) = tables(report(rows, replace(PROJECT, acknowledge_standard=Standard(5))), "acknowledged")
    assert table.rows[0] == ("New period", 5, 3, "2 working days", "2 of 5 (40%)")
    (without,) = tables(report(rows), "acknowledged")
    assert without.rows[0] == ("New period", 5, 3, "2 working days")


@pytest.mark.parametrize("past_due", [0, 1])
def test_a_report_and_the_indicators_agree_where_nothing_was_acknowledged(past_due: int) -> None:
    received = FIRST if past_due else LAST
    project = replace(PROJECT, acknowledge_standard=Standard(5))
    rows = [row(received, Status.RESOLVING, number="f-1", acknowledged=None)]
    selection = select(register_of(rows), project.calendar, LAST)
    found = {one.code: one for one in indicators(selection, Period("new", FIRST, LAST), project)}
    assert found["acknowledged_within"].denominator == past_due
    printed = [one.rows[0] for one in tables(report(rows, project), "acknowledged")]
    assert printed == [("New period", 1, 0, "–", "0 of 1 (0%)")] * past_due


def test_words_stand_with_their_numbers_in_the_three_periods() -> None:
    rows = [row(FIRST, resolved=LAST, category="Dust", outcome="referred")] * 3
    rows += [row(date(2020, 1, 1), resolved=FIRST, category="Noise", outcome="upheld"), row(FIRST)]
    category, outcome = tables(report(rows), "by_word")
    assert category.rows == (("Dust", 3, 0, 3), ("Noise", 0, 1, 1), ("Not stated", 1, 0, 1))
    assert outcome.rows[0] == ("Referred", 3, 0, 3)


def test_who_gave_feedback_is_the_table_that_readers_get_and_no_other() -> None:
    rows = [row(FIRST, resolved=LAST, sex=one) for one in ["female"] * 9 + ["male"] * 7 + ["other"] * 2]
    register = register_of(rows)
    (found,) = (table for table in _groups(register, PROJECT) if table.field is Field.SEX)
    (table,) = tables(report(rows), "groups")
    assert [list(one) for one in table.rows] == group_rows(found).astype(str).to_numpy().tolist()
    assert "2" not in {cell for one in table.rows for cell in one[1:]}
    assert tables(report([*rows, row(LAST + timedelta(days=40), sex="male")]), "groups") == []
    assert tables(report(rows, groups=()), "groups") == []


def test_the_months_and_half_years_add_up() -> None:
    days = [
        date(2018, 2, 1),
        date(2019, 3, 1),
        date(2020, 2, 1),
        *[FIRST + timedelta(days=30 * i) for i in range(6)],
    ]
    model = report([row(day, resolved=LAST if i % 2 else None, status=Status.RESOLVED if i % 2 else Status.RESOLVING)
                    for i, day in enumerate(days)])  # fmt: skip
    (months,), (halves,) = tables(model, "months"), tables(model, "half_years")
    assert len(months.rows) == len(halves.rows) == 6
    assert sum(one[1] for one in months.rows) == model.new.received
    assert months.rows[-1][-1] == halves.rows[-1][4] == model.open_cases.closing
    assert halves.rows[-1][1] == model.new.received
    assert halves.rows[-1][-1] == "+5"


def test_of_the_oldest_cases_only_cleared_texts_are_told() -> None:
    days = [FIRST + timedelta(days=i) for i in range(7)]
    rows = [
        row(day, Status.RESOLVING, number=f"f-{i}", action="We wrote to them.") for i, day in enumerate(days)
    ]
    (table,) = tables(report(rows), "oldest")
    assert [one[0] for one in table.rows] == [f"f-{i}" for i in range(5)]
    assert {one[-1] for one in table.rows} == {"We wrote to them."}
    register: Register = register_of(rows)
    withheld = build_report(register, replace(PROJECT, texts_cleared=False), FIRST, LAST)
    assert "withheld" not in str(table)
    assert len(tables(withheld, "oldest")[0].rows) == 5


def test_appreciation_is_told_apart() -> None:
    model = report(
        [
            row(FIRST, type="appreciation"),
            row(FIRST, type="complaint"),
            row(date(2020, 1, 1), type="appreciation"),
        ]
    )
    (said,) = (one.blocks[0] for one in model.sections if one.name == "appreciation")
    assert isinstance(said, Sentences)
    assert said.texts[0].startswith(
        "In this period 1 feedback was an appreciation: without it, 1 were received."
    )
