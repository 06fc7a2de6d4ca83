"""What is under every chart: its table, and one menu with its files, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from grm_dashboard.blocks import charting, files
from grm_data.report.pictures import making
from tests.pages.conftest import Open, write_register

Offered = dict[str, tuple[str, Callable[[], bytes]]]
FILES = ["Table as CSV", "Picture as PNG", "Picture as SVG"]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """The files that a page offers: what makes each, by its name."""
    found: Offered = {}
    real = files.file_button

    def note(name: str, content: Any, file: str, *more: Any) -> None:
        found[file] = name, content
        real(name, content, file, *more)

    monkeypatch.setattr(files, "file_button", note)
    monkeypatch.setattr(charting, "file_button", note)
    return found


@pytest.mark.parametrize("page", ["overview", "timeliness", "trends", "waiting"])
def test_every_chart_has_its_table_and_files_in_one_place(
    open_whole: Open, tmp_path: Path, page: str
) -> None:
    answered = [f"{n},2020-0{n}-06,request,email,Resolved,2020-0{n}-20,11," for n in range(1, 7)]
    register = write_register(tmp_path, [*answered, "7,2020-06-01,complaint,phone,Resolving,,,"])
    app = open_whole(page, register, period="start")
    opened = [one for one in app.expander if one.label == "Table and files"]
    assert len(opened) == len(app.get("plotly_chart")) > 0
    for one in opened:
        assert len(one.dataframe) == 1
        assert [button.proto.label for button in one.get("download_button")] == FILES


def test_the_files_are_the_chart_s_own_numbers_and_pictures(open_whole: Open, offered: Offered) -> None:
    name = "feedback-received-per-half-year-by-status"
    table = open_whole(period="start").dataframe[0].value
    content = {kind: offered[f"{name}.{kind}"][1]() for kind in ("csv", "png", "svg")}
    pd.testing.assert_frame_equal(pd.read_csv(BytesIO(content["csv"])), table)
    with Image.open(BytesIO(content["png"])) as image:
        assert (image.format, image.width) == ("PNG", 1000)
    assert ElementTree.fromstring(content["svg"])[0].text == "When was it received?"


def test_nothing_is_drawn_before_somebody_asks(
    open_whole: Open, offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(making.typst, "compile", lambda *_, **how: drawn.append(how["format"]) or b"<svg>")
    open_whole(period="start")
    assert not drawn
    offered["feedback-by-status.svg"][1]()
    assert drawn == ["svg"]
