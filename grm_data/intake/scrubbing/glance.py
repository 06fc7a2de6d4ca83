"""What a text shows at a glance: its words, its numbers and some signs.

By them each finder says whether it may find anything; it never says no where it would.
"""

from __future__ import annotations

import re

from grm_data.intake.scrubbing.words import WORD

__all__ = ["Glance", "holds_long_number"]

_NUMBER = re.compile(r"\d+")
_FEWEST_DIGITS = 6
_LONG = re.compile(r"\d(?:[\s().-]{0,2}\d){5}")
"""Digits so near to each other that they may be one number: of a phone, an account, a paper."""
_ADDRESS_SIGN = re.compile(r"[@＠]|[(\[{]\s?at\s?[)\]}]|\sdot\s", re.IGNORECASE)
_BEGINS_ADDRESS = re.compile(r"[@＠]|[(\[{](?:at|\s|\Z)|(?<!\S)dot(?!\S)", re.IGNORECASE)
"""A piece of such a sign, where blanks part a text."""
_BEGINS_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}")
_LINK_ENDS = (".com/", ".me/", ".ru/", ".net/")


def holds_long_number(text: str) -> bool:
    """Whether a text has so many digits near to each other."""
    return _LONG.search(text) is not None


class Glance:
    """A text, taken apart once for all finders: its words as written and its runs of digits."""

    __slots__ = ("has_digit", "has_long_number", "numbers", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = WORD.findall(text)
        self.numbers: list[str] = _NUMBER.findall(text)
        self.has_digit = bool(self.numbers)
        is_long = self.has_digit and sum(map(len, self.numbers)) >= _FEWEST_DIGITS
        self.has_long_number = is_long and holds_long_number(text)

    @property
    def has_address_sign(self) -> bool:
        """Whether it has what every e-mail address has, in whatever spelling."""
        return "@" in self.text or _ADDRESS_SIGN.search(self.text) is not None

    @property
    def may_begin_address(self) -> bool:
        """Whether an e-mail address may begin or go on in it, where it is a piece of a text."""
        return _BEGINS_ADDRESS.search(self.text) is not None

    @property
    def may_begin_account(self) -> bool:
        """Whether the number of an account may begin in it, where it is a piece of a text."""
        return self.has_digit and _BEGINS_ACCOUNT.search(self.text) is not None

    @property
    def has_handle_sign(self) -> bool:
        """Whether it has the sign of a name on a social network."""
        return "@" in self.text

    @property
    def has_link(self) -> bool:
        """Whether it has the end of a site's name and what follows it."""
        return "/" in self.text and any(end in self.text.lower() for end in _LINK_ENDS)
