"""The house's rules for the pages: which doors of the package they use, and how long they may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.conftest import ROOT

FILES = [
    ROOT / "app.py",
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted((ROOT / "grm_dashboard").rglob("*.py")),
    *sorted((ROOT / "grm_data/figures").glob("*.py")),
]
DOORS = (
    "analysis",
    "comparing",
    "definitions",
    "environment",
    "errors",
    "figures",
    "intake.opening",
    "intake.template",
    "messages",
    "reconcile",
    "readers",
    "register",
    "secret",
    "settings",
    "speech",
    "store",
    "report",
)


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_pages_use_the_public_doors_of_the_package_only(file: Path) -> None:
    for module in imported(file):
        if module.startswith("grm_data.") and file.parent.name != "figures":
            assert module.removeprefix("grm_data.").startswith(DOORS), module


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_modules_and_functions_stay_short(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) < 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1
            assert length <= 30, f"{node.name}: {length} lines"


def test_no_page_has_styles_or_html_of_its_own() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        if file.name in ("printing.py", "languages.py", "writing.py"):  # tables, language, a script of ours
            continue
        assert "unsafe_allow_html" not in text
        assert "st.html" not in text


@pytest.mark.parametrize("name", ["table", "write"])
def test_no_command_that_reads_markdown_in_cells_is_used(name: str) -> None:
    for file in FILES:
        if (name, file.name) == ("table", "tables.py"):  # its only use makes each cell inert
            continue
        assert f"st.{name}(" not in file.read_text("utf-8")
