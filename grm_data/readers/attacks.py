"""Our own attacks on what readers get: does anything tell which cases are sensitive, or how many?

They know nothing but what is shown, and run before each publishing; it stops where one of them succeeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from grm_data.register import Register
from grm_data.register.codes import code_of
from grm_data.register.small_numbers import FEWEST_TOLD, holds_sensitive, sums_are_told

__all__ = ["ATTACKS", "attack", "gaps"]

_LAST_NUMBER = re.compile(r"(\D*)(\d+)\D*$")


def attack(shown: Register) -> tuple[str, ...]:
    """The attacks that succeed on a register as readers get it: keys of the sentences ``attack.<name>``."""
    if not holds_sensitive(shown):
        return ()
    return tuple(name for name, succeeds in ATTACKS.items() if succeeds(shown))


def gaps(shown: Register) -> int:
    """How many numbers are missing between the smallest and the largest, over each numbering."""
    runs: dict[str, set[int]] = {}
    for number in shown.registered_no:
        found = _LAST_NUMBER.search(number) if number else None
        if found:
            runs.setdefault(number[: found.start(2)], set()).add(int(found[2]))
    return sum(max(run) - min(run) + 1 - len(run) for run in runs.values())


def _row_gaps(shown: Register) -> bool:
    """Whether the rows of the sheet are told: those that aren't shown are missing among them."""
    return shown.reading.rows_told


def _reveals(shown: Register) -> bool:
    return any(code_of(one.code).reveals for one in shown.reading.findings.kinds)


def _sums(shown: Register) -> bool:
    """Whether rows read less those used are a small number of sensitive ones."""
    counts = shown.sensitive_by_half_year.values()
    return sums_are_told(shown) and (not counts or min(counts) < FEWEST_TOLD)


def _is_out_of_order(shown: Register) -> bool:
    """Whether running numbers don't follow the rows: their order would be of another register."""
    numbers = [int(number) for number in shown.registered_no if number and number.isdigit()]
    return any(second <= first for first, second in pairwise(numbers))


ATTACKS: Mapping[str, Callable[[Register], bool]] = MappingProxyType(
    {
        "gaps": lambda shown: gaps(shown) > 0,
        "rows": _row_gaps,
        "findings": _reveals,
        "sums": _sums,
        "order": _is_out_of_order,
    }
)
