"""What was noticed in a register: a code, a severity and a place, and never a cell's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from grm_data.messages import message
from grm_data.register.codes import Severity, code_of

__all__ = ["Excluded", "Finding", "count_by_severity"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, with its place as the user sees it."""

    code: str  # "date-unreadable": an entry of the table of codes
    sheet: str
    row: int | None = None  # as the user sees it in Excel; None for the whole sheet
    column: str | None = None  # the user's own heading
    values: tuple[tuple[str, object], ...] = field(
        default=()
    )  # fills the sentence; ours, never a cell's text

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return code_of(self.code).severity

    @property
    def message(self) -> str:
        """One sentence that says what is wrong and what to do."""
        return message(f"finding.{self.code}", **dict(self.values))


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that was read and is in no figure, and why."""

    sheet: str
    row: int
    reason: str  # "no-received-date": a key of the table of reasons

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
