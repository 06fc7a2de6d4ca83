"""The key for codes of words and texts, and the folder that it is in."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grm_data.errors import SecretError
from grm_data.places import data_folder
from grm_data.secret import keyed_hash, secret

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that isn't there yet."""
    monkeypatch.delenv("GRM_SECRET", raising=False)
    monkeypatch.setenv("GRM_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_is_in_the_working_folder_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder({}) == tmp_path / "data"
    assert data_folder({"GRM_DATA": ""}) == tmp_path / "data"
    assert data_folder({"GRM_DATA": "there"}) == tmp_path / "there"
    assert data_folder({"GRM_DATA": "/srv/grm"}) == Path("/srv/grm")


def test_the_key_is_made_on_first_use_for_its_owner_only_and_stays(folder: Path) -> None:
    key = secret()
    assert len(key) == 64
    assert secret() == key
    assert [path.name for path in folder.iterdir()] == ["secret"]
    assert (mode(folder), mode(folder / "secret")) == (0o700, 0o600)


def test_a_key_that_others_may_read_is_closed_to_them(folder: Path) -> None:
    key = secret()
    (folder / "secret").chmod(0o644)
    assert secret() == key
    assert mode(folder / "secret") == 0o600


def test_a_key_of_the_environment_is_used_and_no_file_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_SECRET", "x" * 32)
    assert secret() == b"x" * 32
    assert not folder.exists()


def test_a_short_key_is_refused_without_quoting_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_SECRET", "CANARY")
    with pytest.raises(SecretError, match="too short") as refused:
        secret()
    assert "CANARY" not in str(refused.value)


def test_a_damaged_key_is_one_sentence_and_is_not_replaced(folder: Path) -> None:
    secret()
    (folder / "secret").write_text("half")
    with pytest.raises(SecretError, match="is damaged"):
        secret()
    assert (folder / "secret").read_text() == "half"


def test_a_folder_that_cannot_be_made_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file")
    with pytest.raises(SecretError, match="can't be read or made"):
        secret()
    monkeypatch.setenv("GRM_DATA", str(folder.parent / "no" / "folder"))
    with pytest.raises(SecretError, match="GRM_DATA"):
        secret()


def test_processes_that_make_the_key_at_once_have_the_same(folder: Path) -> None:
    command = [sys.executable, "-c", "from grm_data.secret import secret; print(secret().decode())"]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(6)
    ]
    keys = {process.communicate()[0].strip() for process in started}
    assert len(keys) == 1
    assert keys == {secret().decode()}
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_a_code_tells_nothing_and_differs_by_key_kind_and_text() -> None:
    key, other = b"k" * 32, b"o" * 32
    codes = [
        keyed_hash(key, "word", "Drone"), keyed_hash(other, "word", "Drone"),
        keyed_hash(key, "text", "Drone"), keyed_hash(key, "word", "drone"),
    ]  # fmt: skip
    assert len(set(codes)) == 4
    assert all(len(code) == 64 and set(code) <= set("0123456789abcdef") for code in codes)
    assert keyed_hash(key, "word", "Drone") == codes[0]
    assert keyed_hash(key, "word", "half \ud800")
