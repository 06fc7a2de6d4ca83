"""Clearing: a reviewer sees a text only after a person has read and cleared it.

A clearing is bound to the text by its hash: an edited text asks again, and an unchanged one stays
cleared in the next version, whatever row it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from grm_data.register import Register
from grm_data.settings import Settings
from grm_data.store.reviewing import for_reviewers

__all__ = ["TEXT_FIELDS", "Draft", "DraftText", "draft_of", "text_key"]

TEXT_FIELDS = ("issue", "action")
"""The free texts of a register that need clearing."""


def text_key(text: str) -> str:
    """What a clearing is bound to: the SHA-256 of the text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class DraftText:
    """One text to be read and cleared by a person."""

    key: str
    field: str  # "issue" or "action"
    row: int  # index in the register
    registered_no: str | None
    sheet_row: int
    text: str  # scrubbed
    is_cleared: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Draft:
    """A register about to be published, for staff only: its scrubbed texts, cleared or not, are in it."""

    register: Register
    settings: Settings
    cleared: frozenset[str]  # keys of the texts that a person has cleared

    def texts(self) -> tuple[DraftText, ...]:
        """Every text of the register, row by row."""
        register = self.register
        return tuple(
            DraftText(
                key := text_key(text),
                field,
                i,
                register.registered_no[i],
                int(register.sheet_row[i]),
                text,
                key in self.cleared,
            )
            for i in range(len(register))
            for field in TEXT_FIELDS
            if (text := getattr(register, field)[i]) is not None
        )

    def clear(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts cleared."""
        return replace(self, cleared=self.cleared | frozenset(keys))

    def withhold(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts not cleared, even where the version before shows them."""
        return replace(self, cleared=self.cleared - frozenset(keys))

    def for_reviewers(self) -> tuple[Register, int]:
        """The register as reviewers may see it, and how many texts nobody has cleared."""
        register = for_reviewers(self.register, lambda text: text_key(text) in self.cleared)
        return register, _count(self.register) - _count(register)


def draft_of(register: Register, settings: Settings, current: Register | None) -> Draft:
    """A draft in which the texts that the current version shows are cleared already.

    Where the settings say that a person has read every text of the register, all of them are.
    """
    shown = register if settings.texts_cleared else current
    keys = set() if shown is None else {text_key(text) for text in _texts(shown)}
    return Draft(register, settings, frozenset(keys))


def _texts(register: Register) -> Iterable[str]:
    return {text for field in TEXT_FIELDS for text in getattr(register, field) if text is not None}


def _count(register: Register) -> int:
    return sum(text is not None for field in TEXT_FIELDS for text in getattr(register, field))
