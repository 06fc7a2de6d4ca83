"""The workbook handed to staff: filled with the sample's rows it reads back with no finding."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from grm_data.analysis.cells import written
from grm_data.cli import main
from grm_data.intake.opening import open_bytes, open_path
from grm_data.intake.template import FIELDS, ROWS, heading_of, template_workbook
from grm_data.messages import message
from grm_data.register import CHANNELS, TYPES, Status
from grm_data.register.vocabulary import value_code
from grm_data.settings import load_settings

SAMPLE = Path(__file__).parents[2] / "sample_data"
HEADINGS = {field: heading_of(field) for field in FIELDS}
SETTINGS = load_settings(SAMPLE / "grm.toml")
TODAY = date(2026, 11, 24)


def sample_rows() -> list[list[object]]:
    """The sample's rows in the template's columns, dates as dates."""
    with (SAMPLE / "smart_government_register.csv").open(encoding="utf-8", newline="") as file:
        rows = []
        for row in csv.DictReader(file):
            cells: list[object] = [row.get(heading) or None for heading in HEADINGS.values()]
            for heading in ("Date received", "Resolved date"):
                j = list(HEADINGS.values()).index(heading)
                cells[j] = date.fromisoformat(str(cells[j])) if cells[j] else None
            j = list(HEADINGS.values()).index("Working days")
            cells[j] = int(str(cells[j])) if cells[j] else None
            rows.append(cells)
    return rows


def test_filled_with_the_sample_s_rows_it_reads_back_with_no_fault_and_the_same_figures() -> None:
    filled = open_bytes("filled.xlsx", template_workbook(sample_rows()), SETTINGS, today=TODAY)
    sample = open_path(SAMPLE / "smart_government_register.xlsx", SETTINGS, today=TODAY)
    assert [(one.code, one.sheet) for one in filled.reading.findings] == [("sheet-other", "Instructions")]
    assert filled.reading.excluded == ()
    for field in HEADINGS:
        if field.is_kept:
            assert written(filled, field) == written(sample, field), field


def test_every_word_of_its_drop_downs_is_known() -> None:
    for kind, codes in (("channel", CHANNELS), ("type", TYPES), ("status", tuple(Status)[:3])):
        for code in codes:
            assert value_code(kind, message(f"{kind}.{code}")) == code


def test_it_has_drop_downs_date_cells_a_frozen_header_instructions_and_one_table() -> None:
    book = load_workbook(BytesIO(template_workbook()))
    sheet = book["Register"]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert sheet.freeze_panes == "B2"
    assert list(sheet.tables) == ["Register"]
    assert sheet.tables["Register"].ref == f"A1:K{ROWS + 1}"
    kinds = sorted(rule.type for rule in sheet.data_validations.dataValidation)
    assert kinds == ["date", "date", "list", "list", "list", "list", "whole"]
    assert sheet.column_dimensions["B"].number_format == "yyyy-mm-dd"
    assert book["Instructions"].max_row > 8


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "template.xlsx"
    assert main(["template", "--out", str(out)]) == 0
    assert load_workbook(out).sheetnames == ["Register", "Instructions"]
    assert main(["template", "--out", str(tmp_path / "nowhere" / "t.xlsx")]) == 2


def test_a_text_that_looks_like_a_formula_or_a_link_stays_a_text() -> None:
    row = [
        "=1+1",
        date(2020, 7, 31),
        "Request",
        "Email",
        "http://example.org",
        "@x",
        "Resolved",
        None,
        None,
        None,
        None,
    ]
    sheet = load_workbook(BytesIO(template_workbook([row])))["Register"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["E2"].hyperlink is None
