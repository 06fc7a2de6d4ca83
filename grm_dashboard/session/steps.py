"""The five steps of publishing: which one is shown, what is left in each, and which come next.

The step stands in the address, so that Back leads to the one before; what has nothing to decide is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grm_dashboard.session.address import ask_value, asked_value
from grm_dashboard.session.causes import cause_name, causes_of
from grm_dashboard.session.drafts import STEP, current_work
from grm_dashboard.session.work import Work
from grm_data.intake.opening import ColumnFact
from grm_data.register import Field
from grm_data.register.folding import fold

__all__ = [
    "ASKED_FIELDS",
    "COLUMNS",
    "DECIDE",
    "FILE",
    "PUBLISH",
    "STEPS",
    "TEXTS",
    "current_step",
    "go",
    "left_in",
    "missing_fields",
    "moving_on",
    "next_step",
    "open_column_names",
    "open_columns",
    "step_before",
]

FILE, COLUMNS, DECIDE, TEXTS, PUBLISH = "file", "columns", "decide", "texts", "publish"
STEPS = (FILE, COLUMNS, DECIDE, TEXTS, PUBLISH)
_WITHOUT_REGISTER = (FILE, COLUMNS)

ASKED_FIELDS = (Field.STATUS, Field.CHANNEL, Field.TYPE, Field.ISSUE, Field.ACTION)
"""Fields that a register is expected to have: where one is missing, it is asked for."""


def current_step(work: Work) -> str:
    """The step that the address names, so far as the file can be read."""
    asked = asked_value(STEP)
    known = STEPS if work.draft is not None else _WITHOUT_REGISTER
    if asked is not None and asked in known:
        return asked
    return COLUMNS if asked in STEPS else FILE


def go(step: str) -> None:
    """Show a step from now on."""
    ask_value(STEP, None if step == FILE else step)


@contextmanager
def moving_on(step: str) -> Iterator[None]:
    """Around a decision in a step: once it was the last, the next step is shown."""
    work = current_work()
    had_some = work is not None and left_in(work, step) > 0
    yield
    work = current_work()
    if had_some and work is not None and not left_in(work, step):
        go(next_step(work, step) or PUBLISH)


def left_in(work: Work, step: str) -> int:
    """How many things nobody has decided yet in a step."""
    match step:
        case "file":
            return int(work.following is not None and bool(work.following.suspicions) and not work.reason)
        case "columns":
            return len(open_column_names(work)) if work.draft is not None else 1
        case "decide":
            return sum(one.is_open for one in causes_of(work))
        case "texts":
            return len(work.open_texts)
    return 0


def open_columns(work: Work) -> tuple[ColumnFact, ...]:
    """The columns that aren't used though they may be a field that the register lacks."""
    found = {fact.field for fact in work.columns} | work.settings.columns.keys()
    return tuple(
        fact
        for fact in work.columns
        if fact.field is None
        and fact.is_exact
        and set(fact.may_be) - found
        and cause_name("column", fold(fact.heading)) not in work.seen
    )


def missing_fields(work: Work) -> tuple[Field, ...]:
    """The main fields that no column is read as, while there are columns left."""
    found = {fact.field for fact in work.columns} | work.settings.columns.keys()
    left = any(fact.field is None and fact.is_exact and fact.filled for fact in work.columns)
    missing = (one for one in ASKED_FIELDS if one not in found and cause_name("field", one) not in work.seen)
    return tuple(missing) if left else ()


def open_column_names(work: Work) -> tuple[str, ...]:
    """What each question about columns that nobody answered is kept under once it is left."""
    columns = (cause_name("column", fold(fact.heading)) for fact in open_columns(work))
    return (*columns, *(cause_name("field", field) for field in missing_fields(work)))


def _has_something(work: Work, step: str) -> bool:
    """Whether a step ever had something to decide: Back leads there."""
    match step:
        case "columns":
            return left_in(work, step) > 0
        case "decide":
            return bool(causes_of(work))
        case "texts":
            return bool(work.to_read)
    return True


def next_step(work: Work, step: str) -> str | None:
    """The step after this one in which something is left, at last the button; None from there."""
    if step == PUBLISH or (work.draft is None and step != FILE):
        return None
    later = STEPS[STEPS.index(step) + 1 :]
    return next((one for one in later if left_in(work, one)), PUBLISH)


def step_before(work: Work, step: str) -> str | None:
    """The step before this one that has something in it; None before the first."""
    earlier = STEPS[: STEPS.index(step)]
    return next((one for one in reversed(earlier) if _has_something(work, one)), None)
