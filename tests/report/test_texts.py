"""The report says of a text that it is withheld only where there is one."""

from __future__ import annotations

from datetime import date

import numpy as np

from grm_data.intake.opening import open_bytes
from grm_data.messages import message
from grm_data.register import Field, Register, Status
from grm_data.register.body import body_of, register_of_body
from grm_data.report import build_report, missing_before_sending
from grm_data.settings import Settings
from grm_data.store import draft_of, text_key
from tests.registers import register_of, row

FIRST, LAST = date(2020, 7, 1), date(2020, 12, 31)
WITHHELD = message("report.withheld")
WITHOUT_TEXTS = b"""No.,Date received,Type,Channel,Status,Resolved date
1,2020-07-01,Request,Email,Resolved,2020-07-03
2,2020-07-02,Request,Email,Resolving,
3,2020-07-03,Complaint,Email,Resolved,2020-07-09
"""


def sentences(register: Register, settings: Settings) -> str:
    model = build_report(register, settings, FIRST, LAST, as_of=LAST)
    return "\n".join([*model.notes, *missing_before_sending(register, settings, model)])


def test_a_register_without_texts_lacks_none() -> None:
    for settings in (Settings(texts_cleared=True), Settings()):
        register = open_bytes("r.csv", WITHOUT_TEXTS, settings)
        assert "withheld" not in sentences(register, settings)


def test_a_blank_action_is_blank_though_another_text_is_withheld() -> None:
    rows = [
        row(date(2020, 7, 1), resolved=date(2020, 7, 3), number="f-1", issue="told", action="done"),
        row(date(2020, 7, 2), Status.RESOLVING, number="f-2", issue="told too"),
        row(date(2020, 7, 3), resolved=date(2020, 7, 9), number="f-3", issue="not cleared", action="sent"),
    ]
    cleared = [text_key(text) for text in ("told", "told too", "done")]
    version, withheld = draft_of(register_of(rows), Settings(), None).clear(cleared).for_version()
    stored = register_of_body(body_of(version))
    assert withheld == 2
    first, second, third = build_report(stored, Settings(), FIRST, LAST, as_of=LAST).addressed
    assert (first.issue, first.action) == ("told", "done")
    assert (second.issue, second.action) == ("told too", message("word.none"))
    assert (third.issue, third.action) == (WITHHELD, WITHHELD)
    assert "The texts of 1 addressed feedback are withheld" in sentences(stored, Settings())


def test_what_is_withheld_while_reading_is_told_from_what_is_blank() -> None:
    sheet = (
        b"No.,Date received,Status,Summary of issue,Summary of actions taken\n1,2020-07-01,Resolving,Zorp,\n"
    )
    register = open_bytes("r.csv", sheet, Settings())
    assert register.text(Field.ISSUE).is_withheld.tolist() == [True]
    assert register.text(Field.ACTION).is_withheld.tolist() == [False]
    assert np.all(register.text(Field.ISSUE).words == np.array([None]))
    (case,) = build_report(register, Settings(), FIRST, LAST, as_of=LAST).addressed
    assert (case.issue, case.action) == (WITHHELD, message("word.none"))
