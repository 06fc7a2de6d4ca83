"""The order of each column of dates, decided once, with the help of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.cells import Cells, Flags, cells_of
from grm_data.intake.dates.orders import Decision, decide, doubtful
from grm_data.intake.dates.proofs import OwnDurations, Pair, by_durations, by_pairs, by_sibling, days_under
from grm_data.intake.dates.spellings import Order
from grm_data.intake.dates.zones import UNKNOWN_ZONE, Zone
from grm_data.register.days import NO_DAY, Days
from grm_data.register.fields import Field

__all__ = ["Decisions", "Known"]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the settings and the rest of the sheet tell of its columns of dates."""

    setting: Order | None = None
    case_order: npt.NDArray[np.float64] | None = None  # each row's rank by case number, NaN where unknown
    period: tuple[int, int] | None = None  # first and last day that the title or the file's name states
    date1904: bool = False  # how the workbook counts days
    zone: Zone = UNKNOWN_ZONE
    start: int | None = None  # the year in which the project began
    country: str | None = None
    calendar: str | None = None  # that of the settings
    shift: int | None = None  # that of the settings
    sections: npt.NDArray[np.int32] | None = None  # the year that each row's section states, 0 where none
    durations: OwnDurations = field(default_factory=OwnDurations)


class Decisions:
    """The order of each column, decided once, with the help of the others."""

    def __init__(
        self, read: Mapping[Field, Cells], known: Known, others: Callable[[], Iterable[pd.Series]]
    ) -> None:
        self._read, self._known, self._others = read, known, others
        self._decided: dict[Field, Decision] = {}

    def of(self, name: Field) -> Decision:
        """The order of a column's doubtful dates, and the evidence."""
        if name not in self._decided:
            self._decided[name] = self._decide(name)
        return self._decided[name]

    def _decide(self, name: Field) -> Decision:
        known, cells = self._known, self._read[name]
        alike = [("sibling", lambda: by_sibling(cells, self._siblings(name)))]
        pairs = [
            ("resolved-after", lambda: self._by_pairs(name, by_pairs)),
            ("durations", lambda: self._by_pairs(name, self._by_durations)),
        ]
        follows = known.case_order if name is Field.RECEIVED_ON else None
        decided = decide(cells.readings, known.setting, follows, known.period, alike)
        if decided == Decision():
            decided = decide(cells.readings, None, known.case_order, None)
        return decide(cells.readings, None, None, None, pairs) if decided == Decision() else decided

    def _siblings(self, name: Field) -> Iterable[Cells]:
        yield from (cells for other, cells in self._read.items() if other is not name)
        for column in self._others():
            yield cells_of(column)

    def _by_durations(self, pair: Pair, touched: Flags) -> Order | None:
        return by_durations(pair, touched, self._known.durations)

    def _by_pairs(
        self,
        name: Field,
        prove: Callable[[Pair, Flags], Order | None],
    ) -> Order | None:
        """What the pairs of received and resolved dates prove, where the other column is read or alike."""
        pair = Field.RECEIVED_ON, Field.RESOLVED_ON
        if name not in pair or not all(other in self._read for other in pair):
            return None
        received, resolved = (self._read[other] for other in pair)
        touched = (doubtful(received.readings) | doubtful(resolved.readings)) & (
            (received.readings.min(axis=1) != NO_DAY) & (resolved.readings.min(axis=1) != NO_DAY)
        )
        other = resolved if name is Field.RECEIVED_ON else received
        if doubtful(other.readings).any() and not _alike(received, resolved):
            return None

        def under(order: Order) -> tuple[Days, Days]:
            return days_under(received.readings, order), days_under(resolved.readings, order)

        return prove(under, touched)


def _alike(one: Cells, other: Cells) -> bool:
    styles = [set(cells.styles[doubtful(cells.readings)].tolist()) for cells in (one, other)]
    return len(styles[0] | styles[1]) == 1
