"""A language is added by a file alone: a copy of English in marks, and every word of ours is in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.pseudo import CODE, pseudo_tree, unmarked


def test_a_language_from_a_copied_file_is_spoken_everywhere(tmp_path: Path) -> None:
    """Some of what ``make pseudo`` crawls."""
    tree = pseudo_tree(tmp_path)
    crawl = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/locale/crawl.py"]
    some = "summary or template or xlsx or overview or columns"
    done = subprocess.run([*crawl, "-k", some], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_what_stands_in_no_marks_is_found() -> None:
    assert list(unmarked("«One «two» three» four five", {"five"})) == ["four"]
    assert CODE not in ("en", "mn", "fr")
