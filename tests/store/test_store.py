"""Publishing, reading, undoing, purging and verifying, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

import grm_data.store
from grm_data.register import Field
from grm_data.register.body import body_of
from grm_data.settings import Settings
from grm_data.store import Break, ErrorsNotAccepted, PublishedMeanwhile, Store, StoreError
from grm_data.store.chain import BEGINNING, chain_hash
from grm_data.store.clearing import draft_of
from grm_data.store.table import versions
from tests.register.test_body import parts
from tests.registers import register_of
from tests.store.drafts import CLEARED, SETTINGS, draft, register


def change(store: Store, statement: str) -> int:
    """Run a statement as somebody who holds the database would."""
    with store._engine.connect() as connection:
        return connection.exec_driver_sql(statement).rowcount


def disarm(store: Store) -> None:
    """Take the rules off the table, as only its owner can."""
    if store._engine.dialect.name == "sqlite":
        for name in ("versions_next", "versions_update", "versions_delete"):
            change(store, f"DROP TRIGGER {name}")
    else:
        change(store, "ALTER TABLE versions DISABLE TRIGGER ALL")


def test_an_empty_store_has_no_version(store: Store) -> None:
    assert store.current_number() == 0
    assert store.read() is None
    assert store.history() == ()
    assert store.verify() == ()
    with pytest.raises(StoreError, match="no version 1"):
        store.version(1)


def test_a_version_is_what_was_published(store: Store) -> None:
    what = draft("The well is dry", None, file="r.xlsx")
    version = store.publish(what, by=" Oyun \u200b", note="for\nthe half-year", base=0)
    assert version == store.version(1) == store.history()[0]
    assert (version.number, version.by, version.note, version.file) == (
        1,
        "Oyun",
        "for the half-year",
        "r.xlsx",
    )
    assert (version.rows, version.counts["resolved"], version.counts["resolving"]) == (2, 2, 0)
    assert version.findings == {"error": 0, "warning": 0, "info": 0}
    assert (version.accepted, version.again, version.purge, version.texts_withheld) == (None, None, None, 0)
    assert version.settings == CLEARED
    assert abs((datetime.now(UTC) - version.published_at).total_seconds()) < 60
    current = store.read()
    assert current is not None
    assert current.settings == CLEARED
    assert parts(current.register) == parts(what.register)
    assert store.current_number() == 1
    assert store.verify() == ()


def test_the_same_content_again_makes_a_new_version(store: Store) -> None:
    numbers = [store.publish(draft(), by="a", base=base).number for base in range(3)]
    assert numbers == [1, 2, 3]
    assert len({version.chain for version in store.history()}) == 3


def test_only_cleared_texts_are_stored(store: Store) -> None:
    what = draft("The well is dry", "The road is closed", settings=SETTINGS)
    assert {text.is_cleared for text in what.texts()} == {False}
    what = what.clear([text.key for text in what.texts() if text.row == 0])
    version = store.publish(what, by="a", base=0)
    found = store.read()
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist() == ["The well is dry", None]
    assert version.texts_withheld == 1


def test_who_published_meanwhile_is_told(store: Store) -> None:
    store.publish(draft(), by="first", base=0)
    store.publish(draft(), by="Oyun", base=1)
    store.publish(draft(), by="Bold", base=2)
    with pytest.raises(
        PublishedMeanwhile, match=r"Version 3 was published meanwhile, by Bold on \d{4}-"
    ) as told:
        store.publish(draft(), by="late", base=1)
    assert [version.by for version in told.value.versions] == ["Oyun", "Bold"]
    with pytest.raises(PublishedMeanwhile):
        store.publish_again(1, by="late", base=2)
    assert store.current_number() == 3


@pytest.mark.parametrize("base", [7, -1, 2**31 - 1, 3_000_000_000, 10**20])
def test_a_base_that_never_was_is_refused(store: Store, base: int) -> None:
    with pytest.raises(StoreError, match=f"no version {base}"):
        store.publish(draft(), by="a", base=base)
    with pytest.raises(StoreError, match=f"no version {base}"):
        store.read(base)


def test_errors_block_until_a_reason_is_given(store: Store) -> None:
    for reason in (None, " "):
        with pytest.raises(ErrorsNotAccepted, match="holds 2 errors") as blocked:
            store.publish(draft("x", errors=2), by="a", base=0, accepted=reason)
    assert blocked.value.n == 2
    version = store.publish(draft("x", errors=2), by="a", base=0, accepted="known since 2015")
    assert (version.accepted, version.findings["error"]) == ("known since 2015", 2)


def test_without_errors_there_is_nothing_to_accept(store: Store) -> None:
    assert store.publish(draft(), by="a", base=0, accepted="for whatever reason").accepted is None


def test_a_clock_that_was_set_back_does_not_turn_time_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(datetime):
        """A clock a year ahead."""

        @classmethod
        def now(cls, zone=None):
            return datetime.now(zone) + timedelta(days=365)

    monkeypatch.setattr("grm_data.store.entry.datetime", Late)
    ahead = store.publish(draft(), by="a", base=0)
    monkeypatch.undo()
    assert store.publish(draft(), by="a", base=1).published_at == ahead.published_at
    assert store.publish_again(1, by="a", base=2).published_at == ahead.published_at
    assert ahead.published_at > datetime.now(UTC)
    assert store.verify() == ()


@pytest.mark.parametrize("time", ["abc", "2020-01-01", "9999-99-99T99:99:99+00:00", ""])
def test_a_time_altered_beyond_reading_does_not_last(store: Store, time: str) -> None:
    store.publish(draft(), by="a", base=0)
    disarm(store)
    change(store, f"UPDATE versions SET published_at = '{time}'")
    version = store.publish(draft(), by="a", base=1)
    assert abs((datetime.now(UTC) - version.published_at).total_seconds()) < 60


def test_nobody_can_not_publish(store: Store) -> None:
    with pytest.raises(StoreError, match="give a name"):
        store.publish(draft(), by=" ", base=0)


def test_texts_that_no_database_takes_are_made_plain(store: Store) -> None:
    version = store.publish(draft(file="r\udce9.csv"), by="a\x00b", note="n\ud800", base=0)
    assert (version.by, version.file, version.note) == ("ab", "r?.csv", "n?")
    assert store.history() == (version,)


def test_undo_publishes_an_old_version_again(store: Store) -> None:
    store.publish(draft("old"), by="a", base=0, note="first")
    store.publish(draft("wrong"), by="b", base=1)
    version = store.publish_again(1, by="c", note="the wrong file", base=2)
    current = store.read()
    assert current is not None
    assert current.register.text(Field.ISSUE).words.tolist() == ["old"]
    assert (version.number, version.again, version.by, version.note) == (3, 1, "c", "the wrong file")
    assert version.body_sha256 == store.version(1).body_sha256
    assert store.verify() == ()
    with pytest.raises(StoreError, match="no version 9"):
        store.publish_again(9, by="c", base=3)


def test_an_old_register_can_be_taken_out_on_request(store: Store) -> None:
    for base, text in enumerate(("CANARY-asked", "b", "c")):
        store.publish(draft(text), by="a", base=base)
    version = store.purge(1, by="Oyun", reason="the complainant asked")
    assert version.purge is not None
    assert (version.purge.by, version.purge.reason) == ("Oyun", "the complainant asked")
    assert version.rows == 1
    assert store.verify() == ()
    for undo in (
        lambda: store.read(1),
        lambda: store.publish_again(1, by="a", base=3),
        lambda: store.purge(1, by="a", reason="r"),
    ):
        with pytest.raises(StoreError, match="taken out"):
            undo()
    assert store.publish(draft(), by="a", base=3).number == 4


def test_the_current_register_is_not_taken_out(store: Store) -> None:
    store.publish(draft(), by="a", base=0)
    with pytest.raises(StoreError, match="the one shown now"):
        store.purge(1, by="a", reason="r")
    with pytest.raises(StoreError, match="no version 2"):
        store.purge(2, by="a", reason="r")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM versions WHERE version = 1", "DELETE FROM versions", "UPDATE versions SET note = 'x' WHERE version = 1",
        "UPDATE versions SET body = NULL WHERE version = 1", "UPDATE versions SET version = 9 WHERE version = 2",
        "UPDATE versions SET body = NULL, purged_at = 'now', purged_by = 'me', purge_reason = 'r', note = 'x' WHERE version = 1",
        "UPDATE versions SET body = 'x', purged_at = 'now', purged_by = 'me', purge_reason = 'r' WHERE version = 1",
        "UPDATE versions SET purged_at = 'now' WHERE version = 1",
        *(
            f"UPDATE versions SET body = NULL, purged_at = '{time}', purged_by = 'me', purge_reason = 'r' WHERE version = 1"
            for time in ("x", "", "now", "2021-02-31T00:00:00+00:00", "2021-02-03", "2021-02-03T04:05:06", "2021-02-03T24:00:00+00:00")
        ),
        "INSERT INTO versions SELECT 9, published_at, published_by, note, file, sha256, rows, counts, findings, settings, accepted, texts_withheld, again, body_sha256, chain, body, NULL, NULL, NULL, format, complete_to FROM versions WHERE version = 1",
        "INSERT INTO versions SELECT 0, published_at, published_by, note, file, sha256, rows, counts, findings, settings, accepted, texts_withheld, again, body_sha256, chain, body, NULL, NULL, NULL, format, complete_to FROM versions WHERE version = 1",
        "INSERT INTO versions SELECT * FROM versions WHERE version = 1 ON CONFLICT (version) DO UPDATE SET note = 'x'",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_every_other_change(store: Store, statement: str) -> None:
    for base in range(2):
        store.publish(draft(), by="a", base=base)
    before = store.history()
    with pytest.raises((IntegrityError, DataError)):
        change(store, statement)
    assert store.history() == before
    assert store.verify() == ()


def test_a_purged_version_stays_as_it_is(store: Store) -> None:
    for base in range(2):
        store.publish(draft(), by="a", base=base)
    store.purge(1, by="a", reason="r")
    for statement in (
        "UPDATE versions SET purge_reason = 'x' WHERE version = 1",
        "UPDATE versions SET purged_at = NULL WHERE version = 1",
    ):
        with pytest.raises(IntegrityError):
            change(store, statement)


def test_a_row_is_not_replaced_on_sqlite(sqlite_store: Store) -> None:
    sqlite_store.publish(draft("kept"), by="a", base=0)
    for setting in ("ON", "OFF"):
        with sqlite_store._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA recursive_triggers = {setting}")
            with pytest.raises(IntegrityError):
                connection.exec_driver_sql("INSERT OR REPLACE INTO versions SELECT * FROM versions")
    assert sqlite_store.verify() == ()


def test_the_table_is_not_emptied_on_postgresql(cluster) -> None:
    with Store(cluster.new_database()) as store:
        store.publish(draft(), by="a", base=0)
        with pytest.raises(IntegrityError):
            change(store, "TRUNCATE versions")
        assert store.current_number() == 1


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE versions SET note = 'x' WHERE version = 2", [Break("altered", 2)]),
        ("UPDATE versions SET rows = 7 WHERE version = 1", [Break("altered", 1)]),
        ("UPDATE versions SET published_by = 'x' WHERE version = 3", [Break("altered", 3)]),
        (
            "UPDATE versions SET body_sha256 = 'x' WHERE version = 2",
            [Break("altered", 2), Break("body-altered", 2)],
        ),
        ("UPDATE versions SET chain = 'x' WHERE version = 2", [Break("altered", 2), Break("altered", 3)]),
        ("UPDATE versions SET body = 'x' WHERE version = 2", [Break("body-altered", 2)]),
        ("UPDATE versions SET body = NULL WHERE version = 2", [Break("body-missing", 2)]),
        ("DELETE FROM versions WHERE version = 2", [Break("missing", 2), Break("altered", 3)]),
        (
            "DELETE FROM versions WHERE version < 3",
            [Break("missing", 1, 2), Break("altered", 3)],
        ),
        (
            "UPDATE versions SET version = 2000000000 WHERE version = 3",
            [Break("missing", 3, 1_999_999_997), Break("altered", 2_000_000_000)],
        ),
        (
            "UPDATE versions SET purged_at = '2020-01-01T00:00:00+00:00', purged_by = 'x', purge_reason = 'x' WHERE version = 2",
            [Break("body-kept", 2)],
        ),
        (
            "UPDATE versions SET body = 'x', purged_at = '2020-01-01T00:00:00+00:00', purged_by = 'x', purge_reason = 'x' WHERE version = 2",
            [Break("body-altered", 2), Break("body-kept", 2)],
        ),
        (
            "UPDATE versions SET body = NULL, purged_at = 'x', purged_by = 'x', purge_reason = 'x' WHERE version = 2",
            [Break("altered", 2)],
        ),
        ("UPDATE versions SET body = NULL, purged_by = 'x' WHERE version = 2", [Break("altered", 2)]),
    ],
)
def test_what_was_altered_breaks_the_chain(store: Store, statement: str, broken: list[Break]) -> None:
    for base in range(3):
        store.publish(draft(str(base)), by="a", base=base)
    disarm(store)
    change(store, statement)
    assert list(store.verify()) == broken
    assert all(str(item.version) in item.message for item in broken)


def test_an_entry_altered_beyond_reading_is_told(store: Store) -> None:
    store.publish(draft(), by="a", base=0)
    disarm(store)
    for column in ("published_at", "counts"):
        change(store, f"UPDATE versions SET {column} = 'x'")
        with pytest.raises(StoreError, match="Version 1 isn't what was published"):
            store.history()
        assert store.readable() == ((), (1,))
    assert list(store.verify()) == [Break("altered", 1)]


def test_an_entry_that_is_none_is_told_although_its_hash_is_right(store: Store) -> None:
    store.publish(draft(), by="a", base=0)
    disarm(store)
    row = dict(store._row(1, list(versions.columns))) | {"counts": "[1]"}
    with store._engine.connect() as connection:
        altered = {"counts": "[1]", "chain": chain_hash(BEGINNING, row)}
        connection.execute(sa.update(versions).values(**altered))
    assert list(store.verify()) == [Break("altered", 1)]


@pytest.mark.parametrize("settings", ["no toml [", "[colours", "name"])
def test_settings_altered_beyond_reading_are_no_fault_of_a_file(store: Store, settings: str) -> None:
    store.publish(draft(), by="a", base=0)
    disarm(store)
    with store._engine.connect() as connection:
        connection.execute(sa.update(versions).values(settings=settings))
    version = store.version(1)
    with pytest.raises(StoreError, match="Version 1 isn't what was published"):
        _ = version.settings


LATER = """
[project]
name = "Roads"
country = "XX"
[colours]
resolved = "blue"
"""


def test_settings_of_another_release_are_read_as_far_as_they_can_be_and_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grm_data.store.entry.settings_toml", lambda _: LATER)
    store.publish(draft("old"), by="a", base=0)
    monkeypatch.undo()
    store.publish(draft("new"), by="a", base=1)
    version = store.publish_again(1, by="a", base=2)
    assert store.verify() == ()
    for found in (store.version(1), version, store.version(3)):
        assert found.settings == Settings(name="Roads")
        assert found.settings_unread == ("colours", "project.country")
        assert found.settings_toml == LATER
    assert store.version(2).settings_unread == ()
    published = store.read()
    assert published is not None
    assert published.settings.name == "Roads"


def test_a_version_keeps_the_day_up_to_which_its_register_tells_everything(store: Store) -> None:
    today = date.today()
    versions_ = [
        store.publish(draft(), by="a", base=0),
        store.publish(draft(), by="a", base=1, complete_to=date(2020, 12, 31)),
        store.publish(draft(), by="a", base=2, complete_to=today),
        store.publish_again(2, by="a", base=3),
    ]
    days = [None, date(2020, 12, 31), today, date(2020, 12, 31)]
    assert [version.complete_to for version in versions_] == days
    assert [version.complete_to for version in store.history()] == days
    with pytest.raises(StoreError, match="still to come"):
        store.publish(draft(), by="a", base=4, complete_to=today + timedelta(days=2))
    assert store.current_number() == 4
    assert store.verify() == ()


@pytest.mark.parametrize("day", ["2021-01-31", "x"])
def test_another_day_is_noticed(store: Store, day: str) -> None:
    store.publish(draft(), by="a", base=0, complete_to=date(2020, 12, 31))
    store.publish(draft(), by="a", base=1)
    disarm(store)
    change(store, f"UPDATE versions SET complete_to = '{day}'")
    assert list(store.verify()) == [Break("altered", 1), Break("altered", 2)]


def test_a_row_that_says_it_is_of_the_first_form_is_noticed(store: Store) -> None:
    store.publish(draft(), by="a", base=0, complete_to=date(2020, 12, 31))
    disarm(store)
    change(store, "UPDATE versions SET format = NULL")
    assert list(store.verify()) == [Break("altered", 1)]


def test_an_altered_register_is_not_shown(store: Store) -> None:
    store.publish(draft("a"), by="a", base=0)
    disarm(store)
    with store._engine.connect() as connection:
        connection.execute(sa.update(versions).values(body=body_of(register("forged"))))
    for read in (store.read, lambda: store.publish_again(1, by="a", base=1)):
        with pytest.raises(StoreError, match="isn't what was published"):
            read()
    assert store.publish(draft("a"), by="a", base=1).number == 2


def test_a_register_of_a_later_program_is_told_apart(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.store.store.body_of", lambda _: b"of another form")
    store.publish(draft("a"), by="a", base=0)
    with pytest.raises(StoreError, match="later release"):
        store.read()


def test_an_empty_register_can_be_published(store: Store) -> None:
    version = store.publish(draft_of(register_of([]), SETTINGS, None), by="a", base=0)
    assert version.rows == 0
    found = store.read()
    assert found is not None
    assert len(found.register) == 0


def test_a_draft_s_texts_are_told_with_their_place() -> None:
    what = draft_of(replace(register("a", None)), SETTINGS, None)
    (text,) = what.texts()
    assert (text.field, text.row, text.case, text.text) == ("issue", 0, "f-2020/01", "a")
    assert "CANARY" not in repr(draft("CANARY")) + repr(draft("CANARY").texts())


def test_the_door_names_what_is_there() -> None:
    assert all(hasattr(grm_data.store, name) for name in grm_data.store.__all__)
    assert grm_data.store.__all__ == sorted(grm_data.store.__all__)
