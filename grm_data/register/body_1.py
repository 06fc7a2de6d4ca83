"""Bodies of format 1, as 0.1 wrote them → format 2.

They had a column for each field of the Register of then, and a severity in each finding; a blank text might
be a withheld one, and the marks of removed parts were English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from grm_data.register.columns import Category, TextState, category_of, texts_of
from grm_data.register.fields import Field
from grm_data.register.marks import long_word, mark

__all__ = ["upgraded"]

_FIELDS = {
    "received": Field.RECEIVED_ON,
    "resolved": Field.RESOLVED_ON,
    "acknowledged": Field.ACKNOWLEDGED_ON,
    "channel": Field.CHANNEL,
    "type": Field.TYPE,
    "reported_days": Field.REPORTED_WORKING_DAYS,
    "registered_no": Field.REGISTERED_NO,
    "way": Field.WAY,
    "issue": Field.ISSUE,
    "action": Field.ACTION,
}
_TEXTS = (Field.ISSUE, Field.ACTION)
_MARKS = {
    "[e-mail removed]": mark("email"),
    "[phone removed]": mark("phone"),
    "[link removed]": mark("link"),
    "[account removed]": mark("account"),
    "[ID removed]": mark("id"),
    "[name removed]": mark("name"),
    "[address removed]": mark("address"),
}
_LONG = re.compile(r"A longer text \((\d+)\), withheld")


def upgraded(
    rest: Mapping[str, Any], columns: Mapping[str, Any], texts_withheld: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what stands beside the columns, the columns) as format 2 has them."""
    reading = {name: _marked(value) for name, value in rest["reading"].items()}
    reading["findings"] = [
        [code, sheet, row, column, values] for code, _, sheet, row, column, values in reading["findings"]
    ]
    found: dict[str, Any] = {_FIELDS.get(name, name): _neutral(column) for name, column in columns.items()}
    found[Field.WAY] = category_of(found[Field.WAY])
    n = len(found["status"])
    found["sheet"] = Category(np.zeros(n, np.int16), (reading["sheet"],))
    for field in _TEXTS:
        absent = TextState.WITHHELD if texts_withheld and field in reading["columns"] else TextState.BLANK
        state = [absent if text is None else TextState.SHOWN for text in found[field]]
        found[f"{field}.state"] = np.array(state, np.int8)
    return {**rest, "reading": reading}, found


def _neutral(column: Any) -> Any:
    """A column whose words have neutral marks."""
    if isinstance(column, Category):
        return column.renamed(_marked)
    return texts_of(map(_marked, column)) if column.dtype == object else column


def _marked(value: Any) -> Any:
    """Whatever holds texts, with neutral marks in them."""
    match value:
        case str():
            for words, token in _MARKS.items():
                value = value.replace(words, token)
            return _LONG.sub(lambda found: long_word(int(found[1])), value)
        case dict():
            return {name: _marked(one) for name, one in value.items()}
        case list():
            return [_marked(one) for one in value]
        case _:
            return value
