"""Reports marked as sent: kept for good, chained, verified; and what staff write, of which only the last stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from grm_data.cli import main
from grm_data.register import Period
from grm_data.store import Break, SentReport, Store, StoreError
from tests.store.databases import disarm, execute
from tests.store.drafts import draft

REPORT = SentReport(
    version=1,
    first=date(2020, 7, 1),
    last=date(2020, 12, 31),
    as_of=date(2020, 12, 31),
    figures={"new": {"unrelated": 3, "resolving": 0, "resolved": 6, "unrecognised": 0}},
    files={"pdf": "ab" * 32},
    sent_on=date(2021, 1, 15),
)
H1, H2 = Period("2020 H1", date(2020, 1, 1), date(2020, 6, 30)), Period("2020 H2", REPORT.first, REPORT.last)


@pytest.fixture
def published(store: Store) -> Store:
    """A store with a version."""
    store.publish(draft(), by="a", base=0)
    return store


def test_a_report_comes_back_as_it_was_marked(published: Store) -> None:
    marked = published.mark_sent(REPORT, by="A person")
    assert published.sent_reports() == (marked,)
    assert replace(marked, by="", at=None) == REPORT
    assert (marked.by, marked.at is not None) == ("A person", True)
    published.mark_sent(replace(REPORT, sent_on=date(2021, 2, 1)), by="b")
    assert [one.sent_on.month for one in published.sent_reports()] == [1, 2]
    assert published.verify() == ()


@pytest.mark.parametrize(
    ("report", "by", "key"),
    [
        (replace(REPORT, version=7), "a", "store-no-version"),
        (REPORT, " ", "store-nobody"),
        (replace(REPORT, sent_on=datetime.now(UTC).date() + timedelta(days=9)), "a", "store-sent-future"),
    ],
)
def test_what_can_not_have_been_sent_is_refused(
    published: Store, report: SentReport, by: str, key: str
) -> None:
    with pytest.raises(StoreError) as refused:
        published.mark_sent(report, by=by)
    assert refused.value.key == key
    assert published.sent_reports() == ()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE sent_reports SET figures = '{}'", "DELETE FROM sent_reports",
     "INSERT INTO sent_reports SELECT 9, version, period_first, period_last, as_of, figures, files, sent_on,"
     " marked_at, marked_by, format, chain FROM sent_reports"],
)  # fmt: skip
def test_the_database_itself_refuses_every_other_change(published: Store, url: str, statement: str) -> None:
    published.mark_sent(REPORT, by="a")
    with pytest.raises(sa.exc.IntegrityError):
        execute(url, statement)
    assert published.verify() == ()


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE sent_reports SET sent_on = '2021-01-16' WHERE number = 1", [Break("sent-altered", decision=1)]),
        ("DELETE FROM sent_reports WHERE number = 1", [Break("sent-missing", None, 1, 1), Break("sent-altered", decision=2)]),
    ],
)  # fmt: skip
def test_history_verify_notices_what_was_altered(
    published: Store, url: str, statement: str, broken: list[Break], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    published.mark_sent(REPORT, by="a")
    published.mark_sent(REPORT, by="a")
    monkeypatch.setenv("GRM_DATABASE_URL", url)
    assert main(["history", "--verify"]) == 0
    assert "2 reports marked as sent, each as it was sent." in capsys.readouterr().out
    assert main(["history", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    disarm(url, "sent_reports")
    execute(url, statement)
    assert list(published.verify()) == broken
    assert main(["history", "--verify"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [item.message for item in broken]


def test_what_staff_write_is_kept_for_its_period_and_the_last_text_counts(store: Store, url: str) -> None:
    store.write_texts(H1, {"other": "A first draft", "contacts": "Phone 1"}, by="a")
    store.write_texts(H1, {"other": "What was done"}, by="b")
    assert store.texts_of(H1) == {"other": "What was done", "contacts": "Phone 1"}
    assert store.texts_of(H2) == {"contacts": "Phone 1"}
    store.write_texts(H2, {"contacts": ""}, by="a")
    assert store.texts_of(H2) == {"contacts": ""}
    assert "A first draft" not in str(execute(url, "SELECT text FROM report_texts"))
    assert store.verify() == ()
