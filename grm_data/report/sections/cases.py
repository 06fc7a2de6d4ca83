"""The report's cases, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from grm_data.report.blocks import CASE_COLUMNS, Case, Cases, Section, Sentences
from grm_data.report.sections.made import Made

__all__ = ["addressed", "carried_over"]


def addressed(made: Made) -> Section:
    """The addressed feedback received in the period, or that there was none."""
    words, found = made.model.words, made.model.addressed
    shown = _cases(made, "addressed", found) if found else Sentences((words["nothing_addressed"],))
    return Section((made.heading("addressed"), shown), sheet="addressed")


def carried_over(made: Made) -> Section | None:
    """What was received before the period and still open when it began."""
    found = made.model.carried_over
    if not found:
        return None
    shown = _cases(made, "carried_over", found)
    return Section((made.heading("carried_over", 2), shown), sheet="addressed")


def _cases(made: Made, name: str, found: Sequence[Case]) -> Cases:
    return Cases(made.model.words[name], made.columns(*CASE_COLUMNS), found)
