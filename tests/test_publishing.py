"""``publish`` and ``history`` by their contract, and what may never be stored."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.cli import main
from grm_data.intake.opening import TextPolicy, open_path
from grm_data.register import Field
from grm_data.register.body import register_of_body
from grm_data.settings import Settings
from grm_data.store import SentReport, Store, draft_of, text_key
from tests.installing import POSTGRESQL, find_postgresql
from tests.postgresql import Cluster
from tests.running import ROOT, run
from tests.store.drafts import draft
from tests.test_command_line import CSV, SETTINGS, XLSX

HEADINGS = (
    "Registered No.",
    "Date received",
    "Type",
    "Channel",
    "Status",
    "Resolved date",
    "Summary of issue",
    "Complainant name",
    "Phone",
    "E-mail",
)
ROWS = (
    ("1", "2020-07-31", "Request", "Email", "Resolved", "2020-08-03", "The well is dry, says CANARY-Name", "CANARY-Name", "CANARY-9911", "CANARY@example.org"),
    ("2", "2020-08-31", "Request", "Email", "Resolving", "", "CANARY-uncleared text", "CANARY-Other", "", ""),
)  # fmt: skip


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Each test has a database of its own."""
    path = tmp_path / "grm.sqlite"
    monkeypatch.setenv("GRM_DATABASE_URL", f"sqlite:///{path}")
    return path


def register_file(folder: Path, rows=ROWS, name: str = "register.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def test_publish_prints_the_version_and_history_lists_it() -> None:
    assert json.loads(run("publish", XLSX, "--note", "H2", "--by", "Oyun", "--json")) == {"version": 1}
    assert json.loads(run("publish", XLSX, "--json")) == {"version": 2}
    assert json.loads(run("publish", CSV, "--settings", SETTINGS, "--base", 2, "--json")) == {"version": 3}
    history = json.loads(run("history", "--json"))
    assert [list(entry) for entry in history] == [
        ["version", "published_at", "by", "note", "file", "sha256", "rows"]
    ] * 3
    first = history[0]
    assert (first["version"], first["by"], first["note"], first["file"], first["rows"]) == (
        1,
        "Oyun",
        "H2",
        XLSX.name,
        29,
    )
    assert len(first["sha256"]) == 64
    assert first["published_at"].endswith("+00:00")
    assert [entry["version"] for entry in history] == [1, 2, 3]
    assert run("history", "--verify", "--json") == run("history", "--json")
    table = run("history", "--verify")
    assert "3 versions, each as it was published" in table
    assert "Oyun" in table


def test_nothing_published_is_no_fault() -> None:
    assert json.loads(run("history", "--json")) == []
    assert "Nothing is published" in run("history", "--verify")


def test_publishing_on_an_old_base_says_who_was_first(database: Path) -> None:
    run("publish", XLSX, "--by", "Oyun", "--base", 0)
    assert "by Oyun" in run("publish", XLSX, "--base", 0, code=2)
    assert "no version 7" in run("publish", XLSX, "--base", 7, code=2)
    with Store() as store:
        assert store.current_number() == 1


def test_the_day_up_to_which_the_register_tells_everything_is_published_with_it() -> None:
    to_come = date.today() + timedelta(days=2)  # tomorrow may have begun where the project is
    assert run("publish", XLSX, "--complete-to", to_come, code=2).startswith(
        f"A register can't be complete up to {to_come}, a day that is still to come."
    )
    assert "not a day such as" in run("publish", XLSX, "--complete-to", "yesterday", code=2)
    assert json.loads(run("history", "--json")) == []
    run("publish", XLSX, "--complete-to", "2020-12-31", "--json")
    assert "(complete to 2020-12-31)" in run("history")
    (entry,) = json.loads(run("history", "--json"))
    assert list(entry) == ["version", "published_at", "by", "note", "file", "sha256", "rows"]
    with Store() as store:
        assert store.version(1).complete_to == date(2020, 12, 31)


def test_history_says_which_settings_this_release_cannot_use(monkeypatch: pytest.MonkeyPatch) -> None:
    later = "[colours]\nresolved = 'blue'\n[project]\ncountry = 'XX'"
    texts = iter([later, "[colours]", "no toml ["])
    monkeypatch.setattr("grm_data.store.entry.settings_toml", lambda _: next(texts))
    with Store() as store:
        for base in range(3):
            store.publish(draft(), by="a", base=base)
    first, second, third = run("history").splitlines()
    assert first.endswith("(settings that this release can't use: colours, project.country)")
    assert second.endswith("(a setting that this release can't use: colours)")
    assert third.endswith("1 row")
    assert "3 versions, each as it was published" in run("history", "--verify")


def test_errors_block_publishing_until_accepted(tmp_path: Path) -> None:
    file = register_file(tmp_path, [("1", "2020-07-31", "Request", "Email", "Rejected", *[""] * 5)])
    assert "1 error" in run("publish", file, code=2)
    assert json.loads(run("history", "--json")) == []
    assert json.loads(run("publish", file, "--accept", "as in 2015", "--json")) == {"version": 1}
    assert "as in 2015" in run("history")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("publish",), "FILE"), (("publish", "nowhere.xlsx"), "nowhere.xlsx"), (("publish", XLSX, "--base", "x"), "--base"),
        (("publish", XLSX, "--by", " "), "name"), (("history", "--colour"), "--colour"), (("publish", XLSX, "--sheet", "Nowhere"), "Register"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(arguments: tuple[object, ...], words: str) -> None:
    assert words in run(*arguments, code=2)


def test_a_database_that_cannot_be_used_is_one_line(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.write_bytes(b"no database at all " * 60)
    for command in (("publish", XLSX), ("history",), ("history", "--verify")):
        assert "damaged" in run(*command, code=2)
    monkeypatch.setenv("GRM_DATABASE_URL", "postgresql://grm:secret@127.0.0.1:9/grm")
    assert "secret" not in run("publish", XLSX, code=2)


def test_a_broken_chain_ends_with_1(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for note in ("a", "b"):
        run("publish", XLSX, "--note", note)
    with sqlite3.connect(database) as other:
        other.execute("DROP TRIGGER versions_update")
        other.execute("UPDATE versions SET note = 'x' WHERE version = 1")
        other.commit()
    other.close()
    assert "version 1" in run("history", "--verify", code=1)
    assert main(["history", "--verify", "--json"]) == 1
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)) == 2
    assert "version 1" in printed.err
    assert run("history")
    with sqlite3.connect(database) as other:
        other.execute("UPDATE versions SET counts = 'x' WHERE version = 1")
        other.commit()
    other.close()
    assert "version 1" in run("history", "--verify", code=1)
    assert main(["history"]) == 0
    assert "Version 1 can't be read" in capsys.readouterr().err
    assert "nothing was published" in run("publish", XLSX, code=2)


def test_what_changed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["publish", str(register_file(tmp_path))])
    more = ("3", "2020-07-01", *ROWS[0][2:])
    later = (ROWS[1][0], "2020-08-31", "Request", "Email", "Resolved", "2021-01-08", *ROWS[1][6:])
    main(["publish", str(register_file(tmp_path, [ROWS[0], later, more]))])
    main(["publish", str(register_file(tmp_path, [ROWS[0], later, more]))])
    printed = capsys.readouterr().out
    assert "Version 1 published: 2 rows.\n2 texts are withheld" in printed
    assert "Since version 1: 1 new, 1 resolved.\n2020 H2 was reported with 2 received; now 3." in printed
    assert "Since version 2: nothing changed." in printed


def test_what_changed_is_told_against_the_report_that_was_sent(tmp_path: Path) -> None:
    """Version 1 had 2, of which a report was sent that said 1; nobody says that 2 were reported."""
    main(["publish", str(register_file(tmp_path))])
    figures = {"new": {"unrelated": 0, "resolving": 1, "resolved": 0, "unrecognised": 0}}
    first, last = date(2020, 7, 1), date(2020, 12, 31)
    with Store() as store:
        store.mark_sent(SentReport(1, first, last, last, figures, {}, date(2021, 1, 15)), by="Oyun")
    more = ("3", "2020-07-01", *ROWS[0][2:])
    printed = run("publish", register_file(tmp_path, [*ROWS, more]))
    assert "2020 H2 was reported with 1 received; now 3." in printed


def test_cleared_texts_stay_cleared_on_the_command_line(tmp_path: Path) -> None:
    file = register_file(tmp_path)
    run("publish", file)
    with Store() as store:
        assert shown(store) == [None, None]
        read = open_path(file, Settings(), texts=TextPolicy.KEPT)
        cleared = draft_of(read, Settings(), None).clear([text_key(read.text(Field.ISSUE).words[0])])
        store.publish(cleared, by="Oyun", base=1)
    assert "1 text is withheld" in run("publish", file)
    with Store() as store:
        assert shown(store) == ["The well is dry, says [name]", None]


def shown(store: Store) -> list[str | None]:
    current = store.read()
    assert current is not None
    return current.register.text(Field.ISSUE).words.tolist()


def test_the_sample_is_published_with_the_texts_that_its_settings_clear() -> None:
    run("publish", XLSX)
    with Store() as store:
        current = store.read()
    assert current is not None
    found = records(select(current.register, current.settings.calendar, date.max))
    assert found["issue"].notna().all()
    assert current.settings.name == "Smart Government Project"
    assert current.version.findings["error"] == 0


@pytest.fixture(params=["sqlite", "postgresql"])
def stored(
    request: pytest.FixtureRequest, database: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[bytes]]:
    """Every byte that the database keeps, filled when the test is over the publishing."""
    found: list[bytes] = []
    if request.param == "sqlite":
        yield found
        return
    POSTGRESQL.require()
    folder = find_postgresql()
    assert folder is not None
    cluster = Cluster(folder)
    monkeypatch.setenv("GRM_DATABASE_URL", cluster.new_database())
    found.append(str(cluster.folder).encode())
    yield found
    cluster.remove()


def all_bytes(database: Path, stored: list[bytes]) -> bytes:
    folders = [Path(stored[0].decode())] if stored else [database.parent]
    files = [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv"
    ]
    return b"\n".join(path.read_bytes() for path in files)


def test_no_identity_and_no_uncleared_text_is_stored(
    database: Path, stored: list[bytes], tmp_path: Path
) -> None:
    file = register_file(tmp_path)
    with Store() as store:
        read = open_path(file, Settings(), texts=TextPolicy.KEPT)
        assert "CANARY-uncleared text" in read.text(Field.ISSUE).words.tolist()
        draft = draft_of(read, Settings(), None).clear([text_key(read.text(Field.ISSUE).words[0])])
        version = store.publish(draft, by="Oyun", base=0)
        assert version.texts_withheld == 1
        content = all_bytes(database, stored)
        assert b"Oyun" in content
        assert b"CANARY" not in content
        assert "CANARY".encode("utf-16-le") not in content
        with store._engine.connect() as connection:
            bodies = [row[0] for row in connection.exec_driver_sql("SELECT body FROM versions")]
        for body in bodies:
            register = register_of_body(bytes(body))
            assert "CANARY" not in repr([list(array) for array in register.columns.arrays()])
            assert "CANARY" not in repr(
                (
                    register.reading,
                    register.channel.names,
                    register.text(Field.ISSUE).words.tolist(),
                    register.registered_no.tolist(),
                )
            )
            assert register.text(Field.ISSUE).words.tolist() == ["The well is dry, says [name]", None]


def test_a_register_taken_out_leaves_no_trace_in_the_file(database: Path, tmp_path: Path) -> None:
    """Random letters can't be compressed, so a part of the stored register is a part of the file."""
    from tests.store.drafts import big_draft

    with Store() as store:
        store.publish(big_draft(60_000), by="a", base=0)
        store.publish(draft(), by="a", base=1)
        with store._engine.connect() as connection:
            body = bytes(
                connection.exec_driver_sql("SELECT body FROM versions WHERE version = 1").scalar() or b""
            )
        parts = [body[at : at + 200] for at in range(10_000, len(body) - 200, 5_000)]  # behind the schema
        assert len(parts) > 5
        before = all_bytes(database, [])
        assert sum(part in before for part in parts) > 5
        store.purge(1, by="a", reason="asked")
        after = all_bytes(database, [])
        assert not any(part in after for part in parts)


def test_a_user_whom_the_machine_does_not_know_gives_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert main(["publish", str(XLSX)]) == 2
    assert "give a name" in capsys.readouterr().err
    assert main(["publish", str(XLSX), "--by", "Oyun"]) == 0


def test_the_settings_of_a_version_are_those_it_was_read_with() -> None:
    run("publish", XLSX, "--settings", SETTINGS)
    with Store() as store:
        settings = store.version(1).settings
    assert replace(settings, name=None).calendar.country == "MN"
    assert (ROOT / "sample_data" / "grm.toml").is_file()
