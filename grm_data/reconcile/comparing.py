"""What a report says beside what the register says, figure by figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from grm_data.analysis.as_of import default_as_of
from grm_data.errors import UsageError
from grm_data.reconcile.figures import EXPECTED
from grm_data.reconcile.mentions import PERIODS, Mention, Said
from grm_data.reconcile.notes import notes
from grm_data.reconcile.shares import Share, is_rounded, same_percent
from grm_data.reconcile.understanding import Understood
from grm_data.reconcile.values import Found, RegisterFigures
from grm_data.register import Register
from grm_data.register.columns import Mask
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code
from grm_data.settings import Settings
from grm_data.speech import DEFAULT_LANGUAGE, speaking

__all__ = ["Checked", "Figure", "compare"]


@dataclass(frozen=True, slots=True, repr=False)
class Figure:
    """A figure of the report beside the register's; ``agrees`` is None where one side doesn't have it."""

    name: str
    report: Any
    register: Any
    agrees: bool | None
    lines: tuple[int, ...] = ()  # of the report
    rows: tuple[tuple[str, int], ...] = ()  # (sheet, row) of the register, where they are told


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """A report that was checked."""

    period: tuple[date, date]
    as_of: date
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    unread: tuple[int, ...]
    """The lines with numbers that nothing was made of."""

    @property
    def differs(self) -> tuple[Figure, ...]:
        """The figures that differ."""
        return tuple(one for one in self.figures if one.agrees is False)

    def count(self, agrees: bool | None) -> int:
        """How many figures agree, differ, or can't be compared."""
        return sum(one.agrees is agrees for one in self.figures)


def compare(found: Understood, register: Register, settings: Settings, today: date | None = None) -> Checked:
    """Set what a report says beside a register; UsageError where the report names no period."""
    if found.period is None:
        raise UsageError("report-no-period")
    as_of = _as_of(found, settings, today or settings.today)
    figures = RegisterFigures(register, settings, found.period, as_of)
    with speaking(DEFAULT_LANGUAGE):
        compared = tuple(_compared(found, figures))
    return Checked(
        found.period,
        as_of,
        compared,
        notes(found.said, found.period, figures),
        tuple(sorted(found.said.unread)),
    )


def _as_of(found: Understood, settings: Settings, today: date) -> date:
    """The day that the report says it is as of, if it may be; else that of a report of its period."""
    assert found.period is not None
    first, last = found.period
    usual = default_as_of(last, settings.complete_to, today)
    stated = found.as_of
    if stated is not None and (last <= stated or found.is_interim) and stated <= today:
        return stated
    return max(usual, min(first, today))


def _compared(found: Understood, figures: RegisterFigures) -> Iterator[Figure]:
    said = found.said
    by_name: dict[str, list[Mention]] = {}
    for one in said.mentions:
        by_name.setdefault(one.figure, []).append(one)
    for name in dict.fromkeys([*by_name, *_expected(said, figures)]):
        yield _figure(name, by_name.get(name, []), said, figures)


def _expected(said: Said, figures: RegisterFigures) -> Iterator[str]:
    """What a report of the period gives: its absence is told."""
    for period in PERIODS:
        yield from (f"{period}.{name}" for name in EXPECTED)
        for kind in ("channels", "types"):
            for status in ("unrelated", "addressed", "resolving", "resolved"):
                split = f"{period}.{kind}.{status}"
                is_usual = status in ("unrelated", "addressed") and not _has_parts(said, split)
                if split in said.lists or is_usual:
                    yield from (f"{split}.{word}" for word in figures.words(period, kind, status))
    if figures.register.reading.rows_told:
        yield from (f"case.{name}.listed" for name in figures.expected_cases())


def _has_parts(said: Said, split: str) -> bool:
    """Whether the report splits what is addressed by its two statuses."""
    parts = [split.replace(".addressed", f".{status}") for status in ("resolving", "resolved")]
    return split.endswith(".addressed") and any(part in said.lists for part in parts)


def _figure(name: str, mentions: list[Mention], said: Said, figures: RegisterFigures) -> Figure:
    found = figures.find(name)
    if name.startswith("case.") and not _cases_told(name, figures):
        found = None
    if name in said.places:
        found = Found(_place(name, mentions, said, figures))
    if not mentions:
        return _without_mention(name, said, found, figures)
    register = None if found is None else found.value
    if found is not None:
        register = _as_printed(name, register, mentions, figures)
    judged = [(one, _judged(one, register)) for one in mentions]
    worst = next((one for one in judged if one[1] is False), None) or next(
        (one for one in judged if one[1] is None), judged[0]
    )
    lines = tuple(dict.fromkeys(one.line for one in mentions))
    mention, agrees = worst
    shown = None if _is_foreign(mention, register) else mention.value
    return Figure(name, shown, register, agrees, lines, _rows(found, figures))


def _place(name: str, mentions: list[Mention], said: Said, figures: RegisterFigures) -> int:
    """The number that a row of a numbered table should have; cases that are missing may leave gaps."""
    counted = said.places[name]
    gap = min((one.value - counted for one in mentions if isinstance(one.value, int)), default=0)
    if gap <= 0:
        return counted
    listed = {one.figure for one in said.mentions if one.figure.endswith(".listed")}
    missing = sum(f"case.{number}.listed" not in listed for number in figures.expected_cases())
    return counted + gap if gap <= missing else counted


def _cases_told(name: str, figures: RegisterFigures) -> bool:
    """Whether single cases can be compared: not where several have the number, nor where numbers are ours."""
    number = name.removeprefix("case.").rpartition(".")[0]
    return figures.register.reading.rows_told and not figures.is_ambiguous(number)


def _without_mention(name: str, said: Said, found: Found | None, figures: RegisterFigures) -> Figure:
    """A figure that the report lacks: 0 in a split that it gives whole, not listed in its table of cases."""
    register = None if found is None else found.value
    rows = _rows(found, figures)
    split = name.rpartition(".")[0]
    if said.lists.get(split):
        return Figure(name, 0, register, register == 0, (), rows)
    if name.endswith(".listed") and said.cases and said.cases_whole and found is not None:
        return Figure(name, False, register, register is False, (), rows)
    return Figure(name, None, register, None, (), rows)


def _as_printed(name: str, register: Any, mentions: Iterable[Mention], figures: RegisterFigures) -> Any:
    """The source report prints the first day of the new period as the last of the previous one, too."""
    first = figures.periods["new"].period.first
    if (
        name == "previous.to"
        and register == first - timedelta(days=1)
        and all(one.value == first for one in mentions)
    ):
        return first
    return register


def _judged(mention: Mention, register: Any) -> bool | None:
    """Whether a mention agrees; one that may count something else is no difference."""
    agrees = _agrees(mention, register)
    return None if agrees is False and not mention.sure else agrees


def _agrees(mention: Mention, register: Any) -> bool | None:
    value = mention.value
    if value is None or register is None:
        return None
    if isinstance(value, Decimal):
        return is_rounded(value, register)
    if isinstance(value, str) and isinstance(register, Share):
        return same_percent(value, register)
    if isinstance(value, str) and isinstance(register, str) and ":" not in value:
        return _same_word(mention, register)
    return bool(value == register)


def _same_word(mention: Mention, register: str) -> bool | None:
    """Words agree by their code or their spelling; one that nobody knows can't be judged."""
    value, key = str(mention.value), mention.figure.rpartition(".")[2]
    if value == register or fold(value) == fold(register):
        return True
    codes = [value_code("channel" if key == "way" else key, one) for one in (value, register)]
    if None in codes:
        return None
    return codes[0] == codes[1]


def _is_foreign(mention: Mention, register: Any) -> bool:
    """Whether a value is the document's own word, which isn't shown."""
    value, key = mention.value, mention.figure.rpartition(".")[2]
    if not isinstance(value, str) or key not in ("type", "channel", "way", "status"):
        return False
    return (
        value != register
        and value_code("channel" if key == "way" else key, value) is None
        and (not isinstance(register, str) or fold(value) != fold(register))
    )


def _rows(found: Found | None, figures: RegisterFigures) -> tuple[tuple[str, int], ...]:
    rows: Mask | None = None if found is None else found.rows
    if rows is None or not figures.register.reading.rows_told:
        return ()
    return tuple(figures.rows[i] for i in np.flatnonzero(rows).tolist())
