"""The five steps of publishing: what is skipped, what is kept, and how nobody's work is lost or overridden."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from grm_dashboard.blocks import once
from grm_dashboard.session import releasing
from grm_dashboard.session import work as works
from grm_data.register import Field
from grm_data.store import Store
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_publish import (
    GOOD,
    ODD,
    at,
    button,
    decided,
    give,
    is_blocked,
    publish_now,
    published,
    ran,
    reason,
    shown_texts,
    texts,
    tick,
)

HEADER = "No,Date received,Type,Channel,Status,Resolved date,Complainant name,Summary of issue,Action taken"


def tidy(n: int, first: int = 1) -> bytes:
    """A register in which nothing is to be decided, each text another."""
    rows = (
        f"A{i},2020-12-{i % 28 + 1:02d},request,email,Resolved,2020-12-31,Bat Dorj,"
        f"The lamp {'very ' * i}near the road is broken,It was {'very ' * i}soon repaired"
        for i in range(first, first + n)
    )
    return "\n".join([HEADER, *rows]).encode()


def step(app: AppTest) -> str:
    return str(app.segmented_control(key="publish_step").value)


def next_(app: AppTest) -> AppTest:
    return button(app, "next")


def test_a_tidy_register_of_forty_rows_is_published_in_five_clicks_texts_included(open_app: Open) -> None:
    app = give(open_app("publish"), tidy(40))
    assert step(next_(app)) == "texts", "columns and decisions have nothing open"
    assert step(button(app, "show_page")) == "texts"
    assert step(button(app, "show_page")) == "publish", "the last text was read"
    button(app, "publish")  # the fourth click; the file was the first
    with Store() as store:
        assert (store.version(1).rows, store.version(1).texts_withheld) == (40, 0)


@pytest.mark.parametrize("clicked", ["publish_step", "back_step"])
def test_a_step_chosen_of_a_file_that_goes_is_none_of_the_next_file(open_app: Open, clicked: str) -> None:
    app = at(give(open_app("publish"), tidy(3)), "publish")
    app.button(key="cancel").click()
    if clicked == "publish_step":
        app.segmented_control(key=clicked).set_value("texts")
    else:
        app.button(key=clicked).click()
    ran(app)  # the browser says both at once: the file is away before the step is asked for
    assert "step" not in app.query_params
    assert step(give(app, tidy(4))) == "file", "whether it is the right one is asked"


def test_a_click_that_breaks_the_publication_off_leaves_no_file_that_is_out(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, keep = at(give(open_app("publish"), tidy(3)), "publish"), releasing.keep
    broken = iter([RerunException(RerunData())])

    def broken_off(work: works.Work | None) -> None:
        for one in broken:
            raise one
        keep(work)

    monkeypatch.setattr(releasing, "keep", broken_off)
    app = go_to(button(app, "publish"), "publish")
    assert "Version 1 is out" in plain_texts(app), "not the draft once more"
    with Store() as store:
        assert store.current_number() == 1


def test_back_leads_to_the_step_before_that_had_something(open_app: Open) -> None:
    app = at(give(open_app("publish"), tidy(3)), "publish")
    assert step(button(app, "back_step")) == "texts"
    assert step(button(app, "back_step")) == "file"
    assert next(one for one in app.button if one.key == "back_step").disabled


@pytest.mark.parametrize("name", ["columns", "decide", "texts", "publish", "nowhere"])
def test_a_typed_step_without_a_file_asks_for_the_file(open_app: Open, name: str) -> None:
    app = open_app("publish", step=name)
    assert "Choose the updated spreadsheet." in plain_texts(app)


def test_what_was_decided_about_a_file_is_kept_for_its_next_choosing(open_app: Open, tmp_path: Path) -> None:
    app = give(open_app("publish"), ODD)
    assert "You have not finished" not in plain_texts(open_app("publish"))
    decided(decided(app, "Closed", "unrelated"), "pigeon", "other")
    tick(app, "A1", on=True)
    tick(app, "A2", on=False)
    at(app, "file").segmented_control(key="complete_to_is").set_value("other_day")
    ran(app).date_input(key="complete_to").set_value(date(2021, 1, 31))
    ran(app)
    again = open_app("publish")  # a reload, a restart, another day
    assert "You have not finished a spreadsheet" in plain_texts(again)
    give(again, ODD)
    assert not is_blocked(again)
    assert "1 text stays hidden." in plain_texts(again)
    assert texts(again) == []
    publish_now(again)
    with Store() as store:
        found = store.read(1)
        assert found is not None
        assert str(found.version.complete_to) == "2021-01-31"
        assert found.register.text(Field.ISSUE).words.tolist() == ["x", None]
    with closing(sqlite3.connect(tmp_path / "versions.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM drafts").fetchone() == (0,), "it is published"
    assert "You have not finished" not in plain_texts(open_app("publish"))


def test_a_draft_in_the_database_holds_no_text_and_no_name(open_app: Open, tmp_path: Path) -> None:
    app = give(open_app("publish"), GOOD, "canary-file.csv")
    button(at(app, "texts"), "show_0")
    with closing(sqlite3.connect(tmp_path / "versions.sqlite")) as database:
        kept = repr(database.execute("SELECT * FROM drafts").fetchall())
    assert "text:" in kept
    assert not [word for word in ("lamp", "road", "Bat", "Saraa", "canary", "register.csv") if word in kept]


def test_putting_a_file_away_loses_nothing(open_app: Open) -> None:
    app = decided(give(open_app("publish"), ODD), "Closed", "unrelated")
    button(app, "cancel")
    assert not is_blocked(give(app, ODD))


def test_another_file_and_another_person_begin_anew(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = decided(give(open_app("publish"), ODD), "Closed", "unrelated")
    assert is_blocked(give(button(app, "cancel"), ODD + b"\n"))
    monkeypatch.setattr("grm_dashboard.people.access.getpass.getuser", lambda: "somebody else")
    other = open_app("publish")
    assert "You have not finished" not in plain_texts(other)
    assert is_blocked(give(other, ODD))


def test_settings_that_changed_meanwhile_are_taken_with_what_was_decided(open_app: Open) -> None:
    decided(give(open_app("publish"), ODD), "pigeon", "other")
    publish_now(decided(give(open_app("publish"), ODD + b"\n"), "Closed", "unrelated"))
    app = give(open_app("publish"), ODD)
    settings = app.session_state["_work"].settings
    assert dict(settings.own_words("status")) == {"Closed - no basis": "unrelated"}
    assert dict(settings.own_words("channel")) == {"pigeon": "other"}


EMPTY = (HEADER + "\n").encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (tidy(7), "3 of the 10 cases of the last version are gone."),
        (tidy(10, first=100), "None of its case numbers is in the last version"),
    ],
)
def test_a_suspicious_file_stops_until_somebody_says_why(open_app: Open, content: bytes, told: str) -> None:
    app = give(go_to(published(open_app(), tidy(10)), "publish"), content)
    assert told in plain_texts(app)
    assert step(next_(app)) == "file"
    assert is_blocked(app)
    assert "Say under File why" in plain_texts(app)
    at(app, "file").text_input(key="suspicion_reason").set_value("a new numbering")
    assert step(next_(ran(app))) != "file"
    publish_now(app)
    with Store() as store:
        assert store.version(2).accepted == "a new numbering"


def test_an_empty_template_is_never_published_by_a_click(open_app: Open) -> None:
    app = give(go_to(published(open_app(), tidy(10)), "publish"), EMPTY)
    assert not [one for one in at(app, "publish").button if one.key == "publish"] or is_blocked(app)
    with Store() as store:
        assert store.current_number() == 1


def test_a_second_click_on_publish_finds_it_published(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = at(give(open_app("publish"), GOOD), "publish")
    original = releasing.publish

    def twice(**given: str | None) -> int | None:
        first = original(**given)
        assert original(**given) is None
        return first

    monkeypatch.setattr("grm_dashboard.blocks.publishing.publish", twice)
    button(app, "publish")
    assert "Version 1 is out" in plain_texts(app)
    assert not app.error
    with Store() as store:
        assert store.current_number() == 1


def test_undo_says_that_it_is_done_and_is_done_once(open_app: Open) -> None:
    app = published(published(open_app(), GOOD), GOOD.replace(b"A lamp", b"Two lamps"))
    assert "Version 2 is out" in plain_texts(app)
    button(app, "undo")
    assert "Done: version 3 shows what version 1 showed." in plain_texts(app)
    assert not [one for one in app.button if one.key == "undo"]
    with Store() as store:
        assert [one.again for one in store.history()] == [None, None, 1]


def test_who_published_in_another_window_is_told_so_and_may_stay_with_that(open_app: Open) -> None:
    app, other = (give(open_app("publish"), GOOD) for _ in range(2))
    publish_now(other)
    publish_now(app)
    assert "You published version 1 meanwhile, in another window" in plain_texts(app)
    button(app, "theirs")
    assert app.session_state["_work"] is None
    with Store() as store:
        assert store.current_number() == 1


def test_a_double_click_decides_one_thing(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(give(open_app("publish"), tidy(5)), "texts")
    monkeypatch.setattr(once, "DOUBLE", 60.0)
    button(button(app, "show_0"), "show_0")
    assert len(texts(app)) == 4


def test_flagged_texts_come_first_and_identical_ones_once(open_app: Open) -> None:
    rows = [
        "A1,2020-12-01,request,email,Resolving,,Saraa,A lamp is broken,",
        "A2,2020-12-02,request,email,Resolving,,Saraa,A lamp is broken,",
        "A3,2020-12-03,request,email,Resolving,,Saraa,The lamp of Orsolya is broken,It was repaired",
    ]
    app = at(give(open_app("publish"), "\n".join([HEADER, *rows]).encode()), "texts")
    heads = [one.value for one in app.markdown if one.value.startswith("**A")]
    assert [head.split("**")[1] for head in heads] == ["A3", "A1"]
    assert "perhaps a name" in heads[0]
    assert "2 times in the file" in heads[1]
    app.text_input(key="texts_search").set_value("orsolya")
    assert [one.value.split("**")[1] for one in ran(app).markdown if one.value.startswith("**A")] == ["A3"]


def test_a_text_may_be_corrected_for_readers_and_is_known_again(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD), "texts")
    work = app.session_state["_work"]
    key = next(one.key for one in work.texts if "lamp" in one.text)
    app.session_state[f"more_{key[:12]}"] = True
    area = next(one for one in ran(app).text_area if one.key == f"instead_{key}")
    area.set_value("A lamp in the village is broken, Saraa said, 9911 2233")
    button(app, f"correct_{key}")
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    written = found.register.text(Field.ISSUE).words.tolist()[1]
    assert written.startswith("A lamp in the village is broken")
    assert "9911" not in written
    assert "Saraa" not in written, "what is written is scrubbed as if it stood in the row"
    again = give(go_to(app, "publish"), GOOD)
    assert "Since version 1: nothing changed." in plain_texts(at(again, "publish"))
    publish_now(again)
    with Store() as store:
        found = store.read(2)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist()[1] == written


def test_what_was_hidden_once_is_not_asked_again_and_only_open_texts_are(open_app: Open) -> None:
    app = give(open_app("publish"), tidy(3))
    tick(app, "A1", on=False)
    tick(app, "A2", on=True)
    publish_now(app)
    assert "Version 1 hides 4 texts." in plain_texts(go_to(app, "publish"))
    again = give(app, tidy(3))
    assert "This is the file of version 1." in plain_texts(again)
    assert len(texts(again)) == 1
    button(again, "show_0")
    publish_now(again)
    with Store() as store:
        assert store.version(2).texts_withheld == 2


def test_a_word_kept_as_written_is_not_asked_at_every_upload(open_app: Open) -> None:
    app = decided(decided(give(open_app("publish"), ODD), "pigeon", "pigeon"), "Closed", "unrelated")
    publish_now(app)
    again = at(give(go_to(app, "publish"), ODD), "decide")
    assert "Nothing is left to decide." in plain_texts(again)


def test_a_status_says_what_it_makes_of_the_figures_and_the_offers_are_taken_at_once(open_app: Open) -> None:
    content = GOOD.replace(b"request,email,Resolved", b"Reqest,emial,Resolvd")
    app = at(give(open_app("publish"), content), "decide")
    labels = [one.label for one in app.button if str(one.key).startswith("answer_")]
    assert labels[0].replace("\\", "") == "Resolved (1:0 → 2:1)"
    button(app, "accept_offers")
    assert not is_blocked(app)


def test_an_unreadable_date_stands_beside_the_shapes_of_its_row(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD.replace(b"2020-12-05", b"2020-13-45")), "decide")
    told = plain_texts(app)
    assert "Row 3: 2020-13-45   (No: A0 · Type: request" in told


def test_the_marked_copy_is_made_of_the_file_that_is_here(open_app: Open) -> None:
    app = button(at(give(open_app("publish"), ODD), "decide"), "mark")
    assert [one for one in app.get("download_button") if "marked" in one.label]
    publish_now(decided(app, "Closed", "unrelated"))
    button(app, "mark")
    assert not app.error
    assert [one for one in app.get("download_button") if "marked" in one.label]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"PK\x03\x04 word/document.xml"), ("a.pdf", b"%PDF-1.7 x"), ("a.png", b"\x89PNG\r\n\x1a\n")],
)
def test_a_file_of_another_kind_is_told_beside_the_place_for_it(
    open_app: Open, name: str, content: bytes
) -> None:
    app = give(open_app("publish"), content, name)
    assert len(app.error) == 1
    assert len(app.error[0].value.split()) > 4


def test_a_word_s_meaning_lets_no_text_be_asked_about_again(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What 5,000 texts deserve was found out anew at each click."""
    app, seen = open_app("publish"), []
    original = works.flags_of
    monkeypatch.setattr(works, "flags_of", lambda text: (seen.append(text), original(text))[1])
    give(app, ODD)
    first = len(seen)
    assert first == len(set(seen)) > 0
    decided(decided(app, "Closed", "unrelated"), "pigeon", "other")
    assert len(seen) == first


def test_a_corrected_text_that_is_hidden_later_stays_hidden_whatever_is_decided_then(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "texts")
    key = app.session_state["_work"].texts[0].key
    app.session_state[f"more_{key[:12]}"] = True
    next(one for one in ran(app).text_area if one.key == f"instead_{key}").set_value("In other words")
    button(app, f"correct_{key}")
    reason(at(app, "publish")).set_value("so")
    button(ran(app), "publish")
    give(go_to(app, "publish"), ODD)
    assert app.session_state["_work"].corrected == {key: "In other words"}
    button(shown_texts(app), "hide_0")
    decided(app, "pigeon", "other")
    assert app.session_state["_work"].corrected == {}
    assert key in app.session_state["_work"].hidden


def corrected(app: AppTest, text: str) -> str:
    """The first text of a file was written anew; its key."""
    key: str = app.session_state["_work"].texts[0].key
    app.session_state[f"more_{key[:12]}"] = True
    next(one for one in ran(at(app, "texts")).text_area if one.key == f"instead_{key}").set_value(text)
    button(app, f"correct_{key}")
    return key


def test_a_correction_outlasts_a_reload_scrubbed_and_goes_with_its_text(
    open_app: Open, tmp_path: Path
) -> None:
    key = corrected(give(open_app("publish"), GOOD), "Somebody, Bat Dorj of 9911 2233, asked about a road")
    with closing(sqlite3.connect(tmp_path / "versions.sqlite")) as database:
        kept = repr(database.execute("SELECT * FROM drafts").fetchall())
    assert "asked about a road" in kept
    assert not [word for word in ("Bat", "9911", "lamp", "register.csv") if word in kept]
    again = give(open_app("publish"), GOOD)
    work = again.session_state["_work"]
    assert work.corrected == {key: "Somebody, [name] of [phone], asked about a road"}
    assert [one.key for one in work.open_texts] == [work.texts[1].key]
    button(shown_texts(again), "hide_0")
    with closing(sqlite3.connect(tmp_path / "versions.sqlite")) as database:
        assert "asked about a road" not in repr(database.execute("SELECT * FROM drafts").fetchall())
    assert give(open_app("publish"), GOOD).session_state["_work"].corrected == {}


def test_the_same_text_again_takes_a_correction_back(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    key = corrected(app, "In other words")
    app.session_state[f"more_{key[:12]}"] = True
    area = next(one for one in ran(shown_texts(app)).text_area if one.key == f"instead_{key}")
    area.set_value(app.session_state["_work"].texts[0].text)
    button(app, f"correct_{key}")
    for one in (app, give(open_app("publish"), ODD)):
        assert one.session_state["_work"].corrected == {}
        assert key in one.session_state["_work"].draft.cleared


def test_a_note_and_a_reason_outlast_another_step_and_a_reload(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "publish")
    app.text_input(key="note").set_value("second quarter")
    reason(app).set_value("it is so")
    ran(app)
    for one in (at(at(app, "texts"), "publish"), at(give(open_app("publish"), ODD), "publish")):
        assert one.text_input(key="note").value == "second quarter"
        assert reason(one).value == "it is so"
        assert not is_blocked(one)


def test_who_publishes_is_asked_and_never_the_machine_s_account(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grm_dashboard.people.access.getpass.getuser", lambda: "account")
    app = open_app("publish")
    app.session_state["_name"] = ""
    at(give(app, GOOD), "publish")
    assert (app.text_input(key="by").value, app.text_input(key="by").placeholder) == ("", "")
    button(app, "publish")
    assert [one.value.replace("\\", "") for one in app.error] == ["Say who publishes: give a name."]
    app.text_input(key="by").set_value("Saraa")
    button(app, "publish")
    published(app, GOOD.replace(b"A lamp", b"Two lamps"))
    button(app, "undo")
    with Store() as store:
        assert [one.by for one in store.history()] == ["Saraa"] * 3
