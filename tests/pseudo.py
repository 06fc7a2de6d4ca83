"""A language of nobody's: every text of ours in marks, so that a word without them is one that no file holds.

``make pseudo`` crawls the pages, the three formats and the command line of a copy of the program in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grm_data.speech import load

__all__ = ["BEGIN", "CODE", "END", "ROOT", "pseudo_tree", "unmarked"]

ROOT = Path(__file__).resolve().parents[1]
CODE, BEGIN, END = "zz", "«", "»"
_COPIED = (".streamlit", "grm_data", "grm_dashboard", "pages", "sample_data", "tests")
_MANNERS = """
[language]
name = "«Pseudo»"
plural = "n > 1"
forms = ["one", "other"]
fraction = "other"
decimal = "٫"
group = "’"
percent = "{n}٪"
separator = "، "
clauses = "؛ "
reviewed = { by = "", on = "" }
"""
_NO_WORDS = ("page.day_column", "page.day_input")
"""Patterns for Streamlit, which takes no others."""

_LEADING = re.compile(r"- |#+ |\s+")
_MARKED = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_WORD = re.compile(r"[^\W\d_]{2,}")


def _marked(text: str) -> str:
    return "\n".join(_marked_line(line) if line.strip() else line for line in text.split("\n"))


def _marked_line(line: str) -> str:
    head = found[0] if (found := _LEADING.match(line)) else ""
    return f"{head}{BEGIN}{line[len(head) :]}{END}"


def pseudo_tree(folder: Path) -> Path:
    """A copy of the program that speaks the language, too."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    texts = {key: text if key in _NO_WORDS else _marked(text) for key, text in load("en").texts.items()}
    lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in texts.items()]
    (folder / "grm_data" / "locale" / f"{CODE}.toml").write_text("\n".join([*lines, _MANNERS]), "utf-8")
    return folder


def unmarked(text: str, known: set[str]) -> Iterator[str]:
    """The words of a text that stand in no marks and aren't known."""
    before = None
    while text != before:
        before, text = text, _MARKED.sub(" ", text)
    yield from (word for word in _WORD.findall(text) if word.casefold() not in known)


def main() -> int:
    """Crawl; 1 where a word of ours was found unmarked."""
    with tempfile.TemporaryDirectory() as name:
        tree = pseudo_tree(Path(name))
        crawl = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/locale/crawl.py"]
        return subprocess.run([*crawl, *sys.argv[1:]], cwd=tree, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
