"""The database is made on purpose where others read it; on a laptop by whoever publishes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import REGISTER, ran, refused

SERVERS = [{"GRM_PUBLIC": "1"}, {"GRM_STAFF": "a@example.org"}, {"GRM_REVIEWERS": "group:readers"}]


@pytest.fixture(params=SERVERS, ids=lambda one: next(iter(one)))
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a server that others reach."""
    for name, value in request.param.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("command", [("publish", REGISTER), ("history",), ("history", "--verify")])
@pytest.mark.usefixtures("server")
def test_a_server_makes_no_database_by_itself(command: tuple[object, ...], database: Path) -> None:
    assert "grm init" in refused(*command)
    assert not database.exists()
    database.touch()
    assert "grm init" in refused(*command)


@pytest.mark.usefixtures("server")
def test_a_server_s_database_is_made_once_and_then_used() -> None:
    assert ran("init").stdout == "The database is ready; 0 versions are published in it.\n"
    assert ran("publish", REGISTER, "--by", "Oyun").returncode == 0
    assert ran("init").stdout == "The database is ready; 1 version is published in it.\n"


@pytest.mark.parametrize("public", ["", "0"])
def test_on_a_laptop_who_publishes_makes_it(
    monkeypatch: pytest.MonkeyPatch, public: str, database: Path
) -> None:
    monkeypatch.setenv("GRM_PUBLIC", public)
    monkeypatch.setenv("GRM_STAFF", " ")
    assert ran("publish", REGISTER, "--by", "Oyun").returncode == 0
    assert database.exists()
