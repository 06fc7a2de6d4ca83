"""People's decisions about texts, words and rows: kept by keyed hash, the last one counts, none altered unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from grm_data.cli import main
from grm_data.secret import keyed_hash, secret
from grm_data.store import Break, Store, StoreError
from grm_data.store import deciding as deciding_module
from grm_data.store.deciding import DECISIONS
from tests.store.databases import disarm, execute
from tests.store.drafts import draft
from tests.store.test_processes import EACH, run

ONE, TWO, THREE = "1a" * 32, "2b" * 32, "3c" * 32


def said(store: Store, kind: str, *keys: str, project: str = "") -> dict[str, str]:
    """Key → what was decided."""
    return {key: one.decision for key, one in store.decisions(kind, keys, project=project).items()}


def test_the_last_decision_about_a_thing_counts(store: Store) -> None:
    store.decide("word", {ONE: "show", TWO: "hide"}, by=" Oyun\n")
    store.decide("word", {ONE: "hide"}, by="Bold")
    found = store.decisions("word", [ONE, TWO, THREE])
    assert {key: (one.decision, one.by) for key, one in found.items()} == {
        ONE: ("hide", "Bold"),
        TWO: ("hide", "Oyun"),
    }
    assert found[TWO].at <= found[ONE].at
    assert store.decisions_end()[0] == 3
    assert store.verify() == ()


def test_what_was_decided_holds_for_its_kind_and_project_only(store: Store) -> None:
    store.decide("word", {ONE: "show"}, by="a", project="Roads")
    store.decide("row", {ONE: "not_sensitive"}, by="a")
    assert said(store, "word", ONE, project="Roads") == {ONE: "show"}
    assert said(store, "word", ONE) == said(store, "text", ONE) == {}
    assert said(store, "row", ONE) == {ONE: "not_sensitive"}


def test_nothing_decided_and_nothing_asked_is_nothing(store: Store) -> None:
    store.decide("word", {}, by="a")
    assert said(store, "word") == said(store, "word", ONE) == {}
    assert store.decisions_end() == (0, "0" * 64)


def test_more_keys_than_one_statement_takes_are_found(store: Store) -> None:
    keys = [f"{i:064x}" for i in range(deciding_module._MOST_ASKED + 1)]
    store.decide("text", dict.fromkeys(keys, "show"), by="a")
    store.decide("text", {ONE: "show"}, by="a")
    assert said(store, "text", *keys) == dict.fromkeys(keys, "show")
    assert said(store, "text", keys[3]) == {keys[3]: "show"}
    assert store.verify() == ()


@pytest.mark.parametrize(
    ("kind", "key", "decision"),
    [("word", "Drone", "show"), ("word", ONE.upper(), "show"), ("word", ONE + "a", "show"), ("word", ONE, "maybe"), ("colour", ONE, "show"), ("row", ONE, "show")],
)  # fmt: skip
def test_what_is_no_decision_by_keyed_hash_is_an_error_of_the_program(
    store: Store, kind: str, key: str, decision: str
) -> None:
    with pytest.raises(ValueError, match="no decision by keyed hash"):
        store.decide(kind, {TWO: DECISIONS.get(kind, ("show",))[0], key: decision}, by="a")
    assert store.decisions_end()[0] == 0


def test_nobody_can_not_decide(store: Store) -> None:
    with pytest.raises(StoreError, match="give a name"):
        store.decide("word", {ONE: "show"}, by=" ")


def test_all_that_is_decided_at_once_is_kept_or_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.decide("word", {ONE: "show"}, by="a")
    hashed = deciding_module.chain_hash
    monkeypatch.setattr(
        deciding_module,
        "chain_hash",
        lambda before, row, table: None if row["key"] == THREE else hashed(before, row, table),
    )
    with pytest.raises(StoreError):
        store.decide("word", {ONE: "hide", TWO: "hide", THREE: "hide"}, by="a")
    monkeypatch.undo()
    assert said(store, "word", ONE, TWO, THREE) == {ONE: "show"}
    store.decide("word", {TWO: "hide"}, by="a")
    assert store.verify() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET decision = 'show' WHERE number = 2", "UPDATE decisions SET decided_by = 'x'", "DELETE FROM decisions WHERE number = 2", "DELETE FROM decisions",
        "INSERT INTO decisions SELECT 9, kind, key, decision, project, decided_at, decided_by, format, chain FROM decisions WHERE number = 1",
        "INSERT INTO decisions SELECT number, kind, key, 'show', project, decided_at, decided_by, format, chain FROM decisions WHERE number = 2",
        "INSERT INTO decisions SELECT 3, kind, 'The well is dry', decision, project, decided_at, decided_by, format, chain FROM decisions WHERE number = 1",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_every_other_change(store: Store, url: str, statement: str) -> None:
    store.decide("word", {ONE: "show", TWO: "hide"}, by="a")
    with pytest.raises(sa.exc.IntegrityError):
        execute(url, statement)
    assert said(store, "word", ONE, TWO) == {ONE: "show", TWO: "hide"}
    assert store.verify() == ()


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE decisions SET decision = 'show' WHERE number = 2", [Break("decision-altered", decision=2)]),
        ("UPDATE decisions SET project = 'x' WHERE number = 1", [Break("decision-altered", decision=1)]),
        (f"UPDATE decisions SET key = '{THREE}' WHERE number = 3", [Break("decision-altered", decision=3)]),
        ("DELETE FROM decisions WHERE number = 2", [Break("decision-missing", None, 1, 2), Break("decision-altered", decision=3)]),
        ("DELETE FROM decisions WHERE number < 3", [Break("decision-missing", None, 2, 1), Break("decision-altered", decision=3)]),
    ],
)  # fmt: skip
def test_history_verify_notices_an_altered_decision(
    store: Store, url: str, statement: str, broken: list[Break], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    store.publish(draft(), by="a", base=0)
    store.decide("word", {ONE: "show", TWO: "hide"}, by="a")
    store.decide("word", {ONE: "hide"}, by="a")
    disarm(url)
    execute(url, statement)
    assert list(store.verify()) == broken
    monkeypatch.setenv("GRM_DATABASE_URL", url)
    assert main(["history", "--verify"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [item.message for item in broken]
    assert main(["history"]) == 0


def test_history_verify_says_with_what_the_chain_of_decisions_ends(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was cut off at the end shows by nothing else."""
    monkeypatch.setenv("GRM_DATABASE_URL", url)
    store.publish(draft(), by="a", base=0)
    main(["history", "--verify"])
    assert "decision" not in capsys.readouterr().out
    store.decide("word", {ONE: "show"}, by="a")
    assert main(["history", "--verify"]) == 0
    _, decided, versions = capsys.readouterr().out.splitlines()
    assert decided.startswith("1 decision about texts, words and rows, as it was made.")
    assert decided.endswith(store.decisions_end()[1])
    assert versions.startswith("1 version, as it was published.")


def test_a_decision_altered_beyond_reading_lets_nothing_out(store: Store, url: str) -> None:
    store.decide("word", {ONE: "show"}, by="a")
    store.decide("word", {ONE: "hide"}, by="a")
    disarm(url)
    execute(url, "UPDATE decisions SET decided_at = 'x' WHERE number = 2")
    with pytest.raises(StoreError, match="isn't what was decided"):
        store.decisions("word", [ONE])


def test_writers_at_once_make_one_line_of_decisions(url: str) -> None:
    found = run("decide", url, 4, EACH)
    assert found == {"failed": 0, "decisions": 4 * EACH * 3, "breaks": 0, "last": ["hide", "hide"]}


def test_no_word_and_no_text_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GRM_DATABASE_URL", raising=False)
    monkeypatch.delenv("GRM_SECRET", raising=False)
    with Store() as store:
        key = keyed_hash(secret(), "word", "CANARY drum")
        store.decide("word", {key: "show"}, by="Oyun")
        content = b"".join(
            path.read_bytes() for path in (tmp_path / "data").iterdir() if path.name != "secret"
        )
        assert b"Oyun" in content
        assert b"CANARY" not in content
        assert secret() not in content
        assert said(store, "word", keyed_hash(secret(), "word", "CANARY drum")) == {key: "show"}
        assert said(store, "word", keyed_hash(secret(), "word", "CANARY horn")) == {}
        (tmp_path / "data" / "secret").unlink()
        assert said(store, "word", keyed_hash(secret(), "word", "CANARY drum")) == {}, "asked again"
