"""Days near the end of the calendar, or of a year that no register is about, are one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.running import REGISTER, ran, refused

EDGES = ("0001-01-01", "0001-01-02", "1582-10-15", "1899-12-31", "2101-01-01", "9999-12-31")
REPORT = ("report", REGISTER, "--out", "out", "--format", "xlsx")


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize(
    "command",
    [
        ("summary", REGISTER, "--to", "2020-12-31", "--from"), ("indicators", REGISTER, "--from", "2020-06-25", "--to"),
        ("records", REGISTER, "--as-of"), (*REPORT, "--to", "2020-12-31", "--from"),
        (*REPORT, "--from", "2020-06-25", "--to"), ("publish", REGISTER, "--complete-to"),
    ],
)  # fmt: skip
def test_a_day_that_nobody_asks_about_is_refused_by_its_option(day: str, command: tuple[object, ...]) -> None:
    said = refused(*command, day)
    assert str(command[-1]) in said
    assert "1900 to 2100" in said


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize(
    "setting",
    ["[project]\nstart = {}", "[register]\ncomplete_to = {}", "[calendar]\ndays_off = [{}]",
     "[calendar]\nworked_days = [{}]"],
)  # fmt: skip
def test_a_day_of_the_settings_that_nobody_asks_about_is_refused_by_its_key(
    day: str, setting: str, tmp_path: Path
) -> None:
    (tmp_path / "grm.toml").write_text(setting.format(day))
    said = refused("check", REGISTER, "--settings", tmp_path / "grm.toml")
    assert setting.split("\n")[1].split()[0] in said
    assert "1900 to 2100" in said


@pytest.mark.parametrize(
    "edges", [("1900-01-01", "1900-01-01"), ("2100-12-31",) * 2, ("1900-01-01", "2100-12-31")]
)
def test_the_first_and_the_last_day_that_can_be_asked_about_are_counted(
    edges: tuple[str, str], tmp_path: Path
) -> None:
    first, last = edges
    shutil.copy(REGISTER, tmp_path / "register.csv")
    settings = tmp_path / "grm.toml"
    settings.write_text(f"[project]\nstart = {first}\ncountry = 'MN'\n[calendar]\ndays_off = [{last}]\n")
    period = (tmp_path / "register.csv", "--settings", settings, "--from", first, "--to", last)
    for command in ("summary", "indicators"):
        assert ran(command, *period, "--json").returncode == 0
    assert ran("summary", *period, "--as-of", "1900-01-01").returncode == 0
    assert ran("report", *period, "--format", "docx", "--out", tmp_path / "out").returncode == 0
