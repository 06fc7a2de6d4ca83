"""A figure's texts as lines of runs: Plotly's tags and escapes read, widths measured, long ones fitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

from grm_data.report.fonts import widths

__all__ = ["Line", "Run", "cut", "fitted", "read", "width", "wrapped"]

_TAG = re.compile(r'<(/?)(br|i|b|span)(?: style="([^"]*)")?>')
_COLOUR = re.compile(r"color:\s*([^;]+)")
_SIZE = re.compile(r"font-size:\s*(\d+)px")
_UNKNOWN = 0.6  # ems of a character that no font has: its replacement is about so wide
_UNEVEN = 1.5  # times as many letters as is usual may fit, where they are narrow
_HEAD = 0.6  # of a text that is cut, how much stands before the ellipsis


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line with one look; without a colour or a size it has those of the whole text."""

    text: str
    colour: str | None = None
    size: float | None = None
    italic: bool = False
    bold: bool = False

    def width(self, size: float) -> float:
        """Pixels that it takes in letters of a size."""
        ems = widths("Bold" if self.bold else "Italic" if self.italic else "Regular")
        return sum(ems.get(ord(char), _UNKNOWN) for char in self.text) * (self.size or size)


Line = tuple[Run, ...]


def width(line: Line, size: float) -> float:
    """Pixels that a line takes in letters of a size."""
    return sum(run.width(size) for run in line)


def read(text: str) -> list[Line]:
    """The lines of a text as Plotly draws it: a tag that isn't one of ours stands there as it is.

    >>> read("a &lt;b&gt;<br><i>n = 2</i>")[1]
    (Run(text='n = 2', colour=None, size=None, italic=True, bold=False),)
    """
    lines: list[list[Run]] = [[]]
    looks = [Run("")]
    begin = 0
    for tag in [*_TAG.finditer(text), None]:
        if piece := unescape(text[begin : tag.start() if tag else len(text)]):
            lines[-1].append(replace(looks[-1], text=piece))
        if tag is None:
            break
        begin = tag.end()
        if tag[2] == "br":
            lines.append([])
        elif not tag[1]:
            looks.append(_look(looks[-1], tag[2], tag[3] or ""))
        elif len(looks) > 1:
            looks.pop()
    return [tuple(line) for line in lines]


def _look(look: Run, tag: str, style: str) -> Run:
    if tag == "span":
        colour, size = _COLOUR.search(style), _SIZE.search(style)
        return replace(look, colour=colour[1].strip() if colour else look.colour,
                       size=float(size[1]) if size else look.size)  # fmt: skip
    return replace(look, italic=look.italic or tag == "i", bold=look.bold or tag == "b")


def wrapped(line: Line, size: float, room: float) -> list[Line]:
    """A line broken between words, so that each part fits; a longer word stands in several parts."""
    if len(line) != 1 or width(line, size) <= room:
        return [line]
    (run,) = line
    found: list[Line] = []
    rest = ""
    for word in _words(run, size, room):
        longer = replace(run, text=f"{rest} {word}" if rest else word)
        if rest and longer.width(size) > room:
            found.append((replace(run, text=rest),))
            rest = word
        else:
            rest = longer.text
    return [*found, (replace(run, text=rest),)]


def _words(run: Run, size: float, room: float) -> list[str]:
    words = []
    for word in run.text.split():
        while replace(run, text=word).width(size) > room and len(word) > 1:
            most = max(1, int(len(word) * room / replace(run, text=word).width(size)) - 1)
            words.append(word[:most])
            word = word[most:]
        words.append(word)
    return words


def cut(line: Line, size: float, room: float) -> Line:
    """A line that fits, else without its middle: what begins alike may end differently."""
    if len(line) != 1 or width(line, size) <= room:
        return line
    (run,) = line
    most = int(len(run.text) * min(1, _UNEVEN * room / width(line, size)))
    for letters in range(min(most, len(run.text) - 1), 1, -1):
        head = round(letters * _HEAD)
        shorter = replace(run, text=f"{run.text[:head].rstrip()}…{run.text[head - letters :].lstrip()}")
        if shorter.width(size) <= room:
            return (shorter,)
    return (replace(run, text="…"),)


def fitted(lines: Sequence[Line], size: float, room: float, most: int) -> list[Line]:
    """Lines that fit side by side with others: wrapped where there is room below, else cut in the middle."""
    if all(width(line, size) <= room for line in lines):
        return list(lines)
    spare = max(most - len(lines), 0)
    found: list[Line] = []
    for line in lines:
        parts = wrapped(line, size, room)
        if len(parts) > 1 + spare:
            parts = _cut_to(line, size, room, 1 + spare)
        spare -= len(parts) - 1
        found += parts
    return found


def _cut_to(line: Line, size: float, room: float, most: int) -> list[Line]:
    total = room * most
    while len(parts := wrapped(cut(line, size, total), size, room)) > most:
        total -= room / 4
    return parts
