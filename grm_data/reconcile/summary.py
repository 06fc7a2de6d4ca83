"""The summary table in the source report's shape: a period, its statuses, and under each channels and types.

Tabs, columns and pages break its cells in many ways, so it is read as a stream of words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from grm_data.reconcile.mentions import STATUSES, Mention, Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.words import DAY, RANGE, any_of, coded, marked, plain, table, words
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code

__all__ = ["SummaryReader", "is_summary_head"]

_FEWEST = 3
_SPLITS = {"channels": "channel", "types": "type"}
_ITEM = re.compile(r"(?P<word>\D*?)[\s:=(-]*(?P<n>\d{1,6})\)?|(?P<first>\d{1,6})\s*[-:x]?\s*(?P<after>\D+)")
NOT_STATED = "not_stated"


class _Token(NamedTuple):
    kind: str
    value: str
    column: int


@dataclass(slots=True, repr=False)
class _List:
    """A split that is being read, over several lines."""

    kind: str
    column: int
    line: int
    text: str


@dataclass(slots=True, repr=False)
class SummaryReader:
    """Reads the rows of the table, also where it goes on over the page."""

    said: Said
    own: Mapping[str, Mapping[str, str]]
    """channel, type → folded word of the register → as the register has it."""
    period: str | None = None
    status: str | None = None
    pending: bool = False
    given: set[str] = field(default_factory=set)
    split: _List | None = None

    def read(self, rows: Sequence[Line]) -> None:
        """Note what the rows under the head say."""
        begun = len(self.said.mentions)
        for row in rows:
            if not is_summary_head(row):
                self._row(row)
        self._end_list()
        self._rename(begun)

    def goes_on(self, rows: Sequence[Line]) -> bool:
        """Whether rows without a head are more of the last table: a period and a status in one of them."""
        return self.period is not None and any(
            _period_at(plain(row.cells[0])) is not None and any(_status_in(plain(cell)) for cell in row.cells)
            for row in rows
        )

    def _row(self, row: Line) -> None:
        status_here: str | None = None
        for token in self._tokens(row):
            match token.kind:
                case "period":
                    if token.value != self.period or "received" in self.given:
                        self._begin(token.value)
                case "range":
                    self._days(row)
                case "addressed":
                    self.pending = "addressed" not in self.given
                case "status":
                    self._end_list()
                    self.status = status_here = token.value
                case "number":
                    self._number(int(token.value.replace(",", "")), status_here, row.number)
                case "list":
                    self._end_list()
                    kind, _, text = token.value.partition(":")
                    self.split = _List(kind, token.column, row.number, text)
                case "more" if self.split is not None:
                    self.split.text = f"{self.split.text} {token.value}"
                case _:
                    self._end_list()
                    self.status = None  # of what follows nobody knows what it is split by
                    if re.search(r"\d", token.value):
                        self.said.unread.add(row.number)

    def _begin(self, period: str) -> None:
        self._end_list()
        self.period, self.status, self.pending, self.given = period, None, False, set()

    def _days(self, row: Line) -> None:
        """The days of the period."""
        found = marked(row.text)
        for first, last in found.ranges:
            if self.period:
                self.said.add(f"{self.period}.from", first, row.number)
                self.said.add(f"{self.period}.to", last, row.number)

    def _number(self, n: int, status_here: str | None, line: int) -> None:
        """What a number counts: by the word before it, else what the period lacks."""
        if status_here:
            name = status_here
        elif self.pending:
            name, self.pending = "addressed", False
        elif "received" not in self.given:
            name = "received"
        elif self.status and self.status not in self.given:
            name = self.status
        else:
            name = ""
        if not name or not self.period:
            self.said.unread.add(line)
            return
        self.given.add(name)
        self.said.add(f"{self.period}.{name}", n, line)

    def _tokens(self, row: Line) -> Iterator[_Token]:
        has_status = any(_status_in(plain(cell)) for cell in row.cells)
        for column, cell in enumerate(row.cells):
            for line in cell.split("\n"):
                for piece in _list_at().split(line):
                    yield from self._piece(piece, column, has_status)

    def _piece(self, piece: str, column: int, has_status: bool) -> Iterator[_Token]:
        text = marked(piece).text.strip()
        if not text:
            return
        if (head := _list_head().match(text)) is not None:
            yield _Token("list", f"{coded('lists', head[1])}:{text[head.end() :]}", column)
        elif self._goes_on(text, column, has_status):
            yield _Token("more", text, column)
        else:
            yield from _scanned(text, column)

    def _goes_on(self, text: str, column: int, has_status: bool) -> bool:
        """Whether a piece belongs to the split above it."""
        if self.split is None or column != self.split.column or has_status:
            return False
        is_open = not re.search(r"\d\)?\s*$", self.split.text)
        return is_open or (bool(re.search(r"[^\W\d_]", text)) and _period_at(text) is None)

    def _end_list(self) -> None:
        """Note each word of a split with its number."""
        split, self.split = self.split, None
        if split is None or not self.period or not self.status:
            if split is not None and re.search(r"\d", split.text):
                self.said.unread.add(split.line)
            return
        name = f"{self.period}.{split.kind}.{self.status}"
        is_whole = True
        for item in filter(None, (one.strip(" .") for one in re.split(r"[,;]", split.text))):
            code, n = self._item(item, _SPLITS[split.kind])
            if code is None:
                is_whole = False
                self.said.unread.add(split.line)
            else:
                self.said.add(f"{name}.{code}", n, split.line)
        self.said.lists[name] = self.said.lists.get(name, True) and is_whole

    def _item(self, item: str, field: str) -> tuple[str | None, int]:
        """(the word's code, its number) of "Facebook page-6"; None for a word that nobody knows."""
        match = _ITEM.fullmatch(item)
        word = "" if match is None else (match["word"] or match["after"] or "").strip()
        if match is None or not word:
            return None, 0
        n = int(match["n"] or match["first"])
        code = value_code(field, word) or self.own[field].get(fold(word))
        if code and field == "channel":
            self.said.spellings.setdefault(code, set()).add(fold(word))
        return (NOT_STATED if fold(word) == "not stated" else code), n

    def _rename(self, begun: int) -> None:
        """Where nothing is split under resolving, what is resolved is all that is addressed."""
        for name in [one for one in self.said.lists if one.endswith(".resolved")]:
            if name.replace(".resolved", ".resolving") in self.said.lists:
                continue
            to = name.replace(".resolved", ".addressed")
            self.said.lists[to] = self.said.lists.pop(name)
            self.said.mentions[begun:] = [
                _renamed(one, f"{name}.", f"{to}.") for one in self.said.mentions[begun:]
            ]


def _renamed(one: Mention, old: str, new: str) -> Mention:
    if not one.figure.startswith(old):
        return one
    return replace(one, figure=new + one.figure.removeprefix(old))


def is_summary_head(row: Line) -> bool:
    """Whether a row is the head of such a table."""
    found = [coded("headings", cell) for cell in row.cells]
    return sum(one is not None for one in found) >= _FEWEST


@cache
def _list_head() -> re.Pattern[str]:
    names = [name for code in _SPLITS for name in words()["lists"][code]]
    return re.compile(rf"({any_of(names)})\s*:")


@cache
def _list_at() -> re.Pattern[str]:
    """Before each head of a list, as a document writes it."""
    names = any_of(name for code in _SPLITS for name in words()["lists"][code])
    return re.compile(rf"(?i)(?<!\w)(?={names}\s*:)")


@cache
def _labels() -> Mapping[str, str]:
    """Each word that the scanner knows → its kind and code."""
    found = {plain(word): f"period:{code}" for word, code in table("periods").items()}
    found |= {plain(word): f"status:{code}" for word, code in table("labels").items() if code in STATUSES}
    found |= {plain(word): f"status:{code}" for word, code in table("statuses").items()}
    return found | {plain(word): "addressed:" for word in words()["lists"]["of_those"] if word != "of those"}


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(map(re.escape, _labels()))}(?!\w)|{RANGE}|\d[\d,]*|[^\W\d_]+|{DAY}")


@cache
def _words_of_labels() -> list[str]:
    """The words that stand beside a period's label, or are left of one, as "rious Period" is."""
    labels = [name for name, code in _labels().items() if code.startswith("period:")]
    return sorted(
        {word for name in [*labels, "of those", "period", *words()["nouns"]] for word in name.split()}
    )


def _status_in(text: str) -> bool:
    return any(_labels().get(one[0], "").startswith("status:") for one in _scanner().finditer(text))


def _period_at(text: str) -> str | None:
    """The period whose label a piece begins with."""
    first = _scanner().match(text)
    kind, _, code = (_labels().get(first[0], "") if first else "").partition(":")
    return code if kind == "period" else None


def _scanned(text: str, column: int) -> Iterator[_Token]:
    """The words and numbers of a piece; one with a word that isn't known is nothing that can be told."""
    found = [one[0] for one in _scanner().finditer(text)]
    strange = [
        one
        for one in found
        if one[0].isalpha() and one not in _labels() and not re.match(f"{RANGE}|{DAY}", one)
    ]
    if any(not get_close_matches(one, _words_of_labels(), n=1, cutoff=0.7) for one in strange):
        yield _Token("strange", text, column)
        return
    for i, one in enumerate(found):
        kind, _, code = _labels().get(one, "").partition(":")
        if kind == "period" and (i or column):
            continue  # a word in a sentence, a heading's
        if kind:
            yield _Token(kind, code, column)
        elif re.match(RANGE, one):
            yield _Token("range", one, column)
        elif one[0].isdigit():
            yield _Token("number", one, column)
