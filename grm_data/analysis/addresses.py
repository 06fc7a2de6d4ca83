"""The address of a case: a keyed hash of its number; a link tells nothing of it and opens no other case.

A running number would open another case once one is withheld. Where several cases bear a number, the day of
receipt tells them apart, and a case without a number is told by its receipt. What can't be told so has no
address: no link to a case is better than one to another.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from grm_data.register import Register
from grm_data.register.folding import composed
from grm_data.secret import keyed_hash

__all__ = ["Addresses"]

_DIGITS = 16
"""Of a code: 64 bits, so that two cases don't share one."""


class Addresses:
    """The codes of a register's cases."""

    def __init__(self, register: Register, key: bytes) -> None:
        """Of every case, whoever reads them: what readers get has the same rows in the same order."""
        self._key = key
        numbers = [(text or "").casefold() for text in composed(register.registered_no)]
        columns = register.received.tolist(), register.channel.texts(), register.type.texts()
        receipt = list(zip(numbers, *columns, strict=True))
        by_number, by_day = Counter(numbers), Counter(key[:2] for key in receipt)
        by_receipt = Counter(receipt)
        self._names: list[str | None] = []
        for number, day, channel, type_ in receipt:
            name = None
            if number and by_number[number] == 1:
                name = f"number\0{number}"
            elif number and by_day[number, day] == 1:
                name = f"number and day\0{number}\0{day}"
            elif not number and by_receipt[number, day, channel, type_] == 1:
                name = f"receipt\0{day}\0{channel}\0{type_}"
            self._names.append(name)

    def of(self, row: int) -> str | None:
        """The code of a row; None where it can't be told from others."""
        name = self._names[row]
        return None if name is None else self._code(name)

    def row(self, code: str) -> int | None:
        """The row that a code stands for; None where there is none."""
        return self._rows.get(code)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {self._code(name): i for i, name in enumerate(self._names) if name is not None}

    def _code(self, name: str) -> str:
        return keyed_hash(self._key, "case", name)[:_DIGITS]
