"""Register → ReportModel: the only place where the report's figures and sentences are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from grm_data import __version__
from grm_data.analysis.as_of import default_as_of, is_interim
from grm_data.analysis.counts import by_period
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.indicators import within_standard
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.sent import ReportedFigures
from grm_data.analysis.who import TABLE_FIELDS, GroupTable, group_tables
from grm_data.errors import UsageError
from grm_data.figures.counts import over_time
from grm_data.figures.durations import working_days
from grm_data.figures.labels import part_of_year
from grm_data.messages import message
from grm_data.readers import for_readers
from grm_data.readers.words import readers_get
from grm_data.register import Period, Register, half_years, reporting_periods
from grm_data.register.spans import Span
from grm_data.register.traits import Readers
from grm_data.report import sentences, tables
from grm_data.report.blocks import Chart
from grm_data.report.cases import CaseBook, addressed_rows, carried_over_rows
from grm_data.report.markdown import blocks
from grm_data.report.model import Provenance, ReportModel
from grm_data.report.notes import notes
from grm_data.report.revision import revisions
from grm_data.report.sections import Made, sections_of
from grm_data.report.wording import clean, day_of_report, printable
from grm_data.settings import Settings
from grm_data.speech import language

__all__ = ["WORDS", "build_report"]

_SHORT_HASH = 12
_MOST_HALVES = 24
"""Half-years that a chart of the report's width still shows."""

WORDS = (
    "received", "addressed", "carried_over", "open", "working_days", "notes", "revised", "other",
    "nothing_addressed", "page", "of_those", "received_to_addressed", "addressed_to_resolved",
    "col_no", "col_period", "col_total", "col_status", "col_counts", "col_received_on", "col_registered_no",
    "col_type", "col_channel", "col_issue", "col_action", "col_outcome", "col_ratio", "col_new",
    "col_previous", "col_opening", "col_in", "col_closed", "col_closing", "col_waited", "col_open_cases",
    "col_figure", "col_reported", "col_now", "col_report", "col_meaning",
    "notes_more", "annex", "methodology", "col_counted",
    "lessons", "contacts", "oldest", "acknowledged", "half_years", "months", "by_word",
    "groups", "col_addressed_count", "col_acknowledged", "col_median", "col_within", "col_month",
    "col_received_count",
    "col_open_then", "col_resolved_then", "col_half_year", "col_per_month", "col_difference",
    "col_being_done", "col_since", "meanings", "ratios", "waited",
)  # fmt: skip
"""Headings and column names: the keys under ``report.words``."""


def build_report(
    register: Register,
    settings: Settings,
    first: date,
    last: date,
    *,
    as_of: date | None = None,
    other: str | None = None,
    written: Mapping[str, str] | None = None,
    made_on: date | None = None,
    version: str | None = None,
    is_sample: bool = False,
    logo: bytes | None = None,
    previous_figures: Iterable[ReportedFigures] = (),
    groups: Sequence[GroupTable] | None = None,
) -> ReportModel:
    """The report of the feedback received from ``first`` to ``last``, as of a day: what readers get of it.

    By default that is the earliest of the last day, the day the register is complete to, and the day it is
    made. Of a period that isn't over by then the report is interim; of one that hasn't begun all is zero.
    ``other`` is the Markdown of the free section, ``written`` that of *lessons* and *contacts*, ``version``
    names the published register version, ``previous_figures`` are what earlier reports said: what differs now
    is told. ``groups`` are the tables of
    who complains as readers get them, by default those of the register. UsageError where the days are in the
    wrong order, or a day before the first one is asked for.
    """
    groups = _groups(register, settings) if groups is None else groups
    register = printable(for_readers(register, settings))
    _check(first, last, as_of)
    made_on = made_on or settings.today
    as_of = as_of or default_as_of(last, settings.complete_to, made_on)
    selection = select(register, settings.calendar, as_of)
    periods = reporting_periods(first, last, settings.start, register.first_received)
    new, _, total = periods
    book = CaseBook(selection)
    addressed, carried = addressed_rows(selection, new), carried_over_rows(selection, new)
    received = tables.received_periods(selection, periods)
    shown = book.cases(addressed)
    standard = settings.resolve_standard
    on_time = within_standard(selection.within(new), standard) if standard else None
    project = sentences.project_name(settings)
    source = _source(selection, made_on, version)
    channels = tables.count_labels("channel", register.channel, selection.within(total).mask)
    # One line for each named field of the model: a split would only move them.
    model = ReportModel(
        language=language().code,
        title=_title(settings),
        subtitle=sentences.subtitle(new, as_of),
        cover=sentences.cover(settings),
        logo=logo,
        sample=message("report.sample") if is_sample else "",
        project=project,
        introduction=sentences.introduction(project, new, as_of),
        guidelines=sentences.guidelines(settings.calendar),
        meanings=sentences.meanings(project, received[2].counts),
        summary=sentences.summary(received[2], received[0], channels, settings.start),
        ratios=tables.ratio_rows(received),
        received=received,
        addressed=shown,
        carried_over=book.cases(carried),
        open_cases=tables.open_cases(selection, new),
        timeliness=sentences.timeliness(received[0], shown, standard, on_time),
        charts=_charts(selection, new, total, settings),
        revised=revisions(register, previous_figures),
        notes=notes(selection, new, addressed | carried),
        other=blocks(other),
        lessons=blocks((written or {}).get("lessons")),
        how_to_reach=blocks((written or {}).get("contacts")),
        footer=sentences.footer(source),
        source=source,
        words={name: message(f"report.words.{name}") for name in WORDS},
        records=book.records(selection.mask),
    )
    return replace(model, sections=sections_of(Made(model, selection, new, settings, book, tuple(groups))))


def _groups(register: Register, settings: Settings) -> Sequence[GroupTable]:
    """What readers get of who complains: of a register that they get themselves no more than they have."""
    if register.is_for_readers:
        return ()
    fields = [field for field in TABLE_FIELDS if readers_get(field, settings) is Readers.TABLE]
    complete_to = min(settings.complete_to or settings.today, settings.today)
    return group_tables(register, complete_to, fields)


def _check(first: date, last: date, as_of: date | None) -> None:
    if last < first:
        raise UsageError("to-before-from")
    if as_of is not None and as_of < first:
        raise UsageError("as-of-before-from")


def _title(settings: Settings) -> str:
    if settings.name is None:
        return message("report.title_unnamed")
    return message("report.title", project=clean(settings.name))


def _source(selection: Selection, made_on: date, version: str | None) -> Provenance:
    reading = selection.register.reading
    unpublished = message("report.unpublished")
    return Provenance(
        file=reading.file or message("word.none"),
        sha256=reading.sha256[:_SHORT_HASH] or message("word.none"),
        version=unpublished if version is None else message("report.version", version=version),
        as_of=selection.as_of,
        as_of_text=day_of_report(selection.as_of),
        made_on=made_on,
        calendar=sentences.calendar_text(selection.calendar),
        program=__version__,
    )


def _charts(selection: Selection, new: Period, total: Period, settings: Settings) -> tuple[Chart, ...]:
    """Received by half-year and status; working days by case, only where there is a case with some."""
    drawn_to = min(total.last, max(selection.as_of, total.first))
    every = half_years(total.first, drawn_to)
    halves = every[-_MOST_HALVES:]
    history = over_time(by_period(selection.within(total), halves), Span.HALF_YEAR, halves, new)
    title = history.title
    if len(halves) < len(every):
        title = message("report.last_halves", title=title, n=len(halves))
    if is_interim(halves[-1], drawn_to):
        unfinished = {"half": part_of_year(halves[-1].name), "day": day_of_report(drawn_to)}
        title = message("report.unfinished_half", title=title, **unfinished)
    charts = [Chart("received", title, history.alt, history)]
    part = selection.within(new)
    if working_day_spread(part).n:
        standard = settings.resolve_standard
        days = working_days(part, standard.as_duration if standard else None)
        charts.append(Chart("working_days", days.title, days.alt, days))
    return tuple(charts)
