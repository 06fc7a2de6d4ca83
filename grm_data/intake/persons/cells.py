"""What one cell looks like: a name, a phone number, an address, a number of a paper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any

from grm_data.compiled import toml_file
from grm_data.expressions import expression
from grm_data.intake.many import Many
from grm_data.intake.scrubbing.patterns import find_patterns
from grm_data.intake.scrubbing.phones import find_phones
from grm_data.intake.scrubbing.removal import merged
from grm_data.intake.scrubbing.words import WORD, listed, skeleton
from grm_data.register.fields import Field
from grm_data.register.folding import fold

__all__ = ["Naming", "kind_of", "kinds_of", "name_in", "naming", "words_in"]


class Naming(IntEnum):
    """How much a cell looks like the name of a person."""

    NOT = 0
    ONE_WORD = 1  # "Batbold", as well as "Dust"
    WORDS = 2  # "Canaria Planterova"
    TITLED = 3  # "Mr Bold", "Б.Болд", "Ahmad bin Ali"


_KINDS = {
    "phone": Field.PHONE,
    "email": Field.EMAIL,
    "link": Field.EMAIL,
    "id": Field.ID_NUMBER,
    "account": Field.ID_NUMBER,
}
_PAPER = expression(
    r"\d{5}-\d{7}-\d|\d{4} \d{4} \d{4}|\d{3}-\d{2}-\d{4}|[A-ZА-ЯЁӨҮ]{1,3}[\s/-]?\d{6,9}[A-ZА-ЯЁӨҮ]{0,2}"
    r"|\d{9,14}[VXvx]?|\d{6}/\d{2}/\d"
)
"""CNIC, Aadhaar, social security, a few letters and a long number, a long number."""
_COORDINATE = r"[NSEW]?\s?-?\d{1,3}[.,]\d{4,}°?\s?[NSEW]?"
_COORDINATES = expression(
    rf"\(?{_COORDINATE}(?:\s*[,; ]\s*[NSEW]?\s?-?\d{{1,3}}[.,]\d{{2,}}°?\s?[NSEW]?)?"
    r"(?:\s-?\d+(?:\.\d+)?){0,2}\)?"
)
_SIGN = expression(r"[\d@＠/]")
"""Every identity but a name has one."""
_MAY_BE_IDENTITY = r"[@＠/]|(?:[0-9][^0-9]*){5}|[^\x00-\x7fÀ-ɏЀ-ԯ]"
"""What each kind of identity has that has no word of a dwelling; a sign beside these may be a digit, too."""
_MOSTLY = 0.6
"""Share of a cell's letters and digits that is an identity, for the cell to be one."""
_LONGEST_NAME, _LONGEST_ADDRESS = 60, 120
_MOST_WORDS = 6
_IN_NO_NAME = expression(r"[\d@?!:;/\\=<>%#+*]")
_ASIDE = expression(r"[(\[][^()\[\]]*[)\]]")
_INITIAL = expression(r"(?<![^\W_])[^\W\d_]{1,2}\.[\s-]?(?=[^\W\d_]{2})")
_HAN = expression(r"[一-鿿]{2,4}")


@cache
def _table() -> dict[str, Any]:
    return toml_file(Path(__file__).with_name("words.toml"))


@cache
def words_in(name: str) -> frozenset[str]:
    """The folded words of a list in words.toml."""
    return frozenset(map(fold, _table()[name]))


def kinds_of(texts: Sequence[str]) -> Iterator[tuple[Field, str]]:
    """Those of the texts that are an identity by their shape, names aside, each with its kind."""
    many = Many(texts)
    may_be = many.holding(_MAY_BE_IDENTITY) | (many.holding("[0-9]") & many.lower().holding(_dwelling()))
    for text in compress(texts, may_be):
        if (kind := kind_of(text)) is not None:
            yield kind, text


@cache
def _dwelling() -> str:
    """The pattern of a word of a dwelling, or of the beginning of another word."""
    return "|".join(map(re.escape, sorted(_dwellings())))


def kind_of(text: str) -> Field | None:
    """The identity that a whole cell is by its shape, names aside.

    >>> kind_of("9911-2233"), kind_of("12345-1234567-1"), kind_of("2020-07-31")
    (<Field.PHONE: 'phone'>, <Field.ID_NUMBER: 'id_number'>, None)
    """
    if len(text) > _LONGEST_ADDRESS or not _SIGN.search(text):
        return None
    if _PAPER.fullmatch(text) and not _is_mere_number(text):
        return Field.ID_NUMBER
    if _COORDINATES.fullmatch(text) or _is_address(text):
        return Field.ADDRESS
    if not _has_identity_sign(text):
        return None
    found = merged([*find_patterns(text), *find_phones(text)])
    covered = sum(_signs(text[one.start : one.end]) for one in found)
    return _KINDS[found[0].kind] if found and covered >= _MOSTLY * _signs(text) else None


def _is_mere_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def _has_identity_sign(text: str) -> bool:
    return "@" in text or "＠" in text or "/" in text or sum(map(str.isdigit, text)) >= 6


def _signs(text: str) -> int:
    return sum(map(str.isalnum, text))


def _is_address(text: str) -> bool:
    """Whether a number and a word of a dwelling stand in it: "Peace Ave 12"."""
    words = WORD.findall(text.lower())
    has_number = any(map(str.isdigit, text))
    return has_number and len(words) <= 2 * _MOST_WORDS and not _dwellings().isdisjoint(words)


@cache
def _dwellings() -> frozenset[str]:
    return frozenset(_table()["dwellings"])


def name_in(text: str) -> str:
    """A cell without numbers, addresses and what stands in brackets: what is left of it may be a name."""
    if _has_identity_sign(text):
        for one in reversed(merged([*find_patterns(text), *find_phones(text)])):
            text = f"{text[: one.start]} {text[one.end :]}"
    return _ASIDE.sub(" ", text).strip(" ,;:-–—/.")


def naming(text: str, ordinary: Collection[str] = frozenset()) -> Naming:
    """How much a text looks like a name; ``ordinary`` are folded words that are no names in this register.

    >>> naming("Canaria Planterova").name, naming("Б.Болд").name, naming("Land acquisition").name
    ('WORDS', 'TITLED', 'NOT')
    """
    if len(text) > _LONGEST_NAME or _IN_NO_NAME.search(text):
        return Naming.NOT
    if _HAN.fullmatch(text):
        return Naming.WORDS if text[0] in _table()["surnames"] else Naming.NOT
    written = WORD.findall(text)
    folded = [fold(word) for word in written]
    titled = any(word in words_in("titles") for word in folded) and len(written) > 1
    main = [
        (word, key)
        for word, key in zip(written, folded, strict=True)
        if key not in words_in("titles") and key not in words_in("particles")
    ]
    if not main or len(main) > _MOST_WORDS or any(_is_no_name(key, ordinary) for _, key in main):
        return Naming.NOT
    if not all(_may_begin_name(word) for word, _ in main):
        return Naming.NOT
    if titled or _INITIAL.search(text) or (len(main) < len(written) and len(main) > 1):
        return Naming.TITLED
    long = [word for word, _ in main if len(word) > 1]
    return Naming.NOT if not long else Naming.WORDS if len(main) > 1 else Naming.ONE_WORD


def _is_no_name(key: str, ordinary: Collection[str]) -> bool:
    return key in words_in("no_people") or key in ordinary or skeleton(key) in listed("no_names")


def _may_begin_name(word: str) -> bool:
    """Whether a word begins with a capital, or is of a script that has none."""
    return word[0].isupper() or word[0].lower() == word[0].upper()
