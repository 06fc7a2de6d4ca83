"""Two registers of a few plain rows, compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from grm_data.comparing.comparison import Comparison, compare
from grm_data.register import Register, Status
from tests.registers import Row, register_of, row, withheld_where_blank

__all__ = ["PUBLISHED", "RECEIVED", "compared", "counted", "feedback", "pair"]

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
    return compare(*pair(before, after, more), **({"reported_until": PUBLISHED} | more))


def pair(before: list[Row], after: list[Row], more: dict[str, Any]) -> tuple[Register, Register]:
    """Both registers; in one that is not complete, by ``more``, a blank text is a withheld one."""
    registers = register_of(before), register_of(after)
    complete = more.pop("before_complete", True), more.pop("after_complete", True)
    was, is_ = (
        one if whole else withheld_where_blank(one) for one, whole in zip(registers, complete, strict=True)
    )
    return was, is_


def counted(before: list[Row], after: list[Row], **more: Any) -> dict[str, int]:
    """Only the kinds that there are."""
    return {str(kind): n for kind, n in compared(before, after, **more).counts.items() if n}
