"""Clearing: a reviewer sees a text only after a person has read and cleared it, or written it anew for them.

A clearing is bound to the text by its hash: an edited text asks again, and an unchanged one stays
cleared in the next version, whatever row it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType

from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import kept
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
    times: int  # how often it stands in the register


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Draft:
    """A register about to be published, for staff only: its scrubbed texts, cleared or not, are in it."""

    register: Register
    settings: Settings
    cleared: frozenset[str]  # keys of the texts that a person has cleared
    corrected: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Key of a text → what a person wrote for readers instead, scrubbed."""

    def texts(self) -> tuple[DraftText, ...]:
        """Each text of the register once, where it first stands, row by row."""
        columns, keys = self.register.columns.texts, _keys(self.register)
        words = [text for row in zip(*(one.words for one in columns.values()), strict=True) for text in row]
        first = dict(zip(reversed(words), reversed(range(len(words))), strict=True))
        times = Counter(words)  # each where it first stands
        del times[None]
        places = [divmod(first[text], len(columns)) for text in times]
        cases, fields = case_names(self.register, [row for row, _ in places]), tuple(columns)
        return tuple(
            DraftText(key := keys[text], fields[n], row, case, text, key in self.cleared, times[text])
            for text, (row, n), case in zip(times, places, cases, strict=True)
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
        keys = _keys(self.register)
        written = {text: self.corrected[key] for text, key in keys.items() if key in self.corrected}
        texts = {
            name: text_column(texts_of(written.get(text, text) for text in column.words))
            for name, column in self.register.columns.texts.items()
        }
        return self.register.with_columns(texts)

    def for_version(self) -> tuple[Register, int]:
        """The register as the version will hold it, and how many texts nobody has cleared."""
        shown = {text for text, key in _keys(self.register).items() if key in self.cleared}
        shown.update(self.corrected.values())
        register = withholding(self.as_corrected(), shown.__contains__)
        return register, register.count_texts(TextState.WITHHELD)


def draft_of(
    register: Register, settings: Settings, current: Register | None, *, all_read: bool = False
) -> Draft:
    """A draft in which the texts that the current version shows are cleared already.

    ``all_read``: a person declares to have read every text of the register.
    """
    shown = None if all_read else frozenset(() if current is None else _texts(current))
    cleared = (key for text, key in _keys(register).items() if shown is None or text in shown)
    return Draft(register, settings, frozenset(cleared))


def _texts(register: Register) -> Iterator[str]:
    columns = register.columns.texts.values()
    return (text for column in columns for text in column.words if text is not None)


def _keys(register: Register) -> Mapping[str, str]:
    """Each text of a register → its key, found out once."""
    return kept(register, "text keys", lambda: {text: text_key(text) for text in frozenset(_texts(register))})
