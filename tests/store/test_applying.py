"""Other settings for a published register: what follows of them without the spreadsheet, and what waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grm_data.intake.opening import open_path
from grm_data.register import Field, Register
from grm_data.settings import Settings, parse_settings
from grm_data.store import PublishedMeanwhile, Store, by_settings, draft_of, words_to_read_again
from tests.store.drafts import CLEARED, SETTINGS, draft

ROWS = """Registered No.,Date received,Type,Channel,Status,Resolved date,Working days,Summary of issue
f-1,2020-11-25,request,pigeon,Resolved,2020-12-10,11,A lamp
f-2,2020-06-01,Idea,PIGEON,Resolved,2020-06-02,2,A road
f-3,2021-03-01,request,email,Closed - no basis,,,A well
f-4,2021-03-02,request,email,Resolved,2021-03-03,2,A bridge
"""

OTHERS = {
    "country": "[project]\ncountry = 'MN'\nstart = 2020-07-01",
    "no country": "[project]\nstart = 2020-07-01",
    "no start": "[project]\ncountry = 'MN'",
    "start": "[project]\ncountry = 'MN'\nstart = 2021-01-01",
    "days off": "[project]\ncountry = 'MN'\nstart = 2020-07-01\n[calendar]\ndays_off = [2020-12-01]",
    "channel": "[project]\nstart = 2020-07-01\n[values.channel]\nPigeon = 'other'",
    "kept": "[project]\nstart = 2020-07-01\n[values.channel]\npigeon = 'pigeon'\n[values.type]\nIdea = 'suggestion'",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("applying") / "register.csv"
    path.write_text(ROWS, "utf-8")
    return path


def settings(name: str) -> Settings:
    return parse_settings(OTHERS[name].encode())


def told(register: Register) -> list[tuple[object, ...]]:
    found = [(one.code, one.row, one.column, one.values) for one in register.reading.findings]
    return sorted(found, key=repr)


@pytest.mark.parametrize("after", OTHERS)
@pytest.mark.parametrize("before", ["country", "no country", "no start", "start", "days off"])
def test_what_follows_is_what_the_spreadsheet_opened_again_would_give(
    file: Path, before: str, after: str
) -> None:
    """The spreadsheet read by the new settings is the oracle."""
    found = by_settings(open_path(file, settings(before)), settings(before), settings(after))
    oracle = open_path(file, settings(after))
    assert told(found) == told(oracle)
    for field in (Field.CHANNEL, Field.TYPE):
        assert found.category(field).texts().tolist() == oracle.category(field).texts().tolist()


def test_the_words_that_need_the_spreadsheet_are_named(file: Path) -> None:
    register = open_path(file, settings("channel"))
    after = parse_settings(
        b"[values.status]\n'Closed - no basis' = 'unrelated'\n[values.type]\nIdea = 'suggestion'"
    )
    assert words_to_read_again(register, settings("channel"), after) == (
        ("channel", "Pigeon"),
        ("status", "Closed - no basis"),
    )


def test_a_change_of_settings_is_a_version_of_the_same_file(store: Store) -> None:
    store.publish(draft("The well is dry", None), by="Oyun", base=0, complete_to=date(2020, 12, 31))
    changed = replace(CLEARED, name="Roads")
    version = store.change_settings(changed, by="Bat", note="the name", base=1)
    old = store.version(1)
    assert (version.number, version.by, version.note, version.again) == (2, "Bat", "the name", None)
    assert (version.sha256, version.file, version.rows) == (old.sha256, old.file, old.rows)
    assert (version.complete_to, version.texts_withheld) == (old.complete_to, 0)
    assert version.settings == changed
    found = store.read(2)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist() == ["The well is dry", None]
    assert store.verify() == ()


def test_a_text_that_nobody_cleared_stays_withheld(store: Store) -> None:
    store.publish(draft("The well is dry", settings=SETTINGS), by="Oyun", base=0)
    version = store.change_settings(replace(SETTINGS, name="Roads"), by="Oyun", base=1)
    assert version.texts_withheld == 1


def test_errors_that_were_accepted_stay_accepted(store: Store) -> None:
    store.publish(draft(errors=1), by="Oyun", base=0, accepted="known")
    assert store.change_settings(replace(CLEARED, name="Roads"), by="Oyun", base=1).accepted == "known"


def test_nobody_s_version_is_overridden(store: Store) -> None:
    store.publish(draft(), by="Oyun", base=0)
    store.publish(draft(), by="Bat", base=1)
    with pytest.raises(PublishedMeanwhile):
        store.change_settings(replace(CLEARED, name="Roads"), by="Oyun", base=1)


def test_a_case_that_is_withheld_since_stays_so(store: Store, tmp_path: Path) -> None:
    plain = settings("no country")
    rows = ROWS.splitlines(keepends=True)
    for base, line in enumerate((rows[1], rows[1].replace("request", "Sexual harassment"))):
        path = tmp_path / f"{base}.csv"
        path.write_text("".join([rows[0], line, *rows[2:]]), "utf-8")
        register = open_path(path, plain)
        store.publish(draft_of(register, plain, None), by="a", base=base, accepted="known")
    store.publish_again(1, by="a", base=2)
    store.change_settings(replace(plain, name="Roads"), by="a", base=3)
    found = store.read(4)
    assert found is not None
    assert found.register.registered_no.tolist() == ["f-2", "f-3", "f-4"]
