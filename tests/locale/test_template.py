"""The empty register in each language: filled from its own lists it reads back with every field understood."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from grm_data.intake.opening import open_bytes
from grm_data.intake.template import FIELDS, heading_of, template_workbook
from grm_data.messages import message
from grm_data.register import CHANNELS, TYPES, Field
from grm_data.register.headings import fields_of_heading
from grm_data.register.register import Register
from grm_data.register.vocabulary import value_code
from grm_data.settings import Settings
from grm_data.speech import languages, speaking

STATUSES = ("unrelated", "resolving", "resolved")
TODAY = date(2026, 11, 24)


def filled(code: str) -> Register:
    """The template of a language with each word of its lists in a row."""
    with speaking(code):
        rows = []
        for i in range(max(len(TYPES), len(CHANNELS))):
            status = STATUSES[i % 3]
            words = {
                Field.REGISTERED_NO: f"f-2020/{i + 1:02}",
                Field.RECEIVED_ON: date(2020, 7, i + 1),
                Field.TYPE: message(f"type.{TYPES[i % len(TYPES)]}") if status != "unrelated" else None,
                Field.CHANNEL: message(f"channel.{CHANNELS[i % len(CHANNELS)]}"),
                Field.STATUS: message(f"status.{status}"),
                Field.RESOLVED_ON: date(2020, 7, i + 2) if status == "resolved" else None,
                Field.SENSITIVE: message("word.no"),
            }
            rows.append([words.get(field) for field in FIELDS])
        content = template_workbook(rows)
        return open_bytes("register.xlsx", content, Settings(), today=TODAY)


@pytest.mark.parametrize("code", languages())
def test_filled_from_its_lists_every_field_is_understood(code: str) -> None:
    register = filled(code)
    with speaking(code):
        assert dict(register.reading.columns) == {str(field): heading_of(field) for field in FIELDS}
    known = {"start-missing", "sheet-other", "date-zone-unknown"}
    assert {one.code for one in register.reading.findings} <= known
    assert register.reading.excluded == ()
    assert set(register.channel.names) == set(CHANNELS)
    assert set(register.type.names) <= set(TYPES)


@pytest.mark.parametrize("code", languages())
def test_each_word_of_its_lists_has_its_meaning(code: str) -> None:
    with speaking(code):
        for kind, codes in (("channel", CHANNELS), ("type", TYPES), ("status", STATUSES)):
            for one in codes:
                assert value_code(kind, message(f"{kind}.{one}")) == one, message(f"{kind}.{one}")
        for field in FIELDS:
            assert next(iter(fields_of_heading(heading_of(field)))) is field, heading_of(field)
        sheet = load_workbook(BytesIO(template_workbook())).worksheets[0]
        lists = [one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"]
        assert all(len(one) <= 257 for one in lists)  # Excel takes 255 letters and both quotation marks
