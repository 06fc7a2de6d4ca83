"""The model: what holds for every register, past reports, notes, revisions, and what is missing before sending."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.selection import select
from grm_data.analysis.sent import ReportedFigures
from grm_data.definitions import DEFINITIONS
from grm_data.errors import UsageError
from grm_data.register import (
    Excluded,
    Finding,
    Findings,
    Period,
    Register,
    Status,
    WorkCalendar,
    half_years,
    reporting_periods,
)
from grm_data.report import (
    build_report,
    figures_of_earlier_reports,
    missing_before_sending,
    rendered,
)
from grm_data.report.blocks import plain_values
from grm_data.report.building import WORDS
from grm_data.report.model import ReportModel
from grm_data.report.tables import open_cases
from grm_data.settings import Settings, Standard
from grm_data.speech import speaking
from tests.registers import Row, letting_out, random_rows, register_of, row, withheld_where_blank
from tests.report.conftest import FIRST, LAST
from tests.report.reading import docx_text
from tests.rounds import rounds

CALENDAR = WorkCalendar("MN")
NO_FIGURES = ("notes", "footer", "source", "words", "sections")  # these hold the notes again


def _report(rows: list[Row], project: Settings | None = None, **more: Any) -> ReportModel:
    register = register_of(rows)
    return build_report(register, letting_out(register, project), FIRST, LAST, **more)


def _was_open(one: Row, day: date) -> bool:
    """Whether a feedback was open at the end of a day: told row by row, without the program's own sums."""
    if one["received"] > day or one["status"] not in (Status.RESOLVING, Status.RESOLVED):
        return False
    if one["status"] is Status.RESOLVING:
        return True
    return one["resolved"] is not None and one["resolved"] > day


@settings(max_examples=rounds(1000))
@given(rows=random_rows(min_size=1), start=st.none() | st.dates(date(2015, 1, 1), date(2021, 12, 31)))
def test_the_closing_balance_of_every_half_year_is_the_opening_of_the_next(
    rows: list[Row], start: date | None
) -> None:
    register, opening = register_of(rows), 0
    for half in half_years(min(one["received"] for one in rows), date(2021, 12, 31)):
        new, _, _ = reporting_periods(half.first, half.last, start, register.first_received)
        found = open_cases(select(register, CALENDAR, half.last), new)
        assert found.opening == opening
        assert found.opening + found.received - found.closed == found.closing
        assert found.closing == sum(_was_open(one, half.last) for one in rows)
        assert found.equation == f"{opening} + {found.received} − {found.closed} = {found.closing}"
        assert sum(band.count for band in found.ages) == found.closing
        opening = found.closing


@settings(max_examples=rounds(200))
@given(rows=random_rows(), later=random_rows(max_size=8), data=st.data())
def test_a_past_report_made_again_has_the_same_figures(
    rows: list[Row], later: list[Row], data: st.DataObject
) -> None:
    """Later rows came, and open cases were resolved since: nothing of it was so on the period's last day."""
    rows = [one for one in rows if one["resolved"] is None or one["resolved"] <= LAST]
    since = [
        {**one, "status": Status.RESOLVED, "resolved": LAST + timedelta(days=1 + i)}
        if one["status"] is Status.RESOLVING and data.draw(st.booleans())
        else one
        for i, one in enumerate(rows)
    ]
    since += [{**one, "received": LAST + timedelta(days=1 + i)} for i, one in enumerate(later)]
    then, now = _report(rows), _report(since)
    assert plain_values(then, without=NO_FIGURES) == plain_values(now, without=NO_FIGURES)


@settings(max_examples=rounds(150))
@given(rows=random_rows())
def test_the_tables_hold_every_feedback_once(rows: list[Row]) -> None:
    model = _report(rows)
    for period in model.received:
        assert sum(line.count for line in period.lines) == period.received
        assert all(sum(one.count for one in line.channels) == line.count for line in period.lines)
    new, previous, total = (period.received for period in model.received)
    assert new + previous == total == len(model.records)
    assert len(model.addressed) == model.new.addressed
    assert len(model.carried_over) == model.open_cases.opening
    spread = [case.working_days for case in model.addressed if case.working_days is not None]
    assert len(spread) == model.timeliness.spread.n
    for lines in (
        model.addressed,
        model.records,
    ):  # made when they are read: the first ones, the last, or all
        assert (*lines[:2], *lines[2:]) == tuple(lines)
        assert lines[-1:] == tuple(lines)[-1:]


def test_a_case_resolved_after_the_period_is_open_in_its_report() -> None:
    rows = [row(FIRST, resolved=date(2021, 1, 11), way="letter", number="f-1")]
    model = _report(rows, Settings(calendar=CALENDAR))
    assert model.addressed[0].outcome == ("Resolving", "Open for: 130 working days")
    assert model.open_cases.waiting == (
        "1 addressed feedback was open on December 31, 2020; it has waited 130 working days."
    )
    assert (model.records[0].resolved, model.records[0].way) == (None, "")
    later = _report(rows, as_of=date(2021, 1, 31))
    assert later.addressed[0].outcome[1] == "Date: January 11, 2021"
    assert later.open_cases.closing == 1  # on the period's last day it was open, as of whichever day one asks
    assert later.open_cases.waiting == "No addressed feedback was open on January 31, 2021."


def test_what_is_open_is_every_case_whenever_it_was_received() -> None:
    old, after = date(2016, 3, 1), LAST + timedelta(days=20)
    rows = [row(day, Status.RESOLVING) for day in (old, FIRST - timedelta(days=1), after)]
    rows += [row(FIRST, resolved=FIRST), row(FIRST, Status.UNRELATED), row(FIRST, Status.UNRECOGNISED)]
    at_its_end, by_now = _report(rows), _report(rows, as_of=after)
    assert [at_its_end.open_cases.waiting[0], by_now.open_cases.waiting[0]] == ["2", "3"]
    assert sum(band.count for band in at_its_end.open_cases.ages) == 2
    assert sum(band.count for band in by_now.open_cases.ages) == 3
    assert sum(one.days_open is not None for one in by_now.records) == 3


RUNNING = Settings(name="Made-up Roads", start=date(2025, 1, 1), calendar=WorkCalendar("MN"))
MADE_ON = date(2026, 10, 7)
RUNNING_ROWS = [
    row(date(2026, 2, 2), Status.RESOLVING),
    row(date(2026, 8, 3), resolved=date(2026, 8, 4)),
    row(date(2026, 9, 1), resolved=date(2026, 11, 30)),
    row(date(2026, 11, 2)),
]


def _running(first: date, last: date, project: Settings = RUNNING, **more: Any) -> ReportModel:
    return build_report(register_of(RUNNING_ROWS), project, first, last, made_on=MADE_ON, **more)


def test_a_report_of_a_period_that_is_not_over_is_interim() -> None:
    model = _running(date(2026, 7, 1), date(2026, 12, 31))
    assert model.is_interim
    assert model.subtitle == "Interim Summary Report, July 1, 2026 – December 31, 2026"
    assert "as of October 7, 2026" in model.introduction[1]
    assert (model.new.received, model.new.counts.resolved, model.new.counts.resolving) == (2, 1, 1)
    assert model.open_cases.last == "October 7, 2026"
    assert "2 addressed feedbacks were open on October 7, 2026" in model.open_cases.waiting
    assert model.charts[0].title.endswith("(2026 H2 only up to October 7, 2026)")
    missing = missing_before_sending(register_of(RUNNING_ROWS), RUNNING, model)
    assert missing[0].startswith("The period isn't over")


def test_a_report_of_a_period_that_is_over_is_not_interim() -> None:
    model = _running(date(2026, 1, 1), date(2026, 6, 30))
    assert (model.source.as_of, model.is_interim) == (date(2026, 6, 30), False)
    assert model.subtitle == "Summary Report, January 1, 2026 – June 30, 2026"
    assert missing_before_sending(register_of(RUNNING_ROWS), RUNNING, model)[:1] == ()


def test_a_report_ends_where_the_register_is_complete_to() -> None:
    project = replace(RUNNING, complete_to=date(2026, 5, 31))
    model = _running(date(2026, 1, 1), date(2026, 6, 30), project)
    assert (model.source.as_of, model.is_interim) == (date(2026, 5, 31), True)


def test_a_report_of_a_period_that_has_not_begun_is_all_zero_and_says_so() -> None:
    model = _running(date(2027, 1, 1), date(2027, 6, 30))
    counts = model.new.counts
    assert (counts.received, counts.addressed, counts.unrecognised, len(model.addressed)) == (0, 0, 0, 0)
    assert "begins on January 1, 2027 and had not begun on October 7, 2026" in model.introduction[1]
    assert model.open_cases.equation == "2 + 0 − 0 = 2"
    assert (model.open_cases.first, model.open_cases.last) == ("October 7, 2026", "October 7, 2026")
    assert len(model.carried_over) == 2
    assert model.received[1].received == 3
    none = build_report(register_of([]), Settings(), date(2027, 1, 1), date(2027, 6, 30), made_on=MADE_ON)
    assert none.open_cases.equation == "0 + 0 − 0 = 0"


def test_no_day_that_has_not_come_stands_in_an_interim_report_but_those_of_its_period() -> None:
    model = _running(date(2026, 7, 1), date(2026, 12, 31))
    texts = str(
        plain_values(model, without=("received", "charts", "words", "subtitle", "introduction", "sections"))
    )
    assert not re.search(r"2026-1[12]|(November|December) \d+, 2026", texts)


def test_cases_carried_over_stand_in_a_table_of_their_own() -> None:
    rows = [row(date(2020, 1, 1), resolved=date(2020, 8, 1), number="old"),
            row(date(2020, 1, 2), resolved=date(2020, 2, 1), number="closed"),
            row(date(2020, 1, 3), Status.RESOLVING, number="open"), row(FIRST, number="new")]  # fmt: skip
    model = _report(rows)
    assert [case.registered_no for case in model.carried_over] == ["old", "open"]
    assert [case.registered_no for case in model.addressed] == ["new"]
    assert model.open_cases.equation == "2 + 1 − 2 = 1"


@pytest.mark.parametrize(
    ("first", "last", "as_of", "key"),
    [(LAST, FIRST, None, "to-before-from"), (FIRST, LAST, FIRST - timedelta(days=1), "as-of-before-from")],
)
def test_days_in_the_wrong_order_are_refused(first: date, last: date, as_of: date | None, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        build_report(register_of([]), Settings(), first, last, as_of=as_of)
    assert refused.value.key == key


def test_an_empty_register_has_a_report() -> None:
    model = _report([])
    assert model.summary == ("No feedback has been received yet.",)
    assert [row.new for row in model.ratios] == ["0:0", "0:0"]
    assert model.open_cases.waiting == "No addressed feedback was open on December 31, 2020."
    assert [chart.name for chart in model.charts] == ["received"]
    assert model.timeliness.sentences == (
        "No feedback received in this period has been resolved with a date.",
    )
    assert model.title == "Grievance Redress Mechanism"


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        (["resolved"], "1 was addressed, and resolved; 0 were unrelated."),
        (["resolving"], "1 was addressed, and not yet resolved; 0 were unrelated."),
        (["resolving", "resolving"], "2 were addressed, none of them resolved yet; 0 were unrelated."),
        (["resolving", "resolved"], "2 were addressed, 1 of them resolved; 0 were unrelated."),
        (["unrelated"], "0 were addressed; 1 was unrelated."),
        (
            ["unrelated", "unrecognised"],
            "0 were addressed; 1 was unrelated; 1 has a status that isn't recognised.",
        ),
    ],
)
def test_the_summary_speaks_of_one_and_of_many(statuses: list[str], sentence: str) -> None:
    model = _report([row(FIRST, Status(status)) for status in statuses])
    assert model.summary[1].endswith(f"Of these, {sentence}")
    assert ("unrecognised" in statuses) == ("Unrecognised" in [one.word for one in model.meanings])


def test_more_than_fifty_cases_are_not_named_one_by_one() -> None:
    model = _report([row(FIRST, resolved=LAST)] * 51)
    assert len(model.timeliness.sentences) == 1
    assert len(_report([row(FIRST, resolved=LAST)] * 50).timeliness.sentences) == 2


def test_the_service_standard_names_each_formula() -> None:
    rows = [row(FIRST, resolved=FIRST), row(FIRST, resolved=LAST), row(FIRST, Status.RESOLVING),
            row(LAST, Status.RESOLVING)]  # fmt: skip
    model = _report(rows, Settings(resolve_standard=Standard(15)))
    assert model.timeliness.sentences[-1] == (
        "The service standard is 15 working days. "
        "Within it: 1 of 3 (33%) of those resolved with a duration or open past due; "
        "1 of 2 (50%) of those resolved with a duration; 1 of 4 (25%) of all addressed."
    )


def test_blank_channels_and_the_word_for_it_are_counted_together() -> None:
    rows = [row(FIRST, channel="Not stated"), row(FIRST), row(FIRST, channel="email")]
    (line,) = (one for one in _report(rows).new.lines if one.count)
    assert [(one.word, one.count) for one in line.channels] == [("Email", 1), ("Not stated", 2)]


def test_a_long_history_is_drawn_from_its_last_half_years() -> None:
    model = _report([row(date(1990, 1, 1)), row(FIRST)])
    assert len(model.charts[0].marks.table) == 24
    assert model.received[2].received == 2
    assert model.charts[0].title.endswith("(the last 24 half-years)")


def _with_findings(rows: list[Row], *findings: Finding, excluded: tuple[Excluded, ...] = ()) -> Register:
    register = withheld_where_blank(register_of(rows))
    reading = replace(
        register.reading, findings=Findings.of(findings), excluded=excluded, file="r.xlsx", rows_read=9
    )
    return replace(register, reading=reading)


def _finding(code: str, row: int | None, **values: object) -> Finding:
    return Finding(code, "Register", row, None, tuple(values.items()))


def test_notes_say_what_the_register_lacks() -> None:
    rows = [row(date(2020, 1, 1), number="old"), row(FIRST, number="f-1"), row(FIRST, number="f-4", issue="told", action="done"),
            row(FIRST, Status.UNRECOGNISED, number="f-5"),
            row(date(2020, 11, 25), resolved=date(2020, 12, 10), reported=12, number="f-6"),
            row(date(2021, 5, 1), number="later")]  # fmt: skip
    register = _with_findings(
        rows,
        _finding("number-gap", 4, n=2, first="f-2", last="f-3"),
        _finding("number-gap", 2, n=1, first="older", last="older"),
        _finding("resolved-without-date", 3),
        _finding("resolved-without-date", 4),
        _finding("channel-unknown-near", 4, near="Email"),
        _finding("status-unknown", 5),
        _finding("start-missing", None),
        _finding("identity-dropped", None),
        _finding("column-offered", 3),
        _finding("channel-blank", 2),
        _finding("channel-blank", 7),
        _finding("date-missing", 99),
        excluded=(Excluded("Register", 99, "no-received-date"), Excluded("Register", 98, "totals")),
    )
    model = build_report(register, Settings(calendar=CALENDAR), FIRST, LAST)
    assert model.notes == (
        "r.xlsx, sheet Register: 9 rows read = 6 used + 2 left out.",
        "1 feedback has a status that isn't recognised. It counts as received, not as addressed.",
        "The texts of 2 addressed feedbacks are withheld: nobody has cleared them for publication.",
        "The register's own working days differ from those computed in 1 case: f-6 (12 in the register, 11 computed).",
        "1 row left out: No received date, so it belongs to no period.",
        "1 row left out: A totals row, no feedback.",
        "Missing from the case numbers, and not explained: f-2 to f-3.",
        "Resolved without a date; counted as resolved at every cut-off, without working days: f-1, f-4.",
        "The channel isn't one of the usual ones and stands as written: f-4.",
        "The project's first day isn't stated, so the previous period reaches back to the first feedback.",
        "1 further remark on this period's feedback is listed by the register's check.",
        "1 remark concerns feedback from before this period; the register's check lists it.",
    )


def test_a_long_list_of_cases_is_cut() -> None:
    rows = [row(FIRST, number=f"f-{i}") for i in range(13)]
    register = _with_findings(rows, *(_finding("type-blank", 2 + i) for i in range(13)))
    model = build_report(register, Settings(), FIRST, LAST)
    assert (
        "Addressed, but no type is stated: f-0, f-1, f-2, f-3, f-4, f-5, f-6, f-7, f-8, f-9 and 3 more."
        in model.notes
    )


@pytest.mark.parametrize(("n", "shown"), [(1, "fewer than five"), (4, "fewer than five"), (5, "5")])
def test_sensitive_cases_are_one_total_per_half_year(n: int, shown: str) -> None:
    register = replace(
        register_of([row(FIRST)]), sensitive_by_half_year=MappingProxyType({"2020 H2": n, "2019 H1": 9})
    )
    notes = build_report(register, Settings(), FIRST, LAST).notes
    assert any(note.endswith(f"Received: 2020 H2 {shown}.") for note in notes)


def test_figures_that_changed_since_they_were_reported_are_told() -> None:
    then = [row(date(2020, 2, 1), Status.RESOLVING), row(date(2020, 3, 1), Status.UNRELATED)]
    half = Period("2020 H1", date(2020, 1, 1), date(2020, 6, 24))
    reported = ReportedFigures("version 3", half, half.last, StatusCounts(1, 1, 0, 0))
    assert _report(then, previous_figures=[reported]).revised == ()
    now = [
        row(date(2020, 2, 1), resolved=date(2020, 2, 3)),
        *then[1:],
        row(date(2020, 4, 1), Status.UNRELATED),
    ]
    revised = _report(now, previous_figures=[reported]).revised
    assert [(one.period, one.figure, one.reported, one.now, one.source) for one in revised] == [
        ("2020.01.01-2020.06.24", "Received", 2, 3, "version 3"),
        ("2020.01.01-2020.06.24", "Unrelated", 1, 2, "version 3"),
        ("2020.01.01-2020.06.24", "Resolving", 1, 0, "version 3"),
        ("2020.01.01-2020.06.24", "Resolved", 0, 1, "version 3"),
    ]


def test_what_is_missing_before_sending_is_listed() -> None:
    rows = [row(FIRST, Status.UNRECOGNISED, number="f-1"), row(FIRST, number="f-3")]
    register = _with_findings(
        rows,
        _finding("number-gap", 3, n=1, first="f-2", last="f-2"),
        _finding("status-unknown", 2),
    )
    model = build_report(register, Settings(), FIRST, LAST)
    missing = missing_before_sending(register, Settings(), model)
    assert [sentence.split(".")[0] for sentence in missing] == [
        "1 case has a status that isn't recognised",
        "The texts of 1 addressed case are withheld",
        "Numbers missing from the sequence: f-2",
        "1 resolved case of this period has no duration",
        "The register's check found 1 error",
        "Give the project's name on the page Project",
        "Choose the country under Calendar on the page Project",
        "Give the first day of the project on the page Project",
    ]


def test_the_report_says_who_made_it_and_how_to_reach_the_project(tmp_path: Path) -> None:
    settings = Settings(prepared_by="GRM unit", contacts=("grm@example.org", "Sükhbaatar Square 1"))
    model = build_report(register_of([row(FIRST)]), settings, FIRST, LAST)
    lines = ("Prepared by: GRM unit", "Contact: grm@example.org; Sükhbaatar Square 1")
    assert model.cover == lines
    path = tmp_path / "report.docx"
    path.write_bytes(rendered(model, "docx"))
    assert all(line in docx_text(path) for line in lines)
    assert build_report(register_of([row(FIRST)]), Settings(), FIRST, LAST).cover == ()


def test_the_sample_is_ready_to_send(register: Register, settings: Settings, model: ReportModel) -> None:
    assert missing_before_sending(register, settings, model) == ()


def test_every_heading_and_column_has_its_word(model: ReportModel) -> None:
    assert set(model.words) == set(WORDS)
    assert all(model.words.values())


def test_plain_values_are_what_json_holds(model: ReportModel) -> None:
    values = plain_values(model, without=("records",))
    assert "records" not in values
    assert values["source"]["as_of"] == "2020-12-31"
    assert values["received"][0]["counts"] == {
        "unrelated": 3,
        "resolving": 0,
        "resolved": 6,
        "unrecognised": 0,
    }
    assert type(values["received"][0]["lines"][0]["status"]) is str


def test_the_figures_of_earlier_reports_are_those_of_the_half_years_ended_by_then() -> None:
    earlier = register_of(
        [row(date(2020, 2, 1), resolved=date(2020, 8, 1)), row(date(2020, 9, 1), Status.RESOLVING)]
    )
    told = figures_of_earlier_reports(
        earlier, "version 1", published_on=date(2020, 12, 1), before=date(2021, 1, 1)
    )
    assert [
        (one.period.first, one.period.last, one.as_of, one.counts.received, one.counts.resolving)
        for one in told
    ] == [(date(2020, 1, 1), date(2020, 6, 30), date(2020, 6, 30), 1, 1)]
    every = figures_of_earlier_reports(earlier, "v", published_on=date(2021, 6, 1), before=date(2021, 1, 1))
    assert [one.period.last for one in every] == [date(2020, 6, 30), date(2020, 12, 31)]
    before = figures_of_earlier_reports(earlier, "v", published_on=date(2021, 6, 1), before=date(2020, 7, 1))
    assert [one.period.last for one in before] == [date(2020, 6, 30)]
    assert figures_of_earlier_reports(register_of([]), "v", published_on=date(2021, 6, 1), before=FIRST) == ()


def test_of_the_half_years_after_the_last_known_day_only_the_one_that_was_due_was_reported() -> None:
    earlier = register_of([row(date(2020, 2, 1), resolved=date(2020, 2, 3))])
    told = figures_of_earlier_reports(earlier, "v", published_on=date(2021, 8, 1), before=date(2021, 7, 1))
    assert [(one.period.last, one.counts.received) for one in told] == [
        (date(2020, 6, 30), 1),
        (date(2021, 6, 30), 0),
    ]


def test_where_no_country_is_set_the_report_says_what_was_counted() -> None:
    without, of = (_report([row(FIRST)], Settings(calendar=WorkCalendar(one))) for one in (None, "MN"))
    said = "public holidays were counted as working days"
    assert said in " ".join(without.guidelines)
    assert said in " ".join(without.notes).lower()
    assert said not in " ".join((*of.guidelines, *of.notes)).lower()


def test_the_notes_are_half_a_page_and_the_rest_an_annex() -> None:
    rows = [row(FIRST, number=f"f-{i}") for i in range(40)]
    codes = ("type-blank", "channel-blank", "date-swapped", "date-year", "number-missing", "error-cell", "date-future",
             "status-blank", "resolving-with-date", "channel-unknown", "type-unknown", "duration-unreadable")  # fmt: skip
    register = _with_findings(rows, *(_finding(code, 2 + i) for code in codes for i in range(40)))
    model = build_report(register, Settings(), FIRST, LAST)
    sections = {one.name: one for one in model.sections}
    told, rest = sections["notes"].blocks[1].texts, sections["annex"].blocks[1].texts
    assert (*told, *rest) == model.notes
    assert 3 < len(told) < len(model.notes)
    assert model.words["notes_more"] in sections["notes"].blocks[2].texts
    assert [one.name for one in model.sections][-2:] == ["annex", "methodology"]


def test_the_annex_says_how_each_figure_is_counted_and_of_the_standard_only_where_one_is_set() -> None:
    without, with_one = (
        _report([row(FIRST)], Settings(resolve_standard=one)) for one in (None, Standard(15))
    )
    told = [{row[0] for row in one.sections[-1].blocks[1].rows} for one in (without, with_one)]
    assert told[0] < told[1]
    assert {DEFINITIONS[code].name for code in ("received", "addressed", "median")} <= told[0]


def test_a_case_that_is_read_later_is_told_in_the_report_s_language() -> None:
    rows = [row(LAST, type="complaint", channel="email")]
    english = _report(rows)
    with speaking("fr"):
        french = _report(rows)
        (inside,) = french.addressed
    assert french.addressed[0] == inside
    assert french.addressed[0].outcome != english.addressed[0].outcome
