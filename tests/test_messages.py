"""Sentences that name a setting: the command line names the key of the file, a page the place on Project."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from grm_data import messages
from grm_data.messages import message, naming_places_of_pages
from grm_data.speech import load

TEXTS = load("en").texts
NAMING = sorted(key for key, text in TEXTS.items() if "etting[" in text)
KEY = re.compile(
    r"\[(project|register|calendar|dates|sheets|rows|columns|values|confidentiality|service_standard|notes|report)[.\]]"
)

OF_THE_COMMAND_LINE = ("cli.", "error.settings-", "setting.file.", "error.store-", "start.")
"""Sentences that no page shows, or only of a settings file that somebody opened just then."""

VALUES = {name: "7" for text in TEXTS.values() for name in re.findall(r"{(\w+)[},!:]", text)}


def told(key: str) -> str:
    return message(
        key.removesuffix(".one").removesuffix(".other"), **VALUES | {"n": 1 if key.endswith(".one") else 2}
    )


def test_no_sentence_of_a_page_names_the_settings_file_or_a_key_of_it() -> None:
    with naming_places_of_pages():
        found = {key: told(key) if key in NAMING else text for key, text in TEXTS.items()}
    ours = {key: text for key, text in found.items() if not key.startswith(OF_THE_COMMAND_LINE)}
    assert {key for key, text in ours.items() if "grm.toml" in text or KEY.search(text)} == set()
    assert not [text for key, text in ours.items() if key in NAMING and "{" in text]


@pytest.mark.parametrize("key", NAMING)
def test_the_command_line_keeps_the_key_and_a_page_names_a_page(key: str) -> None:
    in_file = told(key)
    with naming_places_of_pages():
        on_page = told(key)
    assert re.search(r"under \[|settings|--accept", in_file)
    assert re.search(r"the page (Project|Publish)", on_page)
    assert in_file != on_page


def test_a_server_of_pages_names_their_places_from_its_start_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_everywhere", ["file"])
    messages.name_places_of_pages()
    assert "on the page Project" in message("finding.status-unknown")


def test_each_place_that_a_sentence_names_is_told_in_both_ways() -> None:
    texts = tomllib.loads(files("grm_data").joinpath("locale", "en.toml").read_text("utf-8"))["setting"]
    assert texts["file"].keys() == texts["page"].keys()
    used = {name for key in NAMING for name in re.findall(r"etting\[(\w+)\]", TEXTS[key])}
    assert used == texts["file"].keys()


def test_the_part_of_the_page_that_a_sentence_names_is_there() -> None:
    parts = {text for key, text in TEXTS.items() if key.startswith("project.part.")}
    named = re.compile(r"under ([^.]+?) on the page Project")
    found = {name for text in TEXTS.values() for name in named.findall(text)}
    assert found
    assert found <= parts
