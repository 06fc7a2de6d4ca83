"""Readers get what somebody let out: words, case numbers, names of files, sheets and columns."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grm_data.analysis.cells import written
from grm_data.intake.opening import open_bytes, open_path
from grm_data.readers import for_readers, name_for_readers, waiting
from grm_data.readers.numbers import odd_numbers
from grm_data.register import Field
from grm_data.register.marks import NOT_SHOWN
from grm_data.register.ordinary import is_ordinary
from grm_data.register.traits import Readers
from grm_data.settings import Settings, parse_settings
from grm_data.store import settings_toml
from tests.registers import letting_out, register_of, row
from tests.running import run
from tests.test_command_line import SETTINGS, XLSX

DAY = date(2020, 7, 1)
HIDDEN = "other (not shown yet)"
LET_OUT = [field for field in Field if field.traits.readers is Readers.WORDS_LET_OUT]


@pytest.mark.parametrize(
    ("field", "word"),
    [
        (Field.CHANNEL, "phone"), (Field.WAY, "Letter, phone call"), (Field.WAY, "Facebook page chat"),
        (Field.CATEGORY, "Land acquisition"), (Field.CATEGORY, "Компенсация"), (Field.TYPE, "Land / crops"),
        (Field.RESPONSIBLE, "District office"), (Field.WAY, "имэйл"), (Field.CHANNEL, "radio"),
    ],
)  # fmt: skip
def test_words_that_are_nobody_s_are_shown_unasked(field: Field, word: str) -> None:
    register = register_of([row(DAY)]).with_columns({field: register_of([row(DAY, channel=word)]).channel})
    assert written(for_readers(register, Settings()), field) == [word]
    assert [one.word for one in waiting(register, Settings()) if one.kind == field] == []


@pytest.mark.parametrize("field", LET_OUT)
def test_another_word_waits_until_it_is_mapped_or_let_out(field: Field) -> None:
    register = register_of([row(DAY, number="1")]).with_columns(
        {field: register_of([row(DAY, channel="Zorp Radio")]).channel}
    )
    assert written(for_readers(register, Settings()), field) == [HIDDEN]
    (one,) = [one for one in waiting(register, Settings()) if one.kind == field]
    assert (one.word, one.rows, one.is_flagged) == ("Zorp Radio", 1, True)
    for settings in (
        Settings().with_words(field, {"Zorp Radio": "Zorp Radio"}),
        Settings(let_out=("zorp radio",)),
    ):
        assert written(for_readers(register, settings), field) == ["Zorp Radio"]
        assert [one for one in waiting(register, settings) if one.kind == field] == []


def test_words_that_wait_are_counted_as_one() -> None:
    register = register_of([row(DAY, channel=f"Zorp {i}", number=str(i)) for i in range(5)])
    shown = for_readers(register, Settings())
    assert shown.channel.names == (NOT_SHOWN,)
    assert len(shown) == 5


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["f-2020/01", "f-2020/02", "f-2020/03"], []),
        (["GRM-1"], []),
        (["BAT 1", *map(str, range(2, 20))], [0]),
        (["ЖЖ8765432", *map(str, range(2, 20))], [0]),
        (["PL-2025-001", "PL-2025-002", "PL-2025-003"], []),
        (["GRS0000001", "GRS0000002", "GRS0000003"], []),
        (["20200731-01", "20200801-02"], []),
        (["ЗАХ/1", "ЗАХ/2", "ЗАХ/3", "ЗАХ/4"], []),
        (["1", "2", "Tamang 3"], [2]),
        (["1", "2", "no number"], [2]),
        (["99112345", "2", "3"], [0]),
        (["35202-1234567-1", "12345678", "АБ12345678"], [0, 1, 2]),
        (["9911 2233", "+976 2011 2233", "555-123-4567", "123-45-6789", "5"], [0, 1, 2, 3]),
        (["Bat 12", "Ali 13", "5", "6"], [0, 1]),
        (["BAT 12", "ALI 13", "5", "6"], [0, 1]),
        (["GRM-2025-001-12", "GRM-2025-002-01"], []),
        (["Orsolya-1", "Orsolya-2", "3", "4"], [0, 1]),
        (["by Orsolya Kis", "Orsolya 12", "12 Kis Street, Orsolya", "4"], [0, 1, 2]),
        (["[name] 12", "[id]", "3", "4"], [0, 1]),
        (["Orsolya 12", "Orsolya 12", "Orsolya 12", "4"], [0, 1, 2]),
        ([None, "1", None], []),
    ],
)
def test_a_case_number_is_shown_where_it_looks_like_one(numbers: list[str | None], odd: list[int]) -> None:
    register = register_of([row(DAY, number=number) for number in numbers])
    assert odd_numbers(register, Settings()).nonzero()[0].tolist() == odd
    shown = for_readers(register, Settings()).registered_no
    assert [i for i, number in enumerate(shown) if number == NOT_SHOWN] == odd
    assert not odd_numbers(register, letting_out(register)).any()


@pytest.mark.parametrize(
    ("name", "is_shown"),
    [
        ("grievance_register_2020-12-31.xlsx", True), ("GRM log (final) v2.xlsx", True), ("Sheet1", True),
        ("Registre des plaintes.ods", True), ("Бүртгэл 2025.xlsx", True), ("Roads register June 2025.csv", True),
        ("register_Tamang_Sita.xlsx", False), ("Orsolya.csv", False), ("99112345", False),
        ("register_Family_Given.xlsx", False),
    ],
)  # fmt: skip
def test_a_name_of_a_file_or_sheet_is_shown_in_words_that_are_nobody_s(name: str, is_shown: bool) -> None:
    settings = Settings(name="Roads")
    assert name_for_readers(name, settings) == (name if is_shown else NOT_SHOWN)
    assert name_for_readers(name, replace(settings, let_out=(name,))) == name


def test_a_file_s_own_name_is_asked_about_by_nobody_and_shown_to_no_reader() -> None:
    """It has a new one each time, and readers need none."""
    lines = "Registered No.,Date received,Channel,Status\n1,2020-07-01,Phone,Resolved\n"
    register = open_bytes("Orsolya.csv", lines.encode(), Settings())
    assert waiting(register, Settings()) == ()
    assert for_readers(register, Settings()).reading.file == NOT_SHOWN
    assert for_readers(register, Settings(let_out=("Orsolya.csv",))).reading.file == "Orsolya.csv"


def test_sheets_whose_names_wait_stay_apart() -> None:
    lines = "Registered No.,Date received,Channel,Status\n1,2020-07-01,Phone,Resolved\n"
    register = open_bytes("Orsolya.csv", lines.encode(), Settings())
    shown = for_readers(register, Settings())
    assert shown.reading.file == NOT_SHOWN
    assert shown.sheet.names == ("[sheet 1]",)
    assert shown.reading.sheet == shown.reading.sheets[0].sheet == "[sheet 1]"


def test_readers_get_the_same_when_asked_twice() -> None:
    register = register_of([row(DAY, channel="Zorp", number="Zorp"), row(DAY, number="2")])
    once = for_readers(register, Settings())
    twice = for_readers(once, Settings())
    assert once.reading == twice.reading
    assert written(once, Field.CHANNEL) == written(twice, Field.CHANNEL)
    assert once.registered_no.tolist() == twice.registered_no.tolist()


def test_the_sample_has_nothing_that_waits() -> None:
    settings = parse_settings(Path(SETTINGS).read_bytes())
    assert waiting(open_path(Path(XLSX), settings), settings) == ()


def test_records_for_readers_are_what_readers_get(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        "Registered No.,Date received,Type,Channel,Sex,Status,Remarks\n"
        "G-1,2020-07-01,Complaint,Zorp Radio,F,Resolved,\n"
        "G-2,2020-07-02,Complaint,Phone,F,Resolved,sexual harassment\n"
        "G-3,2020-07-03,Complaint,Phone,M,Resolved,\n"
    )
    staff = json.loads(run("records", file, "--format", "json"))
    readers = json.loads(run("records", file, "--for-readers", "--format", "json"))
    assert [list(one) for one in staff] == [list(one) for one in readers]
    assert [(one["registered_no"], one["channel"], one["sex"], one["sheet_row"]) for one in staff] == [
        ("G-1", "Zorp Radio", "female", 2), ("G-3", "phone", "male", 4)
    ]  # fmt: skip
    assert [(one["registered_no"], one["channel"], one["sex"], one["sheet_row"]) for one in readers] == [
        ("1", HIDDEN, None, None), ("2", "phone", None, None)
    ]  # fmt: skip


def test_what_was_let_out_is_kept_with_the_version() -> None:
    settings = Settings(let_out=("Orsolya.csv", 'Zorp "1"'))
    assert parse_settings(settings_toml(settings).encode()).let_out == settings.let_out


@pytest.mark.parametrize(
    "name", ["Bill Page", "June Price", "Will Grant", "Mai An", "Tamang", "Bold", "Оюун"]
)
def test_names_are_not_ordinary_words(name: str) -> None:
    assert not is_ordinary(name)
