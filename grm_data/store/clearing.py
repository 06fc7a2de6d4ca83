"""Clearing: a reviewer sees a text only after a person has read and cleared it.

A clearing is bound to the text by its hash: an edited text asks again, and an unchanged one stays
cleared in the next version, whatever row it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from grm_data.analysis.naming import case_names
from grm_data.register import Field, Register, TextState
from grm_data.settings import Settings
from grm_data.store.withholding import withholding

__all__ = ["Draft", "DraftText", "draft_of", "text_key"]


def text_key(text: str) -> str:
    """What a clearing is bound to: the SHA-256 of the text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class DraftText:
    """One text to be read and cleared by a person."""

    key: str
    field: Field
    row: int  # index in the register
    case: str  # what its case is called
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
        names = case_names(register)
        return tuple(
            DraftText(key := text_key(text), field, i, names[i], text, key in self.cleared)
            for i in range(len(register))
            for field, column in register.columns.texts.items()
            if (text := column.words[i]) is not None
        )

    def clear(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts cleared."""
        return replace(self, cleared=self.cleared | frozenset(keys))

    def withhold(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts not cleared, even where the version before shows them."""
        return replace(self, cleared=self.cleared - frozenset(keys))

    def for_version(self) -> tuple[Register, int]:
        """The register as the version will hold it, and how many texts nobody has cleared."""
        register = withholding(self.register, lambda text: text_key(text) in self.cleared)
        return register, register.count_texts(TextState.WITHHELD)


def draft_of(
    register: Register, settings: Settings, current: Register | None, *, all_read: bool = False
) -> Draft:
    """A draft in which the texts that the current version shows are cleared already.

    ``all_read``: a person declares to have read every text of the register.
    """
    shown = register if all_read else current
    return Draft(register, settings, frozenset() if shown is None else _keys(shown))


def _keys(register: Register) -> frozenset[str]:
    columns = register.columns.texts.values()
    return frozenset(text_key(text) for column in columns for text in column.words if text is not None)
