"""The findings of a register, by column: a hundred thousand alike are a few arrays until one is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import repeat
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from grm_data.register.findings import Finding

__all__ = ["Alike", "Findings", "encoded"]


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Findings of one code in one column, each with its place and its values."""

    code: str
    sheets: Sequence[str]
    rows: Sequence[int | None]
    column: str | None
    values: tuple[tuple[str, Sequence[object]], ...] = ()

    @classmethod
    def of(cls, one: Finding) -> Alike:
        """A finding that is like no other."""
        return cls(one.code, (one.sheet,), (one.row,), one.column, tuple((k, (v,)) for k, v in one.values))

    def each(self) -> Iterator[Finding]:
        """Every finding."""
        named = [[(name, one) for one in own] for name, own in self.values]
        values: Iterable[Any] = zip(*named, strict=True) if named else repeat((), len(self.rows))
        return map(Finding, repeat(self.code), self.sheets, self.rows, repeat(self.column), values)

    def changed(self, change: Callable[[str], str]) -> Alike:
        """The same with other names of sheets and columns."""
        names = {sheet: change(sheet) for sheet in {*self.sheets}}
        values = tuple((k, [*map(change, own)] if k == "sheet" else own) for k, own in self.values)  # type: ignore[arg-type]
        column, sheets = self.column and change(self.column), [*map(names.__getitem__, self.sheets)]
        return replace(self, sheets=sheets, column=column, values=values)

    def encoded(self) -> Iterator[str]:
        """Every finding as JSON: code, sheet, row, column, and the values by name."""
        heads = {sheet: f"[{_json(self.code)},{_json(sheet)}," for sheet in {*self.sheets}}
        values = ",".join(f"{_json(name)}:\0" for name, _ in self.values)
        each = f"\0\0,{_json(self.column)},{{{values}}}]".replace("%", "%%").replace("\0", "%s")
        columns = [map(heads.__getitem__, self.sheets), _all_json(self.rows)]
        return map(each.__mod__, zip(*columns, *(_all_json(own) for _, own in self.values), strict=True))


class Findings(Sequence[Finding]):
    """Findings in an order of theirs."""

    def __init__(self, parts: Sequence[Alike], order: npt.NDArray[np.intp] | None = None) -> None:
        """``order`` says which of the parts' findings, one part behind the other, comes when."""
        self._parts = parts
        self._order = np.arange(sum(len(one.rows) for one in parts)) if order is None else order

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Findings:
        """Some findings, as they come."""
        return cls([*map(Alike.of, findings)])

    @cached_property
    def _all(self) -> tuple[Finding, ...]:
        return tuple(self._ordered(one.each() for one in self._parts))

    def _ordered(self, found: Iterable[Iterable[Any]]) -> Iterator[Any]:
        each = [one for part in found for one in part]
        return map(each.__getitem__, self._order.tolist())

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, at: int | slice) -> Finding | tuple[Finding, ...]:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings | tuple) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __add__(self, others: Findings) -> Findings:
        """These, and others behind them."""
        order = np.concatenate([self._order, others._order + len(self)])
        return Findings([*self._parts, *others._parts], order)

    def changed(self, change: Callable[[str], str]) -> Findings:
        """The same with other names of sheets and columns."""
        return Findings([one.changed(change) for one in self._parts], self._order)

    def encoded(self) -> Iterator[str]:
        """Every finding as JSON, in their order."""
        return self._ordered(one.encoded() for one in self._parts)


def encoded(findings: Sequence[Finding]) -> str:
    """Findings as a list in JSON."""
    found = findings if isinstance(findings, Findings) else Findings.of(findings)
    return f"[{','.join(found.encoded())}]"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _all_json(values: Sequence[object]) -> Sequence[object]:
    """What is printed as JSON: numbers and words of ours; anything else as it is printed."""
    return values if {*map(type, values)} == {int} else [_json(_scalar(value)) for value in values]


def _scalar(value: object) -> object:
    plain = value.value if isinstance(value, Enum) else value
    plain = plain.item() if isinstance(plain, np.generic) else plain
    return plain if plain is None or isinstance(plain, bool | int | float | str) else str(plain)
