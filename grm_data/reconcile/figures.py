"""The kinds of figures that a report says, each by its name without a period."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["COUNTS", "EXPECTED", "RATIOS", "Kind", "kind_of"]


class Kind(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    DECIMAL = "decimal"
    RATIO = "ratio"
    PERCENT = "percent"
    DAY = "day"
    LIST = "list"


COUNTS = ("received", "unrelated", "addressed", "resolving", "resolved", "unrecognised")
RATIOS = ("received_to_addressed", "addressed_to_resolved")
EXPECTED = ("received", "unrelated", "addressed", "resolving", "resolved")
"""The figures of each period that a half-yearly report gives: where it doesn't, that is told."""

_SHARES = ("standard.share", "standard.share_of_resolved", "standard.share_of_addressed")
_KINDS = {
    Kind.RATIO: {*RATIOS},
    Kind.PERCENT: {"addressed_share", "resolved_share", *_SHARES},
    Kind.DAY: {"from", "to", "as_of", "register.last_entry"},
    Kind.DECIMAL: {"working_days.median", "working_days.mean", "working_days.p90", "open_days.median"},
    Kind.LIST: {"working_days.each"},
}


def kind_of(figure: str) -> Kind:
    """How a figure is written, by its name without a period."""
    return next((kind for kind, names in _KINDS.items() if figure in names), Kind.COUNT)
