"""Tables in HTML of ours, and what a page says on paper alone: no canvas, but a plain table."""

from __future__ import annotations

import json
from html import escape

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from grm_data.figures.labels import day_text
from grm_data.messages import digits, message

__all__ = ["on_paper", "plain_table", "said_on_paper", "shade", "wide_table", "wrapped_table"]

_STRONGEST = 0.45
"""How much of the colour the fullest cell has: a text on it is read at 4.5:1 in both themes."""

_MOST_ROWS = 50
"""Rows that are printed; a longer table is for its file."""

_SHORT = 14
"""Letters that stand in one line; a column of longer texts takes what room is left."""

_SENTENCE = 60
"""Letters of a sentence, which is never made narrower than it can be read."""


def on_paper(frame: pd.DataFrame) -> None:
    """The same table where the page is printed, else unseen; of a long one, where to find it."""
    if len(frame) > _MOST_ROWS:
        said_on_paper(message("page.too_long_to_print", n=len(frame)))
    elif len(frame):
        st.html(plain_table(frame))


def said_on_paper(*sentences: str) -> None:
    """What controls say on the screen, where the page is printed without them."""
    st.html("".join(f'<p class="on-paper">{escape(one)}</p>' for one in sentences))


def plain_table(frame: pd.DataFrame, kind: str = "on-paper") -> str:
    """A table of texts, numbers and days as HTML, its words inert."""
    columns = [_cells(frame[name]) for name in frame.columns]
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def wide_table(frame: pd.DataFrame, alt: str) -> None:
    """A short table of many columns on the screen, each cell on one line, its words inert.

    The keyboard stops at it once, and not at each cell.
    """
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        for row in frame.itertuples(index=False)
    )
    _draw(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>", alt)


def wrapped_table(frame: pd.DataFrame, alt: str) -> None:
    """A table of few lines that holds sentences: every word is in sight, on the screen and on paper."""
    _draw(plain_table(frame, "wrapped"), alt)


def _draw(table: str, alt: str) -> None:
    st.html(f'<div class="wide" role="region" tabindex="0" aria-label="{escape(alt)}">{table}</div>')


def _cells(values: pd.Series) -> list[str]:
    """The cells of a column as they are read, inert."""
    none = message("word.none")
    if pd.api.types.is_datetime64_any_dtype(values):
        texts = [none if day is pd.NaT else day_text(day.date()) for day in values]
    elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return [f'<td class="number">{none if pd.isna(n) else digits(n)}</td>' for n in values]
    else:
        texts = [none if pd.isna(text) else str(text) for text in values]
    longest = max(map(len, texts))
    kind = "long sentence" if longest > _SENTENCE else "long" if longest > _SHORT else "short"
    return [f'<td class="{kind}">{escape(text)}</td>' for text in texts]


def shade(alt: str, fullness: npt.NDArray[np.float64]) -> None:
    """Colours behind the cells of a table that is called so, under which the text of either theme is read.

    The fuller a cell is, from 0 to 1, the stronger. A Styler of pandas would do it at ten times the cost.
    """
    name = json.dumps(alt, ensure_ascii=False).replace("<", r"\3c ")  # escapes that a style sheet knows, too
    rules = [
        f"table[aria-label={name}] tbody tr:nth-child({i + 1}) > :nth-child({j + 1}) "
        f"{{ background-color: rgba(0, 114, 178, {_STRONGEST * fullness[i, j]:.2f}) }}"
        for i, j in np.argwhere(fullness).tolist()
    ]
    st.html(f"<style>{''.join(rules)}</style>")
