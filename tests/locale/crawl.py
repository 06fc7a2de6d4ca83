"""Every page, format and command in the pseudo-language: run in a copy of the program by ``tests.pseudo``."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from google.protobuf.message import Message
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from grm_dashboard import menu
from grm_data.cli import main
from grm_data.speech import languages
from tests.pages.conftest import SAMPLE, Open, fresh, open_app  # noqa: F401  its fixtures
from tests.pseudo import CODE, unmarked
from tests.report.reading import docx_text, pdf_text

_OURS_TO_SAY = """grm monitor sha utc kaplan meier excel word pdf csv png svg docx xlsx xls ods json toml markdown
com www http https github nbsp span div class style script document documentElement lang title desc gregorian
english zz half-year none true false iso smart government project mongolia"""
"""Names, of programs and people, and what stands between the signs of HTML."""

_PDFTOTEXT = shutil.which("pdftotext") or ""

_NOT_TEXT = re.compile(r"(^|_)(id|ids|key|icon|icons|url|urls|page|script|hash|type|width|height|color|format|"
                       r"mime|name_of_file|language|file|config|data|spec|theme|form|columns|positioning)$")  # fmt: skip


@cache
def _known() -> set[str]:
    """The words of the sample: its cells, its file and its settings."""
    book = load_workbook(SAMPLE, read_only=True)
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    texts = [*cells, *book.sheetnames, SAMPLE.name, (SAMPLE.parent / "grm.toml").read_text("utf-8"),
             _OURS_TO_SAY]  # fmt: skip
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)}


def _texts_of(message: Message) -> Iterator[str]:
    """Every text of an element that somebody reads."""
    for field, value in message.ListFields():
        if _NOT_TEXT.search(field.name):
            continue
        for one in value if field.is_repeated else [value]:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from _texts_of(one)


def _shown(app: AppTest) -> Iterator[str]:
    for block in (app.main, app.sidebar):
        for one in block:
            proto = getattr(one, "proto", None)
            if isinstance(proto, Message):
                yield from _said(one.type, proto)


def _said(kind: str, proto: Any) -> Iterator[str]:
    if kind == "plotly_chart":
        yield from _of_chart(json.loads(proto.spec))
        yield proto.alt if hasattr(proto, "alt") else ""
    elif kind in ("arrow_data_frame", "dataframe", "arrow_table", "table"):
        table = pa.ipc.open_stream(proto.data).read_all()
        yield from map(str, table.column_names)
        yield from (str(cell) for column in table.columns for cell in column.to_pylist() if cell is not None)
    else:
        yield from _texts_of(proto)


def _of_chart(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _of_chart(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _of_chart(one, name)
    elif isinstance(value, str) and name in (
        "text",
        "ticktext",
        "customdata",
        "hovertemplate",
        "name",
        "categoryarray",
    ):
        yield re.sub(r"%\{[^}]*\}|<[^>]*>", " ", value)


def _found(texts: Iterator[str]) -> set[tuple[str, str]]:
    return {
        (word, text[:160])
        for text in texts
        for word in unmarked(re.sub(r"<[^>]*>|:[a-z]+/[a-z_]+:|:[a-z-]+(?=\[)", " ", text), _known())
    }


@pytest.mark.parametrize("page", [entry.name for entry in menu.PAGES])
def test_a_page_has_no_word_of_ours_unmarked(open_app: Open, page: str) -> None:  # noqa: F811
    assert CODE in languages()
    app = open_app(page, lang=CODE)
    assert _found(_shown(app)) == set()


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx"])
def test_a_format_of_the_report_has_no_word_of_ours_unmarked(tmp_path: Path, format: str) -> None:
    done = main(["report", str(SAMPLE), "--from", "2020-06-25", "--to", "2020-12-31", "--format", format,
                 "--out", str(tmp_path), "--language", CODE])  # fmt: skip
    assert done == 0
    (written,) = tmp_path.iterdir()
    assert written.name.endswith(f"-{CODE}.{format}")
    assert _found(_of_file(written)) == set()


def _of_file(path: Path) -> Iterator[str]:
    match path.suffix:
        case ".xlsx":
            book = load_workbook(path)
            yield from book.sheetnames
            for sheet in book:
                yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row
                            if isinstance(cell, str) and not cell.startswith("="))  # fmt: skip
        case ".docx":
            yield from docx_text(path).splitlines()
        case _:
            yield " ".join(pdf_text(path, _PDFTOTEXT).split())


@pytest.mark.parametrize("command", ["summary", "check", "indicators", "template"])
def test_a_command_prints_no_word_of_ours_unmarked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    given = ["--out", str(tmp_path / "x.xlsx")] if command == "template" else [str(SAMPLE)]
    assert main([command, *given, "--language", CODE]) == 0
    printed = capsys.readouterr().out.replace(str(tmp_path), "")
    assert _found(iter(printed.splitlines())) == set()
    if command == "template":
        assert _found(_of_file(tmp_path / "x.xlsx")) == set()
