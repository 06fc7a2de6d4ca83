"""What a person is asked to decide about a spreadsheet: one cause at a time, the largest effect first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from grm_dashboard.session.work import Work
from grm_data.intake.opening import Doubt, UnknownWord
from grm_data.register import STATUS_CODE, STATUSES, Field, Finding, Register, Severity, Status
from grm_data.register.codes import Asks, code_of
from grm_data.register.folding import fold
from grm_data.register.noticed import Cause as Noticed

__all__ = ["MOST_WORDS", "Cause", "cause_name", "causes_of", "effect_of", "meaning_of", "open_causes"]

MOST_WORDS = 60
"""Words that are asked about; more are no words, but a column that was taken for another."""


@dataclass(frozen=True, slots=True, repr=False)
class Cause:
    """One thing to decide: a word, a row in doubt, the order of dates, or an error that stays."""

    name: str  # what a decision to leave it is kept under
    weight: tuple[int, int]  # whether it changes figures, and how many rows it concerns
    is_open: bool
    word: UnknownWord | None = None
    doubt: Doubt | None = None
    noticed: Noticed | None = None  # None for the order of dates, too


def causes_of(work: Work) -> tuple[Cause, ...]:
    """Everything to decide, and what was decided since; the largest effect first."""
    return tuple(sorted(_all(work), key=lambda one: (-one.weight[0], -one.weight[1])))


def open_causes(work: Work) -> tuple[Cause, ...]:
    """What nobody has decided yet."""
    return tuple(one for one in causes_of(work) if one.is_open)


def _all(work: Work) -> Iterator[Cause]:
    for word in work.unknown[:MOST_WORDS]:
        name = cause_name("word", word.kind, fold(word.word))
        is_open = meaning_of(work, word) is None and name not in work.seen
        yield Cause(name, (2 if word.kind == Field.STATUS else 0, word.rows), is_open, word=word)
    for doubt in work.doubts:
        name = cause_name("doubt", doubt.content)
        yield Cause(name, (1, 1), name not in work.seen, doubt=doubt)
    if work.draft is None:
        return
    findings = work.draft.register.reading.findings
    orders = findings.where(lambda one: code_of(one.code).asks is Asks.DATE_ORDER)
    if orders or work.settings.date_order is not None:
        name = cause_name("order")
        is_open = bool(orders) and work.settings.date_order is None and name not in work.seen
        yield Cause(name, (2, len(orders)), is_open)
    for cause in findings.where(_is_asked_here).causes:
        first = cause.first
        name = cause_name(first.code, first.sheet, first.column or "", repr(first.values))
        yield Cause(name, (1, len(cause.rows)), name not in work.seen, noticed=cause)


def _is_asked_here(one: Finding) -> bool:
    """An error that no other question is about."""
    elsewhere = Asks.MEANING, Asks.DATE_ORDER, Asks.COLUMN
    return one.severity is Severity.ERROR and code_of(one.code).asks not in elsewhere


def cause_name(kind: str, *parts: str) -> str:
    """What a cause is called in the database: its kind and a number that tells nothing of it."""
    return f"{kind}-{crc32(chr(0).join(parts).encode('utf-8', 'surrogatepass')):08x}"


def meaning_of(work: Work, word: UnknownWord) -> str | None:
    """What a word was said to mean, None while nobody has said so."""
    spelled = {fold(one): code for one, code in work.settings.own_words(word.kind).items()}
    return spelled.get(fold(word.word))


def effect_of(register: Register, word: UnknownWord, code: str) -> tuple[str, str] | None:
    """Addressed : resolved of the whole register before and after a status means this; None of other words.

    >>> effect_of(register, word_on_five_rows, "unrelated")     # doctest: +SKIP
    ('28:21', '28:21')
    """
    if word.kind != Field.STATUS or code not in list(STATUSES):
        return None
    counts = np.bincount(register.status, minlength=len(STATUSES))
    addressed = int(sum(counts[STATUS_CODE[one]] for one in STATUSES if one.is_addressed))
    resolved, n, status = int(counts[STATUS_CODE[Status.RESOLVED]]), word.rows, Status(code)
    after = addressed + n * status.is_addressed, resolved + n * (status is Status.RESOLVED)
    return f"{addressed}:{resolved}", f"{after[0]}:{after[1]}"
