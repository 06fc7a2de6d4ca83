"""Each rule of a register: the row it speaks of, and the place where the user sees it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from grm_data.messages import has_message
from grm_data.register import NO_DURATION, STATUSES, Field, Status, day_number, iso
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS, SETTINGS, numbered, plain, read, told


def statuses(register: Any) -> list[Status]:
    return [STATUSES[code] for code in register.status]


def test_a_register_without_fault_has_no_finding_at_all() -> None:
    register = read(
        numbered(plain(), plain(status="Unrelated", type=None, resolved_date=None, working_days=None))
    )
    assert told(register, infos=True) == []
    assert register.reading.rows_read == len(register) == 2


@pytest.mark.parametrize(("year", "text", "said"), [
    (2013, "", True), (2020, "", False), (2013, "[project]\ncountry = 'KE'", False),
    (2013, "[project]\nstart = 2012-01-01", False), (2013, "[dates]\ncalendar = 'gregorian'", False),
])  # fmt: skip
def test_a_register_that_ended_long_ago_may_be_ethiopian_where_nothing_is_known_of_the_project(
    year, text, said
) -> None:
    row = plain(date_received=f"{year}-07-28", resolved_date=f"{year}-07-29", working_days=None)
    register = read(numbered(row, row), settings=parse_settings(text.encode()))
    found = [one for one in register.reading.findings if one.code == "date-calendar-offered"]
    assert [(one.column, dict(one.values)["last"]) for one in found] == [
        ("Date received", f"{year}-07-28")
    ] * said


@pytest.mark.parametrize(
    ("cell", "channel"),
    [
        ("By phone from Dorj Canaryperson", "phone"),
        ("Phone 99112233", "phone"),
        ("E-mail: canary@example.org", "email"),
        ("Facebook (Canaryperson)", "facebook"),
        ("par courriel de M. Canaryperson", "email"),
        ("Phone, e-mail", "Phone, e-mail"),  # two channels
        ("Phonebook of the district", "Phonebook of the district"),
    ],
)
def test_a_channel_is_read_without_who_called(cell: str, channel: str) -> None:
    register = read(numbered(plain(), plain(channel=cell)))
    assert register.channel.texts().tolist()[1] == channel
    codes = [one.code for one in register.reading.findings if one.row == 3]
    assert codes[0].startswith("channel-unknown" if channel == cell else "channel-more")


@pytest.mark.parametrize(
    ("changes", "code", "heading"),
    [
        ({"date_received": "30 February 2020"}, "date-unreadable", "Date received"),
        ({"date_received": None}, "date-missing", "Date received"),
        ({"date_received": "#REF!"}, "date-unreadable", "Date received"),
        ({"resolved_date": "August", "working_days": None}, "date-unreadable", "Resolved date"),
        ({"resolved_date": "2020-07-30", "working_days": None}, "resolved-before-received", "Resolved date"),
        ({"resolved_date": None, "working_days": None}, "resolved-without-date", "Resolved date"),
        ({"resolved_date": "2027-07-30", "working_days": None}, "date-future", "Resolved date"),
        ({"date_received": "2014-07-31", "resolved_date": "2014-07-31", "working_days": 1}, "received-before-start", "Date received"),
        ({"status": "Rejected"}, "status-offered", "Status"),
        ({"status": "Perdu de vue"}, "status-unknown", "Status"),
        ({"status": "Resolvd"}, "status-unknown-near", "Status"),
        ({"status": "Related"}, "status-unknown", "Status"),
        ({"channel": "Pigeon"}, "channel-unknown", "Channel"),
        ({"channel": "Facebok page"}, "channel-unknown-near", "Channel"),
        ({"channel": None}, "channel-blank", "Channel"),
        ({"type": "Riddle"}, "type-unknown", "Type"),
        ({"type": "Complain"}, "type-unknown-near", "Type"),
        ({"type": None}, "type-blank", "Type"),
        ({"registered_no": None}, "number-missing", "Registered No."),
        ({"working_days": 5}, "duration-differs", "Working days"),
        ({"working_days": "a while"}, "duration-unreadable", "Working days"),
        ({"channel": "#N/A"}, "error-cell", "Channel"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_at_its_place(changes: dict[str, Any], code: str, heading: str) -> None:
    others = [
        plain(date_received=f"2020-07-{day}", resolved_date="2020-08-03", working_days=None)
        for day in (28, 29)
    ]
    register = read(numbered(others[0], plain(**changes), others[1]))
    assert (code, 3, heading) in told(register)


@pytest.mark.parametrize(
    ("status", "code", "heading"),
    [("Resolving", "resolving-with-date", "Status"), ("Unrelated", "unrelated-with-type", "Type")],
)
def test_a_status_against_the_rest_of_its_row_is_said(status: str, code: str, heading: str) -> None:
    assert (code, 2, heading) in told(read([plain(status=status, working_days=None)]), infos=True)


def test_the_status_column_wins_over_a_resolved_date() -> None:
    register = read([plain(status="Open")])
    assert statuses(register) == [Status.RESOLVING]
    assert iso(int(register.resolved[0])) == "2020-08-03"


def test_without_a_status_column_a_resolved_date_decides() -> None:
    headings = ("Registered No.", "Date received", "Type", "Channel", "Resolved date")
    register = read(
        [
            ("1", "2020-07-31", "Request", "Email", "2020-08-03"),
            ("2", "2020-07-31", "Request", "Email", None),
        ],
        headings=headings,
    )
    assert statuses(register) == [Status.RESOLVED, Status.RESOLVING]
    assert told(register, infos=True) == [("status-column-missing", None, None)]


def test_a_blank_status_is_read_as_if_there_were_no_status_column() -> None:
    register = read(numbered(plain(status=None), plain(status=" ", resolved_date=None, working_days=None)))
    assert statuses(register) == [Status.RESOLVED, Status.RESOLVING]
    assert [code for code, *_ in told(register, infos=True)] == ["status-blank", "status-blank"]


def test_a_closed_date_counts_only_where_no_resolved_column_is() -> None:
    row = ("1", "2020-07-31", "Request", "Email", "Resolved")
    headings = ("Registered No.", "Date received", "Type", "Channel", "Status")
    closed = read([(*row, "2020-08-10")], headings=(*headings, "Date closed"))
    assert iso(int(closed.resolved[0])) == "2020-08-10"
    assert closed.reading.columns["resolved_on"] == "Date closed"
    both = read([(*row, "2020-08-10", "2020-08-03")], headings=(*headings, "Date closed", "Date resolved"))
    assert iso(int(both.resolved[0])) == "2020-08-03"


def test_an_unrecognised_status_counts_as_received() -> None:
    register = read([plain(status="Perdu de vue")])
    assert statuses(register) == [Status.UNRECOGNISED]


def test_settings_give_the_register_s_own_words_a_meaning() -> None:
    toml = b"""[project]\nstart = 2015-09-15
    [values.status]\n"Closed - no basis" = "unrelated"\n"Resolved" = "resolving"
    [values.channel]\nPigeon = "other"
    [values.type]\nRiddle = "clarification" """
    rows = numbered(plain(status="CLOSED – no basis", type="Riddle", channel="pigeon"), plain())
    register = read(rows, parse_settings(toml))
    assert statuses(register) == [Status.UNRELATED, Status.RESOLVING]
    assert list(register.channel.texts()) == ["other", "email"]
    assert list(register.type.texts()) == ["clarification", "request"]


def test_an_unknown_channel_or_type_is_kept_as_written() -> None:
    register = read([plain(channel=" Carrier  pigeon ", type="Riddle")])
    assert register.channel.texts()[0] == "Carrier pigeon"
    assert register.type.texts()[0] == "Riddle"


def test_rows_alike_in_every_column_are_one_feedback() -> None:
    register = read([plain(), plain(), ("f-2020/02", *plain()[1:])])
    assert len(register) == 2
    assert [(row.row, row.reason) for row in register.reading.excluded] == [(3, "duplicate")]
    assert told(register) == [("row-duplicate", 3, "Registered No.")]


def test_rows_that_differ_in_a_complainant_are_two_feedbacks_and_an_error() -> None:
    rows = [(*plain(), "A. Person"), (*plain(), "B. Person")]
    register = read(rows, headings=(*HEADINGS, "Complainant"))
    assert len(register) == 2
    assert [place for place in told(register) if place[0] == "number-duplicate"] == [
        ("number-duplicate", 2, "Registered No."), ("number-duplicate", 3, "Registered No."),
    ]  # fmt: skip


def test_of_three_rows_with_one_number_only_the_copy_is_left_out() -> None:
    register = read([plain(), plain(), plain(channel="Phone")])
    assert [row.row for row in register.reading.excluded] == [3]
    assert [row for code, row, _ in told(register) if code == "number-duplicate"] == [2, 4]


def test_rows_without_a_number_are_never_merged() -> None:
    register = read([plain(registered_no=None), plain(registered_no=None)])
    assert len(register) == 2
    assert register.reading.excluded == ()


def test_a_gap_in_the_numbers_is_asked_about_once() -> None:
    register = read([plain(registered_no=f"f-2020/{n:02d}") for n in (6, 7, 10)])
    found = [finding for finding in register.reading.findings if finding.code == "number-gap"]
    assert [(finding.row, finding.column) for finding in found] == [(4, "Registered No.")]
    assert "8 to 9" in found[0].message


def test_a_new_series_of_numbers_is_no_gap() -> None:
    register = read(
        [plain(registered_no=number) for number in ("f-2019/98", "f-2019/99", "f-2020/01", "f-2020/02")]
    )
    assert told(register) == []


def test_a_combined_cell_gives_status_date_days_and_way() -> None:
    headings = ("Date received", "Registered No.", "\u0422\u0443\u0440\u0435", "Channel",
                "Status, Resolved date, period, /working days/, way")  # fmt: skip
    cell = "Resolved <u>Date:</u> September 27, 2020 <u>Period:</u> 2 working days <u>Way:</u> meeting"
    rows = [
        ("September 24, 2020", "f-2020/06", "Request", "Facebook page", cell),
        ("September 24, 2020", "f-2020/07", None, "Facebook page", "Unrelated"),
        ("September 24, 2020", "f-2020/08", "Request", "Facebook page", "Resolving"),
    ]
    register = read(rows, headings=headings)
    assert statuses(register) == [Status.RESOLVED, Status.UNRELATED, Status.RESOLVING]
    assert (
        iso(int(register.resolved[0])),
        register.reported_days[0],
        register.category(Field.WAY).texts()[0],
    ) == (
        "2020-09-27",
        2,
        "meeting",
    )
    assert register.reading.columns["resolved_on"] == headings[-1]
    assert told(register, infos=True) == []


def test_a_combined_cell_with_a_date_that_cannot_be_read_is_resolved_without_one() -> None:
    headings = ("Registered No.", "Date received", "Type", "Channel", "Status")
    register = read(
        [("1", "2020-07-31", "Request", "Email", "Resolved Date: 30 February 2020")], headings=headings
    )
    assert statuses(register) == [Status.RESOLVED]
    assert told(register) == [("date-unreadable", 2, "Status")]


def test_a_received_date_in_the_future_is_an_error_and_no_last_known_date() -> None:
    register = read(
        numbered(plain(), plain(date_received="2027-01-01", resolved_date=None, working_days=None))
    )
    assert ("date-future", 3, "Date received") in told(register)
    assert register.last_known == date(2020, 8, 3)


def test_rows_are_used_or_left_out_each_with_its_reason() -> None:
    rows = [
        plain(), (), HEADINGS, plain(registered_no="f-2020/02", date_received=None),
        plain(registered_no="f-2020/03", date_received="soon"), plain(), ("Total", None, None, None, None, None, 99),
        ("Prepared by the implementing unit",),
    ]  # fmt: skip
    register = read(rows)
    assert [(row.row, row.reason) for row in register.reading.excluded] == [
        (4, "repeated-header"), (5, "no-received-date"), (6, "received-date-unreadable"), (7, "duplicate"), (8, "totals"),
        (9, "note"),
    ]  # fmt: skip
    assert register.reading.rows_read == len(register) + len(register.reading.excluded) == 7
    assert ("totals-differ", 8, "Working days") in told(register)


def test_a_totals_row_that_adds_up_says_nothing() -> None:
    register = read([*numbered(plain(), plain()), ("Total: 2", None, None, None, None, None, 4)])
    assert told(register) == []
    assert [row.reason for row in register.reading.excluded] == ["totals"]


def test_sensitive_cases_are_no_rows_and_add_to_one_total_of_their_half_year() -> None:
    rows = [(*plain(), "No"), ("f-2020/02", *plain(channel="Pigeon")[1:], "yes"),
            ("f-2020/03", *plain(type="GBV complaint")[1:], None), ("f-2020/04", *plain()[1:], "perhaps")]  # fmt: skip
    register = read(rows, headings=(*HEADINGS, "Sensitive"))
    assert len(register) == 1
    assert dict(register.sensitive_by_half_year) == {"2020 H2": 3}
    assert {row.reason for row in register.reading.excluded} == {"sensitive"}
    assert told(register) == [("sensitive-unclear", 5, "Sensitive")]
    assert "GBV complaint" not in register.type.names


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    register = read(numbered(plain(), plain()), hidden_rows=frozenset({3}), hidden_columns=frozenset({4}))
    assert len(register) == 2
    assert told(register, infos=True) == [("column-hidden", None, "Channel"), ("row-hidden", 3, None)]


def test_a_formula_without_a_value_is_an_error_at_its_cell() -> None:
    register = read(numbered(plain(), plain(channel=None)), uncalculated=frozenset({(3, 4)}))
    assert ("formula-uncalculated", 3, "Channel") in told(register)


def test_without_a_start_the_previous_period_is_said_to_reach_back() -> None:
    assert told(read([plain()], parse_settings(b""))) == [("start-missing", None, None)]


def test_an_ambiguous_order_is_an_error_until_the_settings_decide() -> None:
    rows = numbered(
        *(
            plain(
                registered_no="x",
                date_received="03/04/2020",
                resolved_date=None,
                status="Open",
                working_days=None,
            ),
        )
        * 1
    )
    register = read(rows)
    assert told(register) == [("date-ambiguous", 2, "Date received")]
    assert [row.reason for row in register.reading.excluded] == ["received-date-ambiguous"]
    decided = read(rows, parse_settings(b"[project]\nstart = 2015-09-15\n[dates]\norder = 'DMY'"))
    assert iso(int(decided.received[0])) == "2020-04-03"
    assert decided.reading.date_orders["received_on"] == ("DMY", "setting")


def test_real_dates_and_numbers_read_as_a_person_reads_them() -> None:
    row = (
        7.0,
        datetime(2020, 7, 31, 14, 5),
        "Request",
        "Email",
        "Resolved",
        datetime(2020, 8, 3),
        2.0,
        "email",
    )
    register = read([row])
    assert register.registered_no[0] == "7"
    assert register.received[0] == day_number(date(2020, 7, 31))
    assert register.reported_days[0] == 2
    assert told(register) == []


def test_a_register_without_durations_has_none() -> None:
    register = read([plain(working_days=None)])
    assert register.reported_days[0] == NO_DURATION


def test_every_finding_has_a_sentence_that_says_what_to_do() -> None:
    rows = [plain(status="x", channel="y", type="z", working_days="w"), plain(date_received=None)]
    for finding in read(rows, SETTINGS).reading.findings:
        assert finding.message.endswith((".", "?"))
    assert has_message("finding.date-unreadable")


@pytest.mark.parametrize(
    ("column", "heading"), [("status", "Status"), ("channel", "Channel"), ("type", "Type")]
)
def test_a_column_of_words_that_is_all_zero_names_the_formulas(column: str, heading: str) -> None:
    all_zero = read(numbered(*[plain(**{column: 0}) for _ in range(3)]))
    assert [one for one in told(all_zero) if one[2] == heading and one[0] != "resolved-without-date"] == [
        ("column-zeros", None, heading)
    ]
    assert "column-zeros" not in {code for code, _, _ in told(read(numbered(plain(**{column: 0}), plain())))}
