"""Made-up people in made-up registers: under headings that nobody knows, and in every place of a workbook."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grm_data.intake.book import Book
from tests.intake.books import book_of, sheet_of

__all__ = ["HEADINGS", "PLACES", "Planted", "planted"]

HEADINGS = (
    "PAP name", "Reported by", "Lodged by (full name)", "Contact of claimant", "Nom et prénom du plaignant", "Household head",
    "Who came", "Focal person", "Informant", "Claimant (if not anonymous)", "Landowner", "Filed on behalf of", "Witness",
    "Applicant / Өргөдөл гаргагч", "Хэн ирсэн", "Иргэний овог нэр", "Кто обратился", "ФИО собственника", "Déclarant", "Persona que reporta",
    "Titular", "Pemohon", "Người khiếu nại", "Başvuran", "اسم المشتكي", "申诉人姓名", "Details of the aggrieved", "Field 7", "Q12", "Remarks 2",
)  # fmt: skip
"""Of a column of names, or of phones, numbers or addresses: few of them are in the vocabulary."""

_SYLLABLES = (
    "ba",
    "do",
    "ki",
    "lu",
    "mar",
    "ne",
    "or",
    "pel",
    "qui",
    "ras",
    "su",
    "tov",
    "ul",
    "vek",
    "za",
    "gan",
    "bek",
    "nor",
)
_CYRILLIC = (
    "ба",
    "до",
    "ки",
    "лу",
    "мар",
    "нэ",
    "ор",
    "пэл",
    "рас",
    "су",
    "тов",
    "ул",
    "вэг",
    "за",
    "ган",
    "бэх",
    "нор",
    "цэц",
)
_ISSUES = (
    "the dust on the road is bad and nobody answers", "payment for the land came late this year", "who may apply for the new jobs at site",
    "noise at night from the trucks near the school", "water of the well is dirty since the blasting",
)  # fmt: skip
_COLUMNS = (
    "No.", "Date received", "Type", "Channel", "Status", "Way", "Category", "Responsible", "Summary of issue", "Actions taken",
)  # fmt: skip


def word(chance: random.Random, syllables: tuple[str, ...] = _SYLLABLES) -> str:
    """A word of random syllables that no language has."""
    return "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4)))).capitalize()


def name(chance: random.Random) -> str:
    """A person's name as it may be written, two words or more."""
    syllables = chance.choice((_SYLLABLES, _CYRILLIC))
    parts = [word(chance, syllables) for _ in range(chance.choice((2, 2, 3)))]
    return (
        chance.choice(("", "", "", "Mr ", "Mme "))
        + chance.choice((" ", " ", " ", "-")).join(parts[:2])
        + " "
        + " ".join(parts[2:] or [word(chance, syllables)])
    )


def phone(chance: random.Random) -> str:
    digits = f"{chance.choice((88, 95, 99))}{chance.randrange(10**6):06}"
    return chance.choice((digits, f"{digits[:4]}-{digits[4:]}", f"+976 {digits}"))


def number(chance: random.Random) -> str:
    n = chance.randrange
    return chance.choice(
        (
            f"{n(10000, 99999)}-{n(10**6, 10**7)}-{n(10)}",
            f"{n(3000, 9999)} {n(1000, 9999)} {n(1000, 9999)}",
            f"УБ{n(60, 99)}0{n(1, 10)}1{n(10)}{n(10, 100)}",
            f"AB{n(10**6, 10**7)}",
        )
    )


def address(chance: random.Random) -> str:
    return f"{word(chance)} street {chance.randrange(2, 99)}, flat {chance.randrange(100, 999)}"


KINDS: dict[str, Callable[[random.Random], str]] = {
    "name": name,
    "phone": phone,
    "id": number,
    "address": address,
}


@dataclass
class Planted:
    """A book, and what must not be in anything that leaves it."""

    heading: str
    kind: str
    canaries: list[str]
    rows: list[list[Any]]
    headings: list[str]
    sheet: str = "Register"
    file: str = "register.xlsx"
    above: list[tuple[str, ...]] = field(default_factory=list)

    def book(self) -> Book:
        sheet = sheet_of([*self.above, self.headings, *self.rows], self.sheet)
        return book_of(sheet, name=self.file)


def _cell(column: str, before: str = "", behind: str = "") -> Callable[[Planted, int, str], None]:
    def put(one: Planted, row: int, canary: str) -> None:
        one.rows[row][_COLUMNS.index(column)] = f"{before}{canary}{behind}"

    return put


def _heading(one: Planted, row: int, canary: str) -> None:
    one.headings.append(f"Asked by {canary}")
    one.rows[row].append("x")


def _file(one: Planted, row: int, canary: str) -> None:
    one.file = f"register_{canary.replace(' ', '_')}.xlsx"


def _sheet(one: Planted, row: int, canary: str) -> None:
    one.sheet = canary


def _title(one: Planted, row: int, canary: str) -> None:
    one.above = [(f"Register kept by {canary}",)]


PLACES: dict[str, Callable[[Planted, int, str], None]] = {
    "channel": _cell("Channel"),
    "channel, told": _cell("Channel", "Told by "),
    "type": _cell("Type"),
    "type, of": _cell("Type", "Request of "),
    "way": _cell("Way", "call to "),
    "way alone": _cell("Way"),
    "case number": _cell("No.", "12 "),
    "category": _cell("Category", "", " family"),
    "responsible": _cell("Responsible"),
    "status": _cell("Status"),
    "issue": _cell("Summary of issue", "It was said that ", " came about the dust"),
    "action": _cell("Actions taken", "We met ", "."),
    "heading": _heading,
    "file name": _file,
    "sheet name": _sheet,
    "title": _title,
}


def planted(chance: random.Random, heading: str, place: str, kind: str = "name") -> Planted:
    """A register whose further column holds made-up identities, one of which stands in another place, too."""
    n = chance.randrange(4, 12)
    canaries = [KINDS[kind](chance) for _ in range(n)]
    words = ("Email", "Phone", "Letter")
    rows: list[list[Any]] = [
        [
            i + 1, f"2020-0{1 + i % 9}-1{i % 10}", chance.choice(("Request", "Complaint")), chance.choice(words), "Resolved", "email",
            chance.choice(("Dust", "Land", "Water")), chance.choice(("Contractor", "PIU")), chance.choice(_ISSUES), chance.choice(_ISSUES),
        ]
        for i in range(n)
    ]  # fmt: skip
    one = Planted(heading, kind, canaries, rows, [*_COLUMNS])
    PLACES[place](one, chance.randrange(n), chance.choice(canaries))
    at = chance.randrange(len(one.headings) + 1)
    width = len(one.headings)
    one.headings.insert(at, heading)
    for row, canary in zip(one.rows, canaries, strict=True):
        row += [None] * (width - len(row))
        row.insert(at, canary)
    return one
