"""Findings that are held by column are the same findings."""

from __future__ import annotations

import json

import numpy as np

from grm_data.register.findings import Finding
from grm_data.register.noticed import Alike, Findings, encoded
from grm_data.register.vocabulary import Status

FEW = (
    Finding(
        "start-missing", "Sheet", None, None, (("n", np.int64(3)), ("what", Status.RESOLVED), ("is", True))
    ),
    Finding("number-gap", 'A "sheet" of 5%', 7, "№\0%s", (("first", 2), ("near", None), ("by", 1.5))),
)
MANY = Alike(
    "duration-differs", ["Sheet", "Other"], [9, 3], "Days", (("written", [1, 2]), ("computed", [3, 4]))
)
EACH = (
    Finding("duration-differs", "Sheet", 9, "Days", (("written", 1), ("computed", 3))),
    Finding("duration-differs", "Other", 3, "Days", (("written", 2), ("computed", 4))),
)


def test_findings_are_those_of_their_parts_in_the_order_told() -> None:
    findings = Findings.of(FEW) + Findings([MANY], np.array([1, 0]))
    assert findings == (*FEW, EACH[1], EACH[0])
    assert (len(findings), findings[0], findings[2:]) == (4, FEW[0], EACH[::-1])
    assert hash(findings) == hash((*FEW, *EACH[::-1]))


def test_names_of_sheets_are_changed_wherever_they_stand() -> None:
    said = Finding("sheet-joined", "Bold", None, "Bold's", (("sheet", "Bold"), ("n", 1)))
    changed = Findings.of([said, EACH[0]]).changed(lambda text: text.replace("Bold", "[name]"))
    assert changed == (
        Finding("sheet-joined", "[name]", None, "[name]'s", (("sheet", "[name]"), ("n", 1))),
        EACH[0],
    )


def test_as_json_they_are_what_is_kept_of_them() -> None:
    told = [["start-missing", "Sheet", None, None, {"n": 3, "what": "resolved", "is": True}]]
    told += [["number-gap", 'A "sheet" of 5%', 7, "№\0%s", {"first": 2, "near": None, "by": 1.5}]]
    told += [["duration-differs", "Sheet", 9, "Days", {"written": 1, "computed": 3}]]
    assert json.loads(encoded((*FEW, EACH[0]))) == told
    assert encoded(()) == "[]"
    assert (
        encoded(Findings([MANY]))
        == encoded(EACH)
        == json.dumps(json.loads(encoded(EACH)), separators=(",", ":"))
    )
