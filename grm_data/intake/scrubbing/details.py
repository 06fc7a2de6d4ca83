"""What stands in the register's own columns of identities, but for names: found in a text.

A whole cell that holds a number (an address, a number of a paper) is found in every text. Of the row's own
address also the parts that say where somebody lives: words of it with a number, in any order and with case
endings. A district or a street alone says that of nobody and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from grm_data.intake.scrubbing.endings import LONG_ENOUGH_TO_SHRINK, is_form_of
from grm_data.intake.scrubbing.glance import Glance
from grm_data.intake.scrubbing.removal import Removal
from grm_data.intake.scrubbing.words import skeleton

__all__ = ["Details"]

_LETTERS = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_ODD = "²"
"""Stands for any number that isn't written in digits."""
_FARTHEST = 4  # letters between two pieces of one address: "Peace Ave., 12"
_FEWEST_SIGNS = 5  # letters and digits of a cell that is looked for everywhere
_MOST_PIECES = 60  # of one cell
_LONG_WORD = 4  # letters of a word that makes an address of a number: "flat 12", not "in 12"


class _Piece(NamedTuple):
    """A word or a number of a text, and what of it is compared."""

    start: int
    end: int
    key: str

    @property
    def is_number(self) -> bool:
        return self.key.isdigit()


@dataclass(slots=True)
class _Node:
    """The cells that begin with some pieces: by their next piece, and the kind of the one that ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    kind: str = ""


class Details:
    """The cells of a register's identity columns; each is (the kind of removal, its text)."""

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, str] = {}
        self._cells = _Node()
        self._of_one_number: dict[str, str] = {}  # cell → its kind
        self._numbers: set[str] = set()  # one of each cell
        self._has_odd_number = False
        self._addresses: dict[str, tuple[set[str], list[str]]] = {}
        others = []
        for kind, text in cells:
            if kind == "address" or not text.isdecimal():
                others.append((kind, text))
            elif len(text) >= _FEWEST_SIGNS:  # as most phone numbers are
                self._of_one_number.setdefault(text, kind)
        self._numbers.update(self._of_one_number)
        for kind, text in others:
            pieces = self._pieces(text)[:_MOST_PIECES]
            if kind == "address":
                self._addresses[text] = _at_a_glance(pieces)
            if _is_told_apart(kind, pieces):
                numbers = [piece.key for piece in pieces if piece.is_number]
                self._has_odd_number |= not all(map(str.isdecimal, numbers))
                self._numbers.add(max(numbers, key=len))
                node = self._cells
                for piece in pieces:
                    node = node.following.setdefault(piece.key, _Node())
                node.kind = node.kind or kind

    def find(self, text: str, own_address: str | None = None) -> Iterator[Removal]:
        """Every cell in a text, and the parts of ``own_address``, that of its row; they may overlap."""
        pieces = self._pieces(text)
        at = 0
        while at < len(pieces):
            length, kind = self._cell_at(pieces, at)
            if length:
                yield Removal(pieces[at].start, pieces[at + length - 1].end, kind)
            at += length or 1
        if own_address is not None:
            yield from self._parts_of(own_address, pieces)

    def pattern(self) -> str | None:
        """What every piece of a text holds that has a number of a cell, by how long those are."""
        if self._has_odd_number or not self._numbers:
            return "" if self._has_odd_number else None
        lengths = "|".join(f"[0-9]{{{n}}}" for n in sorted({*map(len, self._numbers)}))
        return rf"(?:^|[^0-9])(?:{lengths})(?:[^0-9]|$)"

    def may_find(self, glance: Glance, own_address: str | None = None) -> bool:
        """Whether ``find`` may find something, by the numbers in a text; by its words only where the row's
        own address has no number.
        """
        if self._has_odd_number or not self._numbers.isdisjoint(glance.numbers):
            return True
        if own_address is None:
            return False
        numbers, beginnings = self._address(own_address)
        if numbers or not beginnings:
            return _ODD in numbers or not numbers.isdisjoint(glance.numbers)
        keys = " " + " ".join(map(self._key, _LETTERS.findall(glance.text)))
        return all(beginning in keys for beginning in beginnings)

    def _address(self, address: str) -> tuple[set[str], list[str]]:
        """What of an address is seen in a text at a glance."""
        if address not in self._addresses:
            self._addresses[address] = _at_a_glance(self._pieces(address)[:_MOST_PIECES])
        return self._addresses[address]

    def _pieces(self, text: str) -> list[_Piece]:
        return [_Piece(*match.span(), self._key(match.group())) for match in _PIECE.finditer(text)]

    def _key(self, piece: str) -> str:
        """What is compared of a piece."""
        if piece not in self._known:
            self._known[piece] = piece if piece.isdigit() else skeleton(piece) or piece
        return self._known[piece]

    def _cell_at(self, pieces: list[_Piece], at: int) -> tuple[int, str]:
        """(how many pieces from this one on are a cell, its kind); the longest, 0 where there is none."""
        kind = self._of_one_number.get(pieces[at].key, "")
        node, length = self._cells, int(kind != "")
        for i in range(at, len(pieces)):
            if (i > at and not _is_near(pieces[i - 1], pieces[i])) or pieces[i].key not in node.following:
                break
            node = node.following[pieces[i].key]
            if node.kind:
                length, kind = i + 1 - at, node.kind
        return length, kind

    def _parts_of(self, address: str, pieces: list[_Piece]) -> Iterator[Removal]:
        """Every run of pieces of an address that tells where somebody lives."""
        parts = {piece.key for piece in self._pieces(address)[:_MOST_PIECES]}
        whole = len(parts) if len(parts) > 1 else _MOST_PIECES
        run: list[_Piece] = []
        known: dict[str, str | None] = {}
        for piece in [*pieces, None]:
            part = known.setdefault(piece.key, _part_of(piece, parts)) if piece else None
            if run and (part is None or piece is None or not _is_near(run[-1], piece)):
                if _tells_where(run) or len({known[one.key] for one in run}) >= whole:
                    yield Removal(run[0].start, run[-1].end, "address")
                run = []
            if part is not None and piece is not None:
                run.append(piece)


def _at_a_glance(pieces: list[_Piece]) -> tuple[set[str], list[str]]:
    """The numbers of an address, and how its words begin in whatever form, where it has several."""
    words = {piece.key for piece in pieces if not piece.is_number}
    begin = [f" {word if len(word) < LONG_ENOUGH_TO_SHRINK else word[:-2]}" for word in words]
    numbers = {piece.key if piece.key.isdecimal() else _ODD for piece in pieces if piece.is_number}
    return numbers, begin if len(words) > 1 else []


def _is_near(first: _Piece, second: _Piece) -> bool:
    return second.start - first.end <= _FARTHEST


def _is_told_apart(kind: str, pieces: list[_Piece]) -> bool:
    """Whether a cell is somebody's wherever it stands: "none" and "Ulaanbaatar" are not."""
    numbers = sum(piece.is_number for piece in pieces)
    signs = sum(piece.end - piece.start for piece in pieces)
    return numbers > 0 and signs >= _FEWEST_SIGNS and (kind != "address" or numbers < len(pieces))


def _part_of(piece: _Piece, parts: set[str]) -> str | None:
    """The part of an address that a piece is, with a case ending or without."""
    if piece.key in parts or piece.is_number:
        return piece.key if piece.key in parts else None
    alike = (part for part in parts if part[0] == piece.key[0] and not part.isdigit())
    return next((part for part in alike if is_form_of(piece.key, part)), None)


def _tells_where(run: list[_Piece]) -> bool:
    """Whether some pieces of an address are more than its street, and more than a number."""
    words = [piece for piece in run if not piece.is_number]
    is_long = any(piece.end - piece.start >= _LONG_WORD for piece in words) or len(run) > 2
    return 0 < len(words) < len(run) and is_long
