"""What a person decided about a file before it is published: theirs alone, changed at will, not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from grm_data.store import Store
from tests.store.databases import execute
from tests.store.drafts import draft

ME, YOU, FILE, OTHER = ("ab" * 32, "cd" * 32, "12" * 32, "34" * 32)


def test_the_last_decision_counts_and_none_takes_one_back(store: Store, url: str) -> None:
    store.save_draft(ME, FILE, {"base": "1", "text:x": "show", "text:y": "show"})
    store.save_draft(ME, FILE, {"text:x": "hide", "text:y": None})
    with Store(url) as other:
        assert other.draft(ME, FILE) == {"base": "1", "text:x": "hide"}


def test_nobody_s_decisions_are_another_s_nor_one_file_s_another_s(store: Store) -> None:
    store.save_draft(ME, FILE, {"base": "1"})
    assert store.draft(YOU, FILE) == store.draft(ME, OTHER) == {}
    assert store.draft_saved_at(YOU) is None
    assert store.draft_saved_at(ME) is not None
    store.forget_draft(ME, FILE)
    assert store.draft(ME, FILE) == {}


def test_thousands_of_decisions_are_kept_at_once(store: Store) -> None:
    items: dict[str, str | None] = {f"text:{i:064x}": "show" for i in range(1200)}
    for _ in range(2):
        store.save_draft(ME, FILE, items)
    assert store.draft(ME, FILE) == items


@pytest.mark.parametrize(("days", "is_kept"), [(390, True), (401, False)])
def test_what_nobody_finished_for_more_than_a_year_is_forgotten(
    store: Store, url: str, days: int, is_kept: bool
) -> None:
    store.save_draft(ME, FILE, {"base": "1"})
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    execute(url, f"UPDATE drafts SET saved_at = '{then}'")
    store.save_draft(YOU, FILE, {"base": "1"})
    assert bool(store.draft(ME, FILE)) == is_kept


def test_drafts_are_no_part_of_what_is_published(store: Store, url: str) -> None:
    store.publish(draft(), by="a", base=0)
    store.save_draft(ME, FILE, {"base": "1"})
    execute(url, "UPDATE drafts SET value = '2'")
    assert store.verify() == ()
