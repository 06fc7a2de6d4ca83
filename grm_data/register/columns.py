"""The columns of a Register: what each kind of field is held as, and all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.register.calendar import NO_DURATION
from grm_data.register.days import NO_DAY, Days
from grm_data.register.fields import Field
from grm_data.register.traits import Kind

__all__ = [
    "NO_CODE",
    "NO_FLAG",
    "Category",
    "Columns",
    "Flags",
    "Mask",
    "Numbers",
    "Places",
    "TextColumn",
    "TextState",
    "Texts",
    "blank_column",
    "blank_texts",
    "category_of",
    "columns_of",
    "text_column",
    "texts_of",
]

NO_CODE = -1
"""The code of a blank cell in a Category."""

_MOST_INT16 = np.iinfo(np.int16).max

NO_FLAG = -1
"""Neither yes (1) nor no (0) is recorded."""

Mask: TypeAlias = npt.NDArray[np.bool_]

Places: TypeAlias = npt.NDArray[np.integer[Any]]
"""Rows by their index."""

Texts: TypeAlias = npt.NDArray[np.object_]
"""One str or None per row."""

Flags: TypeAlias = npt.NDArray[np.int8]
"""1 yes, 0 no, NO_FLAG, one per row."""

Numbers: TypeAlias = npt.NDArray[np.int32]
"""Whole numbers, NO_DURATION where none."""


def texts_of(words: Iterable[str | None]) -> Texts:
    """The words as an array of str or None."""
    return np.array([*words, None], dtype=object)[:-1]


def blank_texts(n: int) -> Texts:
    """n times None."""
    return np.full(n, None, dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Category:
    """A column of few different words: ``names[codes[i]]``, NO_CODE where the cell is blank."""

    codes: npt.NDArray[np.int16] | npt.NDArray[np.int32]
    names: tuple[str, ...]

    def texts(self) -> Texts:
        """The word of each row, None where blank."""
        words = np.array([*self.names, None], dtype=object)
        return words[self.codes]

    def code(self, name: str) -> int:
        """The code of a word; a code that no row has where the word is not in the column."""
        return self.names.index(name) if name in self.names else len(self.names)

    @property
    def places(self) -> npt.NDArray[np.intp]:
        """The codes, with blanks after the last word: places in names that end with that of a blank."""
        return np.where(self.codes == NO_CODE, len(self.names), self.codes).astype(np.intp)

    def where(self, rows: Mask | Places) -> Category:
        """The words of these rows."""
        return replace(self, codes=self.codes[rows])

    def renamed(self, rename: Callable[[str], str]) -> Category:
        """The same groups of rows under other words."""
        return replace(self, names=tuple(map(rename, self.names)))


def category_of(words: Sequence[str | None] | Texts, order: Iterable[str] = ()) -> Category:
    """A Category from one word (or None) per row: the words of ``order`` first, others as they appear."""
    present = dict.fromkeys(words)
    present.pop(None, None)
    ordered = tuple(order)
    known = set(ordered)
    names = (
        *(word for word in ordered if word in present),
        *(word for word in present if word is not None and word not in known),
    )
    code: dict[str | None, int] = {name: i for i, name in enumerate(names)} | {None: NO_CODE}
    codes = np.fromiter(map(code.__getitem__, words), np.int32, len(words))
    return Category(codes.astype(np.int16) if len(names) <= _MOST_INT16 else codes, names)


class TextState(IntEnum):
    """Why a text is there or not."""

    BLANK = 0  # nothing is written
    WITHHELD = 1  # something is written, and nobody has cleared it
    SHOWN = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextColumn:
    """A column of free texts: the words where they are shown, else None and the reason."""

    words: Texts
    state: npt.NDArray[np.int8]  # a TextState per row

    def __len__(self) -> int:
        return len(self.words)

    @property
    def is_withheld(self) -> Mask:
        """The rows whose text is written and withheld."""
        found: Mask = self.state == TextState.WITHHELD
        return found

    @property
    def is_shown(self) -> Mask:
        """The rows whose text is shown."""
        found: Mask = self.state == TextState.SHOWN
        return found

    def withholding(self, rows: Mask) -> TextColumn:
        """The column with the texts of these rows withheld; blank ones stay blank."""
        hidden = rows & self.is_shown
        words, state = self.words.copy(), self.state.copy()
        words[hidden], state[hidden] = None, TextState.WITHHELD
        return TextColumn(words, state)

    def where(self, rows: Mask | Places) -> TextColumn:
        """The texts of these rows."""
        return TextColumn(self.words[rows], self.state[rows])

    def changed(self, change: Callable[[str], str]) -> TextColumn:
        """The column with every shown text changed."""
        return replace(self, words=texts_of(None if text is None else change(text) for text in self.words))


def text_column(words: Texts) -> TextColumn:
    """A column whose texts are all shown."""
    is_blank = np.fromiter((text is None for text in words), bool, len(words))
    return TextColumn(words, np.where(is_blank, TextState.BLANK, TextState.SHOWN).astype(np.int8))


def _none() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Columns:
    """The columns of n rows, by kind and field; a field that isn't recorded is in none of them."""

    labels: Mapping[Field, Texts] = field(default_factory=_none)
    days: Mapping[Field, Days] = field(default_factory=_none)  # NO_DAY where none
    categories: Mapping[Field, Category] = field(default_factory=_none)
    numbers: Mapping[Field, Numbers] = field(default_factory=_none)  # NO_DURATION where none
    flags: Mapping[Field, Flags] = field(default_factory=_none)
    texts: Mapping[Field, TextColumn] = field(default_factory=_none)

    def get(self, name: Field) -> Any | None:
        """The column of a field, None where it isn't recorded."""
        return self.of_kind(name.traits.kind).get(name) if name.traits.kind in _MAPPING else None

    def __contains__(self, name: object) -> bool:
        """Whether a field is recorded."""
        return isinstance(name, Field) and self.get(name) is not None

    def arrays(self) -> Iterator[npt.NDArray[Any]]:
        """The arrays of every column."""
        for _, column in self:
            match column:
                case Category():
                    yield column.codes
                case TextColumn():
                    yield from (column.words, column.state)
                case _:
                    yield column

    def of_kind(self, kind: Kind) -> Mapping[Field, Any]:
        """The columns of one kind."""
        found: Mapping[Field, Any] = getattr(self, _MAPPING[kind])
        return found

    def __iter__(self) -> Iterator[tuple[Field, Any]]:
        """(field, column) of every kind."""
        for kind in _MAPPING:
            yield from self.of_kind(kind).items()

    def with_columns(self, columns: Mapping[Field, Any]) -> Columns:
        """These columns, with some of them replaced or added, each where its field's kind belongs."""
        by_kind: dict[str, dict[Field, Any]] = {}
        for name, column in columns.items():
            by_kind.setdefault(_MAPPING[name.traits.kind], {})[name] = column
        merged = {kind: MappingProxyType({**getattr(self, kind), **found}) for kind, found in by_kind.items()}
        return replace(self, **merged)

    def where(self, rows: Mask | Places) -> Columns:
        """These columns of some rows."""
        return columns_of(
            {
                name: column.where(rows) if isinstance(column, Category | TextColumn) else column[rows]
                for name, column in self
            }
        )

    def without(self, *names: Field) -> Columns:
        """These columns but for some fields, as if the spreadsheet hadn't had them."""
        return columns_of({name: column for name, column in self if name not in names})


_MAPPING: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LABEL: "labels",
        Kind.DAY: "days",
        Kind.CATEGORY: "categories",
        Kind.NUMBER: "numbers",
        Kind.FLAG: "flags",
        Kind.TEXT: "texts",
    }
)
"""Kind → the mapping of Columns that holds its fields."""


def columns_of(columns: Mapping[Field, Any]) -> Columns:
    """Columns by field, sorted to their kinds."""
    return Columns().with_columns(columns)


def blank_column(kind: Kind, n: int) -> Any:
    """A column of a kind in which no row has anything."""
    match kind:
        case Kind.LABEL:
            return blank_texts(n)
        case Kind.DAY:
            return np.full(n, NO_DAY, np.int32)
        case Kind.CATEGORY:
            return Category(np.full(n, NO_CODE, np.int16), ())
        case Kind.NUMBER:
            return np.full(n, NO_DURATION, np.int32)
        case Kind.FLAG:
            return np.full(n, NO_FLAG, np.int8)
        case Kind.TEXT:
            return TextColumn(blank_texts(n), np.zeros(n, np.int8))
        case _:
            raise AssertionError(f"no column of kind {kind}")
