"""Published cases that became sensitive: withheld from every version that still shows them.

When a version is published whose register holds a case back as sensitive, the keys of that case are decided
on ("row", "sensitive"), and a row with one of them is left out of each version published by then, whenever it
is read. The keys are hashes of the case number, or of what else tells a case, so the database names no case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

import numpy as np

from grm_data.comparing.matching import match_rows
from grm_data.readers import without_sensitive_signs
from grm_data.register import NO_DAY, Excluded, HeldBack, Register, day_of, half_year_of
from grm_data.register.folding import fold
from grm_data.secret import keyed_hash

__all__ = ["CHECK", "Held", "check_of", "decided_of", "rows_of", "without_withheld"]

CHECK = "key"
"""The kind of the decision that says by which key rows were decided on."""

_HELD, _LET_OUT = "sensitive", "not_sensitive"


@dataclass(frozen=True, slots=True)
class Held:
    """The keys of the rows that are withheld, each with the time since which it is."""

    since: Mapping[str, datetime]

    def by(self, published_at: datetime) -> frozenset[str]:
        """Those that are withheld from a version published at some time."""
        return frozenset(key for key, at in self.since.items() if published_at <= at)


def check_of(secret: bytes) -> str:
    """The key by which a lost secret is noticed."""
    return keyed_hash(secret, CHECK, "")


def rows_of(register: Register) -> tuple[HeldBack, ...]:
    """What tells each row of a register from others."""
    days, channels, types = register.received.tolist(), register.channel.texts(), register.type.texts()
    return tuple(map(HeldBack, register.registered_no, days, channels, types))


def _names(case: HeldBack, *, is_alone: bool) -> Iterator[str]:
    """Everything by which a case is known, as texts; by its number alone only where no other has it."""
    if case.registered_no is None:
        yield f"receipt\0{case.received}\0{case.channel}\0{case.type}"
        return
    number = fold(case.registered_no)
    yield f"case\0{number}\0{case.received}"
    if is_alone:
        yield f"number\0{number}"


def _keys(case: HeldBack, secret: bytes, *, is_alone: bool) -> list[str]:
    return [keyed_hash(secret, "row", name) for name in _names(case, is_alone=is_alone)]


def decided_of(
    register: Register, earlier: Callable[[bool], Iterable[Register]], held: Held, secret: bytes
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Key → what is to be decided before a register is published, and key → what once it is.

    Its held cases are withheld, and rows of earlier versions that are gone and have the number or the day of
    one. A case that it shows, though it was withheld, is so no more. ``earlier(True)`` reads every earlier
    version, ``earlier(False)`` the last one: enough where no case is held that wasn't before.
    """
    shown = rows_of(register)
    numbers = Counter(fold(one.registered_no) for one in (*shown, *register.held_back) if one.registered_no)

    def keys(cases: Iterable[HeldBack]) -> dict[str, None]:
        alone = ((case, numbers[fold(case.registered_no or "")] < 2) for case in dict.fromkeys(cases))
        return {key: None for case, is_alone in alone for key in _keys(case, secret, is_alone=is_alone)}

    hidden = keys(register.held_back)
    still: set[str] = set()
    for before in earlier(not held.since.keys() >= hidden.keys()) if hidden else ():
        hidden |= keys(_perhaps_held(register, before))
        still |= {key for case in rows_of(before) for key in _keys(case, secret, is_alone=True)}
    withheld = {key: _HELD for key in hidden if key not in held.since or key in still}
    again = (key for case in shown for key in _keys(case, secret, is_alone=True)) if held.since else ()
    let_out = {key: _LET_OUT for key in again if key in held.since and key not in hidden}
    return MappingProxyType(withheld), MappingProxyType(let_out)


def _perhaps_held(register: Register, before: Register) -> Iterator[HeldBack]:
    """Rows of an earlier version that are gone, and may be one of the held cases, its number corrected."""
    was, is_ = match_rows(before, register)
    kept = set(was[register.received[is_] == before.received[was]].tolist())
    days = {one.received for one in register.held_back}
    numbers = {fold(one.registered_no) for one in register.held_back if one.registered_no}
    for j, row in enumerate(rows_of(before)):
        if j not in kept and (row.received in days or fold(row.registered_no or "") in numbers):
            yield row


def without_withheld(register: Register, keys: Collection[str], secret: bytes) -> Register:
    """The register without the rows of these keys: they count as sensitive, and leave no gap."""
    if not keys:
        return register
    hidden = np.array(
        [any(key in keys for key in _keys(row, secret, is_alone=True)) for row in rows_of(register)], bool
    )
    if not hidden.any():
        return register
    counts = Counter(dict(register.sensitive_by_half_year))
    counts.update(_half_year(day) for day in register.received[hidden].tolist())
    places = [place for place, is_hidden in zip(register.places(), hidden, strict=True) if is_hidden]
    excluded = (*register.reading.excluded, *(Excluded(*place, "sensitive") for place in places))
    left = replace(
        register.where(~hidden),
        sensitive_by_half_year=MappingProxyType(dict(sorted(counts.items()))),
        reading=replace(register.reading, excluded=excluded),
    )
    return without_sensitive_signs(left)


def _half_year(day: int) -> str:
    found = None if day == NO_DAY else day_of(day)
    return "" if found is None else half_year_of(found).name
