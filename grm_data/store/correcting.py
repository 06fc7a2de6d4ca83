"""Texts that a person wrote anew for readers: known again in the next spreadsheet, which has the old ones.

The database keeps a keyed hash of both texts together: whoever has both can tell that one was written for
the other, and nobody can tell either.
"""

from __future__ import annotations

from collections.abc import Mapping

from grm_data.comparing.matching import match_rows
from grm_data.register import Register
from grm_data.secret import keyed_hash
from grm_data.store.clearing import text_key

__all__ = ["correction_hashes", "may_be_corrected"]


def correction_hashes(corrected: Mapping[str, str], secret: bytes) -> tuple[str, ...]:
    """What to decide on ("text", "show") so that these corrections are known again."""
    return tuple(_hash(key, text, secret) for key, text in corrected.items())


def may_be_corrected(before: Register, after: Register, secret: bytes) -> dict[str, tuple[str, str]]:
    """Keyed hash → (key of a text of ``after``, what the same case of ``before`` shows instead)."""
    if not before.has_shown_texts:
        return {}
    was, is_ = match_rows(before, after)
    found = {}
    for name in before.columns.texts.keys() & after.columns.texts.keys():
        old, new = before.text(name).words[was], after.text(name).words[is_]
        for shown, text in zip(*(words[old != new] for words in (old, new)), strict=True):
            if shown is not None and text is not None:
                key = text_key(text)
                found[_hash(key, shown, secret)] = key, shown
    return found


def _hash(key: str, text: str, secret: bytes) -> str:
    return keyed_hash(secret, "correction", f"{key}\0{text_key(text)}")
