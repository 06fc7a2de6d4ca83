"""Clearing: a reviewer sees a text only after a person has read and cleared it, or written it anew for them.

A clearing is bound to the text by its hash: an edited text asks again, and an unchanged one stays
cleared in the next version, whatever row it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType

from grm_data.analysis.naming import case_names
from grm_data.register import Field, Register, TextState, text_column, texts_of
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
    corrected: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Key of a text → what a person wrote for readers instead, scrubbed."""

    def texts(self) -> tuple[DraftText, ...]:
        """Every text of the register, row by row."""
        register = self.register
        names = case_names(register)
        return tuple(
            DraftText(key := text_key(text), name, i, names[i], text, key in self.cleared)
            for i in range(len(register))
            for name, column in register.columns.texts.items()
            if (text := column.words[i]) is not None
        )

    def clear(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts cleared."""
        return replace(self, cleared=self.cleared | frozenset(keys))

    def withhold(self, keys: Iterable[str]) -> Draft:
        """The draft with these texts not cleared, even where the version before shows them."""
        hidden = frozenset(keys)
        left = {key: text for key, text in self.corrected.items() if key not in hidden}
        return replace(self, cleared=self.cleared - hidden, corrected=left)

    def correct(self, corrections: Mapping[str, str]) -> Draft:
        """The draft with these texts written anew for readers; what a person wrote is cleared."""
        return replace(self.clear(corrections), corrected={**self.corrected, **corrections})

    def as_corrected(self) -> Register:
        """The whole register with what was written instead of some texts."""
        if not self.corrected:
            return self.register
        texts = {
            name: text_column(
                texts_of(text and self.corrected.get(text_key(text), text) for text in column.words)
            )
            for name, column in self.register.columns.texts.items()
        }
        return self.register.with_columns(texts)

    def for_version(self) -> tuple[Register, int]:
        """The register as the version will hold it, and how many texts nobody has cleared."""
        shown = self.cleared | {text_key(text) for text in self.corrected.values()}
        register = withholding(self.as_corrected(), lambda text: text_key(text) in shown)
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
