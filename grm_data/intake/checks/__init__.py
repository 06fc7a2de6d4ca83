"""The rules of a register: each one function over vectorised masks, each finding with its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import repeat

import numpy as np
import numpy.typing as npt

from grm_data.intake.cells import is_none
from grm_data.intake.checks.dates import (
    date_cells,
    date_columns,
    date_orders,
    date_zone,
    durations,
    numbers_as_dates,
    order_of_dates,
    received_before_start,
    received_date_missing,
    status_against_date,
    years_ago,
)
from grm_data.intake.checks.examined import Examined, Rule
from grm_data.intake.checks.looks import colours, struck_rows
from grm_data.intake.checks.numbers import numbers, steps, totals
from grm_data.intake.checks.places import broken_cells, hidden_places
from grm_data.intake.checks.words import (
    answers,
    channel_words,
    other_words,
    sensitive_marks,
    several_words,
    status_words,
    type_words,
    zeros,
)
from grm_data.intake.exclusion import is_why
from grm_data.intake.rows import Rows
from grm_data.register.codes import Why
from grm_data.register.columns import Texts
from grm_data.register.days import day_number
from grm_data.register.noticed import Alike, Findings
from grm_data.settings import Settings

__all__ = ["RULES", "check_rows"]

RULES: tuple[Rule, ...] = (
    hidden_places,
    colours,
    struck_rows,
    date_zone,
    date_orders,
    date_columns,
    years_ago,
    date_cells,
    received_date_missing,
    received_before_start,
    order_of_dates,
    status_against_date,
    status_words,
    channel_words,
    type_words,
    several_words,
    zeros,
    other_words,
    answers,
    numbers,
    numbers_as_dates,
    steps,
    durations,
    sensitive_marks,
    broken_cells,
    totals,
)


def check_rows(rows: Rows, reasons: Texts, settings: Settings, today: date) -> Findings:
    """Every finding of every rule, those about the whole sheet first, then by row.

    ``reasons`` say why a row is excluded.
    """
    used = is_none(reasons)
    seen = Examined(rows, used, used | is_why(reasons, Why.DATE), reasons, settings, day_number(today))
    noticed = [one if isinstance(one, Alike) else Alike.of(one) for rule in RULES for one in rule(seen)]
    begins = {sheet: i << 32 for i, sheet in enumerate(rows.table.sheet_names)}
    places = [np.array([-1])[:0], *(_places(one, begins) for one in noticed)]
    return Findings(noticed, np.argsort(np.concatenate(places), kind="stable"))


def _places(noticed: Alike, begins: Mapping[str, int]) -> npt.NDArray[np.int64]:
    """Where each finding stands in the sheets, those about a whole sheet before all others."""
    rows = np.array([-1 if row is None else row for row in noticed.rows], np.int64)
    sheets = [*map(begins.get, noticed.sheets, repeat(0))] if len(begins) > 1 else 0
    return np.where(rows < 0, rows, rows + sheets)
