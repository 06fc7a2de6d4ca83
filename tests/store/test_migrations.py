"""The database's format: small steps, each whole or not at all, by whoever comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from grm_data.cli import main
from grm_data.store import Store, StoreError, migrations
from grm_data.store.table import decisions, drafts, formats, log_outs, versions
from tests.store.databases import execute, make_golden
from tests.store.drafts import draft
from tests.store.golden.making import entries_of
from tests.store.test_processes import run

NUMBERS = "SELECT format FROM grm_format ORDER BY format"


def columns(store: Store, table: sa.Table) -> list[tuple[str, bool]]:
    """(name, whether it may be null) of each column in the database."""
    with store._engine.connect() as connection:
        found = sa.inspect(connection).get_columns(table.name)
    return [(column["name"], column["nullable"]) for column in found]


def steps(is_old: bool) -> list[int]:
    """The formats that a database has gone through, an old one since the first."""
    return list(range(2 if is_old else 1, migrations.FORMAT + 1))


@pytest.mark.parametrize("is_old", [False, True])
@pytest.mark.parametrize("table", [versions, decisions, log_outs, drafts, formats])
def test_a_new_database_and_an_old_one_get_the_tables_that_the_program_knows(
    url: str, is_old: bool, table: sa.Table
) -> None:
    if is_old:
        make_golden(url)
    with Store(url) as store:
        assert columns(store, table) == [(column.name, bool(column.nullable)) for column in table.columns]
        taken = [number for (number,) in execute(url, NUMBERS)]
        assert taken == steps(is_old)
        assert store.form == migrations.FORMAT == 6


def test_a_database_that_is_not_to_be_made_is_one_sentence_and_untouched(url: str) -> None:
    with pytest.raises(StoreError, match="grm init"):
        Store(url, make=False)
    with pytest.raises(sa.exc.DBAPIError):
        execute(url, "SELECT * FROM grm_format")
    make_golden(url)
    with Store(url, make=False) as store:
        assert store.form == migrations.FORMAT


@pytest.mark.parametrize("is_old", [False, True])
def test_programs_that_start_at_once_take_each_step_once(url: str, is_old: bool) -> None:
    if is_old:
        make_golden(url)
    assert run("create", url, 8) == {"failed": 0}
    with Store(url) as store:
        assert store.current_number() == (5 if is_old else 0)
        assert store.verify() == ()
        store.publish(draft(), by="a", base=store.current_number())
        assert store.verify() == ()
    assert [number for (number,) in execute(url, NUMBERS)] == steps(is_old)


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (1, "versions"),
        (2, "grm_format"),
        (3, "decisions"),
        (4, "log_outs"),
        (5, "drafts"),
        (6, "sent_reports"),
    ],
    ids=["first", "second", "third", "fourth", "fifth", "sixth"],
)
def test_a_program_that_is_killed_within_a_step_leaves_the_step_before(
    url: str, form: int, missing: str
) -> None:
    if form > 1:
        make_golden(url)
    assert run("step", url, form) == {"code": 9}
    with pytest.raises(sa.exc.DBAPIError):
        execute(url, f"SELECT * FROM {missing}")
    with Store(url) as store:
        assert store.current_number() == (5 if form > 1 else 0)
        store.publish(draft(), by="a", base=store.current_number())
        assert store.verify() == ()


def test_a_step_may_be_taken_again_where_the_number_was_lost(url: str) -> None:
    with Store(url) as store:
        store.publish(draft(), by="a", base=0)
        store.decide("word", {"ab" * 32: "show"}, by="a")
        before = entries_of(store)
    execute(url, "DROP TABLE grm_format")
    with Store(url) as store:
        assert entries_of(store) == before
        assert store.verify() == ()
        assert store.decisions("word", ["ab" * 32])["ab" * 32].decision == "show"
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, "UPDATE versions SET complete_to = '2020-01-01'")


def test_a_database_of_a_later_program_is_refused_in_one_sentence_and_untouched(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(url) as store:
        store.publish(draft(), by="a", base=0)
    execute(url, "INSERT INTO grm_format (format, made_at) VALUES (99, '2031-01-01T00:00:00+00:00')")
    monkeypatch.setenv("GRM_DATABASE_URL", url)
    for command in (
        ["history"],
        ["history", "--verify"],
        ["publish", "sample_data/smart_government_register.csv"],
    ):
        assert main(command) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == (
            "The database was written by a later release of this program, so nothing in it was touched."
            " Update the program.\n"
        )
    assert execute(url, NUMBERS)[-1] == (99,)
    assert execute(url, "SELECT count(*) FROM versions") == [(1,)]


@pytest.mark.parametrize("table", [decisions, log_outs, drafts], ids=lambda one: one.name)
def test_a_table_of_somebody_else_is_one_sentence_and_the_versions_stay_readable_as_before(
    url: str, table: sa.Table
) -> None:
    make_golden(url)
    execute(url, f"CREATE TABLE {table.name} (number INTEGER PRIMARY KEY, colour TEXT)")
    with pytest.raises(StoreError, match=rf"another kind under the name of ours, {table.name}\."):
        Store(url)
    execute(url, f"DROP TABLE {table.name}")
    with Store(url) as store:
        assert store.verify() == ()


def test_a_format_that_is_no_number_is_one_sentence(file: Path) -> None:
    url = f"sqlite:///{file}"
    execute(url, "CREATE TABLE grm_format (format TEXT)", "INSERT INTO grm_format VALUES ('blue')")
    with pytest.raises(StoreError, match=r"another kind under the name of ours, grm_format\."):
        Store(url)


def test_columns_that_were_added_by_hand_or_by_a_later_release_break_no_chain(url: str) -> None:
    make_golden(url)
    with Store(url) as store:
        store.publish(draft("a"), by="a", base=5)
        execute(
            url,
            "ALTER TABLE versions ADD COLUMN colour TEXT DEFAULT 'blue'",
            "ALTER TABLE decisions ADD COLUMN n INTEGER",
        )
        assert store.verify() == ()
        store.publish(draft("b"), by="a", base=6)
        store.decide("word", {"ab" * 32: "show"}, by="a")
        assert store.verify() == ()
        assert [version.number for version in store.history()] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("column", ["format", "complete_to", "note"])
def test_the_rules_cover_every_column(url: str, column: str) -> None:
    make_golden(url)
    value = 7 if column == "format" else "'2020-12-31'"
    with Store(url) as store:
        store.publish(draft(), by="a", base=5)
        for number in (2, 6):
            with pytest.raises(sa.exc.IntegrityError):
                execute(url, f"UPDATE versions SET {column} = {value} WHERE version = {number}")
        assert store.verify() == ()


def reader_of(url: str) -> str:
    """The address for somebody who may read the table of versions and nothing else."""
    if url.startswith("sqlite"):
        return f"sqlite:///file:{url.removeprefix('sqlite:///')}?mode=ro&uri=true"
    schema = url.rpartition("%3D")[2]
    execute(
        url,
        f"CREATE ROLE {schema}_reader LOGIN",
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}_reader",
        f"GRANT SELECT ON versions TO {schema}_reader",
    )
    return url.replace("grm@", f"{schema}_reader@")


def test_an_old_database_that_may_only_be_read_is_read(url: str) -> None:
    make_golden(url)
    reader = reader_of(url)
    with Store(reader) as store:
        assert store.form == 1
        assert store.verify() == ()
        assert len(store.history()) == 5
        assert store.read(5) is not None
        assert store.decisions("word", ["ab" * 32]) == {}
        assert store.decisions_end()[0] == 0
        assert store.log_outs() == frozenset()
        assert (store.draft("ab", "cd"), store.draft_saved_at("ab")) == ({}, None)
        for change in (
            lambda: store.publish(draft(), by="a", base=5),
            lambda: store.publish(draft(), by="a", base=0),
            lambda: store.decide("word", {"ab" * 32: "show"}, by="a"),
            lambda: store.add_log_out("ab" * 32),
            lambda: store.save_draft("ab", "cd", {"base": "1"}),
        ):
            with pytest.raises(StoreError, match="may only be read"):
                change()
        with Store(url) as owner:
            owner.publish(draft(), by="a", base=5)
        if not url.startswith("sqlite"):
            execute(
                url,
                f"GRANT SELECT ON decisions, drafts, sent_reports, report_texts TO {url.rpartition('%3D')[2]}_reader",
            )
        assert store.current_number() == 6
        assert store.form == migrations.FORMAT
        assert store.verify() == ()
