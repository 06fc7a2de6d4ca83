"""The report's tables: feedback received by period, addressed feedback case by case, open cases, ratios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from grm_data.analysis.backlog import age_bands, age_spread, balance
from grm_data.analysis.counts import count_by_status
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import days_text, label
from grm_data.messages import joined, message
from grm_data.register import NO_CODE, Category, Period, Status
from grm_data.register.columns import Mask
from grm_data.report.model import (
    AgeBand,
    OpenCases,
    RatioRow,
    ReceivedPeriod,
    StatusLine,
    WordCount,
)
from grm_data.report.wording import day_of_report, share_of, span_of_report

__all__ = ["count_labels", "open_cases", "ratio_rows", "received_periods"]


def received_periods(
    selection: Selection, periods: tuple[Period, Period, Period]
) -> tuple[ReceivedPeriod, ...]:
    """The table *Summary of feedback received*: new, previous, total; new + previous = total."""
    return tuple(_received(selection.within(period), period) for period in periods)


def _received(part: Selection, period: Period) -> ReceivedPeriod:
    counts = count_by_status(part)
    return ReceivedPeriod(
        name=message(f"report.{period.name}"),
        period=period,
        span=span_of_report(period),
        counts=counts,
        received=counts.received,
        addressed=counts.addressed,
        lines=tuple(_status_lines(part)),
        working_days=working_day_spread(part),
    )


def _status_lines(part: Selection) -> Iterator[StatusLine]:
    """A line per status; unrecognised only where there is any."""
    register = part.register
    for status in Status:
        mask = part.has_status(status)
        if status is Status.UNRECOGNISED and not mask.any():
            continue
        channels = count_labels("channel", register.channel, mask)
        types = count_labels("type", register.type, mask, with_blanks=status.is_addressed)
        yield _status_line(status, int(np.count_nonzero(mask)), channels, types)


def _status_line(
    status: Status, count: int, channels: tuple[WordCount, ...], types: tuple[WordCount, ...]
) -> StatusLine:
    printed = [str(count)]
    for key, words in (("report.channels", channels), ("report.types", types)):
        if words:
            printed.append(message(key, words=joined(f"{one.word} {one.count}" for one in words)))
    return StatusLine(status, label("status", status), count, channels, types, tuple(printed))


def count_labels(
    kind: str, category: Category, mask: Mask, *, with_blanks: bool = True
) -> tuple[WordCount, ...]:
    """How often each word stands in the rows of the mask, the frequent first, blanks last as not stated.

    Unrelated feedback has no type in the source report: there a blank is nothing to state.
    """
    codes, n = np.unique(category.codes[mask], return_counts=True)
    counts: Counter[str] = Counter()
    for code, count in zip(codes.tolist(), n.tolist(), strict=True):
        if code != NO_CODE:
            counts[label(kind, category.names[code])] += count
    blank = label(kind, None)
    counts[blank] += int(n[codes == NO_CODE].sum()) if with_blanks else 0
    ordered = sorted(counts.items(), key=lambda item: (item[0] == blank, -item[1]))
    return tuple(WordCount(word, count) for word, count in ordered if count)


def ratio_rows(received: Sequence[ReceivedPeriod]) -> tuple[RatioRow, ...]:
    """Both ratios, each with its name: received to addressed, addressed to resolved."""
    ratios = {
        "received_to_addressed": [share_of(one.counts.addressed, one.counts.received) for one in received],
        "addressed_to_resolved": [share_of(one.counts.resolved, one.counts.addressed) for one in received],
    }
    return tuple(RatioRow(message(f"report.words.{name}"), *shares) for name, shares in ratios.items())


def open_cases(selection: Selection, new: Period) -> OpenCases:
    """The balance of the period, and the age of every case open on the as-of day, whenever received."""
    counted = balance(selection, new)
    bands = age_bands(selection)
    is_any = any(n for _, _, n in bands)
    return OpenCases(
        opening=counted.opening,
        received=counted.received,
        closed=counted.closed,
        closing=counted.closing,
        first=day_of_report(min(new.first, selection.as_of)),
        last=day_of_report(min(new.last, selection.as_of)),
        equation=message(
            "report.open_equation",
            opening=counted.opening,
            received=counted.received,
            closed=counted.closed,
            closing=counted.closing,
        ),
        waiting=_waiting(selection),
        ages=tuple(AgeBand(_band(first, last), first, last, n) for first, last, n in bands if is_any),
    )


def _waiting(selection: Selection) -> str:
    """How many cases are open on the as-of day, and how long they have waited."""
    waited = age_spread(selection)
    return message(
        "report.open_waiting" if waited.n else "report.open_none",
        n=waited.n,
        as_of=day_of_report(selection.as_of),
        median=days_text(waited.median),
        longest=days_text(waited.max),
    )


def _band(first: int, last: int | None) -> str:
    return message("report.age_open" if last is None else "report.age", first=first, last=last)
