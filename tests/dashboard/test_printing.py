"""The table that is printed says what the one on the screen says, and nothing in it is read as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from grm_dashboard.blocks.printing import plain_table

TEXTS = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.none(), min_size=1, max_size=5)


class Cells(HTMLParser):
    """The texts of the cells of a table, and every element in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


@given(texts=TEXTS)
def test_every_cell_stands_there_and_is_only_text(texts: list[str | None]) -> None:
    read = Cells(plain_table(pd.DataFrame({"<b>": texts})))
    assert read.cells == ["–" if text is None else text for text in texts]
    assert read.elements <= {"table", "thead", "tbody", "tr", "th", "td"}


def test_days_numbers_and_marks_are_written_as_on_the_page() -> None:
    day = pd.Timestamp("2020-07-31")
    frame = pd.DataFrame({"a": [day, pd.NaT], "b": [1234.0, np.nan], "c": [True, False]})
    assert Cells(plain_table(frame)).cells == ["31 Jul 2020", "1,234", "True", "–", "–", "False"]
