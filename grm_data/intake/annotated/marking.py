"""The guarded process that gives a workbook back with its problems marked, by openpyxl.

openpyxl needs many times a workbook's size in memory, so this is refused for files that can well be read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from grm_data.guarded import Reply, from_plain
from grm_data.intake.annotated.losses import losses
from grm_data.intake.annotated.orders import orders_of
from grm_data.intake.annotated.plain import plain_workbook
from grm_data.intake.build import decoded_rows, register_of_rows
from grm_data.intake.exclusion import exclude
from grm_data.intake.identities import scrubber_of
from grm_data.intake.policy import TextPolicy
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes
from grm_data.register.body import body_of
from grm_data.settings import Settings

__all__ = ["annotate"]

AUTHOR = "GRM Monitor"
_FILLS = {"error": "F4B6B0", "warning": "FBE3A2", "info": "D6E4F0"}
_ORDER = ("error", "warning", "info")
_WIDTHS = (12, 8, 28, 100, 28)
_SENTENCE = 4


def annotate(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The body of the register in a file, the marked workbook, and keys of what couldn't be kept."""
    content, name = bytes(blobs[0]), arguments["name"]
    settings, today = from_plain(Settings, arguments["settings"]), date.fromisoformat(arguments["today"])
    source = source_from_bytes(name, content)
    book = read_book(source)
    rows = decoded_rows(book, settings, arguments["sheets"])
    scrubber = scrubber_of(rows.table, rows.choice, settings.calendar.country)
    register = register_of_rows(rows, exclude(rows), scrubber, book, settings, today, TextPolicy.AS_DECLARED)
    orders = orders_of(register, rows.table, book, scrubber.scrub_known)
    own = _opened(content) if source.format in ("xlsx", "xlsm") else None
    opened, lost = own or (load_workbook(BytesIO(plain_workbook(book))), ["values-only"])
    return Reply({"lost": lost}, [body_of(register), _marked(opened, orders)])


def _opened(content: bytes) -> tuple[Workbook, list[str]] | None:
    """(the workbook, keys of what couldn't be kept); None where openpyxl gives up on what others can read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            lost = losses(package)
        return load_workbook(BytesIO(content), rich_text=True), lost
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it stumbles over
        return None


def _marked(book: Workbook, orders: dict[str, Any]) -> bytes:
    sheets = {i: _worksheet(book, i, name) for i, name in orders["sheets"].items()}
    for i, sheet in sheets.items():
        _mark_cells(sheet, [mark for where, *mark in orders["marks"] if where == i])
    _problems_sheet(book, orders, {i: sheet.title for i, sheet in sheets.items()})
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        _Writer(book, package).save()
    return buffer.getvalue()


def _worksheet(book: Workbook, i: int, name: str) -> Worksheet:
    """The sheet of that name, else the one that stands in its place."""
    last = len(book.worksheets) - 1
    found: Worksheet = book[name] if name in book.sheetnames else book.worksheets[min(i, last)]
    return found


class _Writer(ExcelWriter):
    """Writes sheets in memory: a process that is ended would leave openpyxl's files, names and all."""

    def __init__(self, book: Workbook, package: zipfile.ZipFile) -> None:
        super().__init__(book, package)
        self._package = package

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl does it, but for the file."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._package.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _mark_cells(sheet: Worksheet, marks: list[list[Any]]) -> None:
    """Colour each cell by its severest finding, and say all of them in its comment."""
    cells: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for row, column, severity, sentence in marks:
        cells.setdefault(_top_left(sheet, row, column), []).append((severity, sentence))
    for (row, column), said in cells.items():
        cell = sheet.cell(row, column)
        severest = min((severity for severity, _ in said), key=_ORDER.index)
        cell.fill = PatternFill("solid", fgColor=_FILLS[severest])
        sentences = "\n".join(dict.fromkeys(sentence for _, sentence in said))
        own = f"{cell.comment.text}\n\n" if cell.comment else ""
        cell.comment = Comment(f"{own}{AUTHOR}: {sentences}", AUTHOR, height=140, width=320)


def _top_left(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """The cell itself; the first one of its merged range, which alone can be marked."""
    coordinate = sheet.cell(row, column).coordinate
    for area in sheet.merged_cells.ranges:
        if coordinate in area:
            return area.min_row, area.min_col
    return row, column


def _problems_sheet(book: Workbook, orders: dict[str, Any], titles: dict[int, str]) -> None:
    title = orders["title"]
    while title in book.sheetnames:
        title += "_"
    sheet = book.create_sheet(title)
    sheet.append(orders["head"])
    for i, (where, *texts) in enumerate(orders["problems"], 2):
        for j, text in enumerate([*texts, titles.get(where)][: len(orders["head"])], 1):
            cell = sheet.cell(i, j, text)
            if isinstance(text, str):
                cell.data_type = "s"  # a heading that begins with "=" is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=j == _SENTENCE)
        if texts[1] is not None and where in titles:
            quoted = titles[where].replace("'", "''")
            sheet.cell(i, 2).hyperlink = f"#'{quoted}'!A{texts[1]}"
    for j, width in enumerate(_WIDTHS[: len(orders["head"])], 1):
        sheet.cell(1, j).font = Font(bold=True)
        sheet.column_dimensions["ABCDE"[j - 1]].width = width
    sheet.freeze_panes = "A2"
