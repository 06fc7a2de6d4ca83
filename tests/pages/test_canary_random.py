"""Registers drawn at random, their words from no list: nothing of them reaches the public, on no page, in no file."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.report import FORMATS, build_report, rendered
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import PAGES, Open, go_to, opened_whole
from tests.pages.test_canary import sent
from tests.registers import HEADINGS, drawn_word
from tests.report.conftest import program
from tests.report.reading import docx_text, pdf_text, xlsx_text
from tests.rounds import THOROUGH

__all__ = ["program", "sent"]

PLACES = (2, 3, 4, 7, 8, 9, 10, 11)
"""Columns in which a canary may stand: words, the text, and columns of no known heading."""


def drawn(seed: int) -> tuple[str, bytes, list[str]]:
    """(name of a file, its content, the words that nobody may see)."""
    letters = random.Random(seed)
    people = [f"{drawn_word(letters)} {drawn_word(letters)}" for _ in range(9)]
    phones = [f"+976 99{letters.randrange(10**6):06d}" for _ in range(9)]
    headings = [*HEADINGS, *(drawn_word(letters, 2) for _ in range(3))]
    out = StringIO()
    sheet = csv.writer(out)
    sheet.writerow(headings)
    for i in range(9):
        cells = [
            str(i + 1),
            f"2020-0{i + 1}-06",
            "Complaint",
            "Phone",
            "Land",
            "Resolved",
            f"2020-0{i + 1}-09",
            "letter",
            "Dust",
            "",
            "",
            "",
        ]
        for j in letters.sample(PLACES, 3):
            cells[j] = (
                f"{letters.choice(('of', 'by', ''))} {people[i]} {letters.choice((phones[i], ''))}".strip()
            )
        sheet.writerow(cells)
    canaries = [part for person in people for part in person.split()] + [phone[5:] for phone in phones]
    return f"register {people[0]}.csv", out.getvalue().encode(), canaries


@pytest.mark.property
@pytest.mark.parametrize("seed", range(25 if THOROUGH else 10))
def test_no_word_that_nobody_let_out_reaches_the_public(
    open_app: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sent: list[bytes],
    program: Callable[[str], str],
    seed: int,
) -> None:
    name, content, canaries = drawn(seed)
    register, settings = open_bytes(name, content, Settings(), texts=TextPolicy.KEPT), Settings(name="Roads")
    with Store() as store:
        store.publish(draft_of(register, settings, None), by="Oyun", base=0, accepted="tried")
        found = store.read()
    assert found is not None
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app(period="start")
    for page in PAGES if THOROUGH else random.Random(seed).sample(PAGES, 2):
        opened_whole(go_to(app, page))
    everything = b"\n".join(sent)
    assert b"Roads" in everything
    assert [word for word in canaries if word.encode() in everything] == []
    model = build_report(found.register, settings, date(2020, 1, 1), date(2020, 12, 31))
    readers = (docx_text, lambda file: pdf_text(file, program("pdftotext")), xlsx_text)
    for kind, text in zip(FORMATS, readers, strict=True):
        path = tmp_path / f"report.{kind}"
        path.write_bytes(rendered(model, kind))
        told = text(path)
        assert [word for word in canaries if word in told] == [], kind
