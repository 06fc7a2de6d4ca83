"""Columns that are ticked: one for each word of a field ("Phone", "Letter", "Email") become that field.

Ticks, yes and no, TRUE and FALSE, 1 and 0 are read alike. "Resolved (Yes/No)" alone is the status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from grm_data.intake.coded import Coded
from grm_data.intake.platforms import platform_of
from grm_data.intake.table import Table
from grm_data.register.columns import Mask, Texts, texts_of
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.grammar import event_of
from grm_data.register.headings import fields_of_heading
from grm_data.register.segments import segments_of
from grm_data.register.vocabulary import Status, offered_status, value_code

__all__ = ["with_ticks"]

_FIELDS = (Field.STATUS, Field.CHANNEL, Field.TYPE, Field.SEX)
_EVENTS = frozenset({"resolved", "closed"})


def with_ticks(table: Table) -> Table:
    """The table with one column more for each field whose words are ticked in columns of their own."""
    words = dict(_ticked_words(table))
    if not words:
        return table
    ticked: list[tuple[Field, dict[int, str]]] = []
    for field in _FIELDS:
        if field not in _fields_of_whole_columns(table, words):
            found = {**_columns_of(field, words), **_choices_of(field, table, words)}
            found = {j: found[j] for j in sorted(found)}
            if len(found) > 1:
                ticked.append((field, found))
    if not any(field is Field.STATUS for field, _ in ticked):
        ticked += _answered(table, words)
    for field, found in ticked:
        table = _melted(table, field, found)
    return table


def _ticked_words(table: Table) -> Iterator[tuple[int, str]]:
    """(column, the word that its heading is) of the columns that hold nothing but ticks."""
    platform = platform_of(table.header.headings)
    for j, heading in enumerate(table.header.headings):
        if heading is not None and j < table.cells.shape[1] and _is_ticked(table.coded(j)):
            yield j, platform.question(heading) if platform else heading


def _is_ticked(texts: Coded) -> bool:
    """Whether a column holds ticks, or answers, and nothing else."""
    if not 0 < len(texts[:_LOOKED_AT].different()) <= _MOST_ANSWERS:
        return False
    answers = {*map(_answer, texts.different())}
    return None not in answers and "yes" in answers


_LOOKED_AT = 50
"""Cells that tell of most columns that they aren't ticked."""

_MOST_ANSWERS = 4


def _answer(text: str) -> str | None:
    return "yes" if fold(text) in ("v", "tick") else value_code("flag", text)


def _fields_of_whole_columns(table: Table, ticked: Mapping[int, str]) -> set[Field]:
    """The fields that a column of words holds: then ticks beside it say the same again."""
    platform = platform_of(table.header.headings)
    found: set[Field] = set()
    for j, heading in enumerate(table.header.headings):
        if heading is not None and j not in ticked and not (platform and platform.ignores(heading)):
            known = fields_of_heading(platform.question(heading) if platform else heading)
            found |= set(known) if len(known) == 1 else set()  # "Type" alone may mean anything
    return found


def _columns_of(field: Field, words: Mapping[int, str]) -> dict[int, str]:
    """The columns whose headings are words of a field: "Other" only beside such a column."""
    found: dict[int, str] = {}
    for j, heading in words.items():
        code = _code(field, heading)
        if code is not None and (code != "other" or j - 1 in found):
            found[j] = heading
    return found


def _choices_of(field: Field, table: Table, words: Mapping[int, str]) -> dict[int, str]:
    """The choices of a form's question about the field, whatever they are: "channel/kiosk"."""
    platform = platform_of(table.header.headings)
    if platform is None or not platform.groups:
        return {}
    found: dict[int, str] = {}
    for j, word in words.items():
        asked, between, _ = (table.header.headings[j] or "").rpartition(platform.groups)
        if between and [*fields_of_heading(platform.question(asked))] == [field]:
            found[j] = word
    return found


def _code(field: Field, heading: str) -> str | None:
    for part in (heading, *segments_of(heading)):
        code = value_code(field, part) or (offered_status(part) if field is Field.STATUS else None)
        if code is not None:
            return code
    return None


def _answered(table: Table, words: Mapping[int, str]) -> list[tuple[Field, dict[int, str]]]:
    """The one column that answers whether a case is resolved: "Resolved (Yes/No)"."""
    if Field.STATUS in _fields_of_whole_columns(table, words):
        return []
    found = {j: heading for j, heading in words.items() if event_of(heading) in _EVENTS}
    first = next(iter(found), None)
    return [] if first is None else [(Field.STATUS, {first: found[first]})]


def _melted(table: Table, field: Field, found: Mapping[int, str]) -> Table:
    """The table with one column more, which holds the word of each row's tick."""
    columns = {j: _said(table.texts(j)) for j in found}
    texts = _answers(columns) if len(found) == 1 else _words(field, columns, found)
    heading = ", ".join(str(table.header.headings[i]) for i in found)
    return table.with_melted(heading, texts, field, tuple(found))


def _said(texts: Texts) -> Texts:
    """yes, no or None of each row."""
    known = {text: _answer(text) for text in {*texts} if text is not None}
    return texts_of(known.get(text) for text in texts)


def _answers(columns: Mapping[int, Texts]) -> Texts:
    codes = {"yes": Status.RESOLVED.value, "no": Status.RESOLVING.value}
    return texts_of(codes.get(answer) for answer in next(iter(columns.values())))


def _words(field: Field, columns: Mapping[int, Texts], found: Mapping[int, str]) -> Texts:
    """The ticked word of each row; several are written beside each other, as no one word."""
    ticks: dict[int, Mask] = {j: np.equal(answers, "yes") for j, answers in columns.items()}
    words = {j: _spelling(field, heading) for j, heading in found.items()}
    rows = zip(*(np.where(ticks[j], words[j], "") for j in found), strict=True)
    return texts_of(", ".join(dict.fromkeys(filter(None, row))) or None for row in rows)


def _spelling(field: Field, heading: str) -> str:
    """The part of a heading that is the word."""
    parts = (part for part in (heading, *segments_of(heading)) if _code(field, part))
    return next(parts, heading)
