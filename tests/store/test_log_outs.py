"""Log-ins that ended: kept for all replicas, by a keyed hash, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from grm_data.store import Store
from tests.store.databases import execute
from tests.store.drafts import draft

ONE, TWO = "ab" * 32, "cd" * 32


def test_what_one_replica_keeps_another_one_knows(store: Store, url: str) -> None:
    assert store.log_outs() == frozenset()
    store.add_log_out(ONE)
    with Store(url) as other:
        other.add_log_out(ONE)
        other.add_log_out(TWO)
    assert store.log_outs() == {ONE, TWO}


@pytest.mark.parametrize(("hours", "is_kept"), [(9, True), (49, False)])
def test_what_ended_long_ago_is_forgotten(store: Store, url: str, hours: int, is_kept: bool) -> None:
    store.add_log_out(ONE)
    then = (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="seconds")
    execute(url, f"UPDATE log_outs SET ended_at = '{then}'")
    store.add_log_out(TWO)
    assert store.log_outs() == ({ONE, TWO} if is_kept else {TWO})


def test_log_outs_are_no_part_of_what_is_published(store: Store, url: str) -> None:
    store.publish(draft(), by="a", base=0)
    store.add_log_out(ONE)
    execute(url, "DELETE FROM log_outs")
    assert store.verify() == ()
