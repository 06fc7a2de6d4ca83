"""The sheet of figures: every count is a formula over the records, with the report's number as its value."""

from __future__ import annotations

from collections.abc import Mapping

from grm_data.analysis.as_of import has_begun
from grm_data.messages import message
from grm_data.register import Status
from grm_data.report.model import ReceivedPeriod
from grm_data.report.xlsx.book import Book, Page, Value
from grm_data.report.xlsx.records import column, counted, has_status

__all__ = ["write_summary"]

_LETTERS = "BCD"
"""The columns of the new period, the previous one and both together."""

_COUNTS = ("received", "unrelated", "addressed", "resolving", "resolved", "unrecognised")
_ROWS = (
    "from",
    "to",
    *_COUNTS,
    "received_to_addressed",
    "addressed_to_resolved",
    "resolved_share",
    "cases",
    "median",
    "longest",
)
_OVER_COLUMNS = ("median", "longest")
_KINDS = {"resolved_share": "percent", "median": "decimal"}


def write_summary(book: Book) -> None:
    """Title, sentences, the figures of the three periods and the balance of open cases."""
    model = book.model
    page = book.page("summary", (38, 20, 20, 20), portrait=True)
    if model.logo:
        page.logo(model.logo, message("report.logo", project=model.project))
    page.line(model.title, "title")
    page.line(model.subtitle, "heading")
    for line in model.cover:
        page.paragraph(line)
    if model.sample:
        page.line(model.sample, "mark")
    for sentence in (*model.summary, *model.timeliness.sentences):
        page.paragraph(sentence)
    page.row += 1
    page.paragraph(message("report.sheet.live"))
    page.head([model.words["col_figure"], *(one.name for one in model.received)])
    _figures(page)
    page.row += 1
    _open_cases(page)
    page.row += 1
    page.line(message("report.sheet.source"), "heading")
    page.paragraph(model.footer)


def _figures(page: Page) -> None:
    first, none = page.row, message("word.none")
    for i, name in enumerate(_ROWS):
        key = (
            "figure"
            if name in _COUNTS
            else "words"
            if name in ("received_to_addressed", "addressed_to_resolved")
            else "sheet"
        )
        page.put(first + i, 0, message(f"report.{key}.{name}"))
    for letter, one in zip(_LETTERS, page.book.model.received, strict=True):
        at = _LETTERS.index(letter) + 1
        days: tuple[Value, Value] = (
            (none, none) if one.period.is_empty else (one.period.first, one.period.last)
        )
        for i, day in enumerate(days):
            page.put(first + i, at, day)
        cells = {name: f"{letter}{first + 1 + i}" for i, name in enumerate(_ROWS)}
        formulas, values = _formulas(cells), _values(one)
        for i, name in enumerate(_ROWS[2:], first + 2):
            write = page.array if name in _OVER_COLUMNS else page.formula
            write(i, at, formulas[name], values[name], _KINDS.get(name, "live"))
    page.row = first + len(_ROWS)


def _formulas(cell: Mapping[str, str]) -> dict[str, str]:
    """The formula of each figure of a period, whose days and counts stand in ``cell``."""
    start, end, none = cell["from"], cell["to"], message("word.none")
    within = (("received", f'">="&{start}'), ("received", f'"<="&{end}'))
    rows = f"({column('received')}>={start})*({column('received')}<={end})*ISNUMBER({column('working_days')})"
    days = f"IF({rows},{column('working_days')})"
    return {
        **{str(status): counted(*within, has_status(status)) for status in Status},
        "received": counted(*within),
        "addressed": f"{cell['resolving']}+{cell['resolved']}",
        "received_to_addressed": f'{cell["received"]}&":"&{cell["addressed"]}',
        "addressed_to_resolved": f'{cell["addressed"]}&":"&{cell["resolved"]}',
        "resolved_share": f'IF({cell["addressed"]}=0,"{none}",{cell["resolved"]}/{cell["addressed"]})',
        "cases": counted(*within, ("working_days", '">=0"')),
        "median": f'IF({cell["cases"]}=0,"{none}",MEDIAN({days}))',
        "longest": f'IF({cell["cases"]}=0,"{none}",MAX({days}))',
    }


def _values(one: ReceivedPeriod) -> dict[str, object]:
    """The report's own number of each figure of a period; a dash where there is none."""
    counts, spread, none = one.counts, one.working_days, message("word.none")
    share = counts.addressed_to_resolved.share
    return {
        **{name: getattr(counts, name) for name in _COUNTS},
        "received_to_addressed": str(counts.received_to_addressed),
        "addressed_to_resolved": str(counts.addressed_to_resolved),
        "resolved_share": none if share is None else share,
        "cases": spread.n,
        "median": none if spread.median is None else spread.median,
        "longest": none if spread.max is None else spread.max,
    }


def _open_cases(page: Page) -> None:
    """opening + received − closed = closing, and the open cases by the working days they have waited."""
    model = page.book.model
    open_, period = model.open_cases, model.new.period
    page.line(model.words["open"], "heading")
    as_of = model.source.as_of
    last = min(period.last, as_of) if has_begun(period, as_of) else period.last
    for name, day in (("from", period.first), ("to", last)):
        page.put(page.row, 0, message(f"report.sheet.{name}"))
        page.put(page.row, 1, day)
        page.row += 1
    start, end = f"$B${page.row - 1}", f"$B${page.row}"
    page.head([model.words[f"col_{name}"] for name in ("opening", "in", "closed", "closing")])
    received = (("received", f'">="&{start}'), ("received", f'"<="&{end}'))
    closed = (("closed", f'">="&{start}'), ("closed", f'"<="&{end}'))
    before = ("received", f'"<"&{start}')
    resolving, resolved = has_status(Status.RESOLVING), has_status(Status.RESOLVED)
    row = page.row
    opening = f"{counted(before, resolving)}+{counted(before, resolved, closed[0])}"
    page.formula(row, 0, opening, open_.opening)
    page.formula(row, 1, f"{counted(*received, resolving)}+{counted(*received, resolved)}", open_.received)
    page.formula(row, 2, counted(resolved, *closed), open_.closed)
    page.formula(row, 3, f"A{row + 1}+B{row + 1}-C{row + 1}", open_.closing)
    page.row += 2
    page.paragraph(open_.waiting)
    _ages(page)


def _ages(page: Page) -> None:
    model = page.book.model
    if model.open_cases.ages:
        page.head([model.words["col_waited"], model.words["col_open_cases"]])
    for band in model.open_cases.ages:
        page.put(page.row, 0, band.label)
        upper = () if band.last is None else (("days_open", f'"<={band.last}"'),)
        page.formula(page.row, 1, counted(("days_open", f'">={band.first}"'), *upper), band.count)
        page.row += 1
