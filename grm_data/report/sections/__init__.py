"""The report's sections in their order: what each prints. One that has nothing to print is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from grm_data.report.blocks import Block, Cases, Section, Table
from grm_data.report.fitting import fitted
from grm_data.report.sections import cases, figures, front, optional, texts
from grm_data.report.sections.made import Made

__all__ = ["SECTIONS", "Made", "sections_of"]

SECTIONS: Mapping[str, Callable[[Made], Section | None]] = MappingProxyType(
    {
        "cover": front.cover,
        "introduction": front.introduction,
        "summary": front.summary,
        "received": figures.received,
        "addressed": cases.addressed,
        "carried_over": cases.carried_over,
        "open": figures.open_cases,
        "oldest": optional.oldest,
        "working_days": figures.working_days,
        "acknowledged": optional.acknowledged,
        "half_years": optional.recent_half_years,
        "months": optional.months,
        "appreciation": optional.appreciation,
        "by_word": optional.words,
        "groups": optional.groups,
        "revised": figures.revised,
        "notes": texts.notes,
        "lessons": texts.lessons,
        "other": texts.other,
        "contacts": texts.contacts,
        "annex": texts.annex,
        "methodology": texts.methodology,
    }
)
"""Name, as templates have it → what makes it."""


def sections_of(made: Made) -> tuple[Section, ...]:
    """Every section that has something to print, under its name."""
    found = ((name, section(made)) for name, section in SECTIONS.items())
    return tuple(
        replace(one, name=name, blocks=tuple(map(_fitted, one.blocks)))
        for name, one in found
        if one is not None
    )


def _fitted(block: Block) -> Block:
    match block:
        case Table():
            return fitted(block)
        case Cases():
            return replace(block, widths=fitted(block.table).widths)
        case _:
            return block
