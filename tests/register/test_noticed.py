"""Findings that are held by kind and place are the same findings."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.register.findings import Finding
from grm_data.register.noticed import Cause, Findings, causes
from tests.rounds import rounds

FEW = (
    Finding("start-missing", "Sheet", None, None, (("n", 1), ("is", True))),
    Finding("number-gap", 'A "sheet" of 5%', 7, "№\0%s", (("first", 2), ("near", None), ("by", 1.5))),
)
MANY = Findings.alike(
    "duration-differs", ["Sheet", "Other", "Sheet"], [9, 3, 4], "Days", written=[1, 2, 1], computed=[3, 4, 3]
)
EACH = (
    Finding("duration-differs", "Sheet", 9, "Days", (("written", 1), ("computed", 3))),
    Finding("duration-differs", "Other", 3, "Days", (("written", 2), ("computed", 4))),
    Finding("duration-differs", "Sheet", 4, "Days", (("written", 1), ("computed", 3))),
)

SOME = st.lists(
    st.builds(
        Finding, st.sampled_from(["date-missing", "number-gap"]), st.sampled_from("AB"),
        st.none() | st.integers(1, 4), st.sampled_from(["Days", None]),
        st.sampled_from([(), (("n", 1),), (("n", True),), (("n", "1"),)]),
    ),
    max_size=12,
)  # fmt: skip


def one_by_one(findings: list[Finding]) -> list[Cause]:
    """The causes, as they are defined."""
    rows: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        rows.setdefault((one.code, one.sheet, one.column, one.values), []).append(one)
    placed = [[one for one in alike if one.row is not None] for alike in rows.values()]
    firsts = [
        min(those, key=lambda one: one.row or 0, default=alike[0])
        for those, alike in zip(placed, rows.values(), strict=True)
    ]
    numbers = [tuple(sorted({one.row for one in those if one.row is not None})) for those in placed]
    return [Cause(first, own) for first, own in zip(firsts, numbers, strict=True)]


def test_findings_are_those_of_their_parts_in_the_order_told() -> None:
    findings = Findings.joined([Findings.of(FEW), MANY.at(np.array([1, 2, 0]))])
    assert findings == (*FEW, EACH[1], EACH[2], EACH[0])
    assert (len(findings), findings[0], findings[-1], findings[3:]) == (5, FEW[0], EACH[0], EACH[::-2])
    assert hash(findings) == hash((*FEW, EACH[1], EACH[2], EACH[0]))
    assert [one.row for one in findings.kinds] == [None] * 4


@given(SOME)
@settings(max_examples=rounds(300))
def test_whatever_is_asked_of_them_is_what_each_would_say(some: list[Finding]) -> None:
    findings = Findings.of(some)
    assert [repr(one) for one in findings] == [repr(one) for one in some]  # True isn't 1
    assert list(causes(findings)) == one_by_one(some)
    assert findings.where(lambda one: one.sheet == "A") == tuple(one for one in some if one.sheet == "A")
    assert findings.on(2) == tuple(one for one in some if one.row == 2)
    assert list(dict.fromkeys(one.sheet for one in findings.kinds)) == list(
        dict.fromkeys(one.sheet for one in some)
    )


@given(SOME)
@settings(max_examples=rounds(100))
def test_a_kind_that_is_in_none_is_forgotten(some: list[Finding]) -> None:
    findings = Findings.of(some).where(lambda one: one.code == "date-missing").on(1)
    assert {one.code for one in findings.kinds} <= {"date-missing"}
    assert len(findings.kinds) <= len(findings)


def test_rows_that_nobody_shall_find_are_no_rows() -> None:
    hidden = Findings.of([*FEW, EACH[0]]).without_row(lambda one: one.code == "number-gap")
    assert [one.row for one in hidden] == [None, None, 9]


def test_names_of_sheets_are_changed_wherever_they_stand() -> None:
    def scrub(text: str) -> str:
        return text.replace("Bold", "[name]")

    said = Finding("sheet-joined", "Bold", None, "Bold's", (("sheet", "Bold"), ("n", 1)))
    changed = Findings.of([said, EACH[0]]).changed(lambda one: one.renamed(scrub, scrub))
    assert changed == (
        Finding("sheet-joined", "[name]", None, "[name]'s", (("sheet", "[name]"), ("n", 1))),
        EACH[0],
    )
