"""The rules of a register: each one function over vectorised masks, each finding with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

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
from grm_data.intake.checks.examined import Examined, Noticed, Rule
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
from grm_data.register.findings import Finding
from grm_data.register.noticed import NO_ROW, Findings
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
    noticed = Findings.joined([*_parts(one for rule in RULES for one in rule(seen))])
    begins = {sheet: i << 32 for i, sheet in enumerate(rows.table.sheet_names)}
    sheets = np.array([begins.get(one.sheet, 0) for one in noticed.kinds], np.int64)[noticed.which]
    places = np.where(noticed.rows == NO_ROW, NO_ROW, noticed.rows + sheets)
    return noticed.at(np.argsort(places, kind="stable"))


def _parts(noticed: Iterable[Noticed]) -> Iterator[Findings]:
    """What was noticed in the same order, single findings together."""
    single = list[Finding]()
    for one in noticed:
        if isinstance(one, Findings):
            yield from (Findings.of(single), one)
            single.clear()
        else:
            single.append(one)
    yield Findings.of(single)
