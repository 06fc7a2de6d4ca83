"""The summary table in the source report's shape: a period, its statuses, and under each channels and types.

Tabs, columns and pages break its cells in many ways, so it is read as a stream of words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from grm_data.reconcile.mentions import NOT_STATED, Mention, Own, Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.ours import is_said
from grm_data.reconcile.scanning import SPLITS, Token, list_at, list_head, period_at, scanned, status_in
from grm_data.reconcile.words import coded, marked, plain
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code

__all__ = ["SummaryReader", "is_summary_head"]

_FEWEST = 3
_ITEM = re.compile(r"(?P<word>\D*?)[\s:=(-]*(?P<n>\d{1,6})\)?|(?P<first>\d{1,6})\s*[-:x]?\s*(?P<after>\D+)")


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
    own: Own
    period: str | None = None
    status: str | None = None
    pending: bool = False
    is_told: bool = True
    """Whether the words before a number were understood."""
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
            period_at(plain(row.cells[0])) is not None and any(status_in(plain(cell)) for cell in row.cells)
            for row in rows
        )

    def _row(self, row: Line) -> None:
        status_here: str | None = None
        self.is_told = True
        for token in self._tokens(row):
            self.is_told = self.is_told if token.kind == "number" else token.kind != "strange"
            match token.kind:
                case "period":
                    if token.value != self.period or "received" in self.given:
                        self._begin(token.value)
                case "range":
                    self._days(row)
                case "date":
                    self.said.unread.add(row.number)
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
            name = "received" if self.is_told else ""
        elif self.status and self.status not in self.given:
            name = self.status
        else:
            name = ""
        if not name or not self.period:
            self.said.unread.add(line)
            return
        self.given.add(name)
        self.said.add(f"{self.period}.{name}", n, line)

    def _tokens(self, row: Line) -> Iterator[Token]:
        has_status = any(status_in(plain(cell)) for cell in row.cells)
        for column, cell in enumerate(row.cells):
            for line in cell.split("\n"):
                for piece in list_at().split(line):
                    yield from self._piece(piece, column, has_status)

    def _piece(self, piece: str, column: int, has_status: bool) -> Iterator[Token]:
        text = marked(piece).text.strip()
        if not text:
            return
        if (head := list_head().match(text)) is not None:
            yield Token("list", f"{coded('lists', head[1])}:{text[head.end() :]}", column)
        elif self._goes_on(text, column, has_status):
            yield Token("more", text, column)
        else:
            yield from scanned(text, column)

    def _goes_on(self, text: str, column: int, has_status: bool) -> bool:
        """Whether a piece belongs to the split above it."""
        if self.split is None or column != self.split.column or has_status:
            return False
        is_open = not re.search(r"\d\)?\s*$", self.split.text)
        return is_open or (bool(re.search(r"[^\W\d_]", text)) and period_at(text) is None)

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
            code, n = self._item(item, SPLITS[split.kind])
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
        return (NOT_STATED if is_said("word.not_stated", word) else code), n

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
