"""A checked report for a person: the answer in a sentence, its figures in a table, a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from grm_data.figures.durations import band_name
from grm_data.figures.labels import day_text, label
from grm_data.figures.workbook import xlsx_bytes
from grm_data.messages import joined, message
from grm_data.reconcile.bands import NO_END
from grm_data.reconcile.comparing import Checked, Figure
from grm_data.register.marks import with_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "answer",
    "day_span",
    "figure_name",
    "places",
    "plain_value",
    "result_of",
    "table_of",
    "unread_lines",
    "workbook",
]

_MOST = 20
_FIELDS = {"channels": "channel", "types": "type"}
_WORDS = ("type", "channel", "status")


def figure_name(name: str) -> str:
    """A figure as a person calls it: "New period: addressed", "Case f-2020/03: working days"."""
    first, _, rest = name.partition(".")
    if first == "case":
        number, _, key = rest.rpartition(".")
        return message("reconcile.case", name=number, figure=message(f"reconcile.figure.{key}"))
    if first == "open_bands":
        return message("reconcile.figure.open_band", days=band_name(*_ends(rest)))
    if first not in ("new", "previous", "total"):
        return message(f"reconcile.figure.{name}")
    period = message(f"report.{first}")
    kind, _, word = rest.partition(".")
    if kind in _FIELDS:
        status, _, code = word.partition(".")
        said = message(f"reconcile.figure.{status}")
        code_or_none = None if code == "not_stated" else code
        return message("reconcile.split", period=period, status=said, word=label(_FIELDS[kind], code_or_none))
    rest = rest.replace("working_days.", "duration.")
    return message("reconcile.in_period", period=period, figure=message(f"reconcile.figure.{rest}"))


def _ends(band: str) -> tuple[int, int | None]:
    """The first and the last day of a band; None for one without an end."""
    first, last = map(int, band.split("-"))
    return first, None if last == NO_END else last


def plain_value(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 2)
    return list(value) if isinstance(value, tuple) else value


def _shown(figure: Figure, value: Any) -> str:
    """A value as a person reads it."""
    plain, key = plain_value(value), figure.name.rpartition(".")[2]
    if plain is None:
        return message("word.none")
    if isinstance(plain, bool):
        return message("reconcile.yes" if plain else "reconcile.no")
    if isinstance(plain, list):
        return joined(map(str, plain))
    if figure.name.startswith("case.") and key in _WORDS:
        return label(key, str(plain))
    return with_words(str(plain))


def result_of(figure: Figure) -> str:
    """How both sides stand to each other, in words."""
    if figure.agrees is not None:
        return message("reconcile.result.agrees" if figure.agrees else "reconcile.result.differs")
    if figure.report is None:
        return message("reconcile.result.unread" if figure.lines else "reconcile.result.no_report")
    return message("reconcile.result.no_register")


def places(figure: Figure) -> str:
    """The register's rows behind a figure: the first of them, sheet by sheet."""
    rows = figure.rows[:_MOST]
    several = len({sheet for sheet, _ in figure.rows}) > 1
    said = joined(f"{sheet} {row}" if several else str(row) for sheet, row in rows)
    rest = len(figure.rows) - len(rows)
    return message("report.note.more", cases=said, n=rest) if rest else said


def answer(checked: Checked) -> str:
    """The answer first: how many agree, differ, and can't be compared."""
    differ, unknown = checked.count(False), checked.count(None)
    return message(
        "reconcile.sentence",
        agree=message("reconcile.agree", n=checked.count(True)),
        differ=message("reconcile.differ", n=differ) if differ else message("reconcile.differ_none"),
        unknown=message("reconcile.unknown", n=unknown) if unknown else message("reconcile.unknown_none"),
    )


def unread_lines(checked: Checked) -> str:
    """Which lines of the report weren't understood, by their numbers."""
    if not checked.unread:
        return message("reconcile.unread_none")
    said = joined(map(str, checked.unread[:_MOST]))
    rest = len(checked.unread) - _MOST
    lines = message("report.note.more", cases=said, n=rest) if rest > 0 else said
    return message("reconcile.unread", n=len(checked.unread), lines=lines)


def table_of(figures: Sequence[Figure], *, with_rows: bool) -> pd.DataFrame:
    """The figures as a table; the register's rows only for those whom they are told."""
    import pandas as pd

    rows = [
        (figure_name(one.name), _shown(one, one.report), _shown(one, one.register), result_of(one),
         joined(map(str, one.lines)), places(one))
        for one in figures
    ]  # fmt: skip
    names = ("figure", "report", "register", "result", "lines", "rows")
    table = pd.DataFrame(rows, columns=[message(f"reconcile.col_{name}") for name in names], dtype=str)
    return table if with_rows else table.drop(columns=message("reconcile.col_rows"))


def workbook(checked: Checked, *, with_rows: bool) -> bytes:
    """Every figure as a workbook, then the notes and what wasn't read."""
    import pandas as pd

    table = table_of(checked.figures, with_rows=with_rows)
    said = [(message("reconcile.note_row"), note) for note in (*checked.notes, message("reconcile.texts"))]
    said.append((message("reconcile.unread_row"), unread_lines(checked)))
    more = pd.DataFrame(said, columns=table.columns[:2])
    return xlsx_bytes(pd.concat([table, more], ignore_index=True), message("reconcile.title")[:31])


def day_span(checked: Checked) -> str:
    """The period and the day that the figures are of."""
    first, last = map(day_text, checked.period)
    return message("reconcile.period", first=first, last=last, as_of=day_text(checked.as_of))
