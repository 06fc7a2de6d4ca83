"""When the database can't: one sentence, old versions readable, and it works again afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from grm_data.messages import has_message
from grm_data.store import Store, StoreError
from grm_data.store import database as database_module
from grm_data.store.database import database_url
from grm_data.store.failures import _POSTGRESQL, _SQLITE, failure
from tests.postgresql import Cluster
from tests.store.drafts import big_draft, draft


@pytest.fixture
def waiting_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds for a lock in a test."""
    monkeypatch.setattr(database_module, "_WAIT", 0.2)


def test_a_locked_file_is_one_sentence_and_readers_do_not_wait(waiting_less: None, file: Path) -> None:
    with Store(f"sqlite:///{file}") as store:
        store.publish(draft(), by="a", base=0)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program holds the database"):
            store.publish(draft(), by="a", base=1)
        assert store.read() is not None
        other.close()
        assert store.publish(draft(), by="a", base=1).number == 2


def test_a_damaged_file_is_one_sentence_and_a_backup_helps(file: Path, tmp_path: Path) -> None:
    with Store(f"sqlite:///{file}") as store:
        for base in range(3):
            store.publish(big_draft(50_000), by="a", base=base)
    backup = shutil.copy(file, tmp_path / "backup")
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40_000] = b"\xff" * 40_000
    file.write_bytes(content)
    with Store(f"sqlite:///{file}") as store:
        with pytest.raises(StoreError, match=r"damaged|isn't what was published"):
            [store.read(number) for number in (1, 2, 3)]
        found: object = "told"
        try:
            found = store.verify()
        except StoreError as error:
            assert error.key == "store-damaged"  # noqa: PT017  either is right
        assert found
        shutil.copy(backup, file)
        store.close()
        assert store.verify() == ()
        assert store.publish(draft(), by="a", base=3).number == 4


@pytest.mark.parametrize(
    ("content", "words"), [(b"no database at all " * 60, "damaged or no database"), (None, "can't be opened")]
)
def test_what_is_no_database_is_one_sentence(file: Path, content: bytes | None, words: str) -> None:
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(StoreError, match=words):
        Store(f"sqlite:///{file}")


def test_a_table_of_somebody_else_is_one_sentence(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE versions (version INTEGER PRIMARY KEY, colour TEXT)")
    other.close()
    with pytest.raises(StoreError, match=r"another kind under the name of ours, versions\."):
        Store(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("versions",)]


@pytest.mark.parametrize(
    "url", ["", "grm.sqlite", "mysql://grm:secret@host/grm", "sqlite://", "sqlite:///:memory:", "postgresql//x", "oracle://secret"],
)  # fmt: skip
def test_an_address_of_anything_else_is_refused_without_quoting_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", url or "nonsense")
    with pytest.raises(StoreError, match="isn't the address") as refused:
        Store()
    assert "secret" not in str(refused.value)


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder exists"):
        Store(f"sqlite:///{tmp_path / 'nowhere' / 'grm.sqlite'}")


def test_the_default_is_a_private_file_in_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert database_url({}) == f"sqlite:///{Path.cwd() / 'data' / 'grm.sqlite'}"
    assert database_url({"GRM_DATA": "/srv/grm"}) == "sqlite:////srv/grm/grm.sqlite"
    assert database_url({"GRM_DATABASE_URL": "x", "GRM_DATA": "/srv/grm"}) == "x"
    monkeypatch.delenv("GRM_DATABASE_URL", raising=False)
    monkeypatch.delenv("GRM_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    with Store() as store:
        store.publish(draft(), by="a", base=0)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert modes == {"grm.sqlite": 0o600, "grm.sqlite-wal": 0o600, "grm.sqlite-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_an_sqlite_address_may_hold_options(file: Path) -> None:
    with Store(f"sqlite:///{file}") as store:
        store.publish(draft(), by="a", base=0)
    with Store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        assert store.current_number() == 1
        with pytest.raises(StoreError, match="only be read"):
            store.publish(draft(), by="a", base=1)


def test_a_table_that_another_process_made_meanwhile_is_found(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(url) as first:
        first.publish(draft(), by="a", base=0)
        answers = iter([False])
        inspect = sa.inspect

        class Late:
            """Sees the table only the second time."""

            def __init__(self, connection: sa.Connection) -> None:
                self._inspector = inspect(connection)

            def has_table(self, name: str) -> bool:
                return next(answers, True) and self._inspector.has_table(name)

        monkeypatch.setattr("grm_data.store.table.sa.inspect", Late)
        with Store(url) as second:
            assert second.current_number() == 1


def test_what_was_asked_of_sqlite_is_so(sqlite_store: Store) -> None:
    with sqlite_store._engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "recursive_triggers", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == ["wal", 2, 1, 1]


@pytest.fixture
def own_cluster(cluster: Cluster) -> Iterator[Cluster]:
    """The server, which the test may stop; it runs again afterwards."""
    yield cluster
    cluster.stop()
    cluster.start()


def test_a_server_that_dies_is_one_sentence_and_nothing_is_lost(own_cluster: Cluster) -> None:
    url = own_cluster.new_database()
    with Store(url) as store:
        store.publish(draft(), by="a", base=0)
        own_cluster.stop("immediate")
        for ask in (
            store.read,
            store.verify,
            lambda: store.publish(draft(), by="a", base=1),
            lambda: Store(url),
        ):
            with pytest.raises(StoreError, match="can't be reached"):
                ask()
        own_cluster.start()
        assert store.read() is not None
        assert store.publish(draft(), by="a", base=1).number == 2
        assert store.verify() == ()


def test_no_room_on_the_server_is_one_sentence_and_it_works_again(own_cluster: Cluster) -> None:
    with Store(own_cluster.new_database()) as store:
        store.publish(draft("kept"), by="a", base=0)
        own_cluster.stop("fast")
        own_cluster.start(largest_file=1_500_000)  # above a log segment of 1 MB
        with pytest.raises(StoreError, match="no room"):
            store.publish(big_draft(3_000_000), by="b", base=1)
        assert store.read() is not None
        own_cluster.stop("fast")
        own_cluster.start()
        assert store.publish(big_draft(3_000_000), by="b", base=1).number == 2
        assert store.verify() == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [(lambda url: url.replace("grm@", "nobody@"), "refuses the user"), (lambda url: url.replace("/postgres?", "/nowhere?"), "no such database")],
)  # fmt: skip
def test_a_wrong_user_or_database_is_one_sentence(cluster: Cluster, change, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        Store(change(cluster.new_database()))


def test_a_reader_without_rights_to_write_reads(cluster: Cluster) -> None:
    url = cluster.new_database()
    with Store(url) as store:
        store.publish(draft(), by="a", base=0)
        with store._engine.connect() as connection:
            schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
            for statement in (
                "CREATE ROLE reader LOGIN",
                f"GRANT USAGE ON SCHEMA {schema} TO reader",
                "GRANT SELECT ON versions, decisions TO reader",
            ):
                connection.exec_driver_sql(statement)
    with Store(url.replace("grm@", "reader@")) as reader:
        assert reader.read() is not None
        with pytest.raises(StoreError, match="only be read"):
            reader.publish(draft(), by="b", base=1)


def test_an_acknowledgement_that_was_lost_is_found_again(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database stored the version, and the connection broke before it said so."""
    execute, broken = sa.Connection.execute, OperationalError("INSERT", None, Exception("gone"))

    def lose(connection: sa.Connection, statement, *more, **options):
        result = execute(connection, statement, *more, **options)
        if isinstance(statement, sa.Insert):
            raise broken
        return result

    monkeypatch.setattr(sa.Connection, "execute", lose)
    assert sqlite_store.publish(draft(), by="a", base=0).number == 1
    monkeypatch.undo()
    assert sqlite_store.current_number() == 1


class _Said(Exception):
    """What a driver raises."""

    def __init__(self, **attributes: object) -> None:
        super().__init__("CANARY password")
        self.__dict__.update(attributes)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (_Said(sqlite_errorname="SQLITE_IOERR_WRITE"), "store-full"), (_Said(sqlite_errorname="SQLITE_IOERR_READ"), "store-disk"),
        (_Said(sqlite_errorname="SQLITE_READONLY_DBMOVED"), "store-read-only"), (_Said(sqlite_errorname="SQLITE_MISUSE"), "store-disk"),
        (_Said(sqlstate="53100"), "store-full"), (_Said(sqlstate="53300"), "store-unreachable"), (_Said(sqlstate="57P01"), "store-unreachable"),
        (_Said(sqlstate="40P01"), "store-locked"), (_Said(sqlstate="22000"), "store-disk"), (_Said(sqlstate=None), "store-unreachable"),
    ],
)  # fmt: skip
def test_each_kind_of_failure_has_its_sentence(said: Exception, key: str) -> None:
    error = failure(OperationalError("SELECT", None, said))
    assert error.key == key
    assert "CANARY" not in str(error)


@pytest.mark.parametrize(
    ("said", "key"), [(sqlite3.OperationalError, "store-damaged"), (sqlite3.ProgrammingError, "store-disk")]
)
def test_what_the_driver_of_a_file_says_is_no_matter_of_a_server(said: type[Exception], key: str) -> None:
    assert failure(OperationalError("SELECT", None, said("CANARY"))).key == key


def test_no_free_connection_is_one_sentence() -> None:
    assert failure(sa.exc.TimeoutError()).key == "store-locked"


def test_every_failure_has_a_sentence() -> None:
    assert all(has_message(f"error.{key}") for key in {*_SQLITE.values(), *_POSTGRESQL.values()})
