"""Scrubbing: what may identify a person is taken out of a text before it leaves the intake.

An aid, not a promise: a text is shown to reviewers only once a person has cleared it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from grm_data.intake.cells import column_texts
from grm_data.intake.dates import read_text_date
from grm_data.messages import message
from grm_data.register.register import Texts

__all__ = ["Scrubber", "scrubber_of"]

_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?"
    r"(?:facebook|fb|instagram|twitter|x|t|vk|wa|linkedin)\.(?:com|me)/[^\s,;)]+",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_ID_NUMBER = re.compile(r"(?<!\w)[А-ЯЁӨҮ]{2}\s?\d{8}(?!\w)", re.I)
_PHONE = re.compile(r"(?<![\w/.,-])\+?\(?\d(?:[\s().-]{0,2}\d){6,18}(?![\w/]|[.,-]\d)")
_AMOUNT = re.compile(r"\d{1,3}(?:[ .,]\d{3})+")
_YEARS = re.compile(r"(?:19|20)\d\d\s*-\s*(?:19|20)\d\d")
_DATE = r"(?:\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2}[.-]\d{4})"
_DATES = re.compile(rf"{_DATE}(?:\s*-\s*{_DATE})?")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

_SHORTEST_NAME = 3
_LONGEST_ENDING = 4
"""Letters that a case ending may add to a name: Батын, Батаас, Иванову."""


class Scrubber:
    """Takes identities out of texts: patterns everywhere, and names of the register's own complainants."""

    def __init__(self, names: Iterable[str]) -> None:
        self._full: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            words = _words(name)
            if sum(map(len, words)) > _SHORTEST_NAME:
                self._full.setdefault(words[0], []).append(words)

    def scrub(self, text: str, own_name: str | None = None) -> str:
        """The text without e-mail addresses, phone and ID numbers, profile links and known names.

        ``own_name`` is the complainant of the text's own row: each part of it is taken out by itself,
        with case endings; other complainants' names only where they stand in full.
        """
        for pattern, kind in ((_EMAIL, "email"), (_PROFILE, "link"), (_IBAN, "account"), (_ID_NUMBER, "id")):
            text = pattern.sub(message(f"removed.{kind}"), text)
        text = _PHONE.sub(_phone_or_number, text)
        return self._without_names(text, _words(own_name or ""))

    def _without_names(self, text: str, own: tuple[str, ...]) -> str:
        words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
        pieces, at, i = [], 0, 0
        while i < len(words):
            length = self._full_name_at(words, i) or int(_is_part(words[i][2], own))
            if length:
                pieces += [text[at : words[i][0]], message("removed.name")]
                at = words[i + length - 1][1]
            i += length or 1
        return "".join([*pieces, text[at:]])

    def _full_name_at(self, words: Sequence[tuple[int, int, str]], i: int) -> int:
        """How many words from the i-th on are the full name of a complainant."""
        for name in self._full.get(words[i][2], ()):
            if tuple(word for _, _, word in words[i : i + len(name)]) == name:
                return len(name)
        return 0

    def scrub_all(self, texts: Texts, names: Texts | None = None) -> Texts:
        """Every text scrubbed; ``names`` holds the complainant of each row where the register has them."""
        owners = [None] * len(texts) if names is None else names
        scrubbed = [
            None if text is None else self.scrub(text, name) for text, name in zip(texts, owners, strict=True)
        ]
        return np.array([*scrubbed, None], dtype=object)[:-1]


def scrubber_of(name_columns: Sequence[pd.Series]) -> Scrubber:
    """A Scrubber that knows the names standing in the register's complainant columns."""
    return Scrubber({text for column in name_columns for text in column_texts(column) if text})


def _words(name: str) -> tuple[str, ...]:
    return tuple(match.group().casefold() for match in _WORD.finditer(name))


def _is_part(word: str, own: tuple[str, ...]) -> bool:
    return any(
        len(part) >= _SHORTEST_NAME and word.startswith(part) and len(word) - len(part) <= _LONGEST_ENDING
        for part in own
    )


def _phone_or_number(match: re.Match[str]) -> str:
    """A phone number is taken out; a date, a span of years or dates and an amount of money stay."""
    text = match.group()
    is_number = _AMOUNT.fullmatch(text) or _YEARS.fullmatch(text) or _DATES.fullmatch(text)
    return text if is_number or read_text_date(text) is not None else message("removed.phone")
