"""Comments on cells: where they stand, and our word for a sensitive case in them. No text is kept."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from grm_data.intake.container.package import Package
from grm_data.intake.container.xml import require_utf8
from grm_data.intake.reading.extras import Comment
from grm_data.intake.reading.sheetxml import column_number
from grm_data.intake.worth_asking import worth_asking
from grm_data.register.folding import fold
from grm_data.register.sensitive_words import (
    has_sensitive_word,
    may_be_sensitive,
    sign_in,
    tells_of_sensitive,
)

__all__ = ["comments_on", "plain_text", "without_texts"]

_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\b([^>]*)>")
_IS_COMMENTS = re.compile(rb"""\bType\s*=\s*["'][^"']*/(?:comments|threadedComment)["']""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_COMMENT = re.compile(rb"<(?:[\w.-]+:)?(?:comment|threadedComment)\b([^>]*)>")
_CELL = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_TAG = re.compile(rb"<!\[CDATA\[|\]\]>|<[^<>]*>")

_APART = re.compile(rb"</(?:text:p|dc:[\w-]+|meta:[\w-]+)>|<text:(?:line-break|s|tab)\b[^<>]*>")
"""Elements of an ods whose texts are words of their own."""

_FEW = 1000
"""Texts that are asked each in less time than it takes to get ready to tell which are worth it."""
_SHORT = 80
"""Letters of a comment that is a word or a few."""


_Text = tuple[int, int, str]
"""The row, column and text of a comment."""


def comments_on(
    package: Package, sheet: str, of_binary: Callable[[bytes], Iterator[_Text]] | None = None
) -> tuple[Comment, ...]:
    """The comments and threads on the cells of a sheet; Refused where their part is damaged.

    ``of_binary`` reads a part that is no XML.
    """
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return ()
    found: list[_Text] = []
    for attributes in _RELATION.findall(package.read(relations)):
        target = _TARGET.search(attributes) if _IS_COMMENTS.search(attributes) else None
        if target is not None:
            path = target[1].decode("utf-8", "replace").replace("\\", "/").lower()
            part = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            if part not in package:
                continue
            if of_binary is None or part.endswith(".xml"):
                found += _texts(package, part)
            else:
                found += of_binary(package.read(part))
    return without_texts(found)


def _texts(package: Package, part: str) -> Iterator[_Text]:
    require_utf8(package, part)
    xml = package.read(part)
    begun = [*_COMMENT.finditer(xml)]
    ends = [*(one.start() for one in begun[1:]), len(xml)]
    for one, end in zip(begun, ends, strict=True):
        if place := _CELL.search(one[1]):
            yield int(place[2]), column_number(place[1]), plain_text(xml[one.end() : end])


def plain_text(xml: bytes) -> str:
    """What stands between the tags.

    >>> plain_text(b"<text><r><t>GB</t></r><r><t>V &amp; more</t></r></text>")
    'GBV & more'
    """
    return unescape(_TAG.sub(b"", _APART.sub(b" ", xml)).decode("utf-8", "replace"))


def without_texts(comments: Iterable[_Text]) -> tuple[Comment, ...]:
    """Instead of each text the word of ours that is a sign of a sensitive case; None where none is."""
    listed = [*comments]
    texts = {text for _, _, text in listed}
    if len(texts) > _FEW:
        texts = {*worth_asking([*texts]), *(text for text in texts if len(text) <= _SHORT)}
    signs = {text: _sign(text) for text in texts}
    return tuple((row, column, signs.get(text)) for row, column, text in listed)


def _sign(text: str) -> str | None:
    is_short = len(text) <= _SHORT
    if tells_of_sensitive(text) or (is_short and (has_sensitive_word(text) or may_be_sensitive(text))):
        return sign_in(text) or fold(text)
    return None
