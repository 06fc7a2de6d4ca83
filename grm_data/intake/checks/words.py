"""Rules about statuses, channels, types and marks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import is_error_cell, is_none
from grm_data.intake.checks.case import Case
from grm_data.intake.sensitive import unclear_marks
from grm_data.intake.values import StatusState, each_unique
from grm_data.register.columns import Mask
from grm_data.register.fields import Field
from grm_data.register.findings import Finding
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status, nearest_spelling, offered_status

__all__ = ["answers", "channel_words", "other_words", "sensitive_marks", "status_words", "type_words"]


def status_words(case: Case) -> Iterator[Finding]:
    """A status that isn't known counts as received and is unrecognised until somebody maps it."""
    rows, state = case.rows, case.rows.status_cells.state
    if Field.STATUS not in rows.choice.columns:
        yield case.say("status-column-missing")
        return
    words = rows.texts(Field.STATUS)
    yield from case.find(
        case.used & (state == StatusState.OFFERED),
        "status-offered",
        Field.STATUS,
        offer=lambda i: offered_status(words[i]) or Status.UNRELATED.value,
    )
    unknown = case.used & (state == StatusState.UNKNOWN) & ~is_error_cell(words)
    yield from _unknown(case, unknown, Field.STATUS, "status")
    yield from case.find(case.used & is_none(words), "status-blank", Field.STATUS)


def channel_words(case: Case) -> Iterator[Finding]:
    """A channel that isn't known is kept as written."""
    yield from _unknown(case, case.used & case.rows.word(Field.CHANNEL).unknown, Field.CHANNEL, "channel")
    if case.rows.has(Field.CHANNEL):
        blank = is_none(case.rows.texts(Field.CHANNEL))
        yield from case.find(case.used & blank, "channel-blank", Field.CHANNEL)
    else:
        yield case.say("channel-column-missing")


def type_words(case: Case) -> Iterator[Finding]:
    """A type that isn't known is kept as written; unrelated feedback has none in the source report."""
    yield from _unknown(case, case.used & case.rows.word(Field.TYPE).unknown, Field.TYPE, "type")
    if not case.rows.has(Field.TYPE):
        yield case.say("type-column-missing")
        return
    blank = is_none(case.rows.texts(Field.TYPE))
    unrelated = case.rows.status == STATUS_CODE[Status.UNRELATED]
    addressed = np.isin(case.rows.status, [STATUS_CODE[status] for status in Status if status.is_addressed])
    yield from case.find(case.used & addressed & blank, "type-blank", Field.TYPE)
    yield from case.find(case.used & unrelated & ~blank, "unrelated-with-type", Field.TYPE)


def other_words(case: Case) -> Iterator[Finding]:
    """A word that isn't in its field's vocabulary is kept as written, where there is a vocabulary."""
    for field, words in case.rows.words.items():
        if field.traits.codes and field not in (Field.CHANNEL, Field.TYPE):
            yield from _unknown(case, case.used & words.unknown, field, "word")


def answers(case: Case) -> Iterator[Finding]:
    """What is neither a recognised yes nor no is neither."""
    for field, found in case.rows.answers.items():
        yield from case.find(case.used & found.unread, "flag-unreadable", field)


def _unknown(case: Case, mask: Mask, field: Field, code: str) -> Iterator[Finding]:
    """Unknown words, with the nearest known spelling as an offer."""
    words = case.rows.texts(field)
    offers = each_unique(words[mask], lambda word: nearest_spelling(str(field), word))
    near = dict(zip(np.flatnonzero(mask).tolist(), offers, strict=True))
    for offer, name in ((True, f"{code}-unknown-near"), (False, f"{code}-unknown")):
        chosen = mask.copy()
        chosen[[i for i, spelling in near.items() if (spelling is not None) != offer]] = False
        values = {"near": lambda i: near[i]} if offer else {}
        yield from case.find(chosen, name, field, **values)


def sensitive_marks(case: Case) -> Iterator[Finding]:
    """A mark that says neither yes nor no counts as sensitive, to be on the safe side."""
    yield from case.find(unclear_marks(case.rows), "sensitive-unclear", Field.SENSITIVE)
