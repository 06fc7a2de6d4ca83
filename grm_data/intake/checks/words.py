"""Rules about statuses, channels, types and marks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import is_error_cell
from grm_data.intake.checks.examined import Examined, Noticed
from grm_data.intake.values import StatusState, each_unique
from grm_data.register.columns import Mask
from grm_data.register.fields import Field
from grm_data.register.findings import spoken_as
from grm_data.register.folding import fold
from grm_data.register.headings import languages_of_headings
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import (
    Status,
    channel_begun,
    is_foreign,
    nearest_spelling,
    offered_status,
    value_code,
)

__all__ = [
    "answers",
    "channel_words",
    "other_words",
    "sensitive_marks",
    "several_words",
    "status_words",
    "type_words",
    "zeros",
]


def status_words(seen: Examined) -> Iterator[Noticed]:
    """A status that isn't known counts as received and is unrecognised until somebody maps it."""
    rows, state = seen.rows, seen.rows.status_cells.state
    if Field.STATUS not in rows.choice.columns:
        yield seen.say("status-column-missing")
        return
    words = rows.texts(Field.STATUS)
    yield from seen.find(
        seen.used & (state == StatusState.OFFERED),
        "status-offered",
        Field.STATUS,
        offer=lambda i: spoken_as(f"change.figure.{offered_status(words[i]) or Status.UNRELATED.value}"),
    )
    unknown = seen.used & (state == StatusState.UNKNOWN) & ~is_error_cell(words)
    yield from _unknown(seen, unknown, Field.STATUS, "status")
    yield from seen.find(seen.used & rows.coded(Field.STATUS).is_blank, "status-blank", Field.STATUS)


def channel_words(seen: Examined) -> Iterator[Noticed]:
    """A channel that isn't known is kept as written; what else a cell says than its channel is left out."""
    yield from _unknown(seen, seen.used & seen.rows.word(Field.CHANNEL).unknown, Field.CHANNEL, "channel")
    if seen.rows.has(Field.CHANNEL):
        cells = seen.rows.coded(Field.CHANNEL)
        yield from seen.find(seen.used & cells.is_blank, "channel-blank", Field.CHANNEL)
        known = ~(seen.rows.word(Field.CHANNEL).unknown | seen.rows.word(Field.CHANNEL).several)
        yield from seen.find(seen.used & known & cells.where(_says_more), "channel-more", Field.CHANNEL)
    else:
        yield seen.say("channel-column-missing")


def _says_more(text: str) -> bool:
    return value_code("channel", text) is None and channel_begun(text) is not None


def type_words(seen: Examined) -> Iterator[Noticed]:
    """A type that isn't known is kept as written; unrelated feedback has none in the source report."""
    yield from _unknown(seen, seen.used & seen.rows.word(Field.TYPE).unknown, Field.TYPE, "type")
    if not seen.rows.has(Field.TYPE):
        yield seen.say("type-column-missing")
        return
    blank = seen.rows.coded(Field.TYPE).is_blank
    unrelated = seen.rows.status == STATUS_CODE[Status.UNRELATED]
    addressed = np.isin(seen.rows.status, [STATUS_CODE[status] for status in Status if status.is_addressed])
    yield from seen.find(seen.used & addressed & blank, "type-blank", Field.TYPE)
    yield from seen.find(seen.used & unrelated & ~blank, "unrelated-with-type", Field.TYPE)


def several_words(seen: Examined) -> Iterator[Noticed]:
    """Of several choices that a form let people tick the first known counts; the rows are said."""
    for field, words in seen.rows.words.items():
        yield from seen.find(seen.used & words.several, "choices-several", field)


def other_words(seen: Examined) -> Iterator[Noticed]:
    """A word that isn't in its field's vocabulary is kept as written, where there is a vocabulary."""
    for field, words in seen.rows.words.items():
        if field.traits.codes and field not in (Field.CHANNEL, Field.TYPE):
            yield from _unknown(seen, seen.used & words.unknown, field, "word")


def answers(seen: Examined) -> Iterator[Noticed]:
    """What is neither a recognised yes nor no is neither."""
    for field, found in seen.rows.answers.items():
        yield from seen.find(seen.used & found.unread, "flag-unreadable", field)


def zeros(seen: Examined) -> Iterator[Noticed]:
    """A column of words that are all zero: formulas whose results the file lacks, or gives in another way."""
    for field in (Field.STATUS, *seen.rows.words):
        if n := _zeros(seen, field):
            yield seen.say("column-zeros", field, n=n)


def _zeros(seen: Examined, field: Field) -> int:
    """How many cells a column of words has that are all zero; 0 for any other column."""
    cells = seen.rows.coded(field)[seen.used]
    n = int((~cells.is_blank).sum()) if [*cells.different()[:2]] == ["0"] else 0
    return n if n > 1 else 0


def _unknown(seen: Examined, mask: Mask, field: Field, code: str) -> Iterator[Noticed]:
    """Unknown words, with the nearest known spelling as an offer."""
    if not mask.any() or _zeros(seen, field):
        return  # of a column of zeros all have one cause
    words = seen.rows.texts(field)
    languages = languages_of_headings(seen.rows.table.header.headings)

    def offer_of(word: str) -> str | None:
        near = nearest_spelling(str(field), word)
        return None if near is None or is_foreign(fold(near), languages) else near

    offers = each_unique(words[mask], offer_of)
    near = dict(zip(np.flatnonzero(mask).tolist(), offers, strict=True))
    for offer, name in ((True, f"{code}-unknown-near"), (False, f"{code}-unknown")):
        chosen = mask.copy()
        chosen[[i for i, spelling in near.items() if (spelling is not None) != offer]] = False
        values = {"near": lambda i: near[i]} if offer else {}
        yield from seen.find(chosen, name, field, **values)


def sensitive_marks(seen: Examined) -> Iterator[Noticed]:
    """A mark that says neither yes nor no counts as sensitive, to be on the safe side."""
    yield from seen.find(seen.rows.laid.signs.unclear, "sensitive-unclear", Field.SENSITIVE)
