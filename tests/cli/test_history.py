"""``history`` of a database that somebody tampered with: everything that can be read, and every break."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from grm_data.messages import message
from grm_data.store import Store
from tests.running import REGISTER, ran, refused
from tests.store.drafts import draft


def tamper(database: Path, statement: str, *, disarmed: bool = True) -> None:
    with sqlite3.connect(database) as other:
        for name in ("next", "update", "delete") if disarmed else ():
            other.execute(f"DROP TRIGGER IF EXISTS versions_{name}")
        other.execute(statement)
        other.commit()
    other.close()


@pytest.mark.parametrize(
    ("changed", "numbers", "breaks"),
    [
        ("note = x'ff'", [1, 3], ["The entry of version 2"]),
        ("note = CAST(x'ff41' AS TEXT)", [1, 3], ["The entry of version 2"]),
        ("chain = x'ff'", [1, 3], ["The entry of version 2", "The entry of version 3"]),
        ("published_at = 'abc'", [1, 3], ["The entry of version 2"]),
        ("published_at = '2020-01-01'", [1, 3], ["The entry of version 2"]),
        ("counts = '[1]'", [1, 3], ["The entry of version 2"]),
        (f"counts = '{'[' * 5000}'", [1, 3], ["The entry of version 2"]),
        ("rows = 1e999", [1, 3], ["The entry of version 2"]),
        ("purged_at = '2020-01-01T00:00:00+00:00', purged_by = 'x', purge_reason = 'x'", [1, 2, 3], ["The register of version 2 is there"]),
        ("body = NULL, purged_at = 'x', purged_by = 'x', purge_reason = 'x'", [1, 3], ["The entry of version 2"]),
        ("body = NULL, purged_by = 'x'", [1, 3], ["The entry of version 2"]),
        ("version = 99999999999", [1, 3, 99999999999], ["Version 2 is missing", "The entry of version 3", "Versions 4 to 99999999998 are missing", "The entry of version 99999999999"]),
    ],
)  # fmt: skip
def test_history_lists_what_can_be_read_and_verify_names_every_break(
    three_versions: Path, changed: str, numbers: list[int], breaks: list[str]
) -> None:
    tamper(three_versions, f"UPDATE versions SET {changed} WHERE version = 2")
    plain = ran("history", "--json")
    assert (plain.returncode, [entry["version"] for entry in json.loads(plain.stdout)]) == (0, numbers)
    lost = {1, 2, 3} - set(numbers) if 99999999999 not in numbers else set()
    assert plain.stderr.count("\n") == len(lost)
    assert all(f"Version {number} can't be read" in plain.stderr for number in lost)
    assert (ran("history").returncode, ran("history").stderr) == (0, plain.stderr)
    table = ran("history", "--verify")
    assert (table.returncode, table.stderr) == (1, "")
    told = table.stdout.splitlines()[len(numbers) :]
    assert [line.startswith(words) for line, words in zip(told, breaks, strict=True)] == [True] * len(breaks)
    verified = ran("history", "--verify", "--json")
    assert (verified.returncode, verified.stdout) == (1, plain.stdout)
    assert verified.stderr.splitlines() == told
    assert refused("publish", REGISTER) == f"{message('error.store-broken')}\n"


def test_a_history_of_which_nothing_can_be_read_is_not_empty(three_versions: Path) -> None:
    tamper(three_versions, "UPDATE versions SET published_at = 'abc'")
    done = ran("history")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Versions 1, 2, 3 can't be read" in done.stderr
    assert "Nothing is published" not in ran("history", "--verify").stdout


def test_a_damaged_version_can_be_followed_by_a_sound_one(three_versions: Path) -> None:
    tamper(three_versions, "UPDATE versions SET chain = x'ff', published_at = x'ff' WHERE version = 3")
    with Store() as store:
        assert store.publish(draft(), by="a", base=3).number == 4
        assert [item.version for item in store.verify()] == [3]


def test_a_database_that_purging_spoilt_still_has_a_history(three_versions: Path) -> None:
    """By the rules of an earlier release, which took any text for the day."""
    tamper(three_versions, "DROP TRIGGER versions_update", disarmed=False)
    spoilt = "UPDATE versions SET body = NULL, purged_at = 'x', purged_by = 'y', purge_reason = 'z' WHERE version = 2"
    tamper(three_versions, spoilt, disarmed=False)
    assert ran("history").stdout.count("\n") == 2
    with Store() as store:
        assert store.publish(draft(), by="a", base=3).number == 4


@pytest.mark.parametrize("number", ["-2", "2147483647", "3000000000", "99999999999999999999"])
def test_a_base_that_no_database_counts_to_is_one_line(three_versions: Path, number: str) -> None:
    said = refused("publish", "sample_data/smart_government_register.csv", f"--base={number}")
    assert f"There is no version {number}." in said
