"""Listed words and expressions, found in folded texts: behind an asterisk a word ends in any letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from grm_data.register.folding import fold

__all__ = ["Listed", "alternatives", "either"]

_LETTERS = 6
"""Letters of an entry's beginning: few texts that don't hold an entry have them where a word begins."""

_MANY = 16
"""Patterns of some entries each, after which one of all is compiled, which takes 0.1 s for a thousand."""

_BEGINS = r"(?:\b|(?<=[一-鿿]))"
_ENDS = r"(?:\b|(?=[一-鿿]))"
"""Where a word may begin and end; Chinese isn't written in words."""

_WORD_BEGINS = re.compile(rf"{_BEGINS}(?=\w)")
_NOTHING = re.compile(r"(?!)")


class Listed:
    """Entries that a text may hold as whole words; of those that begin alike the longest is found.

    >>> Listed(["sexual*", "asked for sex"]).search("he asked for sex").group()
    'asked for sex'
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries: dict[str, list[str]] = {}
        for entry in entries:
            self._entries.setdefault(_beginning(entry), []).append(entry)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}
        self._whole: re.Pattern[str] | None = None

    def search(self, folded: str) -> re.Match[str] | None:
        """The first entry in a folded text."""
        return self._pattern_for(folded).search(folded)

    def blanked(self, folded: str) -> str:
        """A folded text with a blank in place of each entry."""
        return self._pattern_for(folded).sub(" ", folded)

    def compile(self) -> None:
        """Make the pattern of all entries now, for many texts to come."""
        self._whole = self._pattern_of(self._entries)

    def _pattern_for(self, folded: str) -> re.Pattern[str]:
        """A pattern of at least those entries whose beginning stands in a text."""
        if self._whole is not None:
            return self._whole
        found = frozenset(self._entries.keys() & _beginnings_in(folded))
        if found not in self._patterns:
            if len(self._patterns) >= _MANY:
                self.compile()
            self._patterns[found] = self._whole or self._pattern_of(found)
        return self._patterns[found]

    def _pattern_of(self, beginnings: Iterable[str]) -> re.Pattern[str]:
        entries = [entry for beginning in beginnings for entry in self._entries[beginning]]
        return re.compile(_BEGINS + alternatives(entries) + _ENDS) if entries else _NOTHING


def _beginnings_in(folded: str) -> Set[str]:
    """What the words of a text begin with. It isn't kept, for it may be a complainant's words."""
    places = [match.start() for match in _WORD_BEGINS.finditer(folded)]
    return {folded[at : at + length] for at in places for length in range(_LETTERS + 1)}


def _beginning(entry: str) -> str:
    """The first letters of an entry, folded: as far as it says which they are."""
    return fold(entry.partition("*")[0])[:_LETTERS]


def alternatives(entries: Iterable[str]) -> str:
    """A pattern of any of some entries, a longer one first."""
    return either({tuple(_SIGNS.findall(_as_pattern(entry))) for entry in entries})


_SIGNS = re.compile(r"\\w\*|.")
"""A letter of a pattern, or the sign for any letters."""


def either(patterns: set[tuple[str, ...]]) -> str:
    """One pattern for several, in which a beginning that they share stands once: many texts are asked."""
    behind: dict[str, set[tuple[str, ...]]] = {}
    for first, *others in filter(None, patterns):
        behind.setdefault(first, set()).add(tuple(others))
    branches = [first + either(ends) for first, ends in sorted(behind.items(), reverse=True)]
    if () in patterns:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _as_pattern(entry: str) -> str:
    return " ".join(fold(word) + (r"\w*" if word.endswith("*") else "") for word in entry.split())
