"""Names of the file, of its sheets and columns that readers may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from grm_data.register import Reading, Register
from grm_data.register.folding import fold
from grm_data.register.marks import NOT_SHOWN, hidden_sheet
from grm_data.register.ordinary import is_ordinary
from grm_data.register.sensitive_words import has_sensitive_word
from grm_data.settings import Settings

__all__ = ["name_for_readers", "odd_sheets", "with_names_let_out"]


def odd_sheets(register: Register, settings: Settings) -> tuple[str, ...]:
    """The names of sheets that aren't shown.

    The file's name and headings that aren't shown ask nobody: readers need none, and a file has a new name
    each time. Who wants to show one names it in the settings.
    """
    reading, is_shown = register.reading, _question(settings)
    names = (name for name in _sheets_of(reading) if name not in (reading.file, ""))
    return tuple(name for name in names if not is_shown(name))


def name_for_readers(name: str, settings: Settings) -> str:
    """The name of a file, or a mark where nobody let it out."""
    return name if _question(settings)(name) else NOT_SHOWN


def with_names_let_out(register: Register, settings: Settings) -> Register:
    """The register in which no name is shown that may be somebody's; sheets stay apart by a number."""
    reading, is_shown = register.reading, _question(settings)
    sheets = _renamed(reading, is_shown)
    return replace(
        register,
        sheet=register.sheet.renamed(lambda name: sheets.get(name, name)),
        reading=_reading(reading, sheets, is_shown),
    )


def _question(settings: Settings) -> Callable[[str], bool]:
    """Whether readers may see a name: in words that are nobody's, of the project's own name, or let out."""
    let_out = frozenset(map(fold, settings.let_out))
    own = frozenset(fold(settings.name or "").split())

    def is_shown(name: str) -> bool:
        if name == NOT_SHOWN or fold(name) in let_out:
            return True
        if has_sensitive_word(_stem(name)):  # a sheet GBV would say that there are such cases
            return False
        others = [word for word in fold(_stem(name)).split() if word not in own]
        return is_ordinary(_stem(name)) or is_ordinary(" ".join(others))

    return is_shown


def _stem(name: str) -> str:
    """A file's name without its ending."""
    path = PurePath(name)
    return path.stem if 2 <= len(path.suffix) <= 5 else name


def _sheets_of(reading: Reading) -> dict[str, None]:
    """Every name of a sheet, in the order of the workbook."""
    names = [one.sheet for one in reading.sheets] or [reading.sheet]
    named = [one.sheet for one in reading.findings.kinds] + [one.sheet for one in reading.excluded]
    return dict.fromkeys([*names, *named])


def _renamed(reading: Reading, is_shown: Callable[[str], bool]) -> Mapping[str, str]:
    """The name of each sheet → the one that readers get, where it is another."""
    together = {reading.sheet, reading.file}  # of a finding on the whole file, or on all sheets
    names = {
        name: hidden_sheet(i)
        for i, name in enumerate(_sheets_of(reading), 1)
        if name not in together and not is_shown(name)
    }
    if len(reading.sheets_read) == 1 and not is_shown(reading.sheet):
        places = [one.sheet for one in reading.sheets]
        number = places.index(reading.sheet) + 1 if reading.sheet in places else 1
        return {**names, reading.sheet: hidden_sheet(number), **_file(reading, is_shown)}
    joined = ", ".join(names.get(name, name) for name in reading.sheets_read)
    return {**names, reading.sheet: joined, **_file(reading, is_shown)}


def _file(reading: Reading, is_shown: Callable[[str], bool]) -> dict[str, str]:
    if not reading.file or is_shown(reading.file) or reading.file == reading.sheet:
        return {}
    return {reading.file: NOT_SHOWN}


def _reading(reading: Reading, sheets: Mapping[str, str], is_shown: Callable[[str], bool]) -> Reading:
    def sheet(name: str) -> str:
        return sheets.get(name, name)

    def heading(name: str) -> str:
        return name if is_shown(name) else NOT_SHOWN

    return replace(
        reading,
        file=reading.file and (reading.file if is_shown(reading.file) else NOT_SHOWN),
        sheet=sheet(reading.sheet),
        sheets=tuple(replace(one, sheet=sheet(one.sheet)) for one in reading.sheets),
        columns=MappingProxyType({field: heading(name) for field, name in reading.columns.items()}),
        findings=reading.findings.changed(lambda one: one.renamed(sheet, heading)),
        excluded=tuple(replace(one, sheet=sheet(one.sheet)) for one in reading.excluded),
    )
