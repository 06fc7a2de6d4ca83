"""Scrubbing: what may identify a person is taken out of a text before it leaves the intake.

An aid, not a promise: a text is shown to reviewers only once a person has cleared it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import is_none
from grm_data.intake.scrubbing.details import Details
from grm_data.intake.scrubbing.glance import Glance
from grm_data.intake.scrubbing.names import Names
from grm_data.intake.scrubbing.patterns import find_patterns
from grm_data.intake.scrubbing.phones import find_phones
from grm_data.intake.scrubbing.removal import Removal, merged
from grm_data.intake.scrubbing.sieve import Sieve, with_long_number
from grm_data.register.columns import Mask, Texts, texts_of
from grm_data.register.marks import mark

__all__ = ["Own", "Owners", "Removal", "Scrubber"]

Owners = npt.NDArray[np.object_]
"""An Own for each row."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Own:
    """The complainant of a text's own row, as far as the register names one; one object for all rows."""

    name: str | None = None
    address: str | None = None


_NOBODY = Own()


def _without(text: str, removals: Iterable[Removal]) -> str:
    """A text with a mark instead of each removal."""
    pieces, at = [], 0
    for removal in removals:
        pieces += [text[at : removal.start], mark(removal.kind)]
        at = removal.end
    return "".join([*pieces, text[at:]])


class Scrubber:
    """Takes identities out of texts: by patterns, and what the register's own identity columns hold."""

    def __init__(
        self, names: Iterable[str], country: str | None = None, details: Iterable[tuple[str, str]] = ()
    ) -> None:
        """``names`` are those of the register's complainants; ``country`` is the project's, by ISO code.

        ``details`` are the cells of its other identity columns: (kind of removal, text).
        """
        self._names = Names(names)
        self._details = Details(details)
        self._country = country
        self._known_sieve = Sieve(self._names, self._details, self._may_hold_known)
        self._sieve = Sieve(self._names, self._details, self._may_hold)

    def remembering(self) -> Scrubber:
        """The same, that looks at each text once, however often it is asked for."""
        self.scrub = cache(self.scrub)  # type: ignore[method-assign]
        self.scrub_known = cache(self.scrub_known)  # type: ignore[method-assign]
        return self

    def scrub(self, text: str, own: Own = _NOBODY) -> str:
        """The text without e-mail addresses, phone, account and ID numbers, profile links, names, addresses.

        Of the text's own complainant each part of the name is taken out by itself, with case endings, and
        each part of the address that has a number; of others only the whole, or a name with an initial.
        """
        return _without(text, self.removals(text, own))

    def scrub_known(self, text: str, own: Own = _NOBODY) -> str:
        """The text without e-mail addresses and what the register's identity columns hold.

        For case numbers, headings and names of sheets: other numbers in them are no phones.
        """
        glance = Glance(text)
        found = find_patterns(text, glance) if glance.has_address_sign else ()
        emails = (one for one in found if one.kind == "email")
        return _without(text, merged([*emails, *self._known(glance, own)]))

    def removals(self, text: str, own: Own = _NOBODY) -> list[Removal]:
        """What ``scrub`` takes out, in the order of the text."""
        glance = Glance(text)
        phones = find_phones(text, self._country) if glance.has_long_number else ()
        return merged([*find_patterns(text, glance), *phones, *self._known(glance, own)])

    def _known(self, glance: Glance, own: Own) -> Iterator[Removal]:
        """What the register's own identity columns hold."""
        if self._names.may_find(glance, own.name):
            yield from self._names.find(glance.text, own.name)
        if self._details.may_find(glance, own.address):
            yield from self._details.find(glance.text, own.address)

    def removals_at_length(self, text: str, own: Own = _NOBODY) -> list[Removal]:
        """The same as ``removals``, every finder asked whatever a glance says: for comparison."""
        found = [*find_patterns(text), *find_phones(text, self._country), *self._names.find(text, own.name)]
        return merged([*found, *self._details.find(text, own.address)])

    def scrub_all(self, texts: Texts, owners: Owners) -> Texts:
        """Every text scrubbed; ``owners`` holds the Own of each."""
        return self._scrubbed(texts, owners, self._sieve, self.scrub, with_long_number)

    def scrub_known_in_all(self, texts: Texts, owners: Owners) -> Texts:
        """Every text scrubbed as ``scrub_known`` does it; ``owners`` as for ``scrub_all``."""
        return self._scrubbed(texts, owners, self._known_sieve, self.scrub_known)

    def _scrubbed(
        self,
        texts: Texts,
        owners: Owners,
        sieve: Sieve,
        scrub: Callable[[str, Own], str],
        are_asked: Callable[[list[str]], Mask] | None = None,
    ) -> Texts:
        """The texts; only those that may hold something are taken apart, most are as they were."""
        scrubbed, rows = texts.copy(), np.flatnonzero(~is_none(texts))
        written = texts[rows].tolist()
        asked = self._may_be_of_their_own(owners[rows])
        asked[sieve.caught(written)] = True
        if are_asked is not None:
            asked |= are_asked(written)
        for i in rows[asked]:
            scrubbed[i] = scrub(texts[i], owners[i])
        return scrubbed

    def _may_be_of_their_own(self, owners: Owners) -> Mask:
        """Whose text may hold something of their own that is no sign in the texts of others."""
        found = {own: own.address is not None or not self._names.know(own.name) for own in {*owners}}
        return np.fromiter(map(found.__getitem__, owners), bool, len(owners))

    def _may_hold_known(self, piece: str) -> bool:
        """Whether what ``scrub_known`` takes out may begin in a piece of a text, or have it in itself."""
        glance = Glance(piece)
        return (
            glance.may_begin_address or self._names.may_hold(glance.words) or self._details.may_find(glance)
        )

    def _may_hold(self, piece: str) -> bool:
        """The same for ``scrub``, long numbers aside: they may be of many pieces."""
        glance = Glance(piece)
        return glance.may_begin_account or glance.has_link or self._may_hold_known(piece)

    def scrub_words(self, words: Texts, owners: Owners) -> Texts:
        """Every word scrubbed, the same for all rows that hold it; ``owners`` as for ``scrub_all``.

        A part of a complainant's name ("Bold" is a word too) or address is taken out where every row that
        holds the word is of somebody so named, or who lives there.
        """
        codes, different = pd.factorize(words)
        by_word = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes + 1))[:-1])
        scrubbed = [
            self._scrub_word(word, owners[rows]) for word, rows in zip(different, by_word[1:], strict=True)
        ]
        return texts_of([*scrubbed, None])[codes]

    def _scrub_word(self, word: str, owners: Owners) -> str:
        plain = self.scrub(word)
        named, seen = word, set[Own]()
        for own in owners:
            if own not in seen:
                if self.scrub(word, own) == plain:
                    return plain
                named = self.scrub(named, own)
                seen.add(own)
        return named
