"""Contract tests over the table of fields: no pass over a register forgets a field."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from grm_data.analysis.cells import written
from grm_data.analysis.records import RECORD_FIELDS, records
from grm_data.analysis.selection import select
from grm_data.comparing.comparison import compare
from grm_data.figures.labels import label
from grm_data.intake.opening import open_bytes
from grm_data.messages import has_message
from grm_data.readers import for_readers
from grm_data.register import Field, Kind, Register, Status, WorkCalendar
from grm_data.register.body import body_of, register_of_body
from grm_data.register.fields import fields_of
from grm_data.register.headings import fields_of_heading, heading_spellings
from grm_data.register.traits import Readers, Scrub, Traits
from grm_data.register.vocabulary import value_code
from grm_data.settings import COLUMN_FIELDS, Settings
from grm_data.store import draft_of
from tests.registers import register_of, row

KEPT = [field for field in Field if field.is_kept]
ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    Field.RECEIVED_ON: "received",
    Field.RESOLVED_ON: "resolved",
    Field.ACKNOWLEDGED_ON: "acknowledged",
    Field.REPORTED_WORKING_DAYS: "reported",
    Field.REGISTERED_NO: "number",
}
TWO_VALUES = {
    Kind.LABEL: ("f-1", "f-2"),
    Kind.DAY: (date(2020, 7, 3), date(2020, 7, 6)),
    Kind.STATUS: (Status.RESOLVED, Status.UNRELATED),
    Kind.NUMBER: (3, 5),
    Kind.FLAG: (True, False),
    Kind.TEXT: ("The well is dry", "The road is closed"),
    Kind.CATEGORY: ("Zorp", "Quib"),
}


def register_with(field: Field, value: object) -> Register:
    plain = {
        "received": date(2020, 7, 1),
        "status": Status.RESOLVED,
        "number": "f-1",
        "issue": "A lamp is broken",
    }
    return register_of([row(**(plain | {NAMES.get(field, str(field)): value}))])


def cells(field: Field) -> tuple[str, str]:
    """Two cells of a sheet that hold the field, in words outside the vocabulary where it has none."""
    match field.traits.kind:
        case Kind.DAY:
            return "2020-07-03", "2020-07-06"
        case Kind.NUMBER:
            return "3", "5"
        case Kind.FLAG:
            return "Yes", "No"
        case Kind.STATUS:
            return "Resolved", "Unrelated"
        case _:
            return "Zorp 71", "Quib 72"


def sheet_of(field: Field, *cells: str) -> bytes:
    """A sheet in which a column is headed as the field first is."""
    headings = {
        "registered_no": "Case No.",
        "received_on": "Date received",
        str(field): heading_spellings(field)[0],
    }
    lines = [";".join(headings.values())]
    for i, cell in enumerate(cells, 1):
        values = {"registered_no": f"f-{i}", "received_on": "2020-07-01", str(field): cell}
        lines.append(";".join(values[name] for name in headings))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("trait", [item.name for item in fields(Traits)])
def test_no_trait_of_a_field_can_be_left_out(trait: str) -> None:
    traits = Field.CHANNEL.traits
    given = {item.name: getattr(traits, item.name) for item in fields(Traits) if item.name != trait}
    with pytest.raises(TypeError, match=trait):
        Traits(**given)


@pytest.mark.parametrize("field", [field for field in Field if field.traits.kind is not Kind.INSIDE])
def test_every_field_has_headings_and_a_label(field: Field) -> None:
    assert field in fields_of_heading(heading_spellings(field)[0])
    assert has_message(f"field.{field}") or field.traits.kind is Kind.IDENTITY


@pytest.mark.parametrize("field", [field for field in Field if field.traits.codes])
def test_every_code_has_a_label_and_is_a_spelling_of_itself(field: Field) -> None:
    for code in field.traits.codes:
        assert has_message(f"{field}.{code}"), code
        assert value_code(field, code) == value_code(field, label(field, code)) == code


@pytest.mark.parametrize("field", KEPT)
def test_every_field_gets_from_the_sheet_into_the_register_the_body_and_the_records(field: Field) -> None:
    first, second = cells(field)
    settings = Settings(texts_cleared=True)
    register = open_bytes("r.csv", sheet_of(field, first, second), settings)
    assert len(register) == 2
    found = written(register, field)
    assert None not in found
    assert len(set(found)) == 2
    stored = register_of_body(body_of(register))
    assert written(stored, field) == found
    if field.traits.recorded:
        assert records(select(stored, WorkCalendar(), date.max))[str(field)].notna().all()


@pytest.mark.parametrize("field", KEPT)
def test_every_field_is_in_the_records_or_says_why_not(field: Field) -> None:
    assert (str(field) in RECORD_FIELDS) == field.traits.recorded


@pytest.mark.parametrize("field", [field for field in KEPT if field.traits.compared])
def test_a_difference_in_a_field_is_found_and_is_of_its_kind(field: Field) -> None:
    before, after = (register_with(field, value) for value in TWO_VALUES[field.traits.kind])
    (change,) = compare(before, after).rows
    assert field in {item.field for item in change.differences}
    if field not in (Field.RESOLVED_ON, Field.STATUS):
        assert [str(kind) for kind in change.kinds] == [str(field.traits.compared)]


def test_only_the_case_number_is_not_compared() -> None:
    assert [field for field in KEPT if field.traits.compared is None] == [Field.REGISTERED_NO]


@pytest.mark.parametrize("field", [field for field in KEPT if field.traits.scrub is not Scrub.NOTHING])
def test_a_complainant_is_taken_out_of_every_field_that_holds_words(field: Field) -> None:
    sheet = sheet_of(field, "Told by Zorpwin Quibbleton").decode().splitlines()
    sheet = [f"{sheet[0]};Complainant", f"{sheet[1]};Zorpwin Quibbleton"]
    register = open_bytes("r.csv", "\n".join(sheet).encode(), Settings(texts_cleared=True))
    assert written(register, field) == ["Told by [name removed]"]
    assert b"Quibbleton" not in body_of(register)
    assert "Quibbleton" not in repr([*register.columns.arrays()])


@pytest.mark.parametrize("field", [field for field in Field if not field.is_kept])
def test_what_is_not_kept_is_in_no_register(field: Field) -> None:
    assert field not in register_of([row(date(2020, 7, 1))]).columns
    assert str(field) not in RECORD_FIELDS


@pytest.mark.parametrize("field", list(fields_of(Kind.CATEGORY)))
def test_readers_get_of_a_category_what_the_table_says(field: Field) -> None:
    register = register_with(field, "Zorp")
    shown, mapped = (
        for_readers(register, settings)
        for settings in (Settings(), Settings().with_words(field, {"Z": "Zorp"}))
    )
    match field.traits.readers:
        case Readers.TABLE:
            assert field not in shown.columns
            assert field not in mapped.columns
        case Readers.WORDS_LET_OUT:
            assert written(shown, field) == ["other (not shown yet)"]
            assert written(mapped, field) == ["Zorp"]
        case _:
            assert field.traits.readers is Readers.ROW


@pytest.mark.parametrize("field", [field for field in KEPT if field.traits.kind is Kind.FLAG])
def test_a_flag_for_tables_only_is_in_no_row_of_a_reader(field: Field) -> None:
    shown = for_readers(register_with(field, True), Settings())
    assert (field in shown.columns) == (field.traits.readers is Readers.ROW)


@pytest.mark.parametrize("field", list(fields_of(Kind.TEXT)))
def test_a_text_is_in_no_version_before_somebody_cleared_it(field: Field) -> None:
    register = register_with(field, "Zorp's own story")
    version, withheld = draft_of(register, Settings(), None).for_version()
    assert version.text(field).is_withheld.all()
    assert withheld >= 1
    assert b"Zorp" not in body_of(version)


def test_a_yes_or_no_is_a_recognised_one_or_none() -> None:
    register = open_bytes(
        "r.csv", sheet_of(Field.APPEALED, "Yes", "False", "✓", "–", "perhaps", "?"), Settings()
    )
    assert written(register, Field.APPEALED) == ["yes", "no", "yes", "no", None, None]
    assert [one.row for one in register.reading.findings if one.code == "flag-unreadable"] == [6, 7]


def test_a_bare_yes_is_an_escalation_and_a_bare_no_is_none() -> None:
    register = open_bytes(
        "r.csv", sheet_of(Field.ESCALATED_TO, "Yes", "False", "No", "Zorp Court"), Settings()
    )
    assert written(register, Field.ESCALATED_TO) == ["yes", None, None, "Zorp Court"]


def test_a_field_that_only_one_register_records_changes_no_case() -> None:
    before = register_with(Field.LOCATION, "Zorp")
    without = replace(before, columns=before.columns.without(Field.LOCATION))
    assert compare(without, before).rows == ()


ENTRY = '    COLOUR = "colour", _category((), Since.RECEIPT, Readers.ROW, filters=True)\n'
CHANGES = {
    "grm_data/register/fields.py": ("    LOCATION = ", f"{ENTRY}    LOCATION = "),
    "grm_data/register/spellings/columns.toml": (
        "[location]",
        '[colour]\nen = ["Colour of the form"]\n\n[location]',
    ),
    "grm_data/locale/en.toml": (
        'location = "Location"',
        'location = "Location"\ncolour = "Colour of the form"',
    ),
}
"""What a new category field takes: three files."""

USES = """
import sys
from pathlib import Path
from grm_data.analysis.cells import written
from grm_data.comparing.comparison import compare
from grm_data.figures.labels import label
from grm_data.intake.opening import open_path
from grm_data.register.body import body_of, register_of_body
from grm_data.register.fields import field_named
from grm_data.settings import Settings
from grm_data.readers import for_readers
field = field_named("colour")
register = open_path(Path(sys.argv[1]), Settings())
stored = for_readers(register_of_body(body_of(register)), Settings())
other = register_of_body(body_of(register)).with_columns({field: register.category(field).renamed(str.upper)})
print(written(stored, field), label("field", field), [str(c.differences[0].field) for c in compare(register, other).rows])
"""


def test_a_category_field_that_does_not_exist_yet_takes_three_files(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "grm_data", copy / "grm_data", ignore=shutil.ignore_patterns("__pycache__"))
    for name, (old, new) in CHANGES.items():
        text = (copy / name).read_text("utf-8")
        assert text.count(old) >= 1
        (copy / name).write_text(text.replace(old, new, 1), "utf-8")
    sheet = tmp_path / "r.csv"
    sheet.write_bytes(
        b"No.;Date received;Colour of the form;Name\n1;2020-07-01;zorp by Ann Quib;Ann Quib\n2;2020-07-02;plid;Bo Zed\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(copy)}

    def python(*arguments: str) -> str:
        call = [sys.executable, *arguments]
        return subprocess.run(
            call, cwd=copy, env=environment, capture_output=True, text=True, check=True
        ).stdout

    printed = json.loads(python("-m", "grm_data", "records", str(sheet), "--format", "json"))
    assert [one["colour"] for one in printed] == ["zorp by [name removed]", "plid"]
    assert list(printed[0])[-1] == "benefit_related" or "colour" in printed[0]
    checked = json.loads(python("-m", "grm_data", "check", str(sheet), "--json"))
    assert checked["columns"]["colour"] == "Colour of the form"
    assert python("-c", USES, str(sheet)).strip() == (
        "['zorp by [name removed]', 'plid'] Colour of the form ['colour', 'colour']"
    )


@pytest.mark.parametrize("name", COLUMN_FIELDS)
def test_every_field_that_a_column_may_be_has_a_label(name: str) -> None:
    assert has_message(f"field.{name}")
