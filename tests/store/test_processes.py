"""Killed, raced, out of room: what was acknowledged is there. ``GRM_KILLS=200 GRM_RACE=100`` is the full run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("GRM_KILLS", "8"))
EACH = int(os.environ.get("GRM_RACE", "10"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills processes")


def run(*arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.store.processes", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_nothing_acknowledged_is_lost_when_the_publisher_is_killed(url: str) -> None:
    found = run("kill", url, KILLS)
    assert found["rounds"] == KILLS
    assert found["acknowledged"] >= KILLS
    assert found["versions"] >= found["acknowledged"]
    assert (found["lost"], found["breaks"]) == (0, 0)


def test_writers_at_once_make_one_line_and_each_loser_is_told(url: str) -> None:
    found = run("race", url, 4, EACH)
    assert found.pop("told") >= 0
    assert found == {"failed": 0, "versions": 4 * EACH, "in_line": True, "breaks": 0}


@pytest.mark.parametrize("time", range(3 if EACH > 10 else 1))
def test_processes_may_open_a_new_store_at_once(url: str, time: int) -> None:
    assert run("create", url, 8) == {"failed": 0}


def test_a_full_disk_is_one_sentence_and_it_works_again(file: Path) -> None:
    assert run("full", file) == {"keys": ["store-full"] * 3, "readable": True, "after": 2, "breaks": 0}


def test_a_read_only_file_is_one_sentence_and_it_works_again(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        inside = tmp_path.relative_to(gettempdir()).parts  # of pytest, of this run, perhaps of xdist's worker
        for depth in range(1, len(inside) + 1):
            Path(gettempdir(), *inside[:depth]).chmod(0o755)
    assert run("readonly", tmp_path / "grm.sqlite") == {
        "readable": True,
        "key": "store-read-only",
        "after": 2,
    }
