"""Files that the command line is given and that it writes: nothing is waited for, half written or written over."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from grm_data.errors import UsageError
from grm_data.files import NotAFile, read_file, write_files
from tests.running import REGISTER, ran, refused

PERIOD = ("--from", "2020-06-25", "--to", "2020-12-31")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listener(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


KINDS: list[Callable[[Path], None]] = [pipe, listener, device, Path.mkdir]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register and nothing else, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(REGISTER, tmp_path / "register.csv")
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "command",
    [
        "check odd", "records odd", "publish odd", "summary register.csv --settings odd",
        "report register.csv --template odd --out out", "report register.csv --other odd --out out",
        "dashboard odd",
    ],
)  # fmt: skip
def test_what_is_no_file_is_refused_at_once(kind: Callable[[Path], None], command: str, folder: Path) -> None:
    kind(folder / "odd")
    said = refused(*command.split(), *(PERIOD if command.startswith("report") else ()))
    assert "isn't a file" in said or "folder" in said
    assert not (folder / "out").exists() or not list((folder / "out").iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_settings_beside_the_register_that_are_no_file_are_refused_too(
    kind: Callable[[Path], None], folder: Path
) -> None:
    kind(folder / "grm.toml")
    assert "grm.toml" in refused("check", "register.csv")


def test_a_file_that_became_a_pipe_meanwhile_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(folder / "odd")
    found = (folder / "register.csv").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: found)
    with pytest.raises(NotAFile):
        read_file(folder / "odd")


def annotated(folder: Path, output: str) -> str:
    """What is said where the register, its settings and the output are these."""
    shutil.copy(REGISTER.with_name("grm.toml"), folder / "grm.toml")
    return refused("check", "register.csv", "--annotated", output)


@pytest.mark.parametrize("output", ["register.csv", "./x/../register.csv", "soft", "hard", "grm.toml"])
def test_an_output_that_is_an_input_is_refused_by_whatever_name(output: str, folder: Path) -> None:
    (folder / "x").mkdir()
    (folder / "soft").symlink_to("register.csv")
    os.link(folder / "register.csv", folder / "hard")
    assert "files that are read" in annotated(folder, output)
    assert (folder / "register.csv").read_bytes() == REGISTER.read_bytes()
    assert not list(folder.glob(".grm-*"))


def test_a_report_under_the_name_of_its_template_is_refused(folder: Path) -> None:
    ours = REGISTER.parents[1] / "grm_data" / "report" / "templates" / "half_yearly.docx"
    name = "grievance-report-2020-06-25-2020-12-31.docx"
    shutil.copy(ours, folder / name)
    said = refused("report", "register.csv", *PERIOD, "--template", name, "--out", ".")
    assert name in said
    assert (folder / name).read_bytes() == ours.read_bytes()
    assert not list(folder.glob("*.pdf"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_output_that_is_no_file_is_refused(kind: Callable[[Path], None], folder: Path) -> None:
    kind(folder / "odd")
    assert "odd" in refused("template", "--out", "odd")
    assert not (folder / "odd").is_file()


def test_a_link_stays_one_and_its_file_keeps_its_rights(folder: Path) -> None:
    (folder / "old.xlsx").write_bytes(b"old")
    (folder / "old.xlsx").chmod(0o640)
    (folder / "link.xlsx").symlink_to("old.xlsx")
    assert ran("template", "--out", "link.xlsx").returncode == 0
    assert (folder / "link.xlsx").is_symlink()
    assert (folder / "old.xlsx").read_bytes().startswith(b"PK")
    assert stat.S_IMODE((folder / "old.xlsx").stat().st_mode) == 0o640


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_who_is_interrupted_leaves_each_file_as_it_was(
    error: type[BaseException], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "register.csv").read_bytes()
    synced: list[int] = []

    def second_fails(number: int) -> None:
        synced.append(number)
        if len(synced) == 2:
            raise error

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(error):
        write_files({folder / "register.csv": b"new", folder / "other.csv": b"new"})
    assert [one.name for one in folder.iterdir()] == ["register.csv"]
    assert (folder / "register.csv").read_bytes() == before


def test_a_new_name_is_free(folder: Path) -> None:
    write_files({folder / "new": b"1"}, [folder / "register.csv", folder / "missing", None])
    assert (folder / "new").read_bytes() == b"1"
    with pytest.raises(UsageError):
        write_files({folder / "new": b"2"}, [folder / "new"])
