"""People drawn at random, in any cell, under headings of any language or none: no reader gets a word of them.

Hundreds of registers go through intake, store and records, every 25th into a report, too. What the pages send
and the files hold: ``tests/pages/test_canary_random.py``.
"""

from __future__ import annotations

import csv
import random
import tomllib
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from grm_data.analysis.records import records
from grm_data.analysis.selection import every_case
from grm_data.intake.build import build_register
from grm_data.intake.policy import TextPolicy
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes
from grm_data.readers import for_readers, settings_for_readers
from grm_data.register import Register
from grm_data.register.body import body_of, register_of_body
from grm_data.report import build_report
from grm_data.settings import Settings
from grm_data.store import Store, draft_of, settings_toml
from tests.registers import HEADINGS, drawn_word
from tests.rounds import THOROUGH

LISTS = Path(__file__).parents[1] / "register"
FIELDS = ("none", "name", "phone", "channel", "type", "issue", "action")
OTHERS = tuple(
    heading
    for name in ("headings_third", "headings_fourth")
    for field, headings in tomllib.loads((LISTS / f"{name}.toml").read_text("utf-8")).items()
    if field in FIELDS
    for heading in headings
)
"""Headings of many languages, most in no list of the intake, written by another hand."""

PLACES = (0, 2, 3, 4, 7, 8, 9, 10, 11)
TODAY = date(2021, 1, 1)
EACH = 50
"""Registers that one test goes through."""


def drawn(letters: random.Random) -> tuple[str, bytes, list[str]]:
    """(name of a file, its content, every part of a person in it)."""
    first, last = drawn_word(letters), drawn_word(letters)
    digits = f"{letters.randrange(10**5, 10**6)}"
    kinds = (
        f"{first} {last}", f"by {first} {last}", f"+976 99{digits}", f"UB{digits}21", f"{first.lower()}@{last.lower()}.org",
        f"{digits[:3]} {last} Street, {first}", f"{last} {digits}", f"house of {first}",
    )  # fmt: skip
    heads = [*HEADINGS, letters.choice(OTHERS), drawn_word(letters), letters.choice(OTHERS)]
    out = StringIO()
    sheet = csv.writer(out)
    sheet.writerow(heads)
    for i in range(1, 9):
        cells = [
            str(i),
            f"2020-0{i}-03",
            "Complaint",
            "Phone",
            "Land",
            "Resolved",
            f"2020-0{i}-09",
            "letter",
            "Dust",
        ]
        cells += ["", "", ""]
        for j in letters.sample(PLACES, 2):
            cells[j] = letters.choice(kinds)
        sheet.writerow(cells)
    name = letters.choice(("register.csv", f"{first} {last}.csv", f"register_{last}_{digits}.csv"))
    return name, out.getvalue().encode(), [first, last, digits, heads[10]]


def opened(name: str, content: bytes) -> Register:
    """The register in a file, by way of its body as ever, but without a process of its own for each of hundreds."""
    book = read_book(source_from_bytes(name, content))
    return register_of_body(body_of(build_register(book, Settings(), (), TODAY, TextPolicy.KEPT)))


@pytest.mark.property
@pytest.mark.parametrize("batch", range((5_000 if THOROUGH else 250) // EACH))
def test_no_part_of_a_person_reaches_a_reader(batch: int, tmp_path: Path) -> None:
    letters = random.Random(batch)
    with Store(f"sqlite:///{tmp_path / 'grm.sqlite'}") as store:
        for base in range(EACH):
            name, content, parts = drawn(letters)
            register = opened(name, content)
            store.publish(
                draft_of(register, Settings(name="Roads"), None), by="O", base=base, accepted="tried"
            )
            found = store.read()
            assert found is not None
            shown = for_readers(found.register, found.settings)
            rows = records(every_case(shown, found.settings.calendar, TODAY))
            told = f"{rows.to_csv()}{shown.reading}{shown.sheet.names}"
            told += settings_toml(settings_for_readers(found.settings))
            if base % 25 == 0:
                told += str(
                    build_report(found.register, found.settings, date(2020, 1, 1), date(2020, 12, 31))
                )
            left = [part for part in parts if part.lower() in told.lower()]
            assert left == [], (batch, base)
