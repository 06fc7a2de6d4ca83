"""A report's lines → what it says: tables first, since they name the periods, then its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from grm_data.intake.dates.periods import find_period
from grm_data.reconcile.bands import read_bands
from grm_data.reconcile.broken import unbroken_rows
from grm_data.reconcile.cases import CaseReader, head_of_cases, shapes_of
from grm_data.reconcile.mentions import Own, Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.ours import beginnings
from grm_data.reconcile.sentences import read_paragraph, sentences_of
from grm_data.reconcile.summary import SummaryReader, is_summary_head
from grm_data.reconcile.tables import read_matrix
from grm_data.reconcile.word_tables import read_words, tables_in
from grm_data.reconcile.words import any_of, coded, day_in, marked, plain, words
from grm_data.register import day_number, day_of
from grm_data.register.folding import fold

__all__ = ["Understood", "understand"]

_TITLES = 20
"""Lines at the beginning, among which the title with its period stands."""

_TITLE_LETTERS = 150
_INTERIM = re.compile(r"(?i)\b(?:interim|provisoire)\b")
_Days: TypeAlias = tuple[date, date]
_Paragraph: TypeAlias = list[tuple[int, str]]
"""The sentences of a paragraph, each with its line."""


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """What a report says, and the period and the day that it says it of; None where it names none."""

    said: Said
    period: _Days | None
    as_of: date | None
    is_interim: bool


def understand(lines: Sequence[Line], own: Own, numbers: Sequence[str]) -> Understood:
    """Read a report's lines; the register's own words and case numbers are known beside the usual ones."""
    said = Said()
    summary = SummaryReader(said, own)
    cases = CaseReader(said, {fold(one.replace(" ", "")): one for one in numbers}, shapes_of(numbers), own)
    paragraphs: list[_Paragraph] = []
    is_narrow = False
    for _, rows in groupby(_joined(lines), lambda line: line.table):
        block = list(rows)
        if not block[0].table:
            paragraphs += _paragraphs(block)
            is_narrow = bool(paragraphs) and _narrows(paragraphs[-1])
        elif is_narrow:
            _unread(block, said)
        else:
            for table in tables_in(unbroken_rows(block)):
                _table(table, summary, cases, said)
    ranges = list(_ranges(paragraphs))
    period = _period([*_table_days(said), *(days for days, _ in ranges)])
    period = period or _titled(paragraphs) or _titled([[(n, line.text)] for n, line in enumerate(lines)])
    _note_ranges(ranges, period, said)
    chosen = _chosen(period, said)
    for sentences in paragraphs:
        if not _only_names(sentences, period):
            read_paragraph(sentences, said, chosen)
    stated = _days_of("as_of", said) or _days_of("new.closing_on", said)
    is_interim = any(_says_interim(text) for sentences in paragraphs for _, text in sentences)
    return Understood(said, period, stated.most_common(1)[0][0] if stated else None, is_interim)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; blank ones between rows of one table are none."""
    before, blank = 0, list[Line]()
    for line in lines:
        if not any(line.cells):
            blank.append(line)
            continue
        if not line.table or line.table != before:
            yield from blank
        before, blank = line.table, []
        yield line
    yield from blank


def _table(rows: list[Line], summary: SummaryReader, cases: CaseReader, said: Said) -> None:
    """Read a table as what it is; one that is none of ours is listed by its lines with numbers."""
    if read_words(rows, said, summary.own) or read_bands(rows, said):
        return
    at = next((i for i, row in enumerate(rows) if is_summary_head(row)), None)
    if at is not None:
        _unread(rows[:at], said)
        summary.read(rows[at:])
    elif read_matrix(rows, said, summary.own):
        return
    elif (head := head_of_cases(rows)) or (head := cases.head_again(rows)):
        cases.read(rows, head)
    elif summary.goes_on(rows):
        summary.read(rows)
    else:
        _unread(rows, said)


def _unread(rows: Sequence[Line], said: Said) -> None:
    for row in rows:
        label, day = (
            (coded("labels", row.cells[0]), day_in(row.cells[1])) if len(row.cells) > 1 else (None, None)
        )
        if label in ("from", "to") and day:
            said.add(f"new.{label}", day, row.number)
        elif any(map(str.isdigit, row.text)):
            said.unread.add(row.number)


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    """Lines that go on belong together."""
    for is_blank, group in groupby(lines, lambda line: not line.text.strip()):
        if not is_blank:
            yield sentences_of([(line.number, line.text.strip()) for line in group])


def _narrows(paragraph: _Paragraph) -> bool:
    """Whether a paragraph is a title that says that the table under it counts a part only."""
    text = " ".join(sentence for _, sentence in paragraph)
    found = set(re.findall(r"[^\W\d_]+", plain(text)))
    return len(text) < _TITLE_LETTERS and not found.isdisjoint(words()["narrowing"]["words"])


def _days_of(figure: str, said: Said) -> Counter[date]:
    return Counter(one.value for one in said.of(figure) if isinstance(one.value, date))


def _says_interim(text: str) -> bool:
    """Whether a sentence calls the report interim, in words of ours or in the usual ones."""
    return bool(_INTERIM.search(text)) or any(
        one in plain(text) for one in beginnings("report.subtitle_interim")
    )


def _only_names(paragraph: _Paragraph, period: _Days | None) -> bool:
    """Whether a title says nothing in numbers but the period: "second half of 2020"."""
    if len(paragraph) > 1 or period is None or len(paragraph[0][1]) > _TITLE_LETTERS:
        return False
    text = paragraph[0][1]
    years = {str(day.year) for day in period}
    is_bare = {*re.findall(r"\d+", text)} <= {*years, "1", "2"} and bool(years & {*re.findall(r"\d+", text)})
    return is_bare and find_period(text) == tuple(map(day_number, period))


def _ranges(paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[_Days, int]]:
    """The periods that titles and sentences about what was received name, each with its line."""
    subjects = re.compile(rf"(?<!\w){any_of(words()['subjects']['words'])}(?!\w)")
    for i, paragraph in enumerate(paragraphs):
        for line, sentence in paragraph:
            found = marked(sentence)
            if found.ranges and (subjects.search(found.text) or i < 2):
                yield from ((days, line) for days in found.ranges)


def _table_days(said: Said) -> Iterator[_Days]:
    """The days of the new period as the tables have them."""
    ends = {one.line: one.value for one in said.of("new.to")}
    for one in said.of("new.from"):
        last = ends.get(one.line)
        if isinstance(one.value, date) and isinstance(last, date):
            yield one.value, last


def _period(stated: Sequence[_Days]) -> _Days | None:
    """The period that most places name, among those that name the same the first."""
    counted = Counter(days for days in stated if days[0] <= days[1])
    return counted.most_common(1)[0][0] if counted else None


def _titled(paragraphs: Sequence[_Paragraph]) -> _Days | None:
    """The period that the titles name in other words: "second half of 2020"."""
    titles = (
        text for paragraph in paragraphs[:_TITLES] for _, text in paragraph if len(text) < _TITLE_LETTERS
    )
    found = set(map(find_period, titles)) - {None}
    days = [day_of(number) for number in found.pop() or ()] if len(found) == 1 else []
    return (days[0], days[1]) if len(days) == 2 and days[0] and days[1] else None


def _note_ranges(ranges: Sequence[tuple[_Days, int]], period: _Days | None, said: Said) -> None:
    """Which period each range of a sentence is: the new one also where one end of it differs."""
    total = {one.value for one in said.of("total.from")}
    for days, line in ranges:
        if period is None or (days[0] in total and days[0] != period[0]):
            continue
        if days[0] == period[0] or days[1] == period[1]:
            said.add("new.from", days[0], line)
            said.add("new.to", days[1], line)
        else:
            said.unread.add(line)


def _chosen(period: _Days | None, said: Said) -> Mapping[str, _Days]:
    """The periods by their days."""
    found = {"new": period} if period else {}
    for name in ("previous", "total"):
        firsts, lasts = ([one.value for one in said.of(f"{name}.{end}")] for end in ("from", "to"))
        if firsts and lasts and isinstance(firsts[0], date) and isinstance(lasts[0], date):
            found[name] = (firsts[0], lasts[0])
    return found
