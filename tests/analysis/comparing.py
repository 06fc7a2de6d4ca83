"""Two registers of a few plain rows, compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from grm_data.analysis.comparison import Comparison, compare
from grm_data.register import Status
from tests.registers import Row, register_of, row

__all__ = ["PUBLISHED", "RECEIVED", "compared", "counted", "feedback"]

PUBLISHED = date(2021, 1, 20)
RECEIVED = date(2020, 8, 14)


def feedback(number: str | None = "f-1", **changes: Any) -> Row:
    """A resolving request of 14 August 2020."""
    plain = {
        "received": RECEIVED,
        "status": Status.RESOLVING,
        "channel": "email",
        "type": "request",
        "issue": "The well is dry",
    }
    return row(number=number, **(plain | changes))  # type: ignore[arg-type]


def compared(before: list[Row], after: list[Row], **more: Any) -> Comparison:
    return compare(register_of(before), register_of(after), **({"reported_until": PUBLISHED} | more))


def counted(before: list[Row], after: list[Row], **more: Any) -> dict[str, int]:
    """Only the kinds that there are."""
    return {str(kind): n for kind, n in compared(before, after, **more).counts.items() if n}
