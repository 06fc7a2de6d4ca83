"""The rules of a register: each one function over vectorised masks, each finding with its place."""

from __future__ import annotations

from datetime import date

import numpy as np

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
)
from grm_data.intake.checks.examined import Examined, Rule
from grm_data.intake.checks.numbers import numbers, totals
from grm_data.intake.checks.places import broken_cells, hidden_places
from grm_data.intake.checks.words import (
    answers,
    channel_words,
    other_words,
    sensitive_marks,
    status_words,
    type_words,
)
from grm_data.intake.rows import Rows
from grm_data.register.codes import Why, why_of
from grm_data.register.days import day_number
from grm_data.register.findings import Excluded, Finding
from grm_data.settings import Settings

__all__ = ["RULES", "check_rows"]

RULES: tuple[Rule, ...] = (
    hidden_places,
    date_zone,
    date_orders,
    date_columns,
    date_cells,
    received_date_missing,
    received_before_start,
    order_of_dates,
    status_against_date,
    status_words,
    channel_words,
    type_words,
    other_words,
    answers,
    numbers,
    numbers_as_dates,
    durations,
    sensitive_marks,
    broken_cells,
    totals,
)


def check_rows(
    rows: Rows, excluded: tuple[Excluded, ...], settings: Settings, today: date
) -> tuple[Finding, ...]:
    """Every finding of every rule, those about the whole sheet first, then by row."""
    reasons = {row.row: row.reason for row in excluded}
    why = np.array([reasons.get(int(row), "") for row in rows.table.sheet_rows], dtype=object)
    used = why == ""
    has_no_period = np.fromiter((bool(one) and why_of(one) is Why.DATE for one in why), bool, len(why))
    seen = Examined(rows, used, used | has_no_period, reasons, settings, day_number(today))
    findings = [finding for rule in RULES for finding in rule(seen)]
    return tuple(sorted(findings, key=lambda finding: finding.row or 0))
