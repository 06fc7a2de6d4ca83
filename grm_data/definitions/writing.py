"""The definitions in documents: a page of all, the README's glossary, the lines of a report's annex."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from grm_data.definitions.definition import Definition, How, meaning_of, phrase_of
from grm_data.definitions.table import DEFINITIONS, PAGES
from grm_data.messages import joined, message

__all__ = ["METHODOLOGY", "README", "annex", "methodology", "with_glossary", "written"]

METHODOLOGY, README = Path("docs/methodology.md"), Path("README.md")
_BEGIN, _END = "<!-- glossary: python -m grm_data.definitions -->\n", "<!-- /glossary -->"

_GLOSSARY = (
    "received",
    "unrelated",
    "addressed",
    "resolved",
    "received_to_addressed",
    "addressed_to_resolved",
    "open",
    "median",
    "within_standard",
    "received_a_month",
)
"""The figures of the README."""


def written(root: Path) -> dict[Path, str]:
    """Document → its text as the table has it."""
    readme = root / README
    return {root / METHODOLOGY: methodology(), readme: with_glossary(readme.read_text("utf-8"))}


def methodology() -> str:
    """Every word and every figure, as Markdown."""
    figures = DEFINITIONS.values()
    return "\n".join(
        [
            message("methodology.head"),
            *_table(("word", "meaning"), _words(figures)),
            "",
            message("methodology.figures"),
            *_table(("figure", "formula", "left_out", "pages"), map(_line, figures)),
            "",
        ]
    )


def with_glossary(readme: str) -> str:
    """The README with its glossary as the table has it."""
    before, _, rest = readme.partition(_BEGIN)
    after = rest.partition(_END)[2]
    rows = ((one.name, one.formula) for one in map(DEFINITIONS.__getitem__, _GLOSSARY))
    return "".join([before, _BEGIN, "\n".join(_table(("figure", "formula"), rows)), "\n", _END, after])


def annex(codes: Iterable[str] = PAGES["report"]) -> list[str]:
    """A plain line for each figure, then for each word of their formulas: "Resolved of addressed = …"."""
    figures = [DEFINITIONS[code] for code in codes]
    told = [message("methodology.line", name=one.name, formula=one.formula) for one in figures]
    return told + [
        message("methodology.line", name=word, formula=meaning) for word, meaning in _words(figures)
    ]


def _words(figures: Collection[Definition]) -> list[tuple[str, str]]:
    """The sets that figures name, each once, with what belongs to them; not those that a figure counts."""
    counted = {one.rows for one in figures if one.how is How.COUNT}
    named = dict.fromkeys(name for one in figures for name in (*one.sets, *one.left_out))
    names = [name for name in named if name not in counted]
    return [(phrase_of(name), meaning) for name in names if (meaning := meaning_of(name))]


def _line(one: Definition) -> tuple[str, ...]:
    pages = [message(f"page.{page}.menu") for page, codes in PAGES.items() if one.code in codes]
    return one.name, one.formula, joined(map(phrase_of, one.left_out)), ", ".join(pages)


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    names = [message(f"methodology.column.{head}") for head in heads]
    yield _row(names)
    yield _row(["---"] * len(names))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
