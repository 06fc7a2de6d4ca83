"""Both tables of the source report stand in all three files, cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from grm_data import __version__
from grm_data.figures.labels import label
from grm_data.report import ReportModel
from tests.report.reading import as_day, docx_tables, docx_text, pdf_text, squeezed, xlsx_rows, xlsx_text

HERE = Path(__file__).parent
CANONICAL = HERE.parent / "golden"


def _golden(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


RECEIVED = _golden(HERE / "golden" / "received.csv")
ADDRESSED = _golden(HERE / "golden" / "addressed.csv")


def test_the_golden_files_hold_the_numbers_of_the_source_report() -> None:
    """The printed rows against the canonical golden files, which the whole project shares."""
    header, *rows = _golden(CANONICAL / "received_2020H2.csv")
    printed = [row[3].split("\n") for row in RECEIVED[1:]]
    for row, cell in zip(rows, printed, strict=True):
        one = dict(zip(header, row, strict=True))
        words = {"Channel": one["channels"], "Type": one["types"]}
        assert cell[0] == one["count"]
        found = dict(line.split(": ", 1) for line in cell[1:])
        for name, expected in words.items():
            counts = [item.rsplit(" ", 1) for item in expected.split("; ") if item]
            shown = {f"{label(name.lower(), word)} {count}" for word, count in counts}
            assert set(found.get(name, "").split(", ")) - {""} == shown


def test_the_word_file_holds_both_tables(files: dict[str, Path]) -> None:
    tables = {tuple(table[0]): table for table in docx_tables(files["docx"])}
    assert tables[tuple(RECEIVED[0])] == RECEIVED
    assert tables[tuple(ADDRESSED[0])] == ADDRESSED


def test_the_pdf_holds_every_row_of_both_tables(
    files: dict[str, Path], program: Callable[[str], str]
) -> None:
    text = squeezed(pdf_text(files["pdf"], program("pdftotext"), "-raw"))
    for row in ADDRESSED:
        assert squeezed("".join(row)) in text
    for period, total, status, cell in RECEIVED[1:]:
        assert squeezed(period) + squeezed(total) in text
        assert squeezed(status + cell) in text


def test_the_workbook_holds_every_cell_of_the_received_table(files: dict[str, Path]) -> None:
    rows = xlsx_rows(files["xlsx"], "Feedback received")
    ends = [i for i, row in enumerate(rows) if row[0] in ("Channel", "Type")]
    lines = [row[:7] for row in rows[4 : ends[0]] if row[0]]
    found = {(line[0], line[5]): [*line[:3], line[6], set(), set()] for line in lines}
    for place, (at, end) in enumerate(zip(ends, (ends[1], len(rows)), strict=True), 4):
        periods, statuses = rows[at], rows[at + 1]
        for word, *counts in (row for row in rows[at + 2 : end] if row[0]):
            for period, status, count in zip(periods[1:], statuses[1:], counts, strict=True):
                if count:
                    found[period, status][place].add(f"{word} {count}")
    header, *golden = _golden(CANONICAL / "received_2020H2.csv")
    names_of = {"new": "New period", "previous": "Previous period", "total": "Total"}
    for golden_row in golden:
        one = dict(zip(header, golden_row, strict=True))
        expected = [
            {
                f"{label(kind, item.rsplit(' ', 1)[0])} {item.rsplit(' ', 1)[1]}"
                for item in one[key].split("; ")
                if item
            }
            for kind, key in (("channel", "channels"), ("type", "types"))
        ]
        name = names_of[one["period"]]
        assert found.pop((name, label("status", one["status"]))) == [
            name, one["from"], one["to"], int(one["count"]), *expected
        ]  # fmt: skip
    assert not found
    totals = [(line[3], line[4]) for line in lines if line[3] is not None]
    assert totals == [(9, 6), (20, 8), (29, 14)]


def test_the_workbook_holds_every_cell_of_the_addressed_table(files: dict[str, Path]) -> None:
    _, header, *rows = xlsx_rows(files["xlsx"], "Feedback addressed")
    assert header == ADDRESSED[0]
    assert [[str(value) for value in row] for row in rows] == [
        [no, as_day(day).isoformat(), *rest] for no, day, *rest in ADDRESSED[1:]
    ]


def test_both_ratios_and_the_working_days_stand_in_every_file(
    files: dict[str, Path], program: Callable[[str], str]
) -> None:
    texts = {
        "docx": docx_text(files["docx"]),
        "pdf": " ".join(pdf_text(files["pdf"], program("pdftotext"), "-layout").split()),
        "xlsx": xlsx_text(files["xlsx"]),
    }
    for kind, text in texts.items():
        for stated in ("14:14 (100% resolved)", "29:14", "9:6", "6:6", "1, 1, 1, 2, 1, 11", "longest 11"):
            assert stated in text, (kind, stated)
    for kind in ("docx", "pdf"):
        assert "14:14 (100%)" in texts[kind]
        assert "0 + 6 − 6 = 0" in texts[kind]


def test_the_sentences_are_those_of_the_source_report(model: ReportModel) -> None:
    assert model.title == "Smart Government Project Grievance Redress Mechanism"
    assert model.subtitle == "Summary Report, June 25, 2020 – December 31, 2020"
    assert model.summary == (
        "Since the project began in September 2015, 29 feedbacks have been received through 5 channels (Facebook "
        "page, Project website, Written, Email, Face-to-face meeting). Of these, 14 were addressed, all of them "
        "resolved; 15 were unrelated.",
        "In the period of this report, 9 feedbacks were received. Of these, 6 were addressed, all of them resolved; "
        "3 were unrelated.",
        "The ratio of all feedback received to feedback addressed is 29:14; the ratio of all feedback addressed to "
        "feedback resolved is 14:14 (100% resolved).",
    )
    assert [meaning.word for meaning in model.meanings] == ["Unrelated", "Resolving", "Resolved", "Addressed"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_footer_says_where_the_figures_come_from(
    kind: str, files: dict[str, Path], model: ReportModel, program: Callable[[str], str]
) -> None:
    assert model.footer == (
        f"smart_government_register.xlsx, SHA-256 {model.source.sha256}, unpublished. As of December 31, 2020. "
        "Calendar: public holidays of Mongolia, weekend Saturday, Sunday, 7 other days off, 3 worked days. "
        f"Made on January 15, 2021 by GRM Monitor {__version__}."
    )
    assert len(model.source.sha256) == 12
    if kind == "pdf":
        pages = pdf_text(files["pdf"], program("pdftotext"), "-raw").rstrip("\f").split("\f")
        assert len(pages) > 2
        for page in pages:
            assert squeezed(model.footer) in squeezed(page)
            assert "Sample data" in page
    else:
        text = docx_text(files["docx"]) if kind == "docx" else xlsx_text(files["xlsx"])
        assert model.footer in text
        assert "Sample data" in text
