"""What the report begins with: who made it, what it is, and its figures in sentences."""

from __future__ import annotations

from grm_data.messages import message
from grm_data.report.blocks import Heading, Logo, Section, Sentences
from grm_data.report.sections.made import Made

__all__ = ["cover", "introduction", "summary"]


def cover(made: Made) -> Section:
    """Title, period, who prepared it and how to reach the project."""
    model = made.model
    alt = message("report.logo", project=model.project)
    logo = [Logo(alt, model.logo)] if model.logo else []
    title = (Heading(model.title, 0), Heading(model.subtitle, -1))
    return Section((*logo, *title, *[Sentences((line,)) for line in model.cover]))


def introduction(made: Made) -> Section:
    """What the report is for, by which guidelines, and what its words mean."""
    model = made.model
    meanings = [(one.word, one.text) for one in model.meanings]
    return Section(
        (
            Sentences(model.introduction),
            Sentences(model.guidelines, is_list=True),
            made.table("meanings", ("status", "meaning"), meanings, (3, 14.6)),
        ),
        sheet="notes",
    )


def summary(made: Made) -> Section:
    """The figures in sentences, and both ratios."""
    model = made.model
    ratios = [(row.name, row.new, row.previous, row.total) for row in model.ratios]
    columns = ("ratio", "new", "previous", "total")
    return Section(
        (Sentences(model.summary), made.table("ratios", columns, ratios, (5.6, 4, 4, 4))),
    )
