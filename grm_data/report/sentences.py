"""The report's sentences: introduction, guidelines, summary, working days and footer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grm_data.analysis.as_of import has_begun, is_interim
from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.indicators import OnTime
from grm_data.figures.labels import days_text, label, percent_text, share_text
from grm_data.messages import clauses, joined, message
from grm_data.register import Period, Status, WorkCalendar
from grm_data.register.countries import country_name
from grm_data.report.blocks import Case
from grm_data.report.model import Meaning, Provenance, ReceivedPeriod, Timeliness, WordCount
from grm_data.report.wording import clean, day_of_report, month_of_report
from grm_data.settings import Settings, Standard

__all__ = [
    "calendar_text",
    "cover",
    "footer",
    "guidelines",
    "interim",
    "introduction",
    "meanings",
    "project_name",
    "subtitle",
    "summary",
    "timeliness",
]

_MOST_EACH = 50
"""Working days named one by one; of more cases the table holds them."""


def project_name(settings: Settings) -> str:
    """The project in a sentence: "the Smart Government Project"."""
    if settings.name is None:
        return message("report.project_unnamed")
    return message("report.project", project=clean(settings.name))


def subtitle(new: Period, as_of: date) -> str:
    """The kind of report and its period; interim where the period isn't over."""
    key = "report.subtitle_interim" if is_interim(new, as_of) else "report.subtitle"
    return message(key, first=day_of_report(new.first), last=day_of_report(new.last))


def interim(new: Period, as_of: date) -> tuple[str, ...]:
    """That the period isn't over, or hasn't begun; nothing where it is over."""
    if not is_interim(new, as_of):
        return ()
    key = "report.interim" if has_begun(new, as_of) else "report.not_begun"
    first, last = day_of_report(new.first), day_of_report(new.last)
    return (message(key, first=first, last=last, as_of=day_of_report(as_of)),)


def introduction(project: str, new: Period, as_of: date) -> tuple[str, ...]:
    """What the report is, whether its period is over, and what the mechanism is for.

    The last sentence leads to the guidelines.
    """
    text = message(
        "report.introduction",
        project=project,
        first=day_of_report(new.first),
        last=day_of_report(new.last),
        as_of=day_of_report(as_of),
    )
    about, *purpose = text.strip().splitlines()
    return (about, *interim(new, as_of), *purpose)


def guidelines(calendar: WorkCalendar) -> tuple[str, ...]:
    """What the report gives, in the order of the source report; which days count, as they were counted."""
    key = "report.days_off" if calendar.country else "report.days_off_no_country"
    return tuple(message("report.guidelines", days_off=message(key)).strip().splitlines())


def meanings(project: str, counts: StatusCounts) -> tuple[Meaning, ...]:
    """The statuses and what they mean; unrecognised only where there is any."""
    words = [Status.UNRELATED, Status.RESOLVING, Status.RESOLVED, "addressed"]
    words += [Status.UNRECOGNISED] * bool(counts.unrecognised)
    return tuple(
        Meaning(
            message("table.addressed") if word == "addressed" else label("status", word),
            message(f"report.meaning.{word}", project=project),
        )
        for word in words
    )


def summary(
    total: ReceivedPeriod, new: ReceivedPeriod, channels: Sequence[WordCount], start: date | None
) -> tuple[str, ...]:
    """All feedback since the start, that of the period, and both ratios by their names."""
    if not total.received:
        return (message("report.received_nothing"),)
    stated = [one.word for one in channels if one.word != label("channel", None)]
    through = "_through" if stated else ""
    since = message(
        f"report.since{through}" if start == total.period.first else f"report.since_first{through}",
        n=total.received,
        month=month_of_report(total.period.first),
        channels=message("report.stated_channels", n=len(stated), words=joined(stated)),
    )
    ratio = str(total.counts.addressed_to_resolved)
    if total.addressed:
        percent = percent_text(total.counts.resolved, total.addressed)
        ratio = message("report.ratio_resolved", ratio=ratio, percent=percent)
    return (
        _with_statuses(since, total.counts),
        _with_statuses(message("report.in_period", n=new.received), new.counts),
        message(
            "report.ratio",
            received_to_addressed=total.counts.received_to_addressed,
            addressed_to_resolved=ratio,
        ),
    )


def _with_statuses(received: str, counts: StatusCounts) -> str:
    """Of these, 6 were addressed, all of them resolved; 3 were unrelated. Nothing is said of nothing."""
    if not counts.received:
        return received
    key = "report.of_these_unrecognised" if counts.unrecognised else "report.of_these"
    these = message(
        key,
        addressed=_addressed(counts),
        unrelated=message("report.unrelated", n=counts.unrelated),
        unrecognised=message("report.unrecognised", n=counts.unrecognised),
    )
    return f"{received} {these}"


def _addressed(counts: StatusCounts) -> str:
    """How many were addressed, and how many of them resolved."""
    if not counts.addressed:
        return message("report.addressed", n=0)
    if counts.resolved == counts.addressed:
        return message("report.addressed_all", n=counts.addressed)
    if not counts.resolved:
        return message("report.addressed_none", n=counts.addressed)
    return message("report.addressed_some", n=counts.resolved, addressed=counts.addressed)


def timeliness(
    new: ReceivedPeriod, cases: Sequence[Case], standard: Standard | None, on_time: OnTime | None
) -> Timeliness:
    """The working days of the period's resolved feedback: each case, median, longest, within the standard."""
    spread = new.working_days
    sentences = [message("report.durations_none")]
    if spread.n:
        sentences = [
            message(
                "report.durations",
                part=spread.n,
                whole=new.counts.resolved,
                median=days_text(spread.median),
                longest=days_text(spread.max),
            )
        ]
        if spread.n <= _MOST_EACH:
            each = [str(case.working_days) for case in cases if case.working_days is not None]
            sentences.append(message("report.durations_each", days=joined(each)))
    if standard is not None and on_time is not None:
        sentences.append(_standard(standard, on_time))
    return Timeliness(spread, on_time, tuple(sentences))


def _standard(standard: Standard, on_time: OnTime) -> str:
    shares = {name: share_text(on_time.on_time, whole) for name, whole in on_time.denominators.items()}
    days = message(f"report.standard_{standard.unit}", n=standard.days)
    said = message("report.on_time", days=days, **shares)
    if not on_time.undated:
        return said
    return f"{said} {message('report.on_time_undated', n=on_time.undated)}"


def cover(settings: Settings) -> tuple[str, ...]:
    """Who made the report, and how to reach the project, where the settings say so."""
    lines = [message("report.prepared_by", name=clean(settings.prepared_by))] if settings.prepared_by else []
    if settings.contacts:
        lines.append(message("report.contacts", contacts=clauses(map(clean, settings.contacts))))
    return tuple(lines)


def calendar_text(calendar: WorkCalendar) -> str:
    """Which days don't count as working days."""
    country = "report.calendar_country" if calendar.country else "report.calendar_no_country"
    weekend = "report.calendar_weekend" if calendar.weekend else "report.calendar_no_weekend"
    days = joined(message(f"weekday.{day}") for day in calendar.weekend)
    parts = [message(country, country=country_name(calendar.country or "")), message(weekend, days=days)]
    for key, more in (("off", calendar.days_off), ("worked", calendar.worked_days)):
        if more:
            parts.append(message(f"report.calendar_{key}", n=len(more)))
    return message("report.calendar", parts=joined(parts))


def footer(source: Provenance) -> str:
    """What stands at the foot of every page: where the figures come from."""
    return message(
        "report.footer",
        file=source.file,
        sha256=source.sha256,
        version=source.version,
        as_of=source.as_of_text,
        calendar=source.calendar,
        made_on=day_of_report(source.made_on),
        program=source.program,
    )
