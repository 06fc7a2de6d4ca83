"""What is to be known of a report beside its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grm_data.figures.labels import day_text, label
from grm_data.messages import joined, message
from grm_data.reconcile.mentions import Said
from grm_data.reconcile.values import RegisterFigures
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_tables

__all__ = ["notes"]


def notes(said: Said, period: tuple[date, date], figures: RegisterFigures) -> tuple[str, ...]:
    """Every note on a report."""
    return (
        *_overlap(said, period),
        *_spellings(said),
        *_ratio(said),
        *_as_of(period, figures),
        *_numbers(figures),
    )


def _overlap(said: Said, period: tuple[date, date]) -> Iterator[str]:
    if any(one.value == period[0] for one in said.of("previous.to")):
        yield message("reconcile.note.overlap", day=day_text(period[0]))


def _spellings(said: Said) -> Iterator[str]:
    """Channels that the report writes in several ways; only spellings that we know are repeated."""
    known = {fold(word): word for words in value_tables()["channel"].values() for word in words}
    for code, spellings in said.spellings.items():
        written = sorted({known[one] for one in spellings if one in known})
        if len(written) > 1:
            yield message("reconcile.note.spellings", channel=label("channel", code), words=joined(written))


def _ratio(said: Said) -> Iterator[str]:
    figures = {one.figure.rpartition(".")[2] for one in said.mentions}
    if "addressed_to_resolved" in figures and "received_to_addressed" not in figures:
        yield message("reconcile.note.ratio")


def _as_of(period: tuple[date, date], figures: RegisterFigures) -> Iterator[str]:
    if figures.as_of != period[1]:
        yield message("reconcile.note.as_of", day=day_text(figures.as_of), last=day_text(period[1]))


def _numbers(figures: RegisterFigures) -> Iterator[str]:
    if not figures.register.reading.rows_told:
        yield message("reconcile.note.numbers")
