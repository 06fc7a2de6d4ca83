"""What a server's process still knows of complainants once a spreadsheet is closed: nothing of a workbook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grm_data.guarded import wipe
from tests.guarded.memory import HEADINGS, NAMES, csv, names_in, rows
from tests.intake.making import xlsx

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read by /proc")

SERVER = """
import sys
from pathlib import Path
from grm_data.intake.opening import open_bytes, open_upload, annotated_copy, file_from_bytes
from grm_data.guarded import wipe
from grm_data.settings import Settings

def opened(path):
    content = path.read_bytes()
    open_bytes(path.name, content, Settings())
    upload = open_upload(path.name, content)
    wipe(content)
    del content
    for channel in ("email", "phone"):
        answers = upload.ask(Settings().with_words("channel", {"Email": channel}))
        assert len(answers.register) == 199 and answers.previews
    return upload

upload = opened(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
upload.close()
del upload
print("closed", flush=True)
sys.stdin.readline()
"""


def names_left(path: Path) -> tuple[int, int]:
    """(names in the server's memory while the spreadsheet is open, and once it is closed)."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        counts = []
        for word in (b"open\n", b"closed\n"):
            assert server.stdout.readline() == word
            counts.append(names_in(server.pid))
            server.stdin.write(b"\n")
            server.stdin.flush()
    return counts[0], counts[1]


def test_no_name_of_a_workbook_is_ever_in_the_server_s_memory(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(xlsx([list(HEADINGS), *rows()]))
    assert names_left(path) == (0, 0)


@pytest.mark.parametrize("padding", [0, 5_000])
def test_no_name_of_a_text_file_is_left_once_its_bytes_were_wiped(tmp_path: Path, padding: int) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(csv(padding))
    assert names_left(path) == (0, 0)


def test_a_name_that_is_there_would_be_found() -> None:
    held = csv().decode()
    assert names_in(os.getpid()) == len(NAMES)
    assert held


def test_bytes_are_overwritten_where_they_are_but_not_those_that_python_shares() -> None:
    content = csv()
    other = content
    wipe(content)
    assert other == bytes(len(other))
    wipe(b"a")
    assert b"a" == b"a"


RESIDENT = """
import re
from pathlib import Path
from grm_data.guarded import give_back
def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10
def freed():
    blocks = [bytearray(b"x" * (5 << 20)) for _ in range(4)]
    above = bytes(200_000)
    kept = resident()
    del blocks
    return kept - resident()
"""


def printed(code: str) -> list[int]:
    """The numbers that a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", RESIDENT + code], capture_output=True, encoding="utf-8", check=True
    )
    return list(map(int, done.stdout.split()))


def test_a_big_block_that_is_freed_is_gone() -> None:
    assert min(printed("give_back(at_once=True)\nfor _ in range(3): print(freed())")) >= 19


def test_what_is_kept_is_gone_when_nobody_holds_a_spreadsheet_any_more() -> None:
    code = """
give_back(at_once=False)
begin = resident()
freed()
print(resident() - begin)
give_back(at_once=False)
print(resident() - begin)
give_back(at_once=True)
print(freed())
"""
    kept, left, freed = printed(code)
    assert kept >= 10
    assert left <= 2
    assert freed >= 19
