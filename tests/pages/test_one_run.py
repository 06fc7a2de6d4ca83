"""One run of a page finds its register and its view once, and asks the database at most once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from grm_dashboard import menu
from grm_dashboard.session import run, shown, sources
from grm_data.intake.opening import open_path
from grm_data.settings import settings_for
from grm_data.store import Store, database_url, draft_of
from tests.pages.conftest import SAMPLE, Open, go_to, plain_texts
from tests.pages.test_upload import OWN, upload


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def publish(times: int = 1) -> None:
    """Versions of the sample register, the next after the last."""
    settings = settings_for(SAMPLE)
    draft = draft_of(open_path(SAMPLE, settings), settings, None)
    with Store() as store:
        for _ in range(times):
            store.publish(draft, by="somebody", base=store.current_number())


def nothing_published(open_app: Open) -> AppTest:
    return open_app()


def newest(open_app: Open) -> AppTest:
    publish(3)
    return open_app()


def overtaken(open_app: Open) -> AppTest:
    publish(1)
    app = open_app()
    publish(2)
    return app


def older(open_app: Open) -> AppTest:
    publish(3)
    return open_app(version="2")


def own(open_app: Open) -> AppTest:
    publish(2)
    return upload(open_app(), "mine.csv", OWN)


@pytest.mark.parametrize("opened", [nothing_published, newest, overtaken, older, own])
def test_a_rerun_of_any_page_asks_the_database_at_most_once(
    open_app: Open, opened: Callable[[Open], AppTest]
) -> None:
    app = opened(open_app)
    counts = {}
    for entry in menu.PAGES:
        go_to(app, entry.name)
        with statements() as asked:
            app.run()
        assert not app.exception
        counts[entry.name] = len(asked)
    assert max(counts.values()) <= 1, counts
    assert counts["history"] == 1, "the counter counts"


def test_a_first_visit_and_a_switch_to_the_newest_ask_once_too(open_app: Open) -> None:
    publish(1)
    open_app()  # the database and the version are open
    with statements() as asked:
        app = open_app()
    assert len(asked) <= 3, "the root, the page that it leads to, and that one again"
    publish(1)
    app.run()
    with statements() as asked:
        app.button(key="switch").click().run()
    assert not app.exception
    assert "version 2 of" in plain_texts(app)
    questions = [
        one
        for one in asked
        if "body" not in one.split("FROM")[0].replace("body_sha256", "")
        and not one.startswith("SELECT decisions")  # what is withheld of the register
    ]
    assert len(questions) == 2, "the run that was left, and the new one; the register is read beside them"


def test_the_look_again_of_an_open_page_asks_once(open_app: Open) -> None:
    publish(2)
    open_app()
    with statements() as asked:
        found = shown.newer_version()
    assert found is not None
    assert found.number == 2
    assert len(asked) == 1


@pytest.mark.parametrize("page", [entry.name for entry in menu.PAGES if not entry.without_register])
def test_the_register_and_the_view_are_found_once(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    found: list[str] = []

    def counted(name: str) -> None:
        original = getattr(run, name)
        monkeypatch.setattr(run, name, lambda *given: found.append(name) or original(*given))

    app = open_app(page)
    counted("source_of_session")
    counted("view_of")
    app.run()
    assert not app.exception
    assert sorted(found) == ["source_of_session", "view_of"]


def test_outside_a_run_each_question_is_asked_anew() -> None:
    publish(1)
    first = sources.published(1)
    with run.one_run() as source:
        assert source is first
        assert run.current_source() is run.current_source()
        assert run.current_view() is run.current_view()
    assert run.current_view() is not run.current_view()


def test_a_version_that_was_taken_out_is_not_shown_by_the_next_run(open_app: Open) -> None:
    publish(2)
    app = open_app(version="1")
    assert app.metric
    with Store() as store:
        store.purge(1, by="somebody", reason="asked for")
    app.run()
    assert not app.metric
    assert "taken out" in app.error[0].value


def test_a_newer_version_that_cannot_be_read_hides_none_that_can(open_app: Open) -> None:
    publish(2)
    app = open_app(version="1")
    with closing(sqlite3.connect(database_url().removeprefix("sqlite:///"))) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE versions SET counts = '[' WHERE version = 2")
    app.run()
    assert not app.exception
    assert app.metric
