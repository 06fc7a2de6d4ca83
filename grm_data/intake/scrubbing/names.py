"""Names of the register's own complainants: in full, with initials, with case endings, in either script.

A single part of a name is taken out only from its own row, since "Bold", "Will" or "Оюун" are words too;
elsewhere a name has to stand in full or with an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from typing import NamedTuple

from grm_data.intake.scrubbing.endings import is_form_of, possible_stems, stems_of
from grm_data.intake.scrubbing.glance import Glance
from grm_data.intake.scrubbing.removal import Removal
from grm_data.intake.scrubbing.words import (
    LONGEST_INITIAL,
    LONGEST_WORD,
    WORD,
    Word,
    listed,
    skeleton,
    without_possessive,
    words_of,
)

__all__ = ["Names"]

_BETWEEN = re.compile(r"[\s_]{1,2}|,\s?|\s?-\s?")  # two parts of a name; in a file name "_"
_WORD_AND_DOT = re.compile(rf"({WORD.pattern})(\.?)")
_AFTER_INITIAL = re.compile(r"\.?[\s-]{0,2}")

_SHORTEST_PART = 3
_SHORTEST_ALONE = 4
"""Letters of a complainant's only name for it to be taken out of other rows too."""
_MOST_WORDS, _MOST_INITIALS = 24, 3  # of one name


class _Name(NamedTuple):
    """A complainant's name as skeletons: its parts, and the initials that stand for parts."""

    parts: tuple[str, ...]
    initials: tuple[str, ...]


_NOBODY = _Name((), ())


class Names:
    """The names of a register's complainants."""

    def __init__(self, names: Iterable[str]) -> None:
        self._skeletons: dict[str, str] = {}
        self._parts: dict[str, set[str]] = {}  # stem → the parts that it may be a form of
        self._known: dict[str, frozenset[str]] = {}  # word → the same, worked out once
        self.written: set[tuple[str, str]] = set()  # parts that stand side by side in one name
        self.together: set[tuple[str, str]] = set()  # parts that belong to one name
        self.alone: set[str] = set()  # names of one part
        self.initials: dict[str, set[str]] = {}  # part → the initials that may stand before or behind it
        self._seen: set[str] = set()  # words of texts as written
        self._suspects: dict[str, frozenset[str]] = {}  # those that may be in a name → its parts
        self._pieces: dict[tuple[str, str], tuple[str, bool] | None] = {}  # word, its dot → key, is it short
        self._given = frozenset(names)
        for name in {*map(self._name_of, {tuple(_WORD_AND_DOT.findall(name)) for name in self._given})}:
            self._add(name)

    def _add(self, name: _Name) -> None:
        self.written.update(pairwise(name.parts))
        self.together.update(permutations(name.parts, 2))
        if len(name.parts) == 1 and not name.initials:
            self.alone.update(part for part in name.parts if len(part) >= _SHORTEST_ALONE)
        for i, part in enumerate(name.parts):
            others = [*name.parts[:i], *name.parts[i + 1 :]]
            initials = {other[:length] for other in others for length in (1, 2)}
            self.initials.setdefault(part, set()).update(name.initials, initials)
            for stem in stems_of(part):
                self._parts.setdefault(stem, set()).add(part)

    def parts(self, key: str) -> frozenset[str]:
        """The parts of names that a word may be a form of."""
        if key not in self._known:
            near = {part for stem in possible_stems(key) for part in self._parts.get(stem, ())}
            self._known[key] = frozenset(part for part in near if is_form_of(key, part))
        return self._known[key]

    def find(self, text: str, own_name: str | None = None) -> Iterator[Removal]:
        """Every name in a text; ``own_name`` is the complainant of its row."""
        words = words_of(text, self._skeletons)
        reader = _Reader(text, words, self, self._name(own_name))
        at = 0
        while at < len(words):
            length = reader.name_at(at)
            if length:
                yield Removal(words[at].start, words[at + length - 1].end, "name")
            at += length or 1

    def may_find(self, glance: Glance, own_name: str | None = None) -> bool:
        """Whether ``find`` may find a name, by each word of a text and those beside it."""
        if not self.know(own_name):
            return True
        if not self.may_hold(glance.words):
            return False
        words, own = glance.words, self._name(own_name).parts
        return any(self._is_suspect(words, i, own) for i, word in enumerate(words) if word in self._suspects)

    def know(self, own_name: str | None) -> bool:
        """Whether every part of a name is one of the register's."""
        return own_name in self._given or self.initials.keys() >= {*self._name(own_name).parts}

    def may_hold(self, words: Sequence[str]) -> bool:
        """Whether one of the words of a text may be in a name."""
        if not self._seen.issuperset(words):
            self._look_up(words)
        return not self._suspects.keys().isdisjoint(words)

    def _name(self, name: str | None) -> _Name:
        return _NOBODY if name is None else self._name_of(_WORD_AND_DOT.findall(name))

    def _name_of(self, words: Iterable[tuple[str, str]]) -> _Name:
        """The name that words with their dots are, without titles and placeholders."""
        pieces = [piece for piece in map(self._piece, words) if piece is not None][:_MOST_WORDS]
        parts = tuple(key for key, is_short in pieces if not is_short)
        return _Name(parts, tuple(key for key, is_short in pieces if is_short))

    def _piece(self, word: tuple[str, str]) -> tuple[str, bool] | None:
        """(what is compared of a word, whether it stands for a part); None for a title or a placeholder."""
        if word not in self._pieces:
            read = next(iter(words_of("".join(word), self._skeletons)), None)
            is_named = read is not None and read.key not in listed("no_names")
            self._pieces[word] = (
                (read.key, read.is_initial or len(read.text) == 1) if read and is_named else None
            )
        return self._pieces[word]

    def _look_up(self, words: Iterable[str]) -> None:
        """Note which words may be in a name."""
        for written in {*words} - self._seen:
            word = without_possessive(written)
            key = skeleton(word) if len(word) <= LONGEST_WORD else ""
            if key and (parts := self.parts(key) | self._of_one_letter(key)):
                self._suspects[written] = parts
            self._seen.add(written)

    def _of_one_letter(self, key: str) -> frozenset[str]:
        letter = key[0]
        return frozenset({letter} if letter in self.initials and is_form_of(key, letter) else ())

    def _is_suspect(self, words: list[str], i: int, own: Sequence[str]) -> bool:
        """Whether a word of names may be taken out: the row's own, one in full or with an initial."""
        parts, others = self._suspects[words[i]], [*words[max(i - 1, 0) : i], *words[i + 1 : i + 2]]
        if not parts.isdisjoint(own) or any(other in self._suspects for other in others):
            return True
        if not words[i][0].isupper():
            return False
        return not parts.isdisjoint(self.alone) or any(
            len(other) <= LONGEST_INITIAL and other[0].isupper() for other in others
        )


@dataclass(frozen=True, slots=True)
class _Reader:
    """One text, read word by word."""

    text: str
    words: list[Word]
    names: Names
    own: _Name

    def name_at(self, at: int) -> int:
        """How many words from this one on are a name to be taken out; 0 where it is none."""
        first = at
        while first - at < _MOST_INITIALS and self._is_initial(first):
            first += 1
        initials = self.words[at:first]
        length = self._own_at(first)
        if length:
            after = first + length
            return after - at + int(self._is_initial_after(after))
        if not initials and self._is_own_father(first):
            return 1 + self._own_at(first + 1)
        length = self._others_at(first, initials)
        return length and length + len(initials)

    def _is_initial(self, at: int) -> bool:
        """Whether an initial stands here, with a word behind it."""
        if at + 1 >= len(self.words) or not self.words[at].is_initial:
            return False
        return _AFTER_INITIAL.fullmatch(self.text, self.words[at].end, self.words[at + 1].start) is not None

    def _is_initial_after(self, at: int) -> bool:
        """Whether an initial stands here, with a part of a name before it: "Bold T."."""
        if at >= len(self.words) or not self.words[at].is_initial:
            return False
        is_before_name = self._is_initial(at) and self.words[at + 1].is_capital
        return self.text[self.words[at - 1].end : self.words[at].start].isspace() and not is_before_name

    def _is_adjacent(self, at: int) -> bool:
        """Whether this word and the one before may be parts of one name."""
        return _BETWEEN.fullmatch(self.text, self.words[at - 1].end, self.words[at].start) is not None

    def _own_at(self, at: int) -> int:
        """How many words from here on are parts of the row's own complainant's name."""
        length = 0
        while at + length < len(self.words):
            word = self.words[at + length]
            is_part = word.may_be_name and any(is_form_of(word.key, part) for part in self.own.parts)
            if not is_part or (length and not self._is_adjacent(at + length)):
                break
            length += 1
        is_long_enough = length > 1 or (length == 1 and len(self.words[at].text) >= _SHORTEST_PART)
        return length if is_long_enough else 0

    def _is_own_father(self, at: int) -> bool:
        """Whether an initial of the own name is written out: "Түмэнхуягийн Болд" for "Т.Болд"."""
        word = self.words[at]
        is_genitive = word.is_capital and len(word.key) > _SHORTEST_ALONE and word.key.endswith("in")
        starts = any(word.key.startswith(initial) for initial in self.own.initials)
        has_next = at + 1 < len(self.words) and self._is_adjacent(at + 1)
        return is_genitive and starts and has_next and self._own_at(at + 1) > 0

    def _others_at(self, at: int, initials: list[Word]) -> int:
        """How many words from here on are another complainant's name, in full or with an initial."""
        if at >= len(self.words) or not (parts := self.names.parts(self.words[at].key)):
            return 0
        length = self._full_length(at)
        if length or not self.words[at].is_capital:
            return length
        known = {letter for part in parts for letter in self.names.initials[part]}
        if initials:
            return int(known.issuperset(word.key for word in initials))
        if self._is_initial_after(at + 1) and self.words[at + 1].key in known:
            return 2
        return int(not parts.isdisjoint(self.names.alone))

    def _full_length(self, at: int) -> int:
        """How many words from here on are parts of one name, at least two; else 0.

        In small letters only as the register writes it: "will mark" is two words.
        """
        end = at + 1
        while end < len(self.words) and self._is_adjacent(end) and self._belong(end - 1, end):
            end += 1
        return end - at if end > at + 1 else 0

    def _belong(self, i: int, j: int) -> bool:
        """Whether two words are parts of one name."""
        first, second = self.words[i], self.words[j]
        if not (first.is_capital and second.is_capital):
            return (first.key, second.key) in self.names.written
        pairs = product(self.names.parts(first.key), self.names.parts(second.key))
        return any(pair in self.names.together for pair in pairs)
