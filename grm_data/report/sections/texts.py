"""What the report says besides its figures: notes on the data, and what staff wrote."""

from __future__ import annotations

from grm_data.definitions import DEFINITIONS, PAGES
from grm_data.report.blocks import Section, Sentences, Written
from grm_data.report.markdown import Paragraph
from grm_data.report.sections.made import Made

__all__ = ["annex", "contacts", "lessons", "methodology", "notes", "other"]

_STANDARD = "resolve"
_ON_THE_PAGE = "reported_otherwise"
"""Its formula speaks of the dashboard; the report says itself what was revised."""

_MOST_LINES, _LINE = 18, 105
"""Half a page, and the letters of a line."""


def notes(made: Made) -> Section:
    """What a reader must know of the data, at most half a page."""
    told, rest = halves(made.model.notes)
    more = [Sentences((made.model.words["notes_more"],))] if rest else []
    return Section((made.heading("notes"), Sentences(told, is_list=True), *more), sheet="notes")


def annex(made: Made) -> Section | None:
    """The notes that half a page doesn't hold."""
    _, rest = halves(made.model.notes)
    if not rest:
        return None
    return Section((made.heading("annex"), Sentences(rest, is_list=True)), sheet="notes")


def methodology(made: Made) -> Section:
    """How each figure of the report is counted; what asks for a standard only where one is set."""
    is_set = made.settings.resolve_standard is not None
    figures = [DEFINITIONS[code] for code in PAGES["report"] if code != _ON_THE_PAGE]
    rows = [(one.name, one.formula) for one in figures if is_set or _STANDARD not in one.asks]
    table = made.table("methodology", ("figure", "counted"), rows, (5.4, 12.2))
    return Section((made.heading("methodology"), table), sheet="notes")


def halves(said: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The notes that half a page holds, and the others."""
    lines = 0
    for i, note in enumerate(said):
        lines += len(note) // _LINE + 1
        if lines > _MOST_LINES:
            return said[:i], said[i:]
    return said, ()


def other(made: Made) -> Section | None:
    """The free section."""
    return _written(made, "other", made.model.other)


def lessons(made: Made) -> Section | None:
    """What the project learnt from the feedback, and what it did about it."""
    return _written(made, "lessons", made.model.lessons)


def contacts(made: Made) -> Section | None:
    """How to reach the mechanism."""
    return _written(made, "contacts", made.model.how_to_reach)


def _written(made: Made, name: str, paragraphs: tuple[Paragraph, ...]) -> Section | None:
    if not paragraphs:
        return None
    return Section((made.heading(name), Written(paragraphs)), sheet="notes")
