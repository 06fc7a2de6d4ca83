"""An opened spreadsheet in its guarded process: what some settings make of it, asked as often as it takes.

What leaves here of its cells are headings, words that may go into the settings, and shapes: nothing that the
scrubber would take out, and nothing of a row that isn't used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grm_data.errors import RegisterError
from grm_data.guarded import Reply, from_plain, to_plain
from grm_data.intake.answers import Answers, UnknownWord, told
from grm_data.intake.book import Book
from grm_data.intake.build import laid_out, laying, register_of_rows
from grm_data.intake.cells import ERROR_CELLS, is_error_cell, is_none
from grm_data.intake.choosing import recognise_columns
from grm_data.intake.combined import parse_combined
from grm_data.intake.doctor import column_facts
from grm_data.intake.doubts import doubts_of
from grm_data.intake.exclusion import exclude
from grm_data.intake.identities import scrubber_of
from grm_data.intake.laid_out import LaidOut
from grm_data.intake.last import Last
from grm_data.intake.policy import TextPolicy
from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.rows import Rows, decode
from grm_data.intake.shapes import preview_of
from grm_data.intake.sheets import find_register
from grm_data.intake.ticks import with_ticks
from grm_data.intake.troubles import troubles_of
from grm_data.intake.values import StatusState, each_unique, read_statuses, read_words
from grm_data.register.columns import Mask, Texts
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.headings import languages_of_headings
from grm_data.register.vocabulary import nearest_spelling, offered_status, value_code
from grm_data.settings import Settings

__all__ = ["Opened"]

_LONGEST_WORD = 80
"""Letters of a cell that may still be a word and not a sentence about somebody."""


class Opened:
    """The cells of a spreadsheet, identities included; never outside its process."""

    def __init__(self, book: Book, name: str = "", content: bytes = b"") -> None:
        self._book, self._name, self._content = book, name, content
        self._laid: Last[LaidOut] = Last()
        self._scrubber: Last[Scrubber] = Last()
        self._read: tuple[Rows, Scrubber] | None = None  # by the last settings

    def previews(self) -> dict[str, Any]:
        """The first rows of each sheet, as shapes."""
        return {"previews": [to_plain(preview_of(sheet)) for sheet in self._book.sheets]}

    def answer(self, arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:  # noqa: ARG002
        """The answer to a question that came through the pipe: a scrubbed text, a marked copy, or answers."""
        if "text" in arguments:
            return Reply({"text": self._scrubbed(arguments["text"], arguments["row"])}, then=self.answer)
        if "copy" in arguments:
            from grm_data.intake.annotated.marking import annotate  # openpyxl, which few questions need

            copy = annotate({**arguments, "name": self._name}, [memoryview(self._content)])
            return Reply(copy.values, copy.blobs, then=self.answer)
        settings, words = (from_plain(Settings, arguments[name]) for name in ("settings", "words"))
        today = date.fromisoformat(arguments["today"])
        return Reply(*told(self.answers(settings, words, today)), then=self.answer)

    def answers(self, settings: Settings, words: Settings, today: date) -> Answers:
        """The register that ``settings`` read, and the words that ``words`` don't know; decoded once.

        How the book is laid out, and what is taken out of its texts, is kept from question to question.
        """
        how = laying(self._book, settings)
        try:
            laid = self._laid.of(how, lambda: laid_out(self._book, how, ()))
            rows = decode(laid, settings, self._book.name)
        except RegisterError as problem:
            return self._without_register(problem, settings)
        country = settings.calendar.country
        scrubber = self._scrubber.of(
            (laid, country), lambda: scrubber_of(laid.table, laid.choice, country).remembering()
        )
        self._read, reasons = (rows, scrubber), exclude(rows)
        register = register_of_rows(rows, reasons, scrubber, self._book, settings, today, TextPolicy.KEPT)
        used = is_none(reasons)
        found = list(_found(rows, used, words, scrubber))
        unknown = tuple(
            UnknownWord(one.kind, one.word, one.rows, _near(one.kind, one.word))
            for one in found
            if one.is_mappable
        )
        still = found if words == settings else _found(rows, used, settings, scrubber)
        unmappable = sum(not one.is_mappable for one in still)
        facts = column_facts(rows.table, rows.choice, rows, scrubber.scrub_known)
        in_doubt = any(one.reason == "sensitive-doubt" for one in register.reading.excluded)
        doubts = doubts_of(rows, reasons, scrubber) if in_doubt else ()
        troubles = troubles_of(rows, reasons, register.reading.findings, scrubber)
        return Answers(register, None, unknown, unmappable, facts, doubts=doubts, troubles=troubles)

    def _scrubbed(self, text: str, row: int) -> str:
        """A text that a person wrote for a row, as if it had stood there; empty before one was read."""
        if self._read is None:
            return ""
        rows, scrubber = self._read
        text = scrubber.scrub(text)
        for own in rows.laid.owners[rows.table.sheet_rows == row]:
            text = scrubber.scrub(text, own)
        return text

    def _without_register(self, problem: RegisterError, settings: Settings) -> Answers:
        """The columns where no register can be read; none where no header is found."""
        try:
            table = with_ticks(find_register(self._book, (), settings).table)
        except RegisterError:
            return Answers(None, problem, (), 0)
        choice = recognise_columns(table, settings.columns)
        facts = column_facts(table, choice)
        return Answers(None, problem, (), 0, facts)


def _found(rows: Rows, used: Mask, words: Settings, scrubber: Scrubber) -> Iterator[_Found]:
    """Every unknown word of the rows that are used."""
    owners = rows.laid.owners
    for kind, texts, unknown in _kinds(rows, words):
        yield from _by_frequency(kind, texts[used & unknown], owners[used & unknown], scrubber)


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """An unknown word in its first spelling, and whether it may go into the settings."""

    kind: str
    word: str
    rows: int
    is_mappable: bool


def _kinds(rows: Rows, words: Settings) -> Iterator[tuple[str, Texts, Mask]]:
    """(kind, the word of each row, which rows' words ``words`` don't know)."""
    cells = rows.texts(Field.STATUS)
    state = read_statuses(rows.coded(Field.STATUS), words.own_words(Field.STATUS)).state
    is_open = (state == StatusState.OFFERED) | (state == StatusState.UNKNOWN)
    yield "status", each_unique(cells, _status_word), is_open & ~is_error_cell(cells)
    languages = languages_of_headings(rows.table.header.headings)
    for field in (Field.CHANNEL, Field.TYPE):
        texts = rows.coded(field).without(ERROR_CELLS)
        found = read_words(field, texts, words.own_words(field), languages)
        yield str(field), found.texts, found.unknown


def _status_word(cell: str) -> str:
    """The status that a cell holds beside other fields, else the cell."""
    combined = parse_combined(cell)
    return cell if combined is None or combined.status is None else combined.status


def _by_frequency(kind: str, words: Texts, owners: Owners, scrubber: Scrubber) -> list[_Found]:
    """The different words, the most frequent first; ``owners`` are the complainants of their rows."""
    folded = each_unique(words, fold)
    rows: dict[str, list[tuple[str, Own]]] = {}
    for key, word, own in zip(folded, words, owners, strict=True):
        rows.setdefault(key, []).append((word, own))
    found = [_Found(kind, held[0][0], len(held), _is_mappable(held, scrubber)) for held in rows.values()]
    return sorted(found, key=lambda one: -one.rows)


def _is_mappable(held: list[tuple[str, Own]], scrubber: Scrubber) -> bool:
    """Whether a word names nobody, by the (spelling, complainant) of each of its rows.

    No spelling may hold what is taken out of any text. A single part of a complainant's name is taken out
    of the own row only ("Bold" is a word too): it names somebody where every row that holds it is theirs.
    """
    pairs = dict.fromkeys(held)
    spellings = dict.fromkeys(word for word, _ in pairs)
    if any(len(word) > _LONGEST_WORD or scrubber.removals(word) for word in spellings):
        return False
    return not all(scrubber.removals(word, own) for word, own in pairs)


def _near(kind: str, word: str) -> str | None:
    """The code that is offered for a word."""
    offered = offered_status(word) if kind == "status" else None
    spelling = nearest_spelling(kind, word)
    return offered if spelling is None else value_code(kind, spelling)
