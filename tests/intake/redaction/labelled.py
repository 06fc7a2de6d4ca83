"""The labelled texts, and how much of what is marked in them a scrubber takes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grm_data.intake.privacy import Own, Removal, Scrubber

__all__ = ["FILES", "HOSTILE", "UNSEEN", "Labelled", "Score", "labelled", "measure"]

FOLDER = Path(__file__).parent
FILES = ("english", "mongolian", "english_unseen", "mongolian_unseen")
UNSEEN = FILES[2:]
HOSTILE = "hostile"

_MARK = re.compile(r"\{(\w+):([^{}]*)\}")


@dataclass(frozen=True)
class Labelled:
    """A text, the complainant of its row, and what must be taken out of it."""

    text: str
    own: Own
    marks: tuple[Removal, ...]


@dataclass
class Score:
    """Marks found and missed by kind, removals that are right and wrong, and what went wrong."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / (self.found.total() + self.missed.total())

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)


def labelled(*names: str) -> list[Labelled]:
    """The texts of some files."""
    return [text for name in names for text in _read(FOLDER / f"{name}.txt")]


def _read(path: Path) -> Iterator[Labelled]:
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        *own, marked = line.split("\t")
        name, address = [*own, ""][:2]
        text, marks = "", []
        at = 0
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            marks.append(Removal(len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            at = match.end()
        yield Labelled(text + marked[at:], Own(name or None, address or None), tuple(marks))


def measure(texts: Iterable[Labelled], country: str | None = "MN") -> Score:
    """What a scrubber that knows all complainants of the texts, and their addresses, finds and misses.

    A mark is found when each of its letters and digits is taken out. A removal is right when it lies on
    marks and takes no letter or digit beside them.
    """
    texts = list(texts)
    names = {text.own.name for text in texts if text.own.name}
    addresses = [("address", text.own.address) for text in texts if text.own.address]
    scrubber = Scrubber(names, country, addresses)
    score = Score()
    for item in texts:
        removals = list(scrubber.removals(item.text, item.own))
        gone = {i for removal in removals for i in range(removal.start, removal.end)}
        marked = {i for mark in item.marks for i in range(mark.start, mark.end)}
        for mark in item.marks:
            is_found = all(i in gone for i in range(mark.start, mark.end) if item.text[i].isalnum())
            (score.found if is_found else score.missed)[mark.kind] += 1
            if not is_found:
                score.faults.append(f"missed {mark.kind} in: {scrubber.scrub(item.text, item.own)}")
        for removal in removals:
            letters = {i for i in range(removal.start, removal.end) if item.text[i].isalnum()}
            is_right = letters <= marked
            score.right += is_right
            score.wrong += not is_right
            if not is_right:
                score.faults.append(f"too much ({removal.kind}) of: {item.text}")
    return score
