"""A register and its settings as readers get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from grm_data.readers.names import with_names_let_out
from grm_data.readers.numbers import with_numbers_let_out
from grm_data.readers.signs import with_numbers_of_ours, without_sensitive_signs
from grm_data.readers.words import with_words_let_out
from grm_data.register import Register
from grm_data.register.traits import Readers
from grm_data.settings import Settings

__all__ = ["for_readers", "settings_for_readers"]

_NEVER_IN_ROWS = (Readers.TABLE, Readers.NEVER)


def for_readers(register: Register, settings: Settings) -> Register:
    """What readers get of a register, row by row; doing it again changes nothing more.

    No field that is for tables only; no word, number or name that nobody let out; nothing that reveals a
    sensitive case.
    """
    hidden = [field for field, _ in register.columns if field.traits.readers in _NEVER_IN_ROWS]
    shown = replace(register, columns=register.columns.without(*hidden), held_back=())
    shown = with_words_let_out(shown, settings)
    shown = with_numbers_let_out(with_numbers_of_ours(without_sensitive_signs(shown)), settings)
    return with_names_let_out(shown, settings)


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
