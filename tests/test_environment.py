"""A variable with a wrong value is one sentence that names it, on the command line and at a dashboard's start."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_dashboard.people.access import why_not_to_start
from grm_data.environment import check_environment
from grm_data.errors import GrmError
from tests.running import REGISTER, ran, refused

NUMBERS = ("GRM_READ_FILE_MB", "GRM_READ_MEMORY_MB", "GRM_READ_CPU_S", "GRM_READ_WALL_S")
WRONG = [
    *((name, value) for name in NUMBERS for value in ("many", "-1", "0", "inf", "nan", "1 GB", "1,5")),
    *(("GRM_PUBLIC", value) for value in ("true", "yes", "2", "1 ")),
    *((name, value) for name in ("GRM_STAFF", "GRM_REVIEWERS")
      for value in ("bat", "a@example.org; group:", "Group:staff", "a@ex\u0430mple.org")),
    *(("GRM_DATA", value) for value in (str(REGISTER), "/nowhere/at/all", "x" * 300, f"{REGISTER}/x")),
    ("GRM_SECRET", "short"),
]  # fmt: skip
FILES = [
    (name, value) for name in ("GRM_REGISTER", "GRM_SETTINGS") for value in ("/nowhere", "/", "/dev/null")
]


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GRM_REGISTER", "GRM_SETTINGS", "GRM_STAFF", "GRM_REVIEWERS", "GRM_PUBLIC", "GRM_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GRM_DATABASE_URL", f"sqlite:///{tmp_path / 'grm.sqlite'}")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    for command in (("history",), ("check", REGISTER)):
        said = refused(*command)
        assert name in said
        assert name == "GRM_SECRET" or "Correct it" in said
    assert name in str(why_not_to_start())


@pytest.mark.parametrize(("name", "value"), FILES)
def test_a_dashboard_is_started_with_files_that_are_there(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert name in str(why_not_to_start())
    assert ran("history").returncode == 0, "the command line has no use for it"


@pytest.mark.parametrize("value", ["mysql://a/b", "sqlite:////nowhere/at/all/grm.sqlite", "sqlite:////", "x"])
def test_an_address_that_is_no_database_is_refused_by_its_name(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", value)
    for command in (("history",), ("publish", REGISTER), ("init",)):
        assert "GRM_DATABASE_URL" in refused(*command)


def test_what_is_right_or_blank_passes(tmp_path: Path) -> None:
    right = {
        "GRM_READ_MEMORY_MB": "512", "GRM_READ_CPU_S": "2.5", "GRM_PUBLIC": "0", "GRM_SECRET": "s" * 32,
        "GRM_STAFF": "Bat@example.org, group:grm-staff;a@b", "GRM_REVIEWERS": "  ", "GRM_DATA": str(tmp_path / "new"),
        "GRM_REGISTER": str(REGISTER), "GRM_SETTINGS": "",
    }  # fmt: skip
    check_environment(right, is_served=True)
    check_environment(dict.fromkeys(right, ""), is_served=True)
    with pytest.raises(GrmError):
        check_environment(right | {"GRM_PUBLIC": "2"})
