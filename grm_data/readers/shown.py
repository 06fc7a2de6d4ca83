"""A register and its settings as readers get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from grm_data.readers.names import with_names_let_out
from grm_data.readers.numbers import with_numbers_let_out
from grm_data.readers.signs import with_numbers_of_ours, without_sensitive_signs
from grm_data.readers.words import readers_get, with_words_let_out
from grm_data.register import Register
from grm_data.register.small_numbers import holds_sensitive
from grm_data.register.traits import Readers
from grm_data.settings import Settings

__all__ = ["for_readers", "settings_for_readers"]

_NEVER_IN_ROWS = (Readers.TABLE, Readers.NEVER)


def for_readers(register: Register, settings: Settings, *, ever_held: bool = False) -> Register:
    """What readers get of a register, row by row; what they get already is given back as it is.

    No field that is for tables only; no word, number or name that nobody let out; nothing that reveals a
    sensitive case. ``ever_held``: another version had such cases, so that the numbers' gaps may be theirs.
    """
    if register.is_for_readers:
        return register
    hidden = [field for field, _ in register.columns if readers_get(field, settings) in _NEVER_IN_ROWS]
    shown = replace(register, columns=register.columns.without(*hidden), held_back=(), is_for_readers=True)
    shown = with_words_let_out(shown, settings)
    shown = without_sensitive_signs(shown)
    if ever_held or holds_sensitive(shown):
        shown = with_numbers_of_ours(shown)
    return with_names_let_out(with_numbers_let_out(shown, settings), settings)


def settings_for_readers(settings: Settings) -> Settings:
    """The settings without what names words, columns, sheets and cases of the register."""
    nothing: Mapping[str, str] = MappingProxyType({})
    return replace(
        settings,
        columns=nothing,
        values=MappingProxyType({}),
        header_rows=MappingProxyType({}),
        sheets_read=(),
        sheets_ignored=(),
        not_sensitive=(),
        let_out=(),
    )
