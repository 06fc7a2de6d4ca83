"""The parts of a heading: what stands in brackets, the halves of a bilingual one, the words of each."""

from __future__ import annotations

import re

from grm_data.register.folding import fold

__all__ = ["in_brackets", "segments_of", "without_brackets", "words_of"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_LIST_NUMBER = re.compile(
    r"^\s*(?:[\[(]\s*(?:\d{1,3}|[a-zа-я])\s*[\])]|\d{1,3}(?:\.\d{1,3})*\s*[.):\-]|\d{1,3}\s+|[qQ]\d{1,3}\b[.):]?"
    r"|[a-zA-Zа-яА-Я]\s*[.)])\s*(?=[^\W\d])"
)
_HUMPS = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"\s*(?:[\n\r|;]|::|:|\s[-–—]\s|/|\\)\s*")
_ELISION = re.compile(r"\b([dDlL])['’](?=\w)")
_SCRIPTS = re.compile(
    r"(?<=[a-zA-Zà-ÿ])\s+(?=[Ѐ-ӿ\u0600-\u06ff\u4e00-\u9fff])"
    r"|(?<=[Ѐ-ӿ\u0600-\u06ff\u4e00-\u9fff])\s+(?=[a-zA-Z])"
)
"""Where one script follows another: a line break between two languages was a blank of the cell."""
_LAST_DIGITS = re.compile(r"\s\d{1,2}$")


def without_brackets(heading: str) -> str:
    """A heading without what stands in brackets: its unit, its format, its choices."""
    return _BRACKETS.sub(" ", heading)


def in_brackets(heading: str) -> list[str]:
    """What stands in brackets."""
    return [text[1:-1] for text in _BRACKETS.findall(heading)]


def segments_of(heading: str) -> list[str]:
    """The parts of a heading that may each name a field: the halves of a bilingual one; of a path the last.

    >>> segments_of("grp_intake/date_received"), segments_of("3. Суваг / Channel*")
    (['date_received'], ['Суваг', 'Channel'])
    """
    text = _LIST_NUMBER.sub("", heading).strip(" *\t\n\r")
    if "/" in text and not re.search(r"\s", text) and ("_" in text or (text.isascii() and text.islower())):
        return [text.rsplit("/", 1)[1]]
    parts = [_LIST_NUMBER.sub("", part).strip(" *.") for part in _SPLIT.split(_SCRIPTS.sub("|", text))]
    return [part for part in parts if fold(part)]


def words_of(segment: str) -> list[str]:
    """The folded words of a segment: camelCase comes apart, a last number is left out."""
    text = fold(_HUMPS.sub(" ", _ELISION.sub(r"\1 ", segment)))
    return _LAST_DIGITS.sub("", text).split()
