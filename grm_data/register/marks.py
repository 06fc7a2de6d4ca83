"""Marks of what was taken out of a text, or isn't shown: neutral tokens in what is kept, words when shown."""

from __future__ import annotations

import re

from grm_data.messages import message

__all__ = [
    "NOT_SHOWN",
    "REMOVED",
    "hidden_sheet",
    "holds_mark",
    "is_long_word",
    "long_word",
    "mark",
    "split_at_marks",
    "with_words",
]

REMOVED = ("email", "phone", "link", "account", "id", "name", "address")
"""What may be taken out of a text."""

NOT_SHOWN = "[other]"
"""A word, number or name that nobody let out."""

_MARK = re.compile(
    r"\[(?:(?P<removed>" + "|".join(REMOVED) + r")|text (?P<long>\d+)|sheet (?P<sheet>\d+)|other)\]"
)


def mark(kind: str) -> str:
    """What stands in a text instead of something that was taken out.

    >>> mark("phone")
    '[phone]'
    """
    return f"[{kind}]"


def holds_mark(text: str) -> bool:
    """Whether something was taken out of a text, or isn't shown.

    >>> holds_mark("[name] 12"), holds_mark("f-12")
    (True, False)
    """
    return _MARK.search(text) is not None


def long_word(number: int) -> str:
    """What stands for a word that is a text of its own: the groups stay apart by a number."""
    return f"[text {number}]"


def is_long_word(word: str) -> bool:
    """Whether a word stands for a text of its own.

    >>> is_long_word(long_word(1))
    True
    """
    found = _MARK.fullmatch(word)
    return found is not None and found["long"] is not None


def hidden_sheet(number: int) -> str:
    """What stands for the name of a sheet that nobody let out."""
    return f"[sheet {number}]"


def _words(found: re.Match[str]) -> str:
    if found["removed"]:
        return message(f"removed.{found['removed']}")
    if found["sheet"]:
        return message("withheld.sheet", number=found["sheet"])
    return message("withheld.word", number=found["long"]) if found["long"] else message("withheld.other")


def with_words(text: str) -> str:
    """The text as it is shown, each mark in words.

    >>> with_words("Call [phone]")
    'Call [phone removed]'
    """
    return _MARK.sub(_words, text) if "[" in text else text


def split_at_marks(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text as shown, each with whether it is a mark.

    >>> split_at_marks("Call [phone] now")
    [('Call ', False), ('[phone removed]', True), (' now', False)]
    """
    pieces, at = [], 0
    for found in _MARK.finditer(text):
        pieces += [(text[at : found.start()], False), (_words(found), True)]
        at = found.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
