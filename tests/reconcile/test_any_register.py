"""Our own report of any register reads back: open cases, unknown words, blanks, interim, with and without a start."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from grm_data.intake.opening import open_bytes
from grm_data.readers import for_readers
from grm_data.reconcile.telling import figure_name
from grm_data.register import Register
from grm_data.report import FORMATS, build_report, rendered
from grm_data.settings import Settings, parse_settings
from grm_data.speech import languages, speaking
from tests.reconcile.reading import check, document, flat

CHANNELS = ["Facebook page", "email", "written", "phone", "SMS", "suggestion box", "other", "Radio", ""]
TYPES = ["Request", "Clarification", "Complaint", "Comment", "Appreciation", "other", ""]
STATUSES = ["Resolved"] * 5 + ["Resolving"] * 2 + ["Unrelated"] * 2 + ["Weird"]
PERIODS = [(date(2020, 7, 1), date(2020, 12, 31)), (date(2020, 7, 1), date(2021, 6, 30))]


def made(seed: int, settings: Settings) -> Register:
    random, rows = Random(seed), ["Registered No.,Date received,Type,Channel,Status,Resolved date,Way"]
    for i in range(random.choice([0, 1, 12, 60])):
        received, status = date(2019, 1, 1) + timedelta(random.randrange(730)), random.choice(STATUSES)
        day = (
            received + timedelta(random.randrange(40))
            if status == "Resolved" and random.random() < 0.9
            else ""
        )
        words = (
            f"{random.choice(TYPES)},{random.choice(CHANNELS)},{status},{day},{random.choice(['email', ''])}"
        )
        rows.append(f"G-{received.year}-{i:03d},{received},{words}")
    return open_bytes("r.csv", "\n".join(rows).encode(), settings)


@pytest.mark.parametrize("seed", range(6))
def test_our_own_report_of_any_register_never_differs(seed: int) -> None:
    start = "start = 2018-05-01\n" if seed % 2 else ""
    settings = parse_settings(
        f'[project]\n{start}country = "MN"\n[register]\ncomplete_to = 2020-12-31\n'
        '[service_standard]\nresolve = { days = 15, unit = "working" }\n'.encode()
    )
    register = made(seed, settings)
    model = build_report(register, settings, *PERIODS[seed // 2 % 2])
    checked = check(document(rendered(model, ("docx", "xlsx", "pdf")[seed % 3])), register, settings)
    assert not checked.differs
    unknown = {one.name for one in checked.figures if one.agrees is None}
    assert unknown <= {"previous.from", "total.from", "total.start_month"}
    assert bool(unknown) <= (not start)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_a_word_that_readers_don_t_get_is_no_difference(kind: str) -> None:
    settings = parse_settings(b"[project]\nstart = 2018-05-01\n[register]\ncomplete_to = 2020-12-31\n")
    heads = "Registered No.,Date received,Type,Channel,Status,Resolved date\n"
    rows = "1,2020-08-03,Request,Pigeon post,Resolved,2020-08-04\n2,2020-08-05,Request,email,Resolved,2020-08-06\n"
    register = open_bytes("r.csv", f"{heads}{rows}".encode(), settings)
    report = build_report(for_readers(register, settings), settings, *PERIODS[0])
    assert not check(document(rendered(report, kind)), register, settings).differs


LATER, WITHIN, WHOLE = date(2020, 12, 31), date(2020, 9, 1), date(2020, 11, 30)
"""Days that a report may be as of: after its period, within it, and its last."""

UNDERSTOOD = {
    "as_of", "new.received", "previous.unrelated", "total.addressed", "new.resolved",
    "total.received_to_addressed", "previous.channels.unrelated.facebook",
    "case.f-2020/03.received_on", "case.f-2020/03.resolved_on", "case.f-2020/04.type",
}  # fmt: skip


@pytest.mark.parametrize("as_of", [LATER, WITHIN, WHOLE])
@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("kind", FORMATS)
def test_our_own_report_is_understood_in_each_language(
    code: str, kind: str, as_of: date, register: Register, settings: Settings
) -> None:
    period = date(2020, 6, 25), WHOLE
    with speaking(code):
        content = rendered(build_report(register, settings, *period, as_of=as_of), kind)
    checked = check(document(content), register, settings)
    assert (checked.period, checked.as_of) == (period, as_of)
    assert not checked.differs
    assert not UNDERSTOOD - {one.name for one in checked.figures if one.agrees}


@pytest.fixture(scope="module")
def waiting() -> tuple[Register, Settings, str]:
    """A register with cases that have waited for years, and our own report of it as text."""
    settings = parse_settings(
        b"[register]\ncomplete_to = 2026-06-30\n[service_standard]\nresolve = { days = 15, unit = 'working' }\n"
    )
    rows = ["Registered No.,Date received,Type,Channel,Status,Resolved date"]
    rows += [f"G-{i},2021-0{i}-05,Request,email,Resolving," for i in range(1, 6)]
    rows += [f"G-{i},2026-0{i - 5}-05,Request,email,Resolved,2026-0{i - 5}-1{i - 5}" for i in range(6, 11)]
    register = open_bytes("r.csv", "\n".join(rows).encode(), settings)
    model = build_report(register, settings, date(2026, 1, 1), date(2026, 6, 30))
    return register, settings, flat(rendered(model, "docx"))


PLANTED = {
    "working days open": ("Open for: 1,4", "Open for: 1,3", "case.G-1.age"),
    "a band": ("161 or more\t5", "161 or more\t4", "open_bands.161-1000000000"),
    "within the standard": ("Within it: 5 of", "Within it: 4 of", "new.standard.on_time"),
    "a share of it": ("(100%) of those resolved with", "(80%) of those resolved with", "new.standard.share"),
    "the standard": ("standard is 15", "standard is 20", "new.standard.days"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_said_of_open_cases_and_the_standard_is_compared(
    kind: str, waiting: tuple[Register, Settings, str]
) -> None:
    register, settings, text = waiting
    before, after, name = PLANTED[kind]
    assert before in text
    assert not check(document(text), register, settings).differs
    (one,) = check(document(text.replace(before, after, 1)), register, settings).differs
    assert one.name == name
    assert figure_name(one.name)


@pytest.mark.parametrize("number", ["{}", "G-{}"])
def test_running_numbers_of_ours_are_no_numbers_of_the_register(number: str) -> None:
    """Where a case is sensitive the report numbers the others anew: its 3 isn't the register's 3."""
    rows = ["Registered No.,Date received,Type,Channel,Status,Resolved date,Summary of issue"]
    for i in range(1, 9):
        issue = "Sexual harassment by a contractor" if i == 2 else "A road"
        rows.append(f"{number.format(i)},2020-08-{i:02d},Request,email,Resolved,2020-08-{i + 3:02d},{issue}")
    settings = parse_settings(b"[register]\ncomplete_to = 2020-12-31\n")
    register = open_bytes("r.csv", "\n".join(rows).encode(), settings)
    assert len(register) == 7
    model = build_report(register, settings, *PERIODS[0])
    assert model.addressed[1].registered_no == "2"
    checked = check(document(rendered(model, "docx")), register, settings)
    assert not checked.differs
    assert not any(one.agrees for one in checked.figures if one.name.startswith("case."))


@pytest.mark.parametrize(("sensitive", "is_told"), [(0, True), (2, False), (4, False), (5, True)])
def test_readers_don_t_get_rows_whose_difference_is_a_small_number_of_sensitive_cases(
    sensitive: int, is_told: bool
) -> None:
    rows = ["Registered No.,Date received,Type,Channel,Status,Sensitive"]
    rows += [f"G-{i},2020-08-{i:02d},Request,email,Resolving,{i <= sensitive}" for i in range(1, 13)]
    whole = open_bytes("r.csv", "\n".join(rows).encode(), Settings())
    report = document("Received 2020-07-01 - 2020-12-31\n\n1 rows read = 2 used + 3 left out.\n")
    for register, may_know in ((whole, True), (for_readers(whole, Settings()), is_told)):
        found = {one.name: one.register for one in check(report, register, Settings()).figures}
        told = [found[f"register.rows_{name}"] for name in ("read", "used", "excluded")]
        assert told == [12 if may_know else None, 12 - sensitive, sensitive if may_know else None]


@pytest.mark.parametrize("code", languages())
def test_twelve_cases_of_several_lines_end_on_the_next_page(code: str) -> None:
    """They ran over the foot of the page and off the paper."""
    settings = parse_settings(b"[register]\ncomplete_to = 2020-12-31\n")
    register = made(1002, settings)
    with speaking(code):
        model = build_report(register, settings, *PERIODS[0])
    assert len(model.addressed) == 12
    checked = check(document(rendered(model, "pdf")), register, settings)
    names = {one.registered_no for one in model.addressed}
    agreeing = {one.name for one in checked.figures if one.agrees}
    assert {f"case.{name}.{key}" for name in names for key in ("received_on", "place")} <= agreeing
    assert not checked.differs


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_of_a_period_that_has_not_begun_agrees(code: str, kind: str) -> None:
    settings = parse_settings(b"[register]\ncomplete_to = 2020-12-31\n")
    register = made(3, settings)
    period = date(2021, 7, 1), date(2021, 12, 31)
    with speaking(code):
        content = rendered(build_report(register, settings, *period), kind)
    checked = check(document(content), register, settings)
    assert (checked.period, checked.as_of) == (period, date(2020, 12, 31))
    assert not checked.differs
