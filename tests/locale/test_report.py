"""The source report's two tables in Mongolian and French: golden files, with the numbers of the English ones."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from grm_data.cli import main
from grm_data.speech import languages, load
from tests.report.conftest import SAMPLE, program  # noqa: F401  a fixture
from tests.report.reading import docx_tables, pdf_text, squeezed, unzipped

HERE = Path(__file__).parent
WRITTEN = HERE.parent / "report" / "golden"
OTHERS = languages()[1:]
NUMBER = re.compile(r"\d+")
MONTHS = {load(code).texts[f"report.long_month.{i}"]: str(i) for code in languages() for i in range(1, 13)}


def golden(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module", params=OTHERS)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Path]]:
    """(language, format → file) of the source report's period."""
    code, out = str(request.param), tmp_path_factory.mktemp(request.param)
    assert main(["report", str(SAMPLE), "--from", "2020-06-25", "--to", "2020-12-31", "--out", str(out),
                 "--language", code]) == 0  # fmt: skip
    files = {path.suffix[1:]: path for path in out.iterdir()}
    assert {path.stem.rpartition("-")[2] for path in files.values()} == {code}
    return code, files


def numbers(cell: str) -> Counter[str]:
    """Its numbers; a month by its name counts as its number."""
    for name, number in MONTHS.items():
        cell = re.sub(rf"\b{name}\b", number, cell)
    return Counter(str(int(one)) for one in NUMBER.findall(cell))


@pytest.mark.parametrize("table", ["received", "addressed"])
def test_both_tables_are_as_they_were_and_have_the_numbers_of_the_english_ones(
    report: tuple[str, dict[str, Path]], table: str
) -> None:
    code, files = report
    found = {tuple(one[0]): one for one in docx_tables(files["docx"])}
    expected = golden(HERE / "golden" / f"{table}-{code}.csv")
    assert found[tuple(expected[0])] == expected
    for row, english in zip(expected[1:], golden(WRITTEN / f"{table}.csv")[1:], strict=True):
        assert sum(map(numbers, row), Counter()) == sum(map(numbers, english), Counter())


def test_the_pdf_holds_every_row_of_both_tables(
    report: tuple[str, dict[str, Path]],
    program: Callable[[str], str],  # noqa: F811
) -> None:
    code, files = report
    text = squeezed(pdf_text(files["pdf"], program("pdftotext"), "-raw"))
    for row in golden(HERE / "golden" / f"addressed-{code}.csv"):
        assert squeezed("".join(row)) in text
    for _, _, status, cell in golden(HERE / "golden" / f"received-{code}.csv")[1:]:
        assert squeezed(status + cell) in text


def test_each_format_says_its_language(report: tuple[str, dict[str, Path]]) -> None:
    code, files = report
    assert Document(str(files["docx"])).core_properties.language == code
    styles = unzipped(files["docx"])["word/styles.xml"].decode()
    assert set(re.findall(r'<w:lang[^>]* ?w:val="(\w+)"', styles)) == {code}
    assert re.search(rb"/Lang\s*\(%s\)" % code.encode(), files["pdf"].read_bytes())
