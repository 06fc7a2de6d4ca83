"""One term for one concept: what a message calls in English has its language's own name there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.locale.test_files import OTHERS, PLACEHOLDER, english_of, in_file

TERMS = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text("utf-8"))["term"]
OTHERWISE = {
    "page.unreviewed",  # a native reader is no reader of a version
    "project.label.register.complete_to",  # a label, under the heading of the register
    "template.lines",  # "registered" as a verb
    "welcome.template_file",  # a file's name
    "report.introduction",  # "unrelated" in a sentence of its own
}
NAMES = re.compile(r"\[[^\]]*\]")
"""Of settings: [columns], [values.channel]."""


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["english"])
@pytest.mark.parametrize("code", OTHERS)
def test_a_concept_has_one_term(code: str, term: dict[str, str]) -> None:
    said = {
        key: text
        for key, text in in_file(code).items()
        if re.search(term["english"], NAMES.sub("", PLACEHOLDER.sub("", english_of(key))), re.IGNORECASE)
    }
    assert len(said) >= 3
    wrong = [key for key, text in said.items() if not re.search(term[code], text, re.IGNORECASE)]
    assert set(wrong) <= OTHERWISE
