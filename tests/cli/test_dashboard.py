"""``dashboard`` refuses in one line what can't be served; ``tests/test_package.py`` lets it serve."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import pytest

from grm_data.cli import dashboard, main

Capture = pytest.CaptureFixture[str]


def refused(capsys: Capture, *arguments: str) -> str:
    """The one line of a call in this process."""
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    return told.err


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1", "８５０１", ""])
def test_what_is_no_port_is_refused(capsys: Capture, port: str) -> None:
    assert "not a port between 1 and 65535" in refused(capsys, "dashboard", f"--port={port}")


def test_a_register_that_is_not_there_is_refused_before_anything_starts(capsys: Capture) -> None:
    assert "There is no file at nowhere.xlsx." in refused(capsys, "dashboard", "nowhere.xlsx")


@pytest.mark.parametrize("name", ["streamlit", "grm_dashboard"])
def test_the_package_without_its_dashboard_says_so(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found: Callable[[str], object] = importlib.util.find_spec
    monkeypatch.setattr(dashboard, "find_spec", lambda asked: None if asked == name else found(asked))
    assert "The dashboard isn't installed here." in refused(capsys, "dashboard")


def test_why_it_would_not_be_safe_to_start_is_one_line_and_2(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SystemExit("It would let everybody in.")

    monkeypatch.setattr(dashboard.runpy, "run_module", refuse)
    monkeypatch.setattr(dashboard, "_check_free", lambda port: None)
    assert main(["dashboard"]) == 2
    assert capsys.readouterr().err == "It would let everybody in.\n"
