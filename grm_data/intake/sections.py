"""What stands over rows and says what they are: the name of their sheet, a title."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from grm_data.intake.cells import is_none
from grm_data.intake.coded import coded_cells
from grm_data.intake.table import Part, Table
from grm_data.language.files import tables
from grm_data.register.columns import Mask, Texts, blank_texts, texts_of
from grm_data.register.folding import fold
from grm_data.register.listed import Listed
from grm_data.register.sensitive_words import has_sensitive_word, names_nothing_else, sign_in
from grm_data.register.vocabulary import value_code

__all__ = ["signs_over"]

_MOST_WORDS = 8
"""Words of a title; what is longer is a note about such cases."""
_FIRST_WORD = re.compile(r"\W*([^\W\d_]{2,})[\s_-]+(?!\d)")
"""Before another word: "No GBV cases", but neither "No 3: GBV" nor "No. GBV"."""
_JOINED = re.compile(r"[&+,;/]|\b(?:and|et|y|e|und|и|ба|dan|và|ve|و)\b", re.IGNORECASE)


def signs_over(table: Table, is_title: Mask) -> Texts:
    """The sensitive word in the title of each row's section or table, else its sheet's name; None for none.

    A section reaches from its title to the next one, or to the end of its table.
    """
    starts = {
        part.rows.start: _sign_over_table(part) or _sign_of(part.header.sheet.name) for part in table.parts
    }
    titles = np.flatnonzero(is_title)
    sheets = map(_sign_of, table.sheets[titles].tolist())
    signs = zip(titles.tolist(), _signs_in_rows(table, titles), sheets, strict=True)
    starts |= {i: title or sheet for i, title, sheet in signs}
    rows = sorted(starts)
    return np.repeat(texts_of(map(starts.get, rows)), np.diff([*rows, len(table)]))


def _sign_over_table(part: Part) -> str | None:
    """In the lines above the headings; notes stand there, too: a title must name nothing but such cases."""
    above = part.header.sheet.cells.iloc[: part.header.row]
    texts = (text for j in range(above.shape[1]) for text in coded_cells(above.iloc[:, j]).different())
    return next((sign for text in texts if names_nothing_else(text) and (sign := _sign_of(text))), None)


def _signs_in_rows(table: Table, rows: npt.NDArray[np.intp]) -> Texts:
    """The first of each row; each different text is asked once."""
    found = blank_texts(len(rows))
    for j in reversed(range(table.width)):
        column = table.coded(j)[rows].present()
        signs = column.spread([*map(_sign_of, column.words[:-1]), None], object)
        found = np.where(is_none(signs), found, signs)
    return found


def _sign_of(text: str) -> str | None:
    """Words of ours only: what else a title says stays where it is."""
    if not has_sensitive_word(text) or _says_no(text) or _is_of_others_too(text):
        return None
    return sign_in(text) or fold(text)


def _says_no(text: str) -> bool:
    """Whether a title says of what its rows are not: "Non-GBV", "No GBV cases this month"."""
    found = _FIRST_WORD.match(text)
    return found is not None and value_code("flag", found[1]) == "no"


def _is_of_others_too(text: str) -> bool:
    """Whether it is no title of such cases alone: "GRM & GBV", "GBV and other cases", a note about them."""
    return len(text.split()) > _MOST_WORDS or any(map(_is_any_case, _JOINED.split(text)))


def _is_any_case(text: str) -> bool:
    folded = fold(text)
    left = _cases().blanked(folded).split()
    return bool(folded.strip()) and all(value_code("type", word) == "other" for word in left)


@cache
def _cases() -> Listed:
    """The words of every language for any case at all."""
    headings = tables("heading").values()
    return Listed(word for one in headings for name in ("case", "cases") for word in one.get(name, ()))
