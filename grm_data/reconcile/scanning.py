"""The words and numbers of the summary table, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from grm_data.reconcile.mentions import STATUSES
from grm_data.reconcile.words import DAY, RANGE, any_of, plain, spellings, words

__all__ = ["SPLITS", "Token", "list_at", "list_head", "period_at", "scanned", "status_in"]

SPLITS = {"channels": "channel", "types": "type"}
"""What feedback is split by → the field."""

_DATE = r"\d+(?:[/.-]\d+){2}"
"""A date that can't be read, such as one whose day and month can't be told apart: it counts nothing."""


class Token(NamedTuple):
    kind: str
    value: str
    column: int


@cache
def list_head() -> re.Pattern[str]:
    return re.compile(rf"({any_of(map(re.escape, _heads()))})\s*:")


@cache
def list_at() -> re.Pattern[str]:
    """Before each head of a list, as a document writes it."""
    names = any_of(re.escape(name) for name, code in spellings("lists").items() if code in SPLITS)
    return re.compile(rf"(?i)(?<!\w)(?={names}\s*:)")


def _heads() -> list[str]:
    return [plain(name) for name, code in spellings("lists").items() if code in SPLITS]


@cache
def _labels() -> Mapping[str, str]:
    """Each word that the scanner knows → its kind and code."""
    found = {plain(word): f"period:{code}" for word, code in spellings("periods").items()}
    found |= {plain(word): f"status:{code}" for word, code in spellings("labels").items() if code in STATUSES}
    found |= {plain(word): f"status:{code}" for word, code in spellings("statuses").items()}
    return found | {word: "addressed:" for word in _of_those() if word != "of those"}


@cache
def _of_those() -> list[str]:
    return [plain(word).strip(" :") for word, code in spellings("lists").items() if code == "of_those"]


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){any_of(map(re.escape, _labels()))}(?!\w)|{RANGE}|{_DATE}|\d[\d,]*|[^\W\d_]+|{DAY}"
    )


@cache
def _words_of_labels() -> list[str]:
    """The words that stand beside a period's label, or are left of one, as "rious Period" is."""
    labels = [name for name, code in _labels().items() if code.startswith("period:")]
    return sorted(
        {word for name in [*labels, *_of_those(), "period", *words()["nouns"]] for word in name.split()}
    )


def status_in(text: str) -> bool:
    return any(_labels().get(one[0], "").startswith("status:") for one in _scanner().finditer(text))


def period_at(text: str) -> str | None:
    """The period whose label a piece begins with."""
    first = _scanner().match(text)
    kind, _, code = (_labels().get(first[0], "") if first else "").partition(":")
    return code if kind == "period" else None


def scanned(text: str, column: int) -> Iterator[Token]:
    """The words and numbers of a piece; one with a word that isn't known is nothing that can be told."""
    found = [one[0] for one in _scanner().finditer(text)]
    strange = [
        one
        for one in found
        if one[0].isalpha() and one not in _labels() and not re.match(f"{RANGE}|{DAY}", one)
    ]
    if any(not get_close_matches(one, _words_of_labels(), n=1, cutoff=0.7) for one in strange):
        yield Token("strange", text, column)
        return
    for i, one in enumerate(found):
        kind, _, code = _labels().get(one, "").partition(":")
        if kind == "period" and (i or column):
            continue  # a word in a sentence, a heading's
        if kind:
            yield Token(kind, code, column)
        elif re.match(RANGE, one):
            yield Token("range", one, column)
        elif one[0].isdigit():
            yield Token("date" if re.fullmatch(_DATE, one) else "number", one, column)
