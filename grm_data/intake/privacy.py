"""Scrubbing: what may identify a person is taken out of a text before it leaves the intake.

An aid, not a promise: a text is shown to reviewers only once a person has cleared it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from grm_data.intake.scrubbing.names import Names
from grm_data.intake.scrubbing.patterns import find_patterns
from grm_data.intake.scrubbing.phones import find_phones
from grm_data.intake.scrubbing.removal import Removal, without_overlaps
from grm_data.messages import message
from grm_data.register.register import Texts

__all__ = ["Removal", "Scrubber"]


class Scrubber:
    """Takes identities out of texts: patterns everywhere, and names of the register's own complainants."""

    def __init__(self, names: Iterable[str], country: str | None = None) -> None:
        """``names`` are those of the register's complainants; ``country`` is the project's, by ISO code."""
        self._names = Names(names)
        self._country = country

    def scrub(self, text: str, own_name: str | None = None) -> str:
        """The text without e-mail addresses, phone, account and ID numbers, profile links and known names.

        ``own_name`` is the complainant of the text's own row: each part of it is taken out by itself,
        with case endings; other complainants' names only in full or with an initial.
        """
        pieces, at = [], 0
        for removal in self.removals(text, own_name):
            pieces += [text[at : removal.start], message(f"removed.{removal.kind}")]
            at = removal.end
        return "".join([*pieces, text[at:]])

    def removals(self, text: str, own_name: str | None = None) -> list[Removal]:
        """What ``scrub`` takes out, in the order of the text."""
        found = [
            *find_patterns(text),
            *find_phones(text, self._country),
            *self._names.find(text, own_name),
        ]
        return without_overlaps(found)

    def scrub_all(self, texts: Texts, names: Texts | None = None) -> Texts:
        """Every text scrubbed; ``names`` holds the complainant of each row where the register has them."""
        owners = [None] * len(texts) if names is None else names
        scrubbed = [
            None if text is None else self.scrub(text, name) for text, name in zip(texts, owners, strict=True)
        ]
        return np.array([*scrubbed, None], dtype=object)[:-1]

    def scrub_words(self, words: Texts, names: Texts) -> Texts:
        """Every word scrubbed, the same for all rows that hold it; ``names`` as for ``scrub_all``.

        A part of a complainant's name ("Bold" is a word too) is taken out where every row that holds the
        word is of somebody so named.
        """
        owners: dict[str, dict[str | None, None]] = {}
        for word, name in zip(words, names, strict=True):
            if word is not None:
                owners.setdefault(word, {})[name] = None
        scrubbed = {word: self._scrub_word(word, found) for word, found in owners.items()}
        return np.array([*(scrubbed.get(word) for word in words), None], dtype=object)[:-1]

    def _scrub_word(self, word: str, owners: Iterable[str | None]) -> str:
        plain = self.scrub(word)
        named = word
        for owner in owners:
            if self.scrub(word, owner) == plain:
                return plain
            named = self.scrub(named, owner)
        return named
