"""What was noticed in a register: a code, a severity and a place, and never a cell's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from grm_data.messages import message

__all__ = ["Excluded", "Finding", "Severity", "count_by_severity"]


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the row or figure can't be trusted
    WARNING = "warning"  # look at it
    INFO = "info"  # what we did


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, with its place as the user sees it."""

    code: str  # "date-unreadable": also the key of its sentence, finding.<code>
    severity: Severity
    sheet: str
    row: int | None = None  # as the user sees it in Excel; None for the whole sheet
    column: str | None = None  # the user's own heading
    values: tuple[tuple[str, object], ...] = field(
        default=()
    )  # fills the sentence; ours, never a cell's text

    @property
    def message(self) -> str:
        """One sentence that says what is wrong and what to do."""
        return message(f"finding.{self.code}", **dict(self.values))


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that was read and is in no figure, and why."""

    sheet: str
    row: int
    reason: str  # "no-received-date", "duplicate", "sensitive", "totals", "repeated-header", "note"

    @property
    def message(self) -> str:
        """The reason as a sentence."""
        return message(f"excluded.{self.reason}")


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity: ``{"error": 0, "warning": 2, "info": 1}``."""
    counts = {str(severity): 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity] += 1
    return counts
