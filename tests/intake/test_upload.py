"""A spreadsheet that staff opened: mapped without being uploaded again, and never a word too many."""

from __future__ import annotations

import copy
import io
import json
import pickle
import sys
import traceback
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from grm_data.errors import RegisterError
from grm_data.guarded.wire import Message
from grm_data.intake.asking import Opened
from grm_data.intake.book import Book
from grm_data.intake.cells import ERROR_CELLS, cell_text
from grm_data.intake.layout import DITTOS
from grm_data.intake.opening import Upload, open_bytes, open_upload
from grm_data.register import CHANNELS, STATUS_CODE, TYPES, Field, Register, Status
from grm_data.register.fields import IDENTITY_FIELDS
from grm_data.register.folding import fold
from grm_data.register.headings import heading_spellings
from grm_data.register.vocabulary import value_code
from grm_data.settings import Settings, parse_settings
from grm_data.store.settings_text import settings_toml
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, numbered, plain, sheet_of
from tests.intake.making import xlsx
from tests.rounds import rounds

COMBINED = "Status, Resolved date, period, /working days/, way"
WITHOUT_DATE = ("No.", "Came in", "Status", "Complainant", "Channel")


class Here(Upload):
    """An upload whose process is this one: what is asked and answered goes through JSON and bytes all the same."""

    def __init__(self, book: Book) -> None:
        self.name, self._last, self._previews, self._kept = book.name, None, (), self  # type: ignore[assignment]
        self._opened = Opened(book)

    def __repr__(self) -> str:
        return Upload.__repr__(self)

    def ask(self, *arguments: Any, **named: Any) -> Any:
        if not isinstance(arguments[0], dict):
            return super().ask(*arguments, **named)
        reply = self._opened.answer(json.loads(json.dumps(arguments[0])), [])
        blobs = [memoryview(blob) for blob in reply.blobs]
        return Message("done", json.loads(json.dumps(reply.values)), blobs)


def upload(*rows: tuple[Any, ...], headings: tuple[Any, ...] = HEADINGS, **more: Any) -> Upload:
    return Here(book_of(sheet_of([headings, *rows], **more)))


def offered(one: Upload, settings: Settings) -> tuple[str, ...]:
    """The headings that a person may give a field, in the sheet's order."""
    return tuple(fact.heading for fact in one.columns(settings) if fact.is_exact)


def read_as(one: Upload, settings: Settings) -> dict[str, str]:
    """Field → the heading of the column that it is read from, identities apart."""
    return {fact.field: fact.heading for fact in one.columns(settings) if fact.field and fact.is_exact}


def words(one: Upload, settings: Settings = SETTINGS) -> list[tuple[str, str, int, str | None]]:
    return [(word.kind, word.word, word.rows, word.near) for word in one.unknown_words(settings)]


def counted(register: Register, kind: str, code: str) -> int:
    """How many rows of a register have a code."""
    if kind == "status":
        return int((register.status == STATUS_CODE[Status(code)]).sum())
    category = register.channel if kind == "channel" else register.type
    return int((category.codes == category.code(code)).sum())


# --- the register -----------------------------------------------------------------------------


def test_an_upload_is_the_register_that_its_bytes_are() -> None:
    content = xlsx([HEADINGS, *numbered(plain(), plain(channel="Pigeon"))])
    one, other = open_upload("r.xlsx", content), open_bytes("r.xlsx", content, SETTINGS, today=TODAY)
    register = one.register(SETTINGS, today=TODAY)
    assert register.reading == other.reading
    assert one.name == register.reading.file == "r.xlsx"
    assert register.channel.texts().tolist() == other.channel.texts().tolist() == ["email", "Pigeon"]


def test_its_name_is_the_file_s_without_a_folder() -> None:
    content = xlsx([HEADINGS, plain()])
    assert (
        open_upload("C:\\registers\\r.xlsx", content).name == open_upload("r.xlsx", content).name == "r.xlsx"
    )


def test_its_texts_are_in_the_register_scrubbed_for_staff_to_clear() -> None:
    one = upload(
        (*plain(), "Call 9911-2233", "Done"), headings=(*HEADINGS, "Summary of issue", "Actions taken")
    )
    register = one.register(SETTINGS, today=TODAY)
    assert (register.text(Field.ISSUE).words[0], register.text(Field.ACTION).words[0]) == (
        "Call [phone]",
        "Done",
    )
    assert not SETTINGS.texts_cleared


def test_today_is_the_day_of_reading_unless_given() -> None:
    one = upload(plain(date_received="2020-07-31", resolved_date="2020-08-03"))
    assert one.register(SETTINGS).last_known == date(2020, 8, 3)
    assert one.register(SETTINGS, today=date(2020, 8, 1)).last_known == date(2020, 7, 31)


def test_what_is_no_spreadsheet_is_one_sentence_at_once() -> None:
    with pytest.raises(RegisterError) as told:
        open_upload("r.xlsx", b"PK\x03\x04 and no more")
    with pytest.raises(RegisterError) as expected:
        open_bytes("r.xlsx", b"PK\x03\x04 and no more", SETTINGS)
    assert str(told.value) == str(expected.value)


def test_what_is_no_register_is_one_sentence_when_it_is_asked_for() -> None:
    with pytest.raises(RegisterError) as told:
        upload(("1", "2020-07-31", "Open"), headings=("No.", "Came in", "Status")).register(SETTINGS)
    assert told.value.key == "no-date-column-offer"


# --- columns ----------------------------------------------------------------------------------


def test_the_headings_stand_in_the_sheet_s_order_each_once_and_without_identities() -> None:
    headings = ("Notes", "Complainant", *HEADINGS[:3], None, "notes ", "Phone", "Who", "Zone")
    one = upload((None,) * 2 + plain()[:3], headings=headings)
    assert offered(one, SETTINGS) == ("Notes", "Registered No.", "Date received", "Type", "Who", "Zone")
    mapped = replace(SETTINGS, columns={"name": "WHO"})
    assert offered(one, mapped) == ("Notes", "Registered No.", "Date received", "Type", "Zone")


def test_a_second_column_headed_like_an_identity_is_not_offered_either() -> None:
    one = upload((*plain(), "A", "B"), headings=(*HEADINGS, "Who", "who "))
    assert offered(one, replace(SETTINGS, columns={"name": "Who"})) == HEADINGS


def test_a_column_that_is_an_identity_by_the_settings_is_no_field_s() -> None:
    one = upload((*plain(), "A"), headings=(*HEADINGS, "Who"))
    settings = replace(SETTINGS, columns={"name": "Who", "issue": "Who"})
    assert "Who" not in offered(one, settings)
    assert "issue" not in read_as(one, settings)


@pytest.mark.parametrize(
    "heading", [spelling for field in sorted(IDENTITY_FIELDS) for spelling in heading_spellings(field)]
)
def test_no_known_heading_of_an_identity_is_among_the_headings(heading: str) -> None:
    one = upload((*plain(), "A"), headings=(*HEADINGS, heading))
    assert offered(one, SETTINGS) == HEADINGS
    assert heading not in read_as(one, SETTINGS).values()


def test_each_field_has_its_heading_in_the_sheet_s_order() -> None:
    one = upload(plain())
    assert list(read_as(one, SETTINGS).items()) == [
        ("registered_no", "Registered No."),
        ("received_on", "Date received"),
        ("type", "Type"),
        ("channel", "Channel"),
        ("status", "Status"),
        ("resolved_on", "Resolved date"),
        ("reported_working_days", "Working days"),
        ("way", "Way"),
    ]
    assert read_as(one, SETTINGS) == one.register(SETTINGS, today=TODAY).reading.columns
    assert list(read_as(one, replace(SETTINGS, columns={"way": "Way"}))) == list(read_as(one, SETTINGS))


def test_of_columns_that_are_headed_alike_the_first_only_can_be_named() -> None:
    headings = (*HEADINGS[:5], "Date resolved", "DATE RESOLVED")
    one = upload((*plain()[:5], "not yet", "2020-08-03"), headings=headings)
    assert one.register(SETTINGS, today=TODAY).reading.columns["resolved_on"] == "DATE RESOLVED"
    facts = [(fact.heading, fact.field, fact.is_exact) for fact in one.columns(SETTINGS)]
    assert facts[-2:] == [("Date resolved", None, True), ("DATE RESOLVED", "resolved_on", False)]


def test_what_is_told_of_a_column_is_its_evidence_and_no_cell() -> None:
    rows = [("Bat Dorj", "99112233", "31/07/2020", "Resolved"), ("Oyun", None, "05/08/2020", "Open")]
    one = upload(*rows, headings=("Complainant name", "Zyxt", "Date received", "Status"))
    name, unknown, received, status = one.columns(SETTINGS)
    assert (name.field, name.examples, name.filled) == ("name", ("Aaa Aaaa", "Aaaa"), 2)
    assert (unknown.field, unknown.examples, unknown.is_exact) == ("phone", ("00000000",), True)
    assert (received.order, received.evidence) == ("DMY", "day-over-12")
    assert received.examples == ("31/07/2020", "05/08/2020")
    assert (status.field, status.examples) == ("status", ("Resolved", "Open"))


def test_a_field_that_stands_in_no_column_is_read_from_none() -> None:
    one = upload(plain(), plain())
    settings = replace(SETTINGS, columns={"channel": ""})
    assert "channel" not in read_as(one, settings)
    assert "Channel" in offered(one, settings)
    assert "channel" not in one.register(settings, today=TODAY).reading.columns


def test_columns_can_be_mapped_where_the_received_date_is_missing() -> None:
    one = upload(
        ("1", "2020-07-31", "Open", "Dorj", "Email"),
        ("2", "2020-08-01", "Opend", "Bold", "Pigeon"),
        headings=WITHOUT_DATE,
    )
    assert offered(one, SETTINGS) == ("No.", "Came in", "Status", "Channel")
    assert read_as(one, SETTINGS) == {"registered_no": "No.", "status": "Status", "channel": "Channel"}
    assert one.unknown_words(SETTINGS) == ()
    assert one.unmappable(SETTINGS) == 0
    mapped = replace(SETTINGS, columns={"received_on": "Came in"})
    assert read_as(one, mapped)["received_on"] == "Came in"
    assert len(one.register(mapped, today=TODAY)) == 2
    assert words(one, mapped) == [("status", "Opend", 1, "resolving"), ("channel", "Pigeon", 1, None)]


@pytest.mark.parametrize("rows", [[], [("a", "b"), (1, 2)]])
def test_where_no_header_is_found_there_is_nothing_to_map(rows: list[tuple[Any, ...]]) -> None:
    for one in (Here(book_of(sheet_of(rows))), Here(book_of())):
        assert offered(one, SETTINGS) == ()
        assert read_as(one, SETTINGS) == {}
        assert one.unknown_words(SETTINGS) == ()
        assert one.unmappable(SETTINGS) == 0


# --- words ------------------------------------------------------------------------------------


def test_unknown_words_come_by_kind_then_by_rows_then_as_they_appear() -> None:
    one = upload(
        *numbered(
            plain(type="Zzz", channel="Pigeon"),
            plain(type="Zzz", channel="Raven", status="Halfway"),
            plain(type="Complaint", channel="raven ", status="Rejected"),
            plain(type="Yyy", channel="Owl", status="Related"),
            plain(type="Xxx", channel="RAVEN!", status="rejected"),
        )
    )
    assert words(one) == [
        ("status", "Rejected", 2, "unrelated"),
        ("status", "Halfway", 1, None),
        ("status", "Related", 1, None),
        ("channel", "Raven", 3, None),
        ("channel", "Pigeon", 1, None),
        ("channel", "Owl", 1, None),
        ("type", "Zzz", 2, None),
        ("type", "Yyy", 1, None),
        ("type", "Xxx", 1, None),
    ]


def test_a_word_that_is_near_to_a_known_one_has_its_code() -> None:
    one = upload(plain(status="Resolvd", channel="Facebok page", type="Complant"))
    assert [near for *_, near in words(one)] == ["resolved", "facebook", "complaint"]


def test_what_is_known_or_empty_or_an_error_of_excel_is_no_unknown_word() -> None:
    one = upload(
        *numbered(plain(), plain(status=None, channel=None, type=None), plain(status="#REF!", channel="#N/A"))
    )
    assert words(one) == []
    assert one.unmappable(SETTINGS) == 0


def test_of_a_combined_cell_the_word_is_the_status_in_it() -> None:
    headings = ("Registered No.", "Date received", COMBINED)
    one = upload(
        ("1", "2020-07-31", "Halfway, Date: August 3, 2020 Period: 1 working day Way: email"),
        ("2", "2020-07-31", "halfway"),
        ("3", "2020-07-31", "Resolved Date: August 3, 2020"),
        ("4", "2020-07-31", "Way: email"),
        headings=headings,
    )
    assert words(one) == [("status", "Halfway", 2, None)]
    settings = replace(SETTINGS, values={"status": {"Halfway": "resolving"}})
    assert words(one, settings) == []
    assert counted(one.register(settings, today=TODAY), "status", "resolving") == 3


def test_a_word_of_an_excluded_row_is_not_counted_least_of_all_a_sensitive_one_s() -> None:
    rows = [
        ("1", "2020-07-31", "Pigeon", "Complaint", "Halfway", "no"),
        ("2", "2020-07-31", "Whisper", "Murmur", "Hidden", "yes"),
        ("3", "2020-07-31", "Pigeon", "Rape case", "Silent", None),
        ("4", None, "Owl", "Zzz", "Undated", "no"),
        ("1", "2020-07-31", "Pigeon", "Complaint", "Halfway", "no"),
        ("Total", None, "Eagle", None, None, None),
    ]
    one = upload(
        *rows, headings=("Registered No.", "Date received", "Channel", "Type", "Status", "Sensitive case")
    )
    assert len(one.register(SETTINGS, today=TODAY)) == 1
    assert words(one) == [("status", "Halfway", 1, None), ("channel", "Pigeon", 1, None)]
    assert one.unmappable(SETTINGS) == 0


@pytest.mark.parametrize(
    "word",
    [
        "told bat@example.org", "rang 9911-2233", "by Bat Dorj", "БАТ ДОРЖ", "facebook.com/some.one",
        "Dorj's visit",  # a single part of the name of the row's own complainant
        "x" * 81,
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["status", "channel", "type"])
def test_a_word_that_may_name_a_person_is_only_counted(kind: str, word: str) -> None:
    headings = (*HEADINGS, "Complainant name")
    rows = [(*row, "Bat Dorj") for row in numbered(plain(**{kind: word}), plain(**{kind: "Owl"}))]
    one = upload(*rows, headings=headings)
    assert words(one) == [(kind, "Owl", 1, None)]
    assert one.unmappable(SETTINGS) == 1


def test_a_part_of_a_name_in_rows_of_other_complainants_is_a_word() -> None:
    rows = numbered(plain(channel="Bold move"), plain(channel="Bold move"), plain(channel="Bold move"))
    named = [(*row, name) for row, name in zip(rows, ("Bold Bat", "Dorj Bat", None), strict=True)]
    one = upload(*named, headings=(*HEADINGS, "Complainant name"))
    assert words(one) == [("channel", "Bold move", 3, None)]


def test_a_word_of_which_one_spelling_is_an_identity_is_left_out_in_every_spelling() -> None:
    one = upload(*numbered(plain(channel="bat example org"), plain(channel="bat@example.org")))
    assert words(one) == []
    assert one.unmappable(SETTINGS) == 1


def test_a_word_of_80_letters_is_a_word_still() -> None:
    assert words(upload(plain(channel="x" * 80))) == [("channel", "x" * 80, 1, None)]


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.text(
    "ЖжӨөҮүёбгл \"'\\\n\t=[]#.,:;-/|abc\u00a0", min_size=1, max_size=20
)
CODES = {"status": [str(status) for status in Status], "channel": list(CHANNELS), "type": list(TYPES)}


@tried(max_examples=rounds(300))
@given(kind=st.sampled_from(sorted(CODES)), written=st.lists(LETTERS, min_size=1, max_size=4), data=st.data())
def test_a_word_that_is_mapped_is_known_from_then_on(
    kind: str, written: list[str], data: st.DataObject
) -> None:
    one = upload(*numbered(*(plain(**{kind: word}) for word in written)))
    found = [word for word in one.unknown_words(SETTINGS) if word.kind == kind]
    assume(found)
    word = data.draw(st.sampled_from(found))
    code = data.draw(st.sampled_from(CODES[kind]))
    before = one.register(SETTINGS, today=TODAY)
    settings = SETTINGS.with_words(kind, {word.word: code})
    assert parse_settings(settings_toml(settings).encode()) == settings
    assert [w for w in one.unknown_words(settings) if w.kind == kind] == [w for w in found if w != word]
    after = one.register(settings, today=TODAY)
    moved = 0 if (kind, code) == ("status", "unrecognised") else word.rows
    assert counted(after, kind, code) == counted(before, kind, code) + moved


@tried(max_examples=rounds(200))
@given(written=st.lists(st.none() | LETTERS, max_size=6))
def test_every_unknown_word_of_the_register_is_offered_or_left_out(written: list[str | None]) -> None:
    one = upload(*numbered(*(plain(channel=word) for word in written)))
    cells = {text for text in map(cell_text, written) if text is not None}
    assume(not cells & DITTOS)  # one stands for what is above it
    unknown = {fold(text) for text in cells - ERROR_CELLS if value_code("channel", text) is None}
    offered = one.unknown_words(SETTINGS)
    assert all(word.word in cells for word in offered)
    assert (
        len({fold(word.word) for word in offered}) == len(offered) == len(unknown) - one.unmappable(SETTINGS)
    )
    assert sum(word.rows for word in offered) <= len(written)


# --- what must not get out --------------------------------------------------------------------


def canary() -> Upload:
    return upload(
        *numbered((*plain(channel="Pigeon", status="CANARY halfway"), *["CANARY"] * 3)),
        headings=(*HEADINGS, "Complainant name", "Phone", "Remarks of the clerk"),
        name="CANARY sheet",
    )


def test_a_repr_shows_no_cell() -> None:
    one = canary()
    found = one.unknown_words(SETTINGS)
    assert "Pigeon" in [word.word for word in found]
    assert "CANARY" not in repr(one) + str(one) + f"{one}"
    assert "Pigeon" not in repr(found) + str(found[0])


def test_no_identity_column_is_among_headings_or_words() -> None:
    one = canary()
    assert offered(one, SETTINGS) == (*HEADINGS, "Remarks of the clerk")
    assert "CANARY" not in repr([words(one), offered(one, SETTINGS), read_as(one, SETTINGS)])
    assert one.unmappable(SETTINGS) == 1


@pytest.mark.parametrize("settings", [SETTINGS, replace(SETTINGS, columns={"received_on": "CANARY-heading"})])
def test_an_exception_holds_no_cell(settings: Settings) -> None:
    one = upload(
        ("CANARY-1", "2020-07-31", "CANARY-status", "CANARY-name", "CANARY-channel"), headings=WITHOUT_DATE
    )
    with pytest.raises(RegisterError) as told:
        one.register(settings)
    said = "".join(traceback.format_exception(told.value)) + repr(told.value.__dict__)
    assert "CANARY" not in said


@pytest.mark.parametrize("save", [pickle.dumps, lambda one: pickle.Pickler(io.BytesIO()).dump(one), copy.copy, copy.deepcopy])  # fmt: skip
def test_an_upload_can_not_be_stored(save: Any) -> None:
    with pytest.raises(TypeError) as told:
        save(canary())
    assert "CANARY" not in str(told.value)


def test_an_upload_keeps_no_bytes_and_can_not_be_changed() -> None:
    content = xlsx([HEADINGS, plain()])
    held = sys.getrefcount(content)
    one = open_upload("r.xlsx", content)
    assert sys.getrefcount(content) == held
    with pytest.raises(AttributeError):
        one.book = book_of()  # type: ignore[attr-defined]
