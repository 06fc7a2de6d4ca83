"""Nothing that a reader can get tells which cases are sensitive, or how many there are."""

from __future__ import annotations

import csv
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest

from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.readers import for_readers
from grm_data.readers.attacks import ATTACKS, attack, gaps
from grm_data.register import Register
from grm_data.register.body import register_of_body
from grm_data.register.small_numbers import sums_are_told
from grm_data.secret import SECRET_VARIABLE
from grm_data.settings import Settings
from grm_data.store import ErrorsNotAccepted, Store, StoreError, changes_since, draft_of
from tests.rounds import THOROUGH

HEADINGS = ("Registered No.", "Date received", "Type", "Channel", "Status", "Resolved date", "Remarks")
Cells = list[str]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key by which cases are withheld."""
    monkeypatch.setenv(SECRET_VARIABLE, "k" * 40)


def case(i: int, received: date, number: str | None = None, sensitive: bool = False) -> Cells:
    remark = "sexual harassment" if sensitive else ""
    day, end = received.isoformat(), (received + timedelta(days=3)).isoformat()
    return [
        f"G-{i}" if number is None else number,
        day,
        "Complaint",
        ("Phone", "Email")[i % 2],
        "Resolved",
        end,
        remark,
    ]


def read(rows: list[Cells]) -> Register:
    text = StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return open_bytes("register.csv", text.getvalue().encode(), Settings(), texts=TextPolicy.KEPT)


def publish(store: Store, rows: list[Cells]) -> int:
    register, base = read(rows), store.current_number()
    draft = draft_of(register, Settings(), None)
    return store.publish(draft, by="Oyun", base=base, accepted="tried").number


def shown(store: Store) -> list[Register]:
    """Every version that is served, as readers get it."""
    found = [store.read(version.number) for version in store.history()]
    return [for_readers(one.register, Settings()) for one in found if one is not None]


def received(register: Register) -> list[int]:
    return register.received.tolist()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'grm.sqlite'}")


def test_a_case_that_became_sensitive_is_in_no_version_any_more(store: Store) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day) for i, day in enumerate(days)])
    publish(store, [case(i, day, sensitive=i == 4) for i, day in enumerate(days)])
    first, second = shown(store)
    assert len(first) == len(second) == 8
    assert received(first) == received(second)
    assert dict(first.sensitive_by_half_year) == dict(second.sensitive_by_half_year) == {"2020 H1": 1}
    assert first.registered_no.tolist() == [str(i) for i in range(1, 9)]
    assert [one.is_revised for one in store.history()] == [True, False]
    assert changes_since(store.version(1), first, second).rows == ()
    assert store.verify() == ()


@pytest.mark.parametrize("number", ["G-4", "G-99", ""])
def test_it_is_also_where_its_number_was_corrected(store: Store, number: str) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day) for i, day in enumerate(days)])
    publish(store, [case(i, day) for i, day in enumerate(days[:8])])
    changed = [case(i, day, number if i == 4 else None, sensitive=i == 4) for i, day in enumerate(days)]
    publish(store, changed)
    assert all(received(one).count(received(read(changed))[0]) == 1 for one in shown(store))
    held = read(changed).held_back[0].received
    assert [held in received(one) for one in shown(store)] == [False, False, False]


def test_an_old_version_published_again_is_withheld_from_too(store: Store) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day) for i, day in enumerate(days)])
    publish(store, [case(i, day, sensitive=i == 4) for i, day in enumerate(days)])
    store.publish_again(1, by="Oyun", base=2)
    assert [len(one) for one in shown(store)] == [8, 8, 8]


def test_a_case_that_is_sensitive_no_more_is_shown_again(store: Store) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    for sensitive in (False, True, False):
        publish(store, [case(i, day, sensitive=sensitive and i == 4) for i, day in enumerate(days)])
    assert [len(one) for one in shown(store)] == [9, 8, 9]


@pytest.mark.parametrize("refused_by", ["errors", "a clash"])
def test_a_publishing_that_is_refused_shows_no_case_again(store: Store, refused_by: str) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    for sensitive in (False, True):
        publish(store, [case(i, day, sensitive=sensitive and i == 4) for i, day in enumerate(days)])
    rows = [case(i, day) for i, day in enumerate(days)]
    rows += [case(20, days[0], "G-1")] * (refused_by == "errors")  # one number on different rows
    base = 2 if refused_by == "errors" else 1
    with pytest.raises(StoreError):
        store.publish(draft_of(read(rows), Settings(), None), by="Oyun", base=base)
    assert [len(one) for one in shown(store)] == [8, 8]


def test_a_publishing_that_is_refused_withholds_nothing(store: Store) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day) for i, day in enumerate(days)])
    rows = [case(i, day, sensitive=i == 4) for i, day in enumerate(days)] + [case(20, days[0], "G-1")]
    with pytest.raises(StoreError):
        store.publish(draft_of(read(rows), Settings(), None), by="Oyun", base=1)
    assert len(shown(store)[0]) == 9
    assert store.decisions_end()[0] == 0


def test_no_version_holds_what_tells_a_held_case(store: Store, tmp_path: Path) -> None:
    publish(store, [case(i, date(2020, 1 + i, 3), sensitive=i == 4) for i in range(9)])
    with closing(sqlite3.connect(tmp_path / "grm.sqlite")) as database:
        ((body,),) = database.execute("SELECT body FROM versions").fetchall()
    stored = register_of_body(body)
    assert stored.held_back == ()
    assert "G-4" not in stored.registered_no.tolist()


def test_with_a_lost_key_an_older_version_is_not_shown(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day) for i, day in enumerate(days)])
    publish(store, [case(i, day, sensitive=i == 4) for i, day in enumerate(days)])
    monkeypatch.setenv(SECRET_VARIABLE, "z" * 40)
    with pytest.raises(StoreError) as refused:
        store.read(1)
    assert refused.value.key == "store-key-lost"
    assert store.read(2) is not None


def test_a_row_of_the_same_day_and_channel_without_a_number_stays(store: Store) -> None:
    day = date(2020, 3, 3)
    publish(store, [case(0, day, ""), case(2, day, "", sensitive=True), case(1, day, "")])
    assert [len(one) for one in shown(store)] == [2]


@pytest.mark.property
@pytest.mark.parametrize("seed", range(1_000 if THOROUGH else 12))
def test_no_pair_of_versions_tells_a_number_or_a_row(seed: int, tmp_path: Path) -> None:
    """An attacker with every version that is served: gaps, differences, sums, and the rows' own numbers."""
    chance = random.Random(seed)
    n = chance.randint(3, 25)
    start = date(2019, 1, 1)
    days = sorted(start + timedelta(days=chance.randrange(700)) for _ in range(n))
    before = {i for i in range(n) if chance.random() < 0.1}
    later = before | set(chance.sample(range(n), chance.randint(1, max(1, n // 4))))
    numbered = chance.random() < 0.8
    gone = {i for i in range(n) if chance.random() < 0.05}

    def rows(sensitive: set[int], without: set[int], corrected: bool) -> list[Cells]:
        number = None if numbered else ""
        return [
            case(
                i,
                day,
                f"X-{i}" if corrected and i in sensitive and chance.random() < 0.2 else number,
                i in sensitive,
            )
            for i, day in enumerate(days)
            if i not in without
        ]

    with Store(f"sqlite:///{tmp_path / 'grm.sqlite'}") as store:
        publish(store, rows(before, set(), corrected=False))
        last = rows(later, gone - later, corrected=True)
        publish(store, last)
        first, second = shown(store)
    for register in (first, second):
        assert attack(register) == ()
        assert gaps(register) == 0
        assert not sums_are_told(register) or min(register.sensitive_by_half_year.values()) >= 5
    held = {one.received for one in read(last).held_back}
    missing = set(received(first)) - set(received(second))
    assert not missing & held, "the difference of two versions points at none of them"


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_succeeds_on_a_register_that_nobody_made_ready(name: str) -> None:
    day = date(2020, 3, 3)
    numbers = (1, 2, 3, 5, 4, 7, 8, 9)
    register = read([case(i, day + timedelta(days=i), str(i), i == 2) for i in numbers])
    assert attack(for_readers(register, Settings())) == ()
    assert name in attack(register) or name == "sums"


def test_once_a_case_was_held_the_numbers_stay_ours(store: Store) -> None:
    days = [date(2020, 1 + i % 9, 3) for i in range(9)]
    publish(store, [case(i, day, sensitive=i == 4) for i, day in enumerate(days)])
    publish(store, [case(i, day) for i, day in enumerate(days) if i != 4])
    last = store.read(2)
    assert last is not None
    assert last.version.withheld_at is not None
    numbers = for_readers(last.register, Settings(), ever_held=True).registered_no.tolist()
    assert numbers == [str(i) for i in range(1, 9)], "the gap would be the case's"


def test_an_earlier_version_doesn_t_tell_the_last_day_of_a_case_that_became_sensitive(store: Store) -> None:
    rows = [case(i, date(2020, 1 + i, 3)) for i in range(9)]
    publish(store, rows)
    publish(store, [*rows[:-1], case(8, date(2020, 9, 3), sensitive=True)])
    assert {one.last_known for one in shown(store)} == {date(2020, 8, 6)}


def test_no_finding_tells_that_a_case_shared_its_number_with_a_sensitive_one(store: Store) -> None:
    rows = [case(i, date(2020, 1 + i, 3), number=f"G-{i % 8}") for i in range(9)]
    publish(store, rows)
    publish(store, [*rows[:-1], case(8, date(2020, 9, 3), number="G-0", sensitive=True)])
    assert "number-duplicate" in {one.code for one in read(rows).reading.findings}
    assert not any("number-duplicate" in {f.code for f in one.reading.findings} for one in shown(store))


def test_no_finding_counts_the_sensitive_cases_of_a_column(store: Store) -> None:
    rows = [f"{i},2020-03-0{i},Email,0,{'sexual harassment' * (i == 4)}" for i in range(1, 10)]
    text = "\n".join(["No.,Date received,Channel,Resolved date,Remarks", *rows]).encode()
    whole = open_bytes("register.csv", text, Settings(), texts=TextPolicy.KEPT)
    assert "9" in " ".join(one.message for one in whole.reading.findings if one.column == "Resolved date")
    readers = for_readers(whole, Settings())
    assert not any("9" in one.message for one in readers.reading.findings)


def test_an_error_that_readers_aren_t_told_needs_a_reason_all_the_same(store: Store) -> None:
    rows = [f"{i},2020-03-0{i},Email,0,{'sexual harassment' * (i == 4)}" for i in range(1, 10)]
    text = "\n".join(["No.,Date received,Channel,Resolved date,Remarks", *rows]).encode()
    draft = draft_of(open_bytes("r.csv", text, Settings(), texts=TextPolicy.KEPT), Settings(), None)
    with pytest.raises(ErrorsNotAccepted):
        store.publish(draft, by="Oyun", base=0)
