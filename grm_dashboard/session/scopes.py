"""What the figures of each page are of, and by which periods they can be told there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from grm_dashboard.session.address import REPORT, asked_value
from grm_dashboard.session.asked import CUSTOM, period_coded_by
from grm_dashboard.session.view import View, latest_half_year
from grm_data.analysis.as_of import default_as_of
from grm_data.analysis.months import months_of
from grm_data.analysis.opening import asks_are_met
from grm_data.analysis.scopes import Scope
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.trends import year_pairs
from grm_data.definitions import DEFINITIONS, PAGES, Definition
from grm_data.figures.counts import width
from grm_data.figures.labels import period_name, period_text
from grm_data.messages import message
from grm_data.register import Field, Period, half_years, reporting_periods
from grm_data.register.spans import Span, periods_between

__all__ = ["Part", "asked_report_period", "offered_on", "periods_of", "scope_of"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part:
    """A part of what a page is about: its code in links, its name, and what a figure is of there."""

    code: str
    name: str
    of: Callable[[Scope], Scope]


def asked_report_period(view: View) -> Period:
    """The half-year of a report, or any other days, that the address asks for; else the latest."""
    kind, asked = period_coded_by(asked_value(REPORT) or "")
    latest = view.source.complete_to
    halves = {half.name for half in half_years(min(view.history_start, latest), latest)}
    if asked is not None and (kind == CUSTOM or asked.name in halves):
        return asked
    return latest_half_year(view.source)


def offered_on(page: str, view: View) -> list[Definition]:
    """The figures that stand on a page; Indicators also names those that the register doesn't tell."""
    found = [DEFINITIONS[code] for code in PAGES[page]]
    if page == "indicators":
        return found
    source = view.source
    return [one for one in found if asks_are_met(one, source.settings, source.register)]


def scope_of(page: str, view: View) -> Scope:
    """What the figures of a page are of, as it opens."""
    found = _SCOPES.get(page, _of_view)(view)
    is_filtered = page != "report" and any(view.filters.values())
    every = found.everything
    unfiltered = select(every.register, every.calendar, every.as_of) if is_filtered else None
    return replace(found, unfiltered=unfiltered)


def _of_view(view: View) -> Scope:
    return Scope(view.of_every_status, view.period, view.source.settings)


def _of_waiting(view: View) -> Scope:
    """Everything by now, whatever the period."""
    source = view.source
    every = select(source.register, source.settings.calendar, source.complete_to)
    words = {**view.filters, Field.STATUS: []}
    return Scope(every.where(words), _ever(view, every), source.settings)


def _of_trends(view: View) -> Scope:
    found = _of_view(view)
    return replace(found, period=_ever(view, found.everything))


def _of_report(view: View) -> Scope:
    """What readers get, whatever the filters, as of the day of the report."""
    source, period = view.source, asked_report_period(view)
    as_of = default_as_of(period.last, source.complete_to, source.settings.today)
    every = select(source.for_readers().register, source.settings.calendar, as_of)
    return Scope(every, replace(period, name="new"), source.settings)


_SCOPES: Mapping[str, Callable[[View], Scope]] = MappingProxyType(
    {"waiting": _of_waiting, "trends": _of_trends, "report": _of_report}
)


def _ever(view: View, every: Selection) -> Period:
    return Period("ever", min(view.history_start, every.as_of), every.as_of)


def periods_of(page: str, view: View, scope: Scope) -> tuple[Part, ...]:
    """The periods by which a page tells its figures, the one that it opens with first."""
    named = [("", replace(scope.period)), *_PERIODS.get(page, _none)(view, scope)]
    parts = [Part(code, _name(code, period), _within(period)) for code, period in named]
    if page == "overview" and view.compared and (other := view.compared_selection):
        name = message("definition.part.compared", period=period_text(view.compared))
        found = replace(scope, everything=other, period=view.compared)
        parts.insert(1, Part("compared", name, lambda _: found))
    return tuple(parts)


def _within(period: Period) -> Callable[[Scope], Scope]:
    return lambda scope: replace(scope, period=period)


def _name(code: str, period: Period) -> str:
    if period.name in ("new", "previous", "total", "ever"):
        return message(f"definition.part.{period.name}", period=period_text(period))
    return period_name(period) if code and CUSTOM not in period.name else period_text(period)


def _none(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:  # noqa: ARG001
    return iter(())


def _reported(scope: Scope) -> Iterator[tuple[str, Period]]:
    """Previous and total, beside the period that is new."""
    start, first = scope.settings.start, scope.everything.register.first_received
    for one in reporting_periods(scope.period.first, scope.period.last, start, first)[1:]:
        if not one.is_empty:
            yield one.name, one


def _spans(span: Span, first: Period) -> Iterator[tuple[str, Period]]:
    """Each period of a kind that touches the days of another, the last one first, cut to them."""
    for one in reversed(periods_between(span, first.first, first.last)):
        yield span.code(one), Period(one.name, max(one.first, first.first), min(one.last, first.last))


def _of_overview(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:
    yield from _reported(scope)
    ever = _ever(view, scope.everything)
    yield "ever", ever
    yield from _spans(width(view.history_start, view.as_of), ever)


def _of_months(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:
    """Every month, every year, and what is compared of two years."""
    months = months_of(scope.everything, view.source.settings.start)
    whole = Period("ever", months.start, months.as_of)
    for earlier, later in year_pairs(months):
        for one in (later, earlier):
            yield f"{one.first}..{one.last}", replace(one, name=CUSTOM)
    yield from _spans(Span.YEAR, whole)
    yield from _spans(Span.MONTH, whole)


def _judged_months(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:
    period = scope.period
    yield from _since_start(view, scope)
    yield from _spans(Span.MONTH, replace(period, last=min(period.last, scope.everything.as_of)))


def _since_start(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:
    yield "ever", _ever(view, scope.everything)


def _of_report_table(view: View, scope: Scope) -> Iterator[tuple[str, Period]]:  # noqa: ARG001
    yield from (reported := list(_reported(scope)))
    total = next((one for code, one in reported if code == "total"), scope.period)
    if (last := min(scope.period.last, scope.everything.as_of)) >= scope.period.first:
        yield from _spans(Span.MONTH, replace(scope.period, last=last))
    yield from _spans(Span.HALF_YEAR, total)


_PERIODS: Mapping[str, Callable[[View, Scope], Iterator[tuple[str, Period]]]] = MappingProxyType(
    {
        "overview": _of_overview,
        "trends": _of_months,
        "timeliness": _judged_months,
        "indicators": _since_start,
        "report": _of_report_table,
    }
)
