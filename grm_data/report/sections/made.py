"""What sections are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grm_data.analysis.selection import Selection
from grm_data.analysis.who import GroupTable
from grm_data.register import Period
from grm_data.report.blocks import Cell, Chart, Heading, Table
from grm_data.report.cases import CaseBook
from grm_data.report.model import ReportModel
from grm_data.settings import Settings

__all__ = ["Made"]


@dataclass(frozen=True, slots=True)
class Made:
    """The report's values, and what they come from: the register as readers get it, as of the day."""

    model: ReportModel
    selection: Selection
    new: Period
    settings: Settings
    book: CaseBook
    groups: tuple[GroupTable, ...] = ()

    def heading(self, name: str, level: int = 1) -> Heading:
        """A heading of the report's own words."""
        return Heading(self.model.words[name], level)

    def columns(self, *names: str) -> tuple[str, ...]:
        """The names of columns."""
        return tuple(self.model.words[f"col_{name}"] for name in names)

    def table(
        self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]
    ) -> Table:
        """A table of the report's own words; ``name`` is one of them."""
        words = self.model.words
        return Table(words[name], self.columns(*columns), tuple(map(tuple, rows)), tuple(widths))

    def chart(self, name: str) -> tuple[Chart, ...]:
        """The chart of that name, if there is one."""
        return tuple(chart for chart in self.model.charts if chart.name == name)
