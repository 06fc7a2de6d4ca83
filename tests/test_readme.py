"""The documents are true: the README's commands work as written, the definitions are what the program knows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from grm_data import __version__
from grm_data.cli import main
from grm_data.errors import SettingsError
from grm_data.settings import parse_settings
from grm_data.settings.reading import TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DEFINITIONS, _, NOT_BUILT = (
    (ROOT / "docs" / "definitions.md").read_text("utf-8").partition("## Not built yet")
)
COMMANDS = re.findall(r"^python -m (grm_data .+)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands write: a folder with the samples in it."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "sample_data").symlink_to(ROOT / "sample_data", target_is_directory=True)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works_as_written(command: str, folder: Path) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "GRM_DATABASE_URL": f"sqlite:///{folder / 'grm.sqlite'}",
    }
    arguments = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (1 if "broken" in command else 0), done.stderr
    assert done.stdout


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 7


def test_the_readme_opens_with_a_picture_and_the_two_commands() -> None:
    opening = "\n".join(README.splitlines()[:30])
    assert "make run" in opening
    assert "make test" in opening
    assert "streamlit run app.py" in opening
    (picture,) = re.findall(r"!\[.*?\]\((.+?)\)", opening)
    assert (ROOT / picture).stat().st_size > 10_000


def test_every_setting_of_the_readme_is_one() -> None:
    for name in re.findall(r"`\[(\w+)(?:\.\w+)?\]", README):
        assert name in TABLES


def listed(kind: str) -> set[str]:
    """What the definitions say isn't built yet."""
    found = re.search(rf"^- {kind}:(.*?)(?=^- |\Z)", NOT_BUILT, re.M | re.S)
    return set(re.findall(r"`([^`]+)`", found[1])) if found else set()


def helped(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What --help says."""
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


def test_the_definitions_name_every_command_and_those_that_are_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = set(re.findall(r"^\| `([a-z]+)[ `]", DEFINITIONS, re.MULTILINE))
    assert listed("Commands") < told
    assert told - listed("Commands") == set(re.findall(r"^ {4}([a-z]+)(?: |$)", helped(capsys), re.MULTILINE))


def test_the_definitions_name_options_that_are_there_and_those_that_are_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = dict(re.findall(r"^\| `([a-z]+) ?((?:[^`|]|\\\|)*)` \|", DEFINITIONS, re.MULTILINE))
    for command in rows.keys() - listed("Commands"):
        known = set(re.findall(r"--[a-z-]+", helped(capsys, command)))
        for option in re.findall(r"--[a-z-]+", rows[command]):
            is_missing = bool({option, f"{command} {option}"} & listed("Options"))
            assert (option in known) is not is_missing, f"{command} {option}"


def test_the_definitions_settings_are_settings() -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", DEFINITIONS, re.MULTILINE | re.DOTALL)
    assert parse_settings(block.encode()).name == "Smart Government Project"


def test_the_definitions_name_further_settings_that_are_there_and_those_that_are_missing() -> None:
    rows = re.findall(r"^\| ((?:`\[[^|]+)) \|", DEFINITIONS, re.MULTILINE)
    further = [name for row in rows for name in re.findall(r"`(\[[^`]+)`", row)]
    assert listed("Settings") == {name for name in further if not is_setting(name)}


def is_setting(name: str) -> bool:
    """Whether ``[table] key`` is known, whatever its value may be."""
    table, _, key = name.partition(" ")
    try:
        parse_settings(f"{table}\n{key or 'a'} = 'b'".encode())
    except SettingsError as error:
        return error.key != "settings-unknown-key"
    return True


def test_the_changelog_opens_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == __version__
