"""Sensitive cases are told by one number per half-year, never exactly below five, and by nothing else."""

from __future__ import annotations

from grm_data.messages import message
from grm_data.register.codes import Why, why_of
from grm_data.register.register import Register

__all__ = ["FEWEST_TOLD", "few_or_number", "holds_sensitive", "sums_are_told"]

FEWEST_TOLD = 5
"""A smaller number of sensitive cases is never told exactly."""


def few_or_number(n: int) -> str:
    """The number as readers get it: "fewer than five" below five."""
    return message("word.few") if n < FEWEST_TOLD else str(n)


def holds_sensitive(register: Register) -> bool:
    """Whether rows are left out as sensitive."""
    excluded = register.reading.excluded
    return bool(register.sensitive_by_half_year) or any(
        why_of(row.reason) is Why.SENSITIVE for row in excluded
    )


def sums_are_told(register: Register) -> bool:
    """Whether rows read and left out are told: not where their difference would reveal a small number."""
    counts = register.sensitive_by_half_year.values()
    return not holds_sensitive(register) or (bool(counts) and min(counts) >= FEWEST_TOLD)
