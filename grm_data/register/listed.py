"""Listed words and expressions, found in folded texts: behind an asterisk a word ends in any letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cached_property

from grm_data.register.folding import fold

__all__ = ["Listed", "alternatives", "either"]

_LETTERS = 6
"""Letters of an entry's beginning: few texts that don't hold an entry have them where a word begins."""

_MANY = 16
"""Patterns of some entries each, after which one of all plain ones is made, which takes 0.1 s for 1,000."""

_UNPARTED = "\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Letters of languages that aren't written in words: Chinese, Thai, Lao, Burmese, Khmer."""

_BEGINS = rf"(?<![^ {_UNPARTED}])(?=[^ ])"
_ENDS = rf"(?![^ {_UNPARTED}])"
"""Where a word may begin and end: in a folded text all that isn't a blank is of a word, vowel signs, too."""

_WORD_BEGINS = re.compile(_BEGINS)
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
        self._plain: re.Pattern[str] | None = None

    def search(self, folded: str) -> re.Match[str] | None:
        """The first entry in a folded text."""
        return self._pattern_for(folded).search(folded)

    def blanked(self, folded: str) -> str:
        """A folded text with a blank in place of each entry."""
        return self._pattern_for(folded).sub(" ", folded)

    def compile(self) -> None:
        """Make the pattern of all plain entries now, for many texts to come."""
        self._plain = self._pattern_of(filter(_is_plain, self._entries))

    @cached_property
    def _every(self) -> re.Pattern[str]:
        return self._pattern_of(self._entries)

    def _pattern_for(self, folded: str) -> re.Pattern[str]:
        """A pattern of at least those entries that a text may hold."""
        if self._plain is not None:
            return self._plain if _is_plain(folded) else self._every
        found = frozenset(self._entries.keys() & _beginnings_in(folded))
        if found not in self._patterns:
            if len(self._patterns) >= _MANY:
                self.compile()
                return self._pattern_for(folded)
            self._patterns[found] = self._pattern_of(found)
        return self._patterns[found]

    def _pattern_of(self, beginnings: Iterable[str]) -> re.Pattern[str]:
        entries = [entry for beginning in beginnings for entry in self._entries[beginning]]
        return re.compile(_BEGINS + alternatives(entries) + _ENDS) if entries else _NOTHING


def _is_plain(folded: str) -> bool:
    """Whether a text is written in Latin, Greek or Cyrillic letters, as most are."""
    return max(folded, default="") < "\u0530"


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


_SIGNS = re.compile(r"\[\^ \]\*|.")
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
    return " ".join(fold(word) + ("[^ ]*" if word.endswith("*") else "") for word in entry.split())
