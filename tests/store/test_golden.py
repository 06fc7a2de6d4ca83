"""Databases of earlier releases open, verify and show the same figures, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from grm_data.cli import main
from grm_data.store import Store, StoreError
from grm_data.store.chain import chain_hash
from grm_data.store.table import versions
from tests.store.databases import GOLDEN, GOLDEN_NAMES, execute, make_golden, told_by
from tests.store.drafts import draft
from tests.store.golden.making import entries_of, figures_of


@pytest.fixture(params=GOLDEN_NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Of an earlier release's database."""
    return str(request.param)


@pytest.fixture
def old(url: str, name: str) -> str:
    """Its address."""
    make_golden(url, name)
    return url


@pytest.fixture
def opened(old: str) -> Iterator[Store]:
    """It, opened by this program."""
    with Store(old) as store:
        yield store


def test_an_old_database_shows_what_its_own_program_showed(opened: Store, name: str) -> None:
    told = told_by(name)
    assert entries_of(opened) == told["entries"]
    assert figures_of(opened) == told["figures"]
    assert [entry["version"] for entry in told["figures"]] == [1, 2, 3, 5]
    with pytest.raises(StoreError, match="version 4 was taken out"):
        opened.read(4)
    assert opened.verify() == ()


def test_the_command_line_prints_an_old_database_as_before(
    old: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", old)
    assert main(["history", "--verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told_by(name)["history"]
    assert main(["history", "--verify"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("5 versions, each as it was published.")
    assert last.endswith(told_by(name)["entries"][-1]["chain"])


def test_an_old_database_goes_on(opened: Store) -> None:
    version = opened.publish(draft("new"), by="a", base=5)
    again = opened.publish_again(2, by="a", base=6)
    assert (version.number, again.number, again.texts_withheld) == (6, 7, 6)
    assert again.settings_toml == opened.version(2).settings_toml
    opened.purge(2, by="a", reason="asked")
    assert opened.verify() == ()


def test_a_row_that_an_old_program_adds_meanwhile_is_sound(opened: Store, old: str) -> None:
    """Replicas are updated one after the other: the old program names only the columns that it knows."""
    row = {**opened._row(5, tuple(versions.columns)), "version": 6, "format": None, "complete_to": None}
    chain = chain_hash(opened.version(5).chain, row)
    names = (
        "published_at, published_by, note, file, sha256, rows, counts, findings, settings, accepted,"
        " texts_withheld, again, body_sha256"
    )
    execute(
        old,
        f"INSERT INTO versions (version, {names}, chain, body)"
        f" SELECT 6, {names}, '{chain}', body FROM versions WHERE version = 5",
    )
    assert opened.verify() == ()
    assert opened.publish(draft(), by="a", base=6).number == 7
    assert opened.verify() == ()


def test_a_damaged_register_is_one_sentence_and_the_others_are_untouched(
    opened: Store, old: str, name: str
) -> None:
    damage = "UPDATE versions SET body = overlay(body placing 'x'::bytea from 900) WHERE version = 2"
    disarm = "ALTER TABLE versions DISABLE TRIGGER ALL"
    if old.startswith("sqlite"):
        damage = "UPDATE versions SET body = CAST(substr(body, 1, 900) || 'x' AS BLOB) WHERE version = 2"
        disarm = "DROP TRIGGER versions_update"
    execute(old, disarm, damage)
    with pytest.raises(StoreError, match=r"^Version 2 isn't what was published"):
        opened.read(2)
    told = [item.message for item in opened.verify()]
    assert told == ["The register of version 2 was altered or is damaged."]
    assert all(opened.read(number) is not None for number in (1, 3, 5))
    assert entries_of(opened) == told_by(name)["entries"]


def test_every_golden_database_says_how_it_was_made_and_what_it_showed() -> None:
    readme = (GOLDEN / "README.md").read_text("utf-8")
    assert "format-1" in GOLDEN_NAMES
    for name in GOLDEN_NAMES:
        assert f"| `{name}.sqlite` |" in readme
        assert (GOLDEN / f"{name}.json").is_file()
