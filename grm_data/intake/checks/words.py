"""Rules about statuses, channels, types and marks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import is_error_cell, is_none
from grm_data.intake.checks.case import ERROR, INFO, WARNING, Case
from grm_data.intake.rows import Mask
from grm_data.intake.sensitive import unclear_marks
from grm_data.intake.values import StatusState, each_unique
from grm_data.register.columns import Field
from grm_data.register.findings import Finding, Severity
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status, nearest_spelling, offered_status

__all__ = ["channel_words", "sensitive_marks", "status_words", "type_words"]


def status_words(case: Case) -> Iterator[Finding]:
    """A status that isn't known counts as received and is unrecognised until somebody maps it."""
    rows, state = case.rows, case.rows.status_cells.state
    if Field.STATUS not in rows.choice.columns:
        yield case.say("status-column-missing", INFO)
        return
    words = rows.texts(Field.STATUS)
    yield from case.find(
        case.used & (state == StatusState.OFFERED),
        "status-offered",
        ERROR,
        Field.STATUS,
        offer=lambda i: offered_status(words[i]) or Status.UNRELATED.value,
    )
    yield from _unknown(
        case, case.used & (state == StatusState.UNKNOWN) & ~is_error_cell(words), Field.STATUS, ERROR
    )
    yield from case.find(case.used & is_none(words), "status-blank", INFO, Field.STATUS)


def channel_words(case: Case) -> Iterator[Finding]:
    """A channel that isn't known is kept as written."""
    yield from _unknown(case, case.used & case.rows.unknown_channel, Field.CHANNEL, WARNING)
    if Field.CHANNEL in case.rows.choice.columns:
        yield from case.find(
            case.used & is_none(case.rows.texts(Field.CHANNEL)), "channel-blank", WARNING, Field.CHANNEL
        )
    else:
        yield case.say("channel-column-missing", INFO)


def type_words(case: Case) -> Iterator[Finding]:
    """A type that isn't known is kept as written; unrelated feedback has none in the source report."""
    yield from _unknown(case, case.used & case.rows.unknown_type, Field.TYPE, WARNING)
    if Field.TYPE not in case.rows.choice.columns:
        yield case.say("type-column-missing", INFO)
        return
    blank = is_none(case.rows.texts(Field.TYPE))
    unrelated = case.rows.status == STATUS_CODE[Status.UNRELATED]
    addressed = np.isin(case.rows.status, [STATUS_CODE[status] for status in Status if status.is_addressed])
    yield from case.find(case.used & addressed & blank, "type-blank", WARNING, Field.TYPE)
    yield from case.find(case.used & unrelated & ~blank, "unrelated-with-type", INFO, Field.TYPE)


def _unknown(case: Case, mask: Mask, field: Field, severity: Severity) -> Iterator[Finding]:
    """Unknown words, with the nearest known spelling as an offer."""
    words = case.rows.texts(field)
    offers = each_unique(words[mask], lambda word: nearest_spelling(str(field), word))
    near = dict(zip(np.flatnonzero(mask).tolist(), offers, strict=True))
    for offer, code in ((True, f"{field}-unknown-near"), (False, f"{field}-unknown")):
        chosen = mask.copy()
        chosen[[i for i, spelling in near.items() if (spelling is not None) != offer]] = False
        values = {"near": lambda i: near[i]} if offer else {}
        yield from case.find(chosen, code, severity, field, **values)


def sensitive_marks(case: Case) -> Iterator[Finding]:
    """A mark that says neither yes nor no counts as sensitive, to be on the safe side."""
    yield from case.find(unclear_marks(case.rows), "sensitive-unclear", WARNING, Field.SENSITIVE)
