"""``summary``: the figures of a period, the time before it and both together."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from grm_data.cli.parsing import (
    Commands,
    add_period,
    as_of_day,
    check_period,
    print_json,
    register_command,
)
from grm_data.cli.printing import print_there
from grm_data.messages import digits, message

if TYPE_CHECKING:
    from datetime import date

    from grm_data.analysis.summary import PeriodSummary
    from grm_data.register import Register
    from grm_data.settings import Settings

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "summary", _summary)
    command.set_defaults(tell=_tell)
    add_period(command)
    command.add_argument("--json", action="store_true", help=message("cli.json"))


def _summary(options: argparse.Namespace) -> int:
    check_period(options)
    return print_there(options)


def _tell(register: Register, settings: Settings, options: argparse.Namespace) -> int:
    from grm_data.analysis.selection import select
    from grm_data.analysis.summary import summarise, summarise_periods, whole_period

    selection = select(register, settings.calendar, as_of_day(options.as_of, options.last, settings))
    if options.first is None:
        summaries: tuple[PeriodSummary, ...] = (
            summarise(selection, whole_period(selection, settings.start)),
        )
    else:
        summaries = summarise_periods(selection, options.first, options.last, settings.start)
    waiting = int(selection.is_open.sum())
    result = {
        "register": _reading_json(register),
        "as_of": selection.as_of.isoformat(),
        "calendar": {
            "country": settings.calendar.country,
            "weekend": list(settings.calendar.weekend),
            "both_ends_count": True,
        },
        "periods": [_period_json(summary, waiting) for summary in summaries],
    }
    if options.json:
        print_json(result)
    else:
        for summary in summaries:
            print(_sentence(summary, selection.as_of))
        print(message("cli.open", n=waiting, as_of=selection.as_of))
    return 0


def _reading_json(register: Register) -> dict[str, object]:
    from grm_data.register import count_by_severity

    reading = register.reading
    first, last = register.first_received, register.last_received
    return {
        "sheet": reading.sheet,
        "rows_read": reading.rows_read,
        "rows_used": reading.rows_read - len(reading.excluded),
        "rows_excluded": len(reading.excluded),
        "findings": count_by_severity(reading.findings),
        "first_received": None if first is None else first.isoformat(),
        "last_received": None if last is None else last.isoformat(),
    }


def _period_json(summary: PeriodSummary, waiting: int) -> dict[str, object]:
    """The figures of a period; ``waiting`` is how many cases are open on the as-of day, of any period."""
    counts, period = summary.counts, summary.period
    days = {
        name: round(value, 2) if isinstance(value, float) else value
        for name, value in asdict(summary.working_days).items()
    }
    return {
        "name": period.name,
        "from": None if period.is_empty else period.first.isoformat(),
        "to": None if period.is_empty else period.last.isoformat(),
        "received": counts.received,
        "unrelated": counts.unrelated,
        "addressed": counts.addressed,
        "resolving": counts.resolving,
        "resolved": counts.resolved,
        "unrecognised": counts.unrecognised,
        "open": waiting,
        "received_to_addressed": str(counts.received_to_addressed),
        "addressed_to_resolved": str(counts.addressed_to_resolved),
        "resolved_share": counts.addressed_to_resolved.share,
        "channels": {"unrelated": summary.unrelated_channels, "addressed": summary.addressed_channels},
        "types": {"unrelated": summary.unrelated_types, "addressed": summary.addressed_types},
        "working_days": days,
    }


def _sentence(summary: PeriodSummary, as_of: date) -> str:
    from grm_data.analysis.rates import monthly_rate

    counts, period = summary.counts, summary.period
    rate = monthly_rate(counts.received, period, as_of)
    span = "–" if period.is_empty else f"{period.first} – {period.last}"
    return message(
        "cli.sentence",
        name=message(f"cli.period.{period.name}"),
        span=span,
        received=counts.received,
        rate=message("word.none") if rate is None else digits(rate, 2),
        unrelated=counts.unrelated,
        addressed=counts.addressed,
        resolved=counts.resolved,
        unrecognised=counts.unrecognised,
        received_to_addressed=counts.received_to_addressed,
        addressed_to_resolved=counts.addressed_to_resolved,
    )
