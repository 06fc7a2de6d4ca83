"""Contract tests over the table of findings: every code has all that passes ask of it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from grm_data.messages import has_message
from grm_data.register.codes import CODES, REASONS, InReport, Severity, Why, code_of, why_of

ROOT = Path(__file__).resolve().parents[2]
LOCALE = tomllib.loads((ROOT / "grm_data" / "locale" / "en.toml").read_text("utf-8"))
SOURCES = [path.read_text("utf-8") for path in (ROOT / "grm_data" / "intake").rglob("*.py")]


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_a_sentence(name: str) -> None:
    assert has_message(f"finding.{name}") or has_message(f"finding.{name}.one")


def test_every_sentence_has_a_code() -> None:
    assert set(LOCALE["finding"]) == set(CODES)
    assert set(LOCALE["excluded"]) == set(REASONS)


@pytest.mark.parametrize("name", [name for name, code in CODES.items() if code.in_report is InReport.NAMED])
def test_what_the_report_names_has_a_sentence_in_it(name: str) -> None:
    assert has_message(f"report.note.of.{CODES[name].told_as or name}")


def test_no_other_sentence_is_kept_for_the_report() -> None:
    named = {code.told_as or name for name, code in CODES.items() if code.in_report is InReport.NAMED}
    assert set(LOCALE["report"]["note"]["of"]) == named


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.told_as])
def test_a_code_told_as_another_is_as_grave(code: object) -> None:
    assert CODES[code.told_as].severity is code.severity  # type: ignore[attr-defined]


PLACE = {"Finding": 0, "say": 0, "_say": 0, "find": 1}
"""Which argument of a call is the code."""


def given_codes(source: str) -> Iterator[str]:
    """The codes that a module gives by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PLACE.get(name, len(node.args))
            if place < len(node.args) and isinstance(node.args[place], ast.Constant):
                yield node.args[place].value


def test_every_code_that_the_intake_gives_is_in_the_table() -> None:
    given = {code for source in SOURCES for code in given_codes(source) if isinstance(code, str)}
    assert len(given) > 25
    assert given <= set(CODES)


def test_a_code_of_a_later_release_is_taken_for_the_most_careful_one() -> None:
    assert code_of("zorp-quib").reveals
    assert why_of("zorp") is Why.SENSITIVE


COUNTS_NO_CASE = {
    "sheet-not-read", "sheet-other", "ticks-read", "mongolian-letters-repaired", "nul-characters-removed",
    "characters-unreadable", "cells-far-away",
}  # fmt: skip
"""Sentences whose number is of letters, columns or another sheet."""


@pytest.mark.parametrize("name", sorted(set(CODES) - COUNTS_NO_CASE))
def test_a_sentence_that_counts_cases_or_tells_a_day_of_one_reveals(name: str) -> None:
    """A sensitive case counts in it, too: readers would subtract those that they see."""
    found = LOCALE["finding"][name]
    text = " ".join(found.values()) if isinstance(found, dict) else found
    if any(f"{{{value}}}" in text for value in ("n", "row", "rows", "first", "last")):
        assert CODES[name].reveals


def test_the_gravest_comes_first() -> None:
    assert sorted(Severity, key=lambda one: one.rank) == [Severity.ERROR, Severity.WARNING, Severity.INFO]
