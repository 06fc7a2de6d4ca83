"""Every page, format and command in the pseudo-language: run in a copy of the program by ``tests.pseudo``."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from google.protobuf.message import Message
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from grm_dashboard import menu
from grm_data.cli import main
from grm_data.register.countries import country_names
from grm_data.speech import languages, load, speaking
from tests.pages.conftest import SAMPLE, Open, fresh, go_to, open_app  # noqa: F401  its fixtures
from tests.pages.test_publish import at, give
from tests.pseudo import CODE, unmarked
from tests.report.reading import docx_text, pdf_text

_OURS_TO_SAY = """grm monitor sha utc kaplan meier excel word pdf csv png svg docx xlsx xls ods json toml markdown
com www http https github nbsp span div class style script document documentElement lang title desc gregorian
english gray oyun root zz half-year none true false iso smart government project mongolia"""
"""Names, of programs and people, and what stands between the signs of HTML."""

_PDFTOTEXT = shutil.which("pdftotext") or ""

_NOT_TEXT = re.compile(r"(^|_)(id|ids|key|icon|icons|url|urls|page|script|hash|type|width|height|color|format|"
                       r"mime|name_of_file|language|file|config|data|spec|theme|form|columns|positioning|query_string)$")  # fmt: skip


MESSY = """Registered No.,Date received,Type,Channel,Status,Resolved date,Summary of issue,Complainant name,Remark,Way
f-1,2020-07-01,Request,Email,Resolved,2020-07-03,Asked for a map,Bat Dorj,xx,email
f-1,2020-07-02,Reqest,Pigeon,Opend,2020-07-01,Water is dirty,Dulam Bold,xx,by drum
f-4,03/04/2020,Complaint,Phone,Rejected,2021-99-99,Dust,Bat Dorj,xx,meeting
f-7,2020-07-05,Complaint,Phone,Resolving,,Harassment by a worker,Bat Dorj,xx,meeting
,,,,,,,,,
Total,4,,,,,,,,
"""


@cache
def _known() -> set[str]:
    """The words of the sample: its cells, its file and its settings."""
    book = load_workbook(SAMPLE, read_only=True)
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    names = [load(code).name for code in languages() if code != CODE]
    places = [*country_names().values(), *available_timezones()]
    texts = [*cells, *names, *places, MESSY, *book.sheetnames, SAMPLE.name, (SAMPLE.parent / "grm.toml").read_text("utf-8"),
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
            if one.type in ("arrow_data_frame", "arrow_table", "dataframe", "table"):
                yield from map(str, one.value.columns)
                yield from (str(cell) for column in one.value for cell in one.value[column])
            elif one.type == "plotly_chart":
                yield from _of_chart(json.loads(one.proto.spec))
                yield one.proto.alt
            elif isinstance(proto := getattr(one, "proto", None), Message):
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


_SIGNS = re.compile(r"<[^>]*>|:[a-z]+/[a-z_]+:|:[a-z-]+(?=\[)|(?:https?:/)?/[a-z_]+\?\S+")
"""HTML, Markdown's icons and colours, and addresses."""


_SHAPE = re.compile("A*a*|nan")
"""What stands for a cell that nobody is shown, and for an empty one."""


def _found(texts: Iterator[str]) -> set[tuple[str, str]]:
    return {
        (word, text[:160])
        for text in texts
        for word in unmarked(_SIGNS.sub(" ", text), _known())
        if not _SHAPE.fullmatch(word)
    }


@pytest.mark.parametrize("page", [entry.name for entry in menu.PAGES])
def test_a_page_has_no_word_of_ours_unmarked(open_app: Open, page: str) -> None:  # noqa: F811
    assert CODE in languages()
    app = open_app("overview", lang=CODE)
    app.session_state["_report_language"] = CODE
    with speaking(CODE):  # AppTest asks what a choice is called
        go_to(app, page)
    assert app.title[0].value == load(CODE).texts[f"page.{page}.title"]
    assert _found(_shown(app)) == set()


@pytest.mark.parametrize("step", ["file", "columns", "decide", "texts", "publish"])
def test_a_step_of_publishing_has_no_word_of_ours_unmarked(open_app: Open, step: str) -> None:  # noqa: F811
    app = open_app("publish", lang=CODE)
    with speaking(CODE):  # AppTest asks what a choice is called
        give(app, MESSY.encode())
        at(app, step)
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
    lines = (re.sub(r"^ +[a-z_]+ +← ", "", line) for line in printed.splitlines())  # keys of the settings
    assert _found(lines) == set()
    if command == "template":
        assert _found(_of_file(tmp_path / "x.xlsx")) == set()
