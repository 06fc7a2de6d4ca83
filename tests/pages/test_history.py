"""History: every version, compared, downloaded, and published again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.blocks import versions
from grm_dashboard.people import access
from grm_dashboard.session import histories, undo
from grm_data.messages import message
from grm_data.store import Store, database_url
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_publish import (
    GOOD,
    SAMPLE_CSV,
    SENSITIVE,
    all_cleared,
    at,
    button,
    give,
    publish_now,
    published,
    ran,
    reason,
)


def test_before_anything_is_published_history_says_so(open_app: Open) -> None:
    assert "Nothing is published yet." in plain_texts(open_app("history"))


def test_every_version_stands_with_who_when_what_and_its_fingerprint(open_app: Open) -> None:
    app = published(published(open_app(), GOOD, "first"), SAMPLE_CSV, "the sample")
    rows = go_to(app, "history").dataframe[0].value
    assert rows["Version"].tolist() == [2, 1]
    assert rows["Note"].tolist() == [
        "the sample (published all the same: another register, for this test)",
        "first",
    ]
    assert rows["Rows"].tolist() == [29, 2]
    assert rows["Feedback"].tolist() == ["Unrelated 15, Resolved 14", "Resolving 1, Resolved 1"]
    with Store() as store:
        assert rows["SHA-256 of the file"].tolist() == [store.version(2).sha256, store.version(1).sha256]
        assert rows["By"].tolist() == [store.version(2).by, store.version(1).by]


def test_undo_publishes_an_old_version_again(open_app: Open) -> None:
    app = go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history")
    app.selectbox(key="one").set_value(1)
    ran(app)
    named(app)
    next(one for one in app.button if "again" in one.label).click()
    ran(app)
    assert app.dataframe[0].value["Version"].tolist() == [3, 2, 1]
    assert app.success[0].value.replace("\\", "") == "Done: version 3 shows what version 1 showed."
    assert not [one for one in app.button if "again" in one.label], "there is nothing to click twice"
    with Store() as store:
        assert store.version(3).again == 1
        assert store.version(3).body_sha256 == store.version(1).body_sha256
    assert "2 received" in plain_texts(go_to(app, "overview"))


def test_any_two_versions_are_compared(open_app: Open) -> None:
    app = go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history")
    assert "Since version 1: 29 new, 2 disappeared." in plain_texts(app)
    app.selectbox(key="before_2").set_value(2)
    app.selectbox(key="after_2").set_value(1)
    ran(app)
    assert "Since version 2: 2 new, 29 disappeared." in plain_texts(app)


def test_the_register_of_a_version_is_downloaded_without_complainants(open_app: Open) -> None:
    published(open_app(), GOOD)
    content = versions.register_csv(1).decode("utf-8-sig")
    assert content.startswith("registered_no,received_on")
    assert "A2,2020-12-05" in content
    for hidden in ("Bat", "Saraa", "9911", "lamp"):
        assert hidden not in content


def test_a_purged_version_stays_in_the_list_and_can_not_be_opened(open_app: Open) -> None:
    app = published(published(open_app(), GOOD), SAMPLE_CSV)
    open_app(version="1")
    with Store() as store:
        store.purge(1, by="the office", reason="on request")
    go_to(app, "history")
    assert app.dataframe[0].value["Note"].tolist()[1].endswith("the office: on request)")
    assert app.selectbox(key="one").options == ["Version 2"]
    assert "was taken out of the store" in open_app(version="1").error[0].value


def test_the_role_is_asked_again_when_undoing(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history")
    app.selectbox(key="one").set_value(1)
    ran(app)
    monkeypatch.setattr(undo, "current_access", lambda: access.NOBODY)
    named(app)
    next(one for one in app.button if "again" in one.label).click()
    ran(app)
    assert "you may not publish" in app.error[0].value
    with Store() as store:
        assert store.current_number() == 2


def test_a_reviewer_reads_and_can_neither_publish_nor_open_nor_undo(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(published(open_app(), GOOD), SAMPLE_CSV)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app("history")
    assert "By" not in app.dataframe[0].value, "the world is not told who publishes"
    app.selectbox(key="one").set_value(1)
    ran(app)
    assert not [one for one in app.button if "again" in one.label]
    for page in ("overview", "data_quality", "history"):
        assert not go_to(app, page).file_uploader


def test_the_switch_of_a_draft_s_look_goes_back(open_app: Open) -> None:
    app = published(open_app(), GOOD)
    assert button(go_to(app, "history"), "look").query_params["version"] == "1"


def test_a_report_says_what_differs_from_the_version_that_was_reported(open_app: Open) -> None:
    later = f"A9,{date.today()},request,email,Resolving,,,\n".encode()
    app = published(open_app(), GOOD + later)
    published(app, GOOD.replace(b"A2,2020-12-05", b"A2,2020-06-05") + later)
    text = plain_texts(open_app("report"))
    assert "version 2" in text
    assert "Revised since the last report" in text


def pressed(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if label in one.label).click()
    return ran(app)


def chosen(app: AppTest, number: int) -> AppTest:
    app.selectbox(key="one").set_value(number)
    return ran(app)


def named(app: AppTest) -> AppTest:
    """Whoever undoes says who they are: this machine has no log-in."""
    app.text_input(key="undo_by").set_value("Oyun")
    return app


def test_undo_follows_the_version_that_the_person_saw(open_app: Open) -> None:
    app = chosen(go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history"), 1)
    published(open_app(), GOOD, "meanwhile")
    named(app)
    pressed(app, "again")
    assert "Version 3 was published meanwhile" in app.error[0].value
    with Store() as store:
        assert store.current_number() == 3
    pressed(app, "again")
    with Store() as store:
        assert store.version(4).again == 1


def test_the_register_of_a_version_is_whole_whatever_its_dates(open_app: Open) -> None:
    later = b"A8,2099-03-01,request,email,Resolving,,,\nA9,2020-12-06,request,email,Resolved,2098-01-05,,\n"
    app = open_app("publish")
    app = give(app, GOOD + later)
    reason(at(app, "publish")).set_value("checked")
    publish_now(ran(app))
    lines = versions.register_csv(1).decode("utf-8-sig").splitlines()
    assert [line[:2] for line in lines[1:]] == ["A1", "A2", "A8", "A9"]
    assert ",resolving,2098-01-05," in lines[4]  # as of today


def test_staff_take_the_register_of_an_old_version_out_with_a_reason(open_app: Open) -> None:
    app = chosen(go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history"), 1)
    pressed(app, "Take the register of version 1 out")
    assert "Write why" in app.error[0].value
    app.text_input(key="reason_1").set_value("asked for")
    app.text_input(key="removal_by").set_value("Oyun")
    pressed(app, "Take the register of version 1 out")
    assert app.selectbox(key="one").options == ["Version 2"]
    with Store() as store:
        purge = store.version(1).purge
        assert store.verify() == ()
    assert purge is not None
    assert purge.reason == "asked for"
    assert "was taken out of the store" in open_app(version="1").error[0].value


def test_the_world_is_not_told_which_case_became_sensitive(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = go_to(published(published(open_app(), GOOD), SENSITIVE), "history")
    assert "Since version 1: nothing changed." in plain_texts(app), "it is withheld from version 1, too"
    assert app.dataframe[0].value["Rows"].tolist() == [1, 2]
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app("history")
    text = plain_texts(app)
    assert "Since version 1: nothing changed." in text
    assert "was reported" not in text
    versions = app.dataframe[0].value
    assert versions["Note"].str.contains("Revised").tolist() == [False, True]
    assert versions["Rows"].isna().tolist() == [False, True], "how many it had isn't told"


def test_no_revision_since_a_half_year_ended_is_missed(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two versions were published in the half-year reported now; the earlier report was made from the first."""
    app, late = open_app(), b"A9,2020-07-01,request,email,Resolving,,,\n"
    first = GOOD.replace(b"A2,2020-12-05", b"A2,2020-06-05").replace(b"A1,2020-12-03", b"A1,2020-07-03")
    added = b"A7,2020-06-06,request,email,Resolving,,,\n"
    for day, content in (("2020-07-10", first), ("2020-08-20", first + added), ("2021-01-10", first + added)):
        moment = f"{day}T10:00:00+00:00"
        monkeypatch.setattr("grm_data.store.store.now", lambda moment=moment: moment)
        published(app, content + late)
    assert "Revised since the last report" in plain_texts(open_app("report"))


def test_a_version_that_was_altered_beyond_reading_hides_no_other(open_app: Open) -> None:
    published(published(published(open_app(), GOOD), GOOD), SAMPLE_CSV)
    alter("UPDATE versions SET published_at = 'abc' WHERE version = 2")
    app = open_app("history")
    assert "Version 2 can't be read" in app.error[0].value
    assert app.dataframe[0].value["Version"].tolist() == [3, 1]


def alter(statement: str) -> None:
    """What somebody does to the database who has its file."""
    with closing(sqlite3.connect(database_url().removeprefix("sqlite:///"))) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        database.commit()


def test_nothing_is_published_after_what_is_not_as_it_was_published(open_app: Open) -> None:
    """Neither a spreadsheet that was open already, nor another one, nor an old version again."""
    app = published(published(open_app(), GOOD), GOOD)
    draft, old = give(go_to(app, "publish"), GOOD), named(chosen(open_app("history"), 1))
    alter("UPDATE versions SET note = 'another' WHERE version = 1")
    for one in (publish_now(draft), pressed(old, "again"), give(open_app("publish"), GOOD)):
        assert message("error.store-broken") in [error.value.replace("\\", "") for error in one.error]
    with Store() as store:
        assert store.current_number() == 2


def test_undo_says_which_texts_would_be_shown_again(open_app: Open) -> None:
    app = all_cleared(open_app, GOOD)
    app = published(go_to(app, "publish"), GOOD.replace(b"A lamp is broken", b"Two lamps are broken"))
    assert "1 text that the newest version doesn't show would be shown again" in plain_texts(
        chosen(go_to(app, "history"), 1)
    )


def test_a_second_click_on_undo_does_nothing_more_and_says_done(open_app: Open) -> None:
    """Fault 5: the second click published once more, or blamed the person for the first."""
    app = published(published(open_app(), GOOD), SAMPLE_CSV)
    for _ in range(2):
        undo.publish_again(1, by="Oyun", note="", base=2)
        assert undo.history_result() == (True, "Done: version 3 shows what version 1 showed.")
    with Store() as store:
        assert store.current_number() == 3
        assert store.version(3).by == "Oyun"
    assert "there is nothing to undo" in plain_texts(chosen(go_to(app, "history"), 1))


def test_undo_by_nobody_is_refused(open_app: Open) -> None:
    app = published(published(open_app(), GOOD), SAMPLE_CSV)
    app.session_state["_name"] = ""
    app = chosen(go_to(app, "history"), 1)
    assert "give a name" in pressed(app, "again").error[0].value


def test_whether_anything_was_altered_is_asked_by_a_button_and_not_at_each_click(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    original = Store.verify
    app = published(open_app(), GOOD)
    monkeypatch.setattr(Store, "verify", lambda self: asked.append(1) or original(self))
    app = go_to(app, "history")
    assert not asked
    assert "1 version is as it was published." in button(app, "verify").success[0].value.replace("\\", "")
    alter("UPDATE versions SET note = 'another' WHERE version = 1")
    assert "was altered" in button(app, "verify").error[0].value


def test_each_half_year_is_told_by_version_and_what_changed_says_what_it_was(open_app: Open) -> None:
    app = published(open_app(), GOOD)
    app = published(app, GOOD + b"A3,2020-12-09,comment,phone,Unrelated,,,\n")
    app = go_to(app, "history")
    rows = app.table[-1].value
    assert rows.columns.tolist() == ["Half\\-year", "Version 1", "Version 2"]
    assert rows.iloc[0].tolist() == ["2020 H2", "2", "3 \\(was 2\\)"]
    app.segmented_control(key="reported_figure").set_value("addressed")
    assert ran(app).table[-1].value.iloc[0].tolist() == ["2020 H2", "2", "2"]


def test_versions_are_compared_once(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    original = histories.changes_since
    monkeypatch.setattr(histories, "changes_since", lambda *given: compared.append(1) or original(*given))
    app = go_to(published(published(open_app(), GOOD), SAMPLE_CSV), "history")
    ran(ran(app))
    go_to(open_app(), "history")
    assert len(compared) == 1


def test_the_world_is_not_told_how_many_cases_became_sensitive(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = go_to(published(published(open_app(), GOOD), SENSITIVE), "history")
    assert app.table
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert [one.value.iloc[0, 1:].nunique() for one in open_app("history").table] in ([], [1])
