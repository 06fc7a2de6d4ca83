"""What is shown of a sheet that nobody has understood yet: cells as their shapes, and what names nobody.

``Aaaa Aaaa`` for a name, ``0000 0000`` for a phone number. Dates, counts and the words that every register
knows stand in the clear.
"""

from __future__ import annotations

import re
import unicodedata

from grm_data.intake.answers import Preview
from grm_data.intake.book import Sheet
from grm_data.intake.cells import ERROR_CELLS, cell_text
from grm_data.intake.dates import Order, read_text_date
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.headings import fields_of_heading, is_heading_spelling
from grm_data.register.vocabulary import is_spelling

__all__ = ["preview_of", "shape_of", "shown"]

ROWS = 15
COLUMNS = 60
LONGEST = 40
"""Signs of a shape; what follows is left out."""

_HIDDEN = IDENTITY_FIELDS | {Field.SENSITIVE}
_KINDS = ("status", "channel", "type", "sensitive")
_COUNT = re.compile(r"-?\d{1,3}(?:[.,]\d)?")
_DATE = re.compile(r"(?:\d{4}([./\-])\d{1,2}\1\d{1,2}|\d{1,2}([./\-])\d{1,2}\2\d{4})\.?")
_SIGNS = frozenset(" .,;:!?()[]/\\-–—_+*=@#%&'\"«»“”’|<>~")


def preview_of(sheet: Sheet) -> Preview:
    """The first rows of a sheet; under the heading of an identity all are shapes, whatever they hold."""
    rows, hidden = [], frozenset[int]()
    for row in sheet.cells.iloc[:ROWS, :COLUMNS].to_numpy(object):
        texts = [cell_text(value) for value in row]
        rows.append(tuple(_cell(text, is_hidden=j in hidden) for j, text in enumerate(texts)))
        hidden |= {j for j, text in enumerate(texts) if text and _HIDDEN & fields_of_heading(text).keys()}
    return Preview(shown(sheet.name), sheet.first_row, sheet.first_column, tuple(rows))


def _cell(text: str | None, *, is_hidden: bool) -> str | None:
    if text is None:
        return None
    return shape_of(text) if is_hidden else shown(text)


def shown(text: str) -> str:
    """A cell's text in the clear where it is a date, a count, a known heading or word; else its shape.

    >>> shown("2020-07-31"), shown("12"), shown("Resolved"), shown("Bat Dorj"), shown("9911 2233")
    ('2020-07-31', '12', 'Resolved', 'Aaa Aaaa', '0000 0000')
    """
    is_known = (
        text in ERROR_CELLS
        or _COUNT.fullmatch(text)
        or (_DATE.fullmatch(text) and any(read_text_date(text, order) is not None for order in Order))
        or (is_heading_spelling(text) and not set("([") & set(text))  # a remark is nobody's heading
        or any(is_spelling(kind, text) for kind in _KINDS)
    )
    return text if is_known else shape_of(text)


def shape_of(text: str) -> str:
    """The text with every letter as A or a and every digit as 0, of whatever script.

    >>> shape_of("Бат-Эрдэнэ 99112233, bat@example.org")
    'Aaa-Aaaaaa 00000000, aaa@aaaaaaa.aaa'
    """
    shape = "".join(map(_sign, unicodedata.normalize("NFC", text[: 2 * LONGEST])))
    return shape if len(shape) <= LONGEST else shape[: LONGEST - 1] + "…"


def _sign(letter: str) -> str:
    """What stands for a letter; nothing for a mark that belongs to the letter before."""
    category = unicodedata.category(letter)
    match category[0]:
        case "L":
            return "A" if category in ("Lu", "Lt") else "a"
        case "N":
            return "0"
        case "M" | "C":
            return ""
        case "Z":
            return " "
    return letter if letter in _SIGNS else "·"
