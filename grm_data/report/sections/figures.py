"""The report's figures as tables: received, open cases, working days, and what was revised since."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.report.blocks import Cell, Section, Sentences, Table
from grm_data.report.model import ReceivedPeriod
from grm_data.report.sections.made import Made

__all__ = ["open_cases", "received", "revised", "working_days"]


def received(made: Made) -> Section:
    """The source report's table, then the period's channels and types by status."""
    model = made.model
    rows = [
        (
            f"{one.name} ({one.span})",
            message("report.received_addressed", received=one.received, addressed=one.addressed),
            line.word,
            "\n".join(line.lines),
        )
        for one in model.received
        for line in one.lines
    ]
    columns = ("period", "total", "status", "counts")
    table = replace(made.table("received", columns, rows, (5.2, 2.6, 2.4, 7.4)), merged=2)
    kinds = ("channel", "type")
    matrices = [
        matrix(kind, model.new) for kind in kinds if any(line.words(kind) for line in model.new.lines)
    ]
    return Section(
        (made.heading("received"), table, *matrices, *made.chart("received")),
        sheet="received",
    )


def matrix(kind: str, one: ReceivedPeriod) -> Table:
    """Words of a kind × statuses: how many feedbacks of a period; no column for what needs no type."""
    counts = {
        line.word: Counter(line.words(kind)) for line in one.lines if line.count or line.status.is_addressed
    }
    counts = {status: found for status, found in counts.items() if found or kind == "channel"}
    totals = sum(counts.values(), Counter())
    blank = label(kind, None)
    ordered = sorted(totals, key=lambda word: (word == blank, -totals[word]))
    rows: list[tuple[Cell, ...]] = [
        (word, *(found[word] for found in counts.values()), totals[word]) for word in ordered
    ]
    sums: tuple[Cell, ...] = (
        message("figure.total"), *(found.total() for found in counts.values()), totals.total(),
    )  # fmt: skip
    name = message(f"report.by_{kind}", period=one.name)
    head = (name, *counts, message("figure.total"))
    return Table(name, head, (*rows, sums), (6, *[2.9] * (len(head) - 1)))


def open_cases(made: Made) -> Section:
    """The balance of the period, and how long what is open has waited."""
    model, found = made.model, made.model.open_cases
    opening, *between, closing = made.columns("opening", "in", "closed", "closing")
    head = (f"{opening}\n({found.first})", *between, f"{closing}\n({found.last})")
    row = (found.opening, found.received, found.closed, found.closing)
    balance = Table(model.words["open"], head, (row,), (4.4, 4.4, 4.4, 4.4))
    ages = [(age.label, age.count) for age in found.ages]
    waited = [made.table("waited", ("waited", "open_cases"), ages, (5, 4))] if ages else []
    said = Sentences((f"{found.equation}. {found.waiting}",))
    return Section((made.heading("open"), balance, said, *waited))


def working_days(made: Made) -> Section:
    """How long this period's resolved feedback took."""
    said = Sentences(made.model.timeliness.sentences)
    return Section((made.heading("working_days"), said, *made.chart("working_days")))


def revised(made: Made) -> Section | None:
    """Figures of earlier reports that the register tells otherwise now."""
    rows = [(one.period, one.figure, one.reported, one.now, one.source) for one in made.model.revised]
    if not rows:
        return None
    columns = ("period", "figure", "reported", "now", "report")
    table = made.table("revised", columns, rows, (4.6, 4, 3, 3, 3))
    return Section((made.heading("revised"), table), sheet="notes")
