"""The table of figures: every number that stands on a page, and on which pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grm_data.definitions.definition import Definition, How, Split
from grm_data.register.fields import OUTCOMES, Field
from grm_data.register.traits import Readers

__all__ = ["DEFINITIONS", "PAGES"]

_PARTS = (Split.PERIOD, Split.WORDS)
_OTHERS = ("unrelated", "unrecognised")
_BY_STANDARD: dict[str, Any] = {"days": "followed", "fields": ("due_on",), "asks": ("resolve",)}
_UNTIMED = ("untimed", "resolving", *_OTHERS)


def _count(code: str, *left_out: str, splits: tuple[Split, ...] = _PARTS, **more: Any) -> Definition:
    return Definition(code=code, how=How.COUNT, rows=code, left_out=left_out, splits=splits, **more)


def _open(code: str, *, splits: tuple[Split, ...] = (Split.WORDS,), by_standard: bool = False) -> Definition:
    more = _BY_STANDARD if by_standard else {"days": "age"}
    return _count(code, splits=splits, is_stock=True, **more)


def _divided(code: str, how: How, rows: str, of: str, *left_out: str, **more: Any) -> Definition:
    more.setdefault("splits", _PARTS)
    return Definition(code=code, how=how, rows=rows, of=of, left_out=left_out, **more)


def _of_days(code: str, how: How) -> Definition:
    """A figure of the working days of cases with a duration."""
    return Definition(code=code, how=how, rows="timed", days="taken", left_out=_UNTIMED, splits=_PARTS)


def _of_ages(code: str, how: How, **more: Any) -> Definition:
    """A figure of the days that open cases have waited."""
    more = {"days": "age", "splits": (Split.WORDS,)} | more
    return Definition(code=code, how=how, rows="open", is_stock=True, **more)


def _on_time(code: str, of: str, *left_out: str) -> Definition:
    return _divided(code, How.SHARE, "on_time", of, *left_out, *_OTHERS, **_BY_STANDARD)


def _recorded(code: str, *fields: Field) -> Definition:
    """How many say yes; without rows where readers get a field in tables only."""
    in_rows = all(field.traits.readers is not Readers.TABLE for field in fields)
    return _count(code, splits=(Split.PERIOD,), asks=fields, fields=fields, shows_rows=in_rows)


_COUNTED = (
    _count("received"),
    _count("addressed", *_OTHERS),
    _count("resolved", "resolving", *_OTHERS),
    _count("resolving", "resolved", *_OTHERS),
    _count("unrelated"),
    _count("unrecognised"),
    _divided("received_to_addressed", How.RATIO, "addressed", "received"),
    _divided("addressed_to_resolved", How.RATIO, "resolved", "addressed", *_OTHERS),
    _divided("resolved_share", How.SHARE, "resolved", "addressed", *_OTHERS),
    *(
        Definition(code=f"{rows}_a_month", how=How.RATE, rows=rows, splits=_PARTS)
        for rows in ("received", "addressed", "resolved", "resolving", *_OTHERS)
    ),
)
_WAITING = (
    _open("open", splits=(Split.WORDS, Split.BAND)),
    _open("carried_over"),
    _open("open_new"),
    _open("open_later"),
    _of_ages("oldest", How.LONGEST),
    _of_ages("median_age", How.MEDIAN),
    _open("late", by_standard=True),
    _open("due_week", by_standard=True),
    _of_ages("aged", How.EACH),
    _of_ages("waited", How.EACH, days="followed", fields=("due_on", "days_left")),
)
_TIMES = (
    _of_days("median", How.MEDIAN),
    _of_days("longest", How.LONGEST),
    _of_days("p90", How.P90),
    _of_days("shortest", How.SHORTEST),
    _of_days("taken", How.EACH),
    _count("timed", *_UNTIMED, splits=(*_PARTS, Split.BAND), days="taken"),
    _divided("timed_share", How.SHARE, "timed", "resolved", "resolving", *_OTHERS),
    _count("untimed"),
    _on_time("within_standard", "judged", "untimed", "undecided"),
    _on_time("within_standard_of_resolved", "timed", "untimed", "resolving"),
    _on_time("within_standard_of_addressed", "addressed"),
    _count("undecided", **_BY_STANDARD),
    _divided(
        "acknowledged_within", How.SHARE, "acknowledged_in_time", "acknowledge_judged",
        "acknowledge_unjudged", "acknowledge_undecided", *_OTHERS,
        days="acknowledged", fields=(Field.ACKNOWLEDGED_ON,), asks=("acknowledge", Field.ACKNOWLEDGED_ON),
    ),
    _count("acknowledged", *_OTHERS, fields=(Field.ACKNOWLEDGED_ON,), asks=(Field.ACKNOWLEDGED_ON,)),
    Definition(
        code="acknowledged_median", how=How.MEDIAN, rows="acknowledged", days="to_acknowledgement",
        splits=_PARTS, fields=(Field.ACKNOWLEDGED_ON,), asks=(Field.ACKNOWLEDGED_ON,),
    ),
    Definition(
        code="answered_by_day", how=How.BY_DAY, rows="followed", days="followed",
        left_out=("untimed", *_OTHERS), splits=(Split.WORDS, Split.DAY),
    ),
    _divided(
        "agree", How.SHARE, "agree", "compared", splits=(), days="taken", asks=(Field.REPORTED_WORKING_DAYS,),
        fields=(Field.REPORTED_WORKING_DAYS,),
    ),
)  # fmt: skip
_BALANCE = (
    _count("opening"),
    _count("came_in", *_OTHERS),
    _count("closed"),
    _count("closing"),
)
_INDICATORS = (
    _recorded("referred", Field.OUTCOME, Field.ESCALATED_TO),
    _divided("flow_ratio", How.QUOTIENT, "closed", "came_in", splits=(Split.PERIOD,)),
    _divided(
        "benefit_addressed", How.SHARE, "benefit_resolved", "benefit_received", "benefit_blank", "unrelated",
        fields=(Field.BENEFIT_RELATED,), asks=(Field.BENEFIT_RELATED,), splits=(Split.PERIOD,),
    ),
    _recorded("reopened", Field.REOPENED),
    _recorded("appealed", Field.APPEALED),
    _recorded("escalated", Field.ESCALATED_TO),
    _recorded("satisfied", Field.SATISFACTION),
    _recorded("anonymous", Field.ANONYMOUS),
    *(
        _divided(
            f"outcome_{word}", How.SHARE, f"outcome_{word}", "outcome_told", "outcome_blank",
            fields=(Field.OUTCOME,), asks=(Field.OUTCOME,), splits=(Split.PERIOD,),
        )
        for word in OUTCOMES
    ),
    _divided(
        "complaints_per_1000", How.PER_1000, "complaints", "beneficiaries", splits=(Split.PERIOD,),
        asks=("beneficiaries", Field.TYPE),
    ),
)  # fmt: skip
_TOLD = (
    *(Definition(code=code, how=How.TOLD, rows="received", splits=_PARTS) for code in ("times", "interval")),
    *(
        Definition(code=code, how=How.TOLD, rows="received", splits=(Split.PERIOD,))
        for code in ("compared_together", "bursts", "half_years_then")
    ),
    Definition(code="silence", how=How.TOLD, rows="last_received"),
    *(Definition(code=code, how=How.TOLD) for code in ("recorded", "who", "reported_otherwise")),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {one.code: one for family in (_COUNTED, _WAITING, _TIMES, _BALANCE, _INDICATORS, _TOLD) for one in family}
)
"""Code → figure, in the order in which they are explained."""

_WITHIN = ("within_standard", "within_standard_of_resolved", "within_standard_of_addressed")
_OF_REPORT = ("acknowledged", "acknowledged_median", "half_years_then")
_FIRST = tuple(one.code for one in _COUNTED)
_AGES = ("open", "median_age", "oldest")
_MOVED = tuple(one.code for one in _BALANCE)

PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "waiting": ("open", "late", "due_week", "oldest", "waited"),
        "overview": (
            *_FIRST, "open", "carried_over", "open_new", "open_later", "oldest", "median", "longest", "timed",
            "reported_otherwise",
        ),
        "trends": (
            "received", "closed", "closing", "received_a_month", "times", "interval", "compared_together",
            "bursts", "silence",
        ),
        "timeliness": (
            *(one.code for one in _TIMES if one.code not in _OF_REPORT), "received", "addressed", "resolving",
            *_MOVED, *_AGES,
        ),
        "indicators": (
            "received", "resolved", "open", "referred", "flow_ratio", "benefit_addressed", *_WITHIN,
            "acknowledged_within", *(one.code for one in _INDICATORS[3:]), "recorded", "who",
        ),
        "report": (
            *_FIRST[:-6], *_MOVED, *_AGES, "timed", "median", "longest", "taken", "aged", *_WITHIN, "untimed",
            "acknowledged_within", *_OF_REPORT, "received_a_month", "reported_otherwise",
        ),
    }
)  # fmt: skip
"""Page → the figures on it, the first the one that opens unasked."""
