"""The words of a register that one can filter by, and the codes that stand for them in links.

A word that we know is its own code. Any other word is the register's: it has a code by the server's key,
which tells nothing of it and stays the same whatever else is uploaded.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import cache

from grm_dashboard.session.asked import FILTERS
from grm_data.analysis.selection import NOT_STATED, kept
from grm_data.errors import SecretError
from grm_data.register import NO_CODE, STATUS_CODE, Category, Field, Register, Status
from grm_data.secret import keyed_hash, secret

__all__ = ["codes_of_words", "filtered_fields", "words_of_codes"]

_STATUSES = (Status.RESOLVED, Status.RESOLVING, Status.UNRELATED, Status.UNRECOGNISED)
_DIGITS = 12
"""Of a code by key: 48 bits, so that two words of a register don't share one."""


def filtered_fields(register: Register) -> tuple[Field, ...]:
    """The fields to filter by: the register of each role holds only what it may see in rows."""
    columns = {field: register.columns.get(field) for field in FILTERS}
    return tuple(
        field
        for field, column in columns.items()
        if field is Field.STATUS or (isinstance(column, Category) and column.names)
    )


def codes_of_words(register: Register, field: Field) -> Mapping[str, str]:
    """Word → its code in links, in the register's order; blanks last."""
    if field is Field.STATUS:
        return {str(one): str(one) for one in _statuses(register)}
    category = register.category(field)
    known = set(field.traits.codes)
    key = b"" if known.issuperset(category.names) else _key()

    def codes() -> dict[str, str]:
        """Each word's code; they are kept with the register, whose words they are, and go with it."""
        found = {word: word if word in known else _coded(key, field, word) for word in category.names}
        return found | ({NOT_STATED: NOT_STATED} if (category.codes == NO_CODE).any() else {})

    return kept(register, ("codes of words", field, key), codes)


def _statuses(register: Register) -> list[Status]:
    unrecognised = (register.status == STATUS_CODE[Status.UNRECOGNISED]).any()
    return [one for one in _STATUSES if one is not Status.UNRECOGNISED or unrecognised]


def words_of_codes(register: Register, asked: Mapping[Field, Sequence[str]]) -> dict[Field, list[str]]:
    """The words that the codes stand for; a code that stands for none is ignored."""
    found: dict[Field, list[str]] = {field: [] for field in FILTERS}
    for field in filtered_fields(register):
        if codes := asked.get(field):
            found[field] = [word for word, code in codes_of_words(register, field).items() if code in codes]
    return found


def _coded(key: bytes, field: Field, word: str) -> str:
    return f"~{keyed_hash(key, f'link {field}', word)[:_DIGITS]}"


def _key() -> bytes:
    """The server's key; where it has none, one that ends with the process and its links."""
    try:
        return secret()
    except SecretError:
        return _own_key()


@cache
def _own_key() -> bytes:
    return secrets.token_bytes(32)
