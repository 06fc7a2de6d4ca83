"""The README's commands work as written, and it opens with what a newcomer needs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
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
    from grm_data.settings import TABLES

    for name in re.findall(r"`\[(\w+)(?:\.\w+)?\]", README):
        assert name in TABLES
