"""What is printed arrives, or one line says that it can't; whatever letters a file's name has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from grm_data.cli import main
from grm_data.guarded.wire import Message
from grm_data.store import Store
from tests.running import REGISTER, ROOT, ran, refused


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def full(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """A device without room, and Python's own buffer before it or not."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)
    with Path("/dev/full").open("w") as device:
        yield device


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["text", "json"])
def test_a_version_whose_number_can_not_be_printed_is_published_all_the_same(
    full: IO[str], json: tuple[str, ...]
) -> None:
    said = refused("publish", REGISTER, *json, stdout=full)
    assert "Version 1 is published" in said
    assert "try again" not in said
    with Store() as store:
        assert store.current_number() == 1


@pytest.mark.parametrize(
    "command", [("history",), ("records", REGISTER), ("summary", "--help"), ("--version",)]
)
def test_a_result_that_can_not_be_printed_is_one_line(full: IO[str], command: tuple[object, ...]) -> None:
    assert "can't be written" in refused(*command, stdout=full)


@pytest.mark.parametrize("command", [("check", REGISTER), ("check", "no-such-file"), ("no-such-command",)])
def test_what_can_be_said_on_neither_stream_is_said_by_the_exit_code(
    full: IO[str], command: tuple[object, ...]
) -> None:
    call = [sys.executable, "-m", "grm_data", *map(str, command)]
    assert subprocess.run(call, cwd=ROOT, stdout=full, stderr=full).returncode == 2


@pytest.mark.parametrize("command", [("history",), ("records", REGISTER), ("publish", REGISTER)])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_reader_that_has_seen_enough_is_no_fault(
    command: tuple[object, ...], buffered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)
    reading, writing = os.pipe()
    os.close(reading)
    done = ran(*command, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    "command",
    [
        ("--version",), ("summary", REGISTER), ("check", REGISTER), ("indicators", REGISTER, "--json"),
        ("records", REGISTER), ("publish", REGISTER, "--json"), ("history", "--json"),
    ],
    ids=str,
)  # fmt: skip
def test_a_command_whose_output_was_closed_ends_as_ever(command: tuple[object, ...]) -> None:
    call = [sys.executable, "-m", "grm_data", *map(str, command)]
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *call], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_no_error_is_printed_where_a_result_is_awaited() -> None:
    call = [sys.executable, "-m", "grm_data", "summary", "no-such-file"]
    done = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *call], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("told", [({}, [b""]), ({"code": 0}, []), ({"code": 0}, [b"\xff"])], ids=str)
def test_what_a_hostile_file_makes_its_process_tell_is_one_line(
    told: tuple[dict[str, int], list[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        "grm_data.guarded.run", lambda *_: Message("done", told[0], [*map(memoryview, told[1])])
    )
    assert main(["check", str(REGISTER)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((b"check", b"b\xff.csv"), "There is no file at b\\udcff.csv"), ((b"check", b"x.csv", b"--settings", b"none\xff.toml"), "none\\udcff.toml"),
        ((b"check", b"x.csv", b"--bog\xffus"), "--bog\\udcffus"), ((b"history", b"\xff"), "\\udcff"),
    ],
)  # fmt: skip
def test_a_name_that_is_no_utf_8_is_one_line_too(arguments: tuple[bytes, ...], words: str) -> None:
    assert words in refused(*arguments)


def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/b\xff.csv"
    Path(os.fsdecode(file)).write_bytes(REGISTER.read_bytes())
    assert json.loads(ran("check", file, "--json").stdout)["rows_used"] == 29
    assert "b?.csv" in ran("check", file).stdout
    assert ran("publish", file).returncode == 0


def test_a_reason_for_errors_is_only_told_where_there_are_errors() -> None:
    assert ran("publish", REGISTER, "--accept", "all is well").returncode == 0
    assert "published with errors" not in ran("history").stdout


LARGE = {"numpy", "pandas", "pyarrow", "xlsxwriter", "openpyxl", "sqlalchemy", "typst", "docx", "plotly"}


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["report", "--help"], set()),
        (["summary", REGISTER, "--from", "2020-06-25", "--to", "2020-12-31"], set()),
        (["check", REGISTER], set()),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[object], needed: set[str]) -> None:
    code = (
        "import sys; from grm_data.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*{name.partition('.')[0] for name in sys.modules})"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert not said.stderr
    assert LARGE.intersection(said.stdout.splitlines()[-1].split()) == needed
