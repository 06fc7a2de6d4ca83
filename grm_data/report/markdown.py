"""The report's free section: Markdown → headings, paragraphs and lists of plain, bold and italic text.

Everything else of Markdown is inert: HTML stands there as it was typed, a link becomes its text and its
address, a picture its description. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grm_data.report.wording import clean

__all__ = ["Paragraph", "Run", "blocks"]

_RULES = [
    "heading",
    "lheading",
    "list",
    "emphasis",
    "newline",
    "escape",
    "entity",
    "link",
    "image",
    "autolink",
]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, a paragraph or an item of a list."""

    kind: str  # "heading", "paragraph", "bullet", "number"
    runs: tuple[Run, ...]
    level: int = 1  # of a heading, or the depth of a list
    mark: str = ""  # of an item: "•" or "2."

    @property
    def text(self) -> str:
        """The text without its styles."""
        return "".join(run.text for run in self.runs)


def blocks(markdown: str | None) -> tuple[Paragraph, ...]:
    """The blocks of a Markdown text; none for a blank one.

    >>> [run.text for run in blocks("Shown at the **ICT Expo** <b>2020</b>")[0].runs]
    ['Shown at the ', 'ICT Expo', ' <b>2020</b>']
    """
    parser = MarkdownIt("zero").enable(_RULES)
    return tuple(_blocks(parser.parse(clean(markdown or ""))))


def _blocks(tokens: list[Token]) -> Iterator[Paragraph]:
    """Blocks of the parser's flat tokens; an item's first paragraph carries its mark."""
    lists: list[str] = []
    mark, heading = "", 0
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append("bullet" if token.type == "bullet_list_open" else "number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                mark = "•" if lists[-1] == "bullet" else f"{token.info}."
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "inline":
                if runs := tuple(_runs(token.children or [])):
                    yield _block(runs, heading, lists, mark)
                mark = ""


def _block(runs: tuple[Run, ...], heading: int, lists: list[str], mark: str) -> Paragraph:
    if lists:
        return Paragraph(lists[-1], runs, len(lists), mark)
    return Paragraph("heading", runs, heading) if heading else Paragraph("paragraph", runs)


def _runs(tokens: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    address = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak" | "hardbreak":
                yield Run(" " if token.type == "softbreak" else "\n", bool(bold), bool(italic))
            case "link_open":
                address = "" if token.info == "auto" else str(token.attrGet("href") or "")
            case "link_close":
                if address:
                    yield Run(f" ({address})", bool(bold), bool(italic))
            case _:
                if token.content:
                    yield Run(token.content, bool(bold), bool(italic))
