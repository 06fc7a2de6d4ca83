"""Plain text → lines and rows: cells between tabs, between bars, or in columns of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from grm_data.intake.reading.encoding import decoded

__all__ = ["RawLine", "laid_out", "text_lines"]

RawLine: TypeAlias = tuple[int, list[str]]
"""(the table that a line is a row of, its cells); 0 for a line of text, whose one cell it is."""

_GAP = re.compile(r"\s{2,}")
_SEGMENT = re.compile(r"\S+(?:\s\S+)*")
_RULE = re.compile(r"[\s|:+=-]*")
_FEWEST_COLUMNS = 3
_SLACK = 2
"""Letters that a cell may begin before its heading does."""


def text_lines(content: bytes) -> Iterator[RawLine]:
    """The lines of a text file, or of a text that was pasted."""
    lines = decoded(content)[0].splitlines()
    if any("\t" in line for line in lines) or sum(line.count("|") > 1 for line in lines) > 1:
        yield from _separated(lines)
    else:
        yield from laid_out(lines)


def _separated(lines: Iterable[str]) -> Iterator[RawLine]:
    """Lines with tabs or bars are rows; blank lines don't end a table, since pages break them."""
    table, inside = 0, False
    for line in lines:
        cells = _cells(line)
        if cells is None:
            inside = inside and not line.strip()
            yield 0, [line.strip()]
        elif not cells:
            yield 0, [""]
        else:
            table, inside = table + (not inside), True
            yield table, cells


def _cells(line: str) -> list[str] | None:
    """The cells of a row, none for a rule between rows; None for a line of text."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if line.count("|") > 1:
        inner = line.strip().removeprefix("|").removesuffix("|")
        return [] if _RULE.fullmatch(line) else [cell.strip() for cell in inner.split("|")]
    return None


def laid_out(lines: Iterable[str], first_table: int = 1) -> Iterator[RawLine]:
    """Lines as a page shows them: where cells stand below each other, they are a table."""
    table, starts = first_table - 1, list[int]()
    for is_blank, group in groupby(lines, lambda line: not line.strip()):
        if is_blank:
            yield 0, [""]
            continue
        block = list(group)
        begin = 0 if _goes_on(block, starts) else None
        if begin is None:
            begin = next((i for i, line in enumerate(block) if _columns(line)), len(block))
            if begin < len(block):
                table, starts = table + 1, _columns(block[begin])
        yield from ((0, [_GAP.sub(" ", line.strip())]) for line in block[:begin])
        yield from ((table, _placed(line, starts)) for line in block[begin:])


def _goes_on(block: list[str], starts: list[int]) -> bool:
    """Whether lines after a blank one stand in the columns of the table above, none in its first."""
    return len(starts) > 1 and all(len(line) - len(line.lstrip()) >= starts[1] - _SLACK for line in block)


def _columns(line: str) -> list[int]:
    """Where the cells of a heading begin; none where the line is no row."""
    found = [match.start() for match in _SEGMENT.finditer(line)]
    wide = _GAP.search(line.strip()) is not None
    return found if wide and len(found) >= _FEWEST_COLUMNS else []


def _placed(line: str, starts: list[int]) -> list[str]:
    """The cells of a line, each in the column that it begins in.

    Where there are as many as columns they stand in their order: a number may begin before its heading.
    """
    segments = list(_SEGMENT.finditer(line))
    if len(segments) == len(starts) and segments[0].start() <= starts[0] + _SLACK:
        return [found[0] for found in segments]
    cells = [""] * len(starts)
    for found in segments:
        column = max((i for i, start in enumerate(starts) if start <= found.start() + _SLACK), default=0)
        cells[column] = f"{cells[column]} {found[0]}".strip()
    return cells
