"""How types, channels and months fare: the charts of their times, and the table of groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from grm_data.analysis.answered import answered_by_day, followed
from grm_data.analysis.durations import spread
from grm_data.analysis.group_times import Group, GroupTimes, MonthOnTime, Rows, largest
from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import Selection
from grm_data.figures.durations import MOST_DOTS
from grm_data.figures.labels import label, number_text, share_text
from grm_data.figures.times import MonthShare, Shares, Step, Steps, Strip, Strips
from grm_data.messages import message
from grm_data.register import NO_DURATION, Field
from grm_data.register.columns import Numbers
from grm_data.settings import Standard

__all__ = ["MOST_LINES", "MOST_STRIPS", "answered", "group_table", "on_time_by_month", "strips"]

MOST_LINES = 5
MOST_STRIPS = 10
"""Groups beside each other; further ones are one more strip, and lines of the table."""

_ENDS = (5, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 250)
"""Where an axis of days may end; what takes longer would squeeze all else, and is in the table."""

_NEARLY_ALL = 0.9
_STANDARDS = 4
"""An axis with a standard on it is at most so many times as long."""


def answered(
    selection: Selection, groups: Sequence[Group], field: Field | None, standard: Standard | None
) -> Steps:
    """The share of each group answered by each day; of many groups the largest."""
    cases = followed(selection, standard)
    shown = groups[:MOST_LINES]
    lines = tuple(Step(_name(one, field), answered_by_day(cases.where(one.rows))) for one in shown)
    unit = "working" if standard is None else standard.unit
    nearly_all = [_day_of_nearly_all(one) for one in lines]
    return Steps(
        title=message("figure.answered_by_day"),
        axis=message(f"figure.days_from_receipt.{unit}"),
        lines=lines,
        last=_end(nearly_all, standard.days if standard else None),
        standard=standard.days if standard else None,
    )


def _name(group: Group, field: Field | None) -> str:
    if group.word is not None and field is not None:
        return label(str(field), group.word)
    if group.words:
        return message("figure.others", n=group.words)
    return message("figure.all_cases")


def _day_of_nearly_all(one: Step) -> int:
    """The day by which nearly all of a group's cases are answered, else the last on which one was."""
    days = zip(one.found.days, one.found.shares, strict=True)
    return next((day for day, share in days if share >= _NEARLY_ALL), max(one.found.days, default=0))


def _end(days: Iterable[float], standard: int | None) -> int:
    """Where an axis ends: where the days and twice the standard lie on it, unless that squeezes it."""
    wanted = max(*days, 2 * (standard or 0), 1, 1)
    most = _ENDS[-1] if standard is None else max(_ENDS[0], _STANDARDS * standard)
    return min(next((end for end in _ENDS if end >= wanted), _ENDS[-1] if standard is None else most), most)


def strips(selection: Selection, groups: Sequence[Group], field: Field, standard: int | None) -> Strips:
    """How the working days of each group spread; the smaller ones of many groups are one."""
    days = selection.working_days()
    answered = [(one, one.rows[days[one.rows] != NO_DURATION]) for one in largest(groups, MOST_STRIPS)]
    few = [row for _, rows in answered if len(rows) <= MOST_DOTS for row in rows.tolist()]
    names = dict(zip(few, case_names(selection.register, few), strict=True))
    found = tuple(_strip(_name(one, field), rows, days, names) for one, rows in answered if len(rows))
    return Strips(
        title=message(f"figure.spread_by_{field}"),
        axis=label("field", field),
        strips=found,
        last=_end([one.most[1] for one in found], standard),
        standard=standard,
    )


def _strip(name: str, rows: Rows, days: Numbers, names: Mapping[int, str]) -> Strip:
    known = days[rows]
    q10, q25, q75, q90 = np.percentile(known, (10, 25, 75, 90)).tolist()
    few = rows[np.argsort(known, kind="stable")].tolist() if len(rows) <= MOST_DOTS else []
    return Strip(
        name=name,
        spread=spread(known),
        middle=(q25, q75),
        most=(q10, q90),
        days=tuple(days[few].tolist()) if few else (),
        names=tuple(names[row] for row in few),
    )


def on_time_by_month(months: Sequence[MonthOnTime]) -> Shares:
    """The share on time of the cases received in each month."""
    return Shares(
        message("figure.on_time_by_month"),
        tuple(
            MonthShare(one.first, one.on_time.on_time, one.on_time.judged, one.undecided) for one in months
        ),
    )


def group_table(groups: Sequence[Group], times: Iterable[GroupTimes], field: Field | None) -> pd.DataFrame:
    """A line for each group, largest first; what no standard asks for has no column."""
    found = list(times)
    columns: dict[str, object] = {
        label("field", field) if field else message("figure.group"): [_name(one, field) for one in groups],
        message("figure.cases"): [one.cases for one in found],
        message("figure.open"): [one.open for one in found],
        message("figure.answered_n"): [one.working_days.n for one in found],
        message("figure.median"): [number_text(one.working_days.median) for one in found],
        message("figure.p90"): [number_text(one.working_days.p90) for one in found],
        message("figure.longest"): pd.Series([one.working_days.max for one in found], dtype="Int64"),
    }
    judged = [one.on_time for one in found if one.on_time is not None]
    if judged and len(judged) == len(found):
        for name in judged[0].denominators:
            columns[message(f"figure.of.{name}")] = [
                share_text(one.on_time, one.denominators[name]) for one in judged
            ]
    told = [one.acknowledged for one in found if one.acknowledged is not None]
    if told and len(told) == len(found):
        columns[message("figure.acknowledged")] = [share_text(one.within, one.judged) for one in told]
    return pd.DataFrame(columns)
