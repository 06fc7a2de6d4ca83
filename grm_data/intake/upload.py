"""A spreadsheet that staff opened, kept to map what wasn't understood without uploading it again.

What leaves here of its cells are headings, and words that may go into the settings: nothing that the
scrubber would take out, and nothing of a row that isn't used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NoReturn

from grm_data.errors import RegisterError
from grm_data.intake.book import Book
from grm_data.intake.build import build_register, decoded_rows, owners_of, scrubber_of
from grm_data.intake.cells import is_error_cell
from grm_data.intake.choosing import Choice, recognise_columns
from grm_data.intake.combined import parse_combined
from grm_data.intake.exclusion import exclude, used_rows
from grm_data.intake.headers import Header, find_header
from grm_data.intake.policy import TextPolicy
from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.reading import Limits, read_book
from grm_data.intake.rows import Rows
from grm_data.intake.source import source_from_bytes
from grm_data.intake.table import table_under
from grm_data.intake.values import StatusState, each_unique
from grm_data.register import Register
from grm_data.register.columns import Mask, Texts
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.vocabulary import nearest_spelling, offered_status, value_code
from grm_data.settings import Settings

__all__ = ["UnknownWord", "Upload", "open_upload"]

_LONGEST_WORD = 80
"""Letters of a cell that may still be a word and not a sentence about somebody."""


@dataclass(frozen=True, slots=True, repr=False)
class UnknownWord:
    """A status, channel or type that nobody has mapped yet, and that names nobody."""

    kind: str  # "status", "channel", "type"
    word: str  # as the register writes it
    rows: int  # rows that are used and hold it
    near: str | None  # the canonical code that it is near to, or that is offered for it


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Upload:
    """The cells of a spreadsheet, identities included: for its owner's own session, never stored."""

    _book: Book

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self._book.name

    def __reduce__(self) -> NoReturn:
        """TypeError: what holds complainants is neither pickled nor copied."""
        raise TypeError("an Upload holds complainants and is never stored")

    def register(self, settings: Settings, *, today: date | None = None) -> Register:
        """The register, its scrubbed texts in it for staff to clear; RegisterError as for ``open_bytes``."""
        return build_register(self._book, settings, None, today or date.today(), TextPolicy.KEPT)

    def headings(self, settings: Settings) -> tuple[str, ...]:
        """The headings that a field may be read from, in the sheet's order, each once and no identity's.

        Empty where no header is found.
        """
        found = self._columns(settings)
        return () if found is None else tuple(_headings(*found).values())

    def chosen(self, settings: Settings) -> Mapping[str, str]:
        """Field → the one of ``headings`` that it is read from, also where ``register`` can't be built.

        What stands in a combined column has no heading here: the status has it. Empty where no header is
        found.
        """
        found = self._columns(settings)
        if found is None:
            return MappingProxyType({})
        (header, choice), headings = found, _headings(*found)
        by_field = {
            str(field): headings.get(fold(header.headings[j] or ""))
            for field, j in sorted(choice.columns.items(), key=lambda item: item[1])
        }
        return MappingProxyType({field: heading for field, heading in by_field.items() if heading})

    def unknown_words(self, settings: Settings) -> tuple[UnknownWord, ...]:
        """The words that are to be mapped: statuses, channels, types, the most frequent first.

        Empty where ``register`` raises. A word that may name a person, or is a sentence, is none of them.
        """
        return tuple(
            UnknownWord(found.kind, found.word, found.rows, _near(found.kind, found.word))
            for found in self._found(settings)
            if found.is_mappable
        )

    def unmappable(self, settings: Settings) -> int:
        """How many different unknown words aren't among ``unknown_words``: they may name a person."""
        return sum(not found.is_mappable for found in self._found(settings))

    def _columns(self, settings: Settings) -> tuple[Header, Choice] | None:
        """The header and what is recognised of it, None where there is none."""
        try:
            header = find_header(self._book, None, settings.columns)
        except RegisterError:
            return None
        return header, recognise_columns(table_under(header), settings.columns)

    def _found(self, settings: Settings) -> list[_Found]:
        """Every unknown word of the rows that are used."""
        try:
            rows = decoded_rows(self._book, settings, None)
        except RegisterError:
            return []
        used, owners, scrubber = used_rows(rows, exclude(rows)), owners_of(rows), scrubber_of(rows, settings)
        return [
            found
            for kind, words, unknown in _kinds(rows)
            for found in _by_frequency(kind, words[used & unknown], owners[used & unknown], scrubber)
        ]


def open_upload(name: str, content: bytes) -> Upload:
    """The cells of an uploaded file, not its bytes; RegisterError as for ``open_bytes``."""
    return Upload(read_book(source_from_bytes(name, content), Limits.from_environment()))


def _headings(header: Header, choice: Choice) -> dict[str, str]:
    """Folded heading → its first spelling, but for those of identity columns.

    The settings name a column by its folded heading, so two that are headed alike can't be told apart.
    """
    spellings: dict[str, str] = {}
    for heading in header.headings:
        if heading is not None:
            spellings.setdefault(fold(heading), heading)
    identities = {fold(header.headings[j] or "") for j in choice.identity}
    return {folded: heading for folded, heading in spellings.items() if folded not in identities}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """An unknown word in its first spelling, and whether it may go into the settings."""

    kind: str
    word: str
    rows: int
    is_mappable: bool


def _kinds(rows: Rows) -> Iterator[tuple[str, Texts, Mask]]:
    """(kind, the word of each row, which rows' words are unknown)."""
    cells, state = rows.texts(Field.STATUS), rows.status_cells.state
    is_open = (state == StatusState.OFFERED) | (state == StatusState.UNKNOWN)
    yield "status", each_unique(cells, _status_word), is_open & ~is_error_cell(cells)
    for field in (Field.CHANNEL, Field.TYPE):
        words = rows.word(field)
        yield str(field), words.texts, words.unknown


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
