"""The documents say what the table of figures says, and the table says everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_data.analysis.indicator_table import INDICATORS
from grm_data.analysis.row_sets import DAYS, SETS
from grm_data.definitions import DEFINITIONS, PAGES
from grm_data.definitions.writing import annex, methodology, written

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", written(ROOT), ids=lambda path: path.name)
def test_a_document_is_what_python_m_grm_data_definitions_writes(path: Path) -> None:
    assert path.read_text("utf-8") == written(ROOT)[path]


@pytest.mark.parametrize("one", DEFINITIONS.values(), ids=list(DEFINITIONS))
def test_a_figure_has_a_name_a_formula_and_rows_that_can_be_counted(one) -> None:
    assert one.name
    assert one.formula
    assert {*one.sets, *one.left_out} <= {*SETS, "beneficiaries"}
    assert one.days in {None, *DAYS}
    assert one.rows or one.code in ("recorded", "who", "reported_otherwise")
    assert (one.of is not None) == one.how.divides


def test_every_figure_stands_on_a_page_and_every_indicator_is_one() -> None:
    assert {code for codes in PAGES.values() for code in codes} == {*DEFINITIONS}
    assert {*INDICATORS} <= {*PAGES["indicators"]}


def test_no_two_figures_of_a_page_have_the_same_name() -> None:
    for codes in PAGES.values():
        assert len({DEFINITIONS[code].name for code in codes}) == len(codes)


def test_the_annex_of_a_report_is_a_line_for_each_of_its_figures_and_words() -> None:
    lines = annex()
    assert "Resolved of addressed = resolved ÷ addressed" in lines
    assert "on time = resolved in at most as many days as the standard has" in lines
    assert all("\n" not in line and line.partition(" = ")[0] in methodology() for line in lines)
