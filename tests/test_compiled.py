"""The program's own TOML files are compiled once, and read anew as soon as they change."""

import tomllib
from pathlib import Path

import pytest

from grm_data.compiled import toml_file

ROOT = Path(__file__).parents[1] / "grm_data"


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.toml")), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_is_what_toml_says(file: Path) -> None:
    assert toml_file(file) == tomllib.loads(file.read_text("utf-8")) == toml_file(file)


def test_no_file_is_named_as_a_module_beside_it() -> None:
    """Both would be kept in one file of __pycache__."""
    assert [file for file in ROOT.rglob("*.toml") if file.with_suffix(".py").exists()] == []


def test_a_file_is_parsed_once_and_again_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "ours.toml"
    file.write_text("day = 2026-11-27\n[words]\nmn = ['тийм']\n", "utf-8")
    first = toml_file(file)
    with monkeypatch.context() as patched:
        patched.setattr(tomllib, "loads", lambda _: pytest.fail("it is parsed again"))
        second = toml_file(file)
    assert first == second
    first["words"]["mn"].append("үгүй")  # each caller has its own
    assert toml_file(file) == second
    file.write_text("day = 2026-11-28\n", "utf-8")
    assert str(toml_file(file)["day"]) == "2026-11-28"


def test_where_nothing_is_written_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    file = tmp_path / "ours.toml"
    file.write_text("a = 1", "utf-8")
    assert toml_file(file) == {"a": 1}
    assert [*tmp_path.iterdir()] == [file]
