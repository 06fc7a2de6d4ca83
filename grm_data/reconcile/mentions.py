"""What a report says: a figure by its name, the value as it was read, and the lines that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

__all__ = ["NOT_STATED", "PERIODS", "STATUSES", "Mention", "Own", "Said", "Value"]

Value: TypeAlias = "int | Decimal | str | bool | date | tuple[int, ...]"
"""A count, a number with its decimals, a ratio, a word's code, whether a case is listed, a day, a list."""

PERIODS = ("new", "previous", "total")
NOT_STATED = "not_stated"
Own: TypeAlias = Mapping[str, Mapping[str, str]]
"""channel, type → folded word of the register → as the register has it."""

STATUSES = ("unrelated", "resolving", "resolved", "unrecognised")


@dataclass(frozen=True, slots=True, repr=False)
class Mention:
    """A figure as one line says it."""

    figure: str
    value: Value | None  # None: it stands there, and could not be read
    line: int
    sure: bool = True  # False: by its noun it may count something else where it differs


@dataclass(slots=True, repr=False)
class Said:
    """All that was read of a report."""

    mentions: list[Mention] = field(default_factory=list)
    lists: dict[str, bool] = field(default_factory=dict)
    """Each split that was read, "new.channels.unrelated", and whether every piece of it was understood."""
    spellings: dict[str, set[str]] = field(default_factory=dict)
    """Code of a channel → its known spellings in the report."""
    unread: set[int] = field(default_factory=set)
    """The lines with numbers that nothing was made of."""
    places: dict[str, int] = field(default_factory=dict)
    """The name of a case in a numbered table → its place there, counted."""
    cases: bool = False
    """Whether a table of single cases was read."""
    cases_whole: bool = True
    """Whether every row of such tables was understood."""

    def add(self, figure: str, value: Value | None, line: int, *, sure: bool = True) -> None:
        """Note what a line says."""
        self.mentions.append(Mention(figure, value, line, sure))

    def of(self, figure: str) -> Iterable[Mention]:
        """Every mention of a figure."""
        return (one for one in self.mentions if one.figure == figure)
