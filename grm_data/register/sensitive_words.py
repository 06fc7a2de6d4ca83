"""The words of sensitive cases: sexual exploitation, abuse and harassment, gender-based violence.

Listed in ``spellings/values.toml``, after the definitions of the IASC and the World Bank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from grm_data.register.folding import fold
from grm_data.register.listed import Listed, alternatives
from grm_data.register.vocabulary import value_tables

__all__ = [
    "be_ready",
    "has_sensitive_word",
    "listed_words",
    "may_be_sensitive",
    "names_nothing_else",
    "names_sensitive",
    "sign_in",
    "tells_of_sensitive",
]

_PEOPLE_AND_DEEDS = ("sensitive_at_home", "sensitive_young")
"""Kinds of cases that are told by who it was and what was done, in many words."""


@cache
def _sensitive_words() -> Listed:
    return Listed(word for words in value_tables()["sensitive_words"].values() for word in words)


@cache
def _other_matters() -> Listed:
    return Listed(word for words in value_tables()["sensitive_other"].values() for word in words)


def be_ready() -> None:
    """Compile what texts are asked for now, before many come."""
    for listed in (_sensitive_words(), _other_matters(), _doubtful_words(), _people()):
        listed.compile()
    _tellings()


def _asked(text: str) -> str:
    """A text, folded, without the expressions in which a listed word is another matter.

    >>> _asked("A heavily trafficked road"), _asked("Girls were trafficked")
    ('a   road', 'girls were trafficked')
    """
    return _other_matters().blanked(fold(text))


def may_be_sensitive(text: str) -> bool:
    """Whether a short cell names what a person has to look at: harassment or violence of whatever kind.

    >>> may_be_sensitive("Harassment by a guard"), may_be_sensitive("Abuse of power")
    (True, False)
    """
    folded = _asked(text)
    doubtful = _doubtful_words().search(folded) is not None and _other_abuses().isdisjoint(folded.split())
    return doubtful or _telling(folded) is not None


def tells_of_sensitive(text: str) -> bool:
    """Whether a text of any length names a case, or tells of a deed against a wife, a girl …

    >>> tells_of_sensitive("Her husband has beaten her again"), tells_of_sensitive("Her husband lost a plot")
    (True, False)
    """
    folded = _asked(text)
    return _sensitive_words().search(folded) is not None or _telling(folded) is not None


def _telling(folded: str) -> re.Match[str] | None:
    """The people and the deed with at most four words between them, in either order."""
    return _tellings().search(folded) if _people().search(folded) else None


@cache
def _people() -> Listed:
    return Listed(word for kind in _PEOPLE_AND_DEEDS for word in value_tables()[kind]["people"])


@cache
def _tellings() -> re.Pattern[str]:
    found = []
    for kind in _PEOPLE_AND_DEEDS:
        people, deeds = (alternatives(value_tables()[kind][what]) for what in ("people", "deeds"))
        between = r" (?:\w+ ){0,4}"
        found += [people + between + deeds, deeds + between + people]
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def listed_words() -> Iterator[str]:
    """Every word, or several, with one of which a case is told; beside it others may have to stand."""
    for words in [*value_tables()["sensitive_words"].values(), value_tables()["sensitive_doubt"]["words"]]:
        yield from words
    for kind in _PEOPLE_AND_DEEDS:
        yield from value_tables()[kind]["people"]


@cache
def _other_abuses() -> frozenset[str]:
    return frozenset(map(fold, value_tables()["sensitive_doubt"]["besides"]))


@cache
def _doubtful_words() -> Listed:
    return Listed(value_tables()["sensitive_doubt"]["words"])


@cache
def _sensitive_whole() -> tuple[frozenset[str], frozenset[str]]:
    table = value_tables()["sensitive_whole"]
    return frozenset(map(fold, table["words"])), frozenset(map(fold, table["besides"]))


_PARTED_LETTERS = re.compile(r"(?<=\b\w) (?=\w\b)")
"""Blanks between the letters of an abbreviation: "s h"."""


def has_sensitive_word(text: str) -> bool:
    """Whether a type, category or heading names sexual exploitation, abuse, harassment or GBV.

    >>> has_sensitive_word("SEA/SH case"), has_sensitive_word("S.E.A."), has_sensitive_word("Sea transport")
    (True, True, False)
    """
    words, besides = _sensitive_whole()
    found = {*_PARTED_LETTERS.sub("", fold(text)).split()} - besides
    return names_sensitive(text) or (bool(found) and found <= words)


def names_nothing_else(text: str) -> bool:
    """Whether all that a title says is that it is about sensitive cases.

    >>> names_nothing_else("SEXUAL HARASSMENT CASES 2024"), names_nothing_else("GBV cases: call 1234")
    (True, False)
    """
    if not has_sensitive_word(text):
        return False
    words, besides = _sensitive_whole()
    left = {*_doubtful_words().blanked(_sensitive_words().blanked(fold(text))).split()}
    return all(word.isdigit() for word in left - words - besides)


def sign_in(text: str) -> str | None:
    """The first of our words, or of those that may be one, that a text holds, folded; None where none is.

    >>> sign_in("She was sexually harassed by a foreman")
    'sexually'
    """
    folded = _asked(text)
    found = _sensitive_words().search(folded) or _doubtful_words().search(folded) or _telling(folded)
    return found.group() if found else None


def names_sensitive(text: str) -> bool:
    """The same of any cell or text, where a bare abbreviation may be somebody's initials.

    >>> names_sensitive("She was sexually harassed by a foreman"), names_sensitive("SH")
    (True, False)
    """
    return _sensitive_words().search(_asked(text)) is not None
