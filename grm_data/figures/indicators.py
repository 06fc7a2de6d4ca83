"""Indicators and the tables of who complains, as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grm_data.analysis.indicator_table import Indicator
from grm_data.analysis.who import GroupTable
from grm_data.definitions import DEFINITIONS, Definition
from grm_data.figures.labels import label, number_text, part_of_year, percent_text, period_text
from grm_data.messages import digits, joined, message
from grm_data.register.fields import field_named
from grm_data.register.traits import Readers

if TYPE_CHECKING:  # imported where a table is made: the command makes none
    import pandas as pd

__all__ = ["group_rows", "indicator_rows", "value_text", "what_would_supply"]

_RATES = ("flow_ratio", "complaints_per_1000")
"""More may be resolved in a period than came in: no share of a whole."""


def value_text(one: Indicator) -> str:
    """A count, or a share after its counts; a dash where there is none."""
    if one.value is None or one.numerator is None:
        return message("word.none")
    if one.denominator is None:
        return number_text(one.numerator)
    counts = message("word.part", part=one.numerator, whole=one.denominator)
    share = digits(one.value, 2) if one.code in _RATES else percent_text(one.numerator, one.denominator)
    return f"{counts} ({share})"


def indicator_rows(
    period: Sequence[Indicator], ever: Sequence[Indicator], *, for_readers: bool
) -> pd.DataFrame:
    """A line for each indicator: in the period, since the start, and what it was counted from."""
    import pandas as pd

    rows = [
        {
            "name": DEFINITIONS[one.code].name,
            "period": value_text(one),
            "ever": value_text(total),
            "recorded": _recorded(total, for_readers),
            "formula": DEFINITIONS[one.code].formula,
            "source": message(f"indicator.source.{one.code}"),
        }
        for one, total in zip(period, ever, strict=True)
    ]
    names = ("name", "period", "ever", "recorded", "formula", "source")
    return pd.DataFrame(rows, columns=names).set_axis(
        [message(f"indicator.column.{n}") for n in names], axis=1
    )


def _recorded(one: Indicator, for_readers: bool) -> str:
    """In how many rows; else what would supply it, or that readers find it in tables only."""
    if one.recorded or one.value is not None:
        return message("word.part", part=one.recorded, whole=one.of)
    return what_would_supply(DEFINITIONS[one.code], for_readers=for_readers, key="needs")


def _is_in_tables(name: str) -> bool:
    field = field_named(name)
    return field is not None and field.traits.readers is Readers.TABLE


def what_would_supply(definition: Definition, *, for_readers: bool, key: str = "not_recorded") -> str:
    """The columns and settings that would supply what isn't recorded, or that readers find it in tables.

    ``needs`` says it in a cell, as short as it can be.
    """
    if for_readers and any(_is_in_tables(name) for name in definition.asks):
        return message("indicator.in_tables")
    names = [
        message("indicator.column_of", field=label("field", name))
        if field_named(name)
        else message(f"indicator.asks.{name}")
        for name in definition.asks
    ]
    return message(f"indicator.{key}", what=joined(names)) if names else message("word.none")


def group_rows(table: GroupTable) -> pd.DataFrame:
    """A line for each word: how many in each half-year and in all, or that it isn't shown."""
    import pandas as pd

    kind = str(table.field)
    heads = [part_of_year(one.name) if one.name != "earlier" else period_text(one) for one in table.periods]
    words = [_word(kind, word) for word in table.words]
    lines = [[message("indicator.hidden") if n is None else digits(n) for n in line] for line in table.counts]
    frame = pd.DataFrame(lines, columns=[*heads, message("figure.total")])
    frame.insert(0, label("field", kind), words)
    return frame


def _word(kind: str, word: str) -> str:
    return message(f"indicator.word.{word}") if word in ("others", "yes", "no") else label(kind, word)
