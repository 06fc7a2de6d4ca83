"""docs/guide.md: what it calls by name is on the pages, and every picture that it shows is made by a command."""

from __future__ import annotations

import re

import pytest

from grm_data.speech import load
from tests.browser.serving import ROOT
from tests.picturing import FOLDER, PICTURES

GUIDE = (ROOT / "docs" / "guide.md").read_text("utf-8")
SHOWN = re.findall(
    r"\*\*([^*]+)\*\*", re.sub(r"^(\d+\. |)\*\*[^*]+[.?:]\*\*|^\*\*[^*]+\*\* \(.*", "", GUIDE, flags=re.M)
)
TEXTS = {
    re.sub(r"{\w+[^}]*}", r"\\d+", re.escape(text).replace(r"\{", "{").replace(r"\}", "}"))
    for text in load("en").texts.values()
}


@pytest.mark.parametrize("name", sorted({" ".join(name.split()) for name in SHOWN} - {"bold"}))
def test_what_the_guide_calls_by_name_stands_on_a_page(name: str) -> None:
    assert any(re.fullmatch(text, name) or text.startswith(f"{re.escape(name)}:") for text in TEXTS)


def test_every_picture_is_one_that_the_command_makes_and_is_small() -> None:
    shown = set(re.findall(r"pictures/(\w+)\.png", GUIDE))
    assert shown == set(PICTURES)
    for name in PICTURES:
        content = (FOLDER / f"{name}.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 120_000


def test_every_place_that_the_guide_leads_to_is_there() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^## (.+)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", GUIDE)) <= heads
    for file, head in re.findall(r"\]\(([\w]+\.md)#([\w-]+)\)", GUIDE):
        there = (ROOT / "docs" / file).read_text("utf-8").lower()
        assert f"## {head.replace('-', ' ')}" in there
