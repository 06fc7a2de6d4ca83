"""Publish: from a messy spreadsheet to a version, with everything that stands between."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from grm_dashboard.people import access
from grm_data.analysis.cells import written
from grm_data.figures.labels import label
from grm_data.guarded import Kept
from grm_data.register import Field
from grm_data.store import Store
from tests.intake.making import rows_of, sheet_xml, xlsx_parts, zipped
from tests.pages.conftest import ROOT, Open, go_to, plain_texts, write_register

SAMPLE_CSV = (ROOT / "sample_data" / "smart_government_register.csv").read_bytes()
HEADER = "No,Date received,Type,Channel,Status,Resolved date,Complainant name,Summary of issue"
GOOD = f"{HEADER}\nA1,2020-12-03,request,email,Resolved,2020-12-04,Bat Dorj,Bat Dorj asked 9911 2233 about a road\nA2,2020-12-05,request,email,Resolving,,Saraa,A lamp is broken\n".encode()
ODD = f"{HEADER}\nA1,2020-12-03,request,pigeon,Closed - no basis,,Bat Dorj,x\nA2,2020-12-05,request,email,Resolving,,Saraa,y\n".encode()


def give(app: AppTest, content: bytes, name: str = "register.csv") -> AppTest:
    one = next(one for one in app.file_uploader if str(one.key).startswith("publish_"))
    one.upload(name, content)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def button(app: AppTest, key: str) -> AppTest:
    next(one for one in app.button if one.key == key).click()
    return ran(app)


def at(app: AppTest, step: str) -> AppTest:
    """The session at a step of publishing, as its address names it."""
    app.session_state["_unheard"] = {}  # what tests do in a moment takes somebody a while
    app.query_params["step"] = step
    return ran(app)


def publish_now(app: AppTest) -> AppTest:
    return button(at(app, "publish"), "publish")


def is_blocked(app: AppTest) -> bool:
    """Whether the button can't be pressed as things stand."""
    return bool(next(one for one in at(app, "publish").button if one.key == "publish").disabled)


def decided(app: AppTest, word: str, meaning: str) -> AppTest:
    """A word was given a meaning in the list of all that was decided, else by the answer of its card."""
    at(app, "decide")
    boxes = [one for one in app.selectbox if word in one.label]
    if boxes:
        boxes[0].set_value(meaning)
        return ran(app)
    while not any(word in one.value for one in app.markdown):
        button(app, next(one.key for one in app.button if "Leave" in one.label))
    answers = [one for one in app.button if one.label.startswith(label("status", meaning))]
    if answers:
        return button(app, str(answers[0].key))
    next(one for one in app.selectbox if str(one.key).startswith("other_")).set_value(meaning)
    return ran(app)


def texts(app: AppTest) -> list[str]:
    """The texts on the page of the step Texts."""
    return [one.value for one in at(app, "texts").markdown if one.value.startswith("*Summary of issue*:")]


def reason(app: AppTest) -> TextInput:
    """Where one writes why a register with errors is published."""
    return next(one for one in app.text_input if str(one.key).startswith("accept_"))


def published(app: AppTest, content: bytes, note: str = "") -> AppTest:
    give(go_to(app, "publish"), content)
    if any(one.key == "suspicion_reason" for one in app.text_input):
        app.text_input(key="suspicion_reason").set_value("another register, for this test")
        ran(app)
    at(app, "publish").text_input(key="note").set_value(note)
    return button(app, "publish")


def test_a_spreadsheet_becomes_the_version_that_everybody_sees(open_app: Open) -> None:
    app = published(open_app(), GOOD, "first")
    assert "Version 1 is out" in plain_texts(app)
    text = plain_texts(go_to(app, "overview"))
    assert "2 received, 2 addressed, 1 resolved." in text
    assert "version 1 of" in text
    assert "sample data" not in text
    with Store() as store:
        version = store.version(1)
    assert (version.note, version.file, version.rows, version.texts_withheld) == (
        "first",
        "register.csv",
        2,
        2,
    )


def test_nothing_is_published_without_the_button(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    assert "You are about to publish **register.csv**" in plain_texts(app)
    button(app, "cancel")
    assert len(app.file_uploader) == 1
    with Store() as store:
        assert store.current_number() == 0


def test_an_error_blocks_until_it_is_mapped_and_the_mapping_is_kept_with_the_version(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    assert is_blocked(app)
    decided(app, "Closed", "unrelated")
    assert not is_blocked(app)
    decided(app, "pigeon", "other")
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert dict(found.settings.own_words("status")) == {"Closed - no basis": "unrelated"}
    assert dict(found.settings.own_words("channel")) == {"pigeon": "other"}
    again = give(go_to(app, "publish"), ODD)
    assert not is_blocked(again), "known from now on"


def test_a_meaning_can_be_taken_back(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    decided(app, "Closed", "unrelated")
    decided(app, "Closed", "")
    assert is_blocked(app)


def test_an_error_may_be_accepted_with_a_written_reason(open_app: Open) -> None:
    app = at(give(open_app("publish"), ODD), "publish")
    reason(app).set_value("  the clerk is away  ")
    ran(app)
    button(app, "publish")
    with Store() as store:
        assert store.version(1).accepted == "the clerk is away"


def test_a_column_that_is_not_known_is_chosen_on_the_page(open_app: Open) -> None:
    content = GOOD.replace(b"Date received", b"Zyxt")
    app = at(give(open_app("publish"), content), "texts")
    assert any("No column" in error.value for error in app.error), "on the step of the columns"
    assert next(one for one in app.selectbox if one.label == "Complainant name").disabled
    next(one for one in app.selectbox if one.label == "Zyxt").set_value("received_on")
    ran(app)
    assert not app.error
    publish_now(app)
    with Store() as store:
        assert dict(store.version(1).settings.columns) == {"received_on": "Zyxt"}


def test_a_column_is_said_to_hold_no_field_or_another(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD), "columns")
    next(one for one in app.selectbox if one.label == "Channel").set_value("")
    ran(app)
    assert next(one for one in app.selectbox if one.label == "Channel").value == ""
    next(one for one in app.selectbox if one.label == "Channel").set_value("location")
    ran(app)
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert dict(found.settings.columns) == {"channel": "", "location": "Channel"}
    assert found.register.reading.columns["location"] == "Channel"
    assert "channel" not in found.register.reading.columns


def test_a_main_column_that_is_missing_is_asked_for_with_the_columns_that_are_left(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD.replace(b"Channel", b"Zyxt")), "columns")
    box = app.selectbox(key="missing_channel")
    assert any(option.startswith("Zyxt — ") for option in box.options)
    box.set_value("Zyxt")
    ran(app)
    assert "missing_channel" not in {one.key for one in app.selectbox}
    publish_now(app)
    with Store() as store:
        assert dict(store.version(1).settings.columns) == {"channel": "Zyxt"}


def test_a_sheet_that_is_no_register_is_tried_once_and_not_for_ever(open_app: Open) -> None:
    lists = [["Channels", "Types"], ["Email", "Request"], ["Phone", "Complaint"]]
    rows = [line.split(",") for line in GOOD.decode().splitlines()]
    app = give(
        open_app("publish"),
        zipped(xlsx_parts({"Register": sheet_xml(rows_of(rows)), "Lists": sheet_xml(rows_of(lists))})),
        "register.xlsx",
    )
    box = next(one for one in at(app, "columns").multiselect if one.label.startswith("Sheets"))
    box.set_value(["Register", "Lists"])
    ran(app)
    assert "You are about to publish" in plain_texts(app)


def test_a_spreadsheet_that_was_closed_meanwhile_is_said_and_not_asked_for_ever(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD), "columns")
    app.session_state["_work"].upload.close()
    next(one for one in app.selectbox if one.label == "Channel").set_value("location")
    ran(app)
    assert app.error


def test_staff_are_told_which_rows_are_held_back(open_app: Open) -> None:
    app = at(give(open_app("publish"), GOOD.replace(b"request", b"Harassment", 1)), "decide")
    text = plain_texts(app)
    assert "Is it a sensitive case" in text
    assert "“harassment”" in text


def test_the_row_of_the_headings_is_chosen_on_the_page(open_app: Open) -> None:
    head = GOOD.partition(b"\n")[0]
    app = give(open_app("publish"), head.replace(b",", b" of the,") + b" of the\n" + GOOD)
    at(app, "columns").pills(key="header_1_None").set_value(2)
    ran(app)
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert dict(found.settings.header_rows) == {"1": 2}
    assert found.register.reading.header_row == 2


def test_only_texts_that_were_ticked_are_in_the_version(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    marked = [one.value for one in at(app, "texts").markdown if "orange-background" in one.value]
    assert len(marked) == 1
    assert "Bat" not in marked[0]
    tick(app, "A2", on=True)
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist() == [None, "A lamp is broken"]
    assert found.version.texts_withheld == 1


def test_all_shown_texts_are_cleared_by_one_button_and_an_edited_one_asks_again(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    button(at(app, "texts"), "show_page")
    publish_now(app)
    edited = GOOD.replace(b"A lamp is broken", b"Two lamps are broken")
    app = give(go_to(app, "publish"), edited)
    assert texts(app) == ["*Summary of issue*: Two lamps are broken"]
    assert "1 text to read" in plain_texts(app)


def test_what_changed_is_told_before_it_is_published(open_app: Open) -> None:
    app = published(open_app(), GOOD)
    changed = GOOD.replace(
        b"A2,2020-12-05,request,email,Resolving,,", b"A2,2020-12-05,request,email,Resolved,2021-01-11,"
    )
    app = give(go_to(app, "publish"), changed + b"A3,2020-12-09,comment,phone,Unrelated,,,\n")
    assert "3 cases; the last version had 2: 1 new, 0 gone." in plain_texts(app)
    text = plain_texts(at(app, "publish"))
    assert "Since version 1: 1 new, 1 resolved." in text
    assert "2020 H2: received was reported as 2; now it is 3." in text


def test_who_published_meanwhile_is_said_and_the_difference_is_shown_anew(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    other = published(open_app(), ODD.replace(b"Closed - no basis", b"Unrelated"))
    assert not other.exception
    publish_now(app)
    assert any("published version 1 meanwhile" in error.value for error in app.error)
    assert "Since version 1:" in plain_texts(app)
    assert is_blocked(app), "the same click never overrides what the colleague published"
    button(app, "mine")
    publish_now(app)
    with Store() as store:
        assert [version.number for version in store.history()] == [1, 2]


def test_a_running_session_keeps_its_version_and_is_offered_the_newer(open_app: Open) -> None:
    app = published(open_app(), GOOD)
    reader = open_app()
    published(app, SAMPLE_CSV)
    ran(reader)
    assert "2 received" in plain_texts(reader)
    assert any("Version 2" in one.value for one in reader.sidebar.markdown)
    button(reader, "switch")
    assert "9 received" in plain_texts(reader)


def test_an_older_version_is_shown_by_its_address_on_every_page(open_app: Open) -> None:
    published(published(open_app(), GOOD), SAMPLE_CSV)
    app = open_app(version="1")
    for page in ("overview", "timeliness", "cases", "report", "data_quality"):
        assert "version 1 of" in plain_texts(go_to(app, page))
        assert app.query_params["version"] == "1"
    button(app, "current")
    assert "version 2 of" in plain_texts(app)
    assert "version" not in app.query_params


@pytest.mark.parametrize("asked", ["7", "999999999"])
def test_a_version_that_is_not_there_is_one_sentence_with_a_way_back(open_app: Open, asked: str) -> None:
    published(open_app(), GOOD)
    app = open_app(version=asked)
    assert [error.value.replace("\\", "") for error in app.error] == [
        f"There is no version {asked}. The history lists those there are."
    ]
    button(app, "current")
    assert "version 1 of" in plain_texts(app)


@pytest.mark.parametrize("asked", ["", "x", "-1", "²", "1; drop", "9" * 40])
def test_an_address_without_a_number_shows_the_current_version(open_app: Open, asked: str) -> None:
    published(open_app(), GOOD)
    assert "version 1 of" in plain_texts(open_app(version=asked))


def test_the_role_is_asked_again_when_publishing(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = give(open_app("publish"), GOOD)
    from grm_dashboard.session import releasing

    at(app, "publish")
    monkeypatch.setattr(releasing, "current_access", lambda: access.NOBODY)
    button(app, "publish")
    assert any("you may not publish" in error.value for error in app.error)
    with Store() as store:
        assert store.current_number() == 0


def test_the_draft_can_be_looked_at_in_the_dashboard_as_reviewers_would_see_it(open_app: Open) -> None:
    app = button(at(give(open_app("publish"), GOOD), "publish"), "look")
    text = plain_texts(go_to(app, "cases"))
    assert "your own file" in text
    assert "lamp" not in text


def test_the_project_is_named_on_the_page(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    app.text_input[0].set_value("Northern Roads")
    country = app.selectbox(key="project_country")
    assert "Mongolia" in country.options
    country.set_value("MN")
    next(one for one in app.button if "Use" in one.label).click()
    ran(app)
    publish_now(app)
    with Store() as store:
        settings = store.version(1).settings
    assert (settings.name, settings.calendar.country) == ("Northern Roads", "MN")


def test_a_settings_file_is_used_but_names_no_file_of_the_server(open_app: Open) -> None:
    app = give(open_app("publish"), GOOD)
    toml = b"[project]\nname = 'Roads'\ncountry = 'MN'\n[confidentiality]\ntexts = 'cleared'\n[report]\ntemplate = '/etc/passwd'\n"
    next(one for one in app.file_uploader if str(one.key).startswith("settings_")).upload("grm.toml", toml)
    ran(app)
    publish_now(app)
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert found.settings.name == "Roads"
    assert found.settings.report_template is None
    assert found.version.texts_withheld == 2, "a file clears no texts: a person does"


def test_a_file_that_is_no_register_is_one_sentence(open_app: Open) -> None:
    app = give(open_app("publish"), b"PK\x03\x04 nothing")
    assert len(app.error) == 1


def test_a_draft_is_forgotten_when_its_owner_may_no_longer_publish(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = give(open_app("publish"), GOOD)
    assert app.session_state["_work"] is not None
    monkeypatch.setenv("GRM_PUBLIC", "1")
    ran(app)
    assert app.session_state["_work"] is None


@pytest.mark.parametrize("page", ["overview", "publish", "history"])
def test_a_database_that_can_not_be_opened_is_one_sentence(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", "mysql://somewhere/else")
    app = open_app(page)
    if page == "publish":
        give(app, GOOD)
    assert [error.value.startswith("GRM\\_DATABASE\\_URL isn") for error in app.error] == [True]


def test_a_server_that_shows_a_file_says_so_where_one_publishes(open_app: Open, tmp_path: Path) -> None:
    register = write_register(tmp_path, ["1,2020-12-03,request,email,Resolved,2020-12-04,2,x"])
    app = published(open_app(register=register), GOOD)
    assert "GRM_REGISTER" in plain_texts(app)
    assert "1 received" in plain_texts(go_to(app, "overview"))
    assert "2 received" in plain_texts(open_app(version="1"))


def test_settings_that_the_server_was_started_with_are_used_or_said_to_be_wrong(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRM_SETTINGS", str(tmp_path / "grm.toml"))
    (tmp_path / "grm.toml").write_text("[project]\nname = 'Roads'\n", "utf-8")
    app = give(open_app("publish"), GOOD)
    assert app.text_input[0].value == "Roads"
    (tmp_path / "grm.toml").write_text("[projekt]\n", "utf-8")
    other = give(open_app("publish"), GOOD)
    assert any("projekt" in error.value for error in other.error)
    assert "_work" not in other.session_state


def test_a_word_that_a_settings_file_spells_otherwise_is_known(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    toml = b"[values.status]\n'CLOSED - no  basis' = 'unrelated'\n"
    next(one for one in app.file_uploader if str(one.key).startswith("settings_")).upload("grm.toml", toml)
    ran(app)
    assert next(one for one in at(app, "decide").selectbox if "Closed" in one.label).value == "unrelated"
    assert not is_blocked(app)
    decided(app, "Closed", "resolved")
    publish_now(app)
    with Store() as store:
        assert dict(store.version(1).settings.own_words("status")) == {"CLOSED - no  basis": "resolved"}


def test_many_texts_are_counted_and_compared_once_and_not_at_every_click(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grm_dashboard.session import work

    compared = []
    original = work.changes_since
    monkeypatch.setattr(work, "changes_since", lambda *given: compared.append(given) or original(*given))
    app = give(go_to(published(open_app(), GOOD), "publish"), GOOD)
    button(at(app, "texts"), "show_0")
    button(at(app, "texts"), "hide_page")
    assert len(compared) == 1


def test_a_click_in_the_mapping_decodes_the_file_once(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    original = Kept.ask
    monkeypatch.setattr(Kept, "ask", lambda kept, *given: asked.append(given) or original(kept, *given))
    app = give(open_app("publish"), ODD)
    assert len(asked) == 2  # to read the file, and by the first settings
    decided(app, "Closed", "resolved")
    assert len(asked) == 3
    button(at(app, "texts"), "show_page")
    assert len(asked) == 3


def tick(app: AppTest, case: str, *, on: bool) -> AppTest:
    """Show the texts of a case, or hide them; they are the first that are found by it."""
    at(app, "texts").text_input(key="texts_search").set_value(case)
    ran(app)
    button(app, "show_0" if on else "hide_0")
    at(app, "texts").text_input(key="texts_search").set_value("")
    return ran(app)


def shown_texts(app: AppTest) -> AppTest:
    """The step Texts with the texts that readers would see."""
    at(app, "texts").segmented_control(key="texts_filter").set_value("shown")
    return ran(app)


def all_cleared(open_app: Open, content: bytes) -> AppTest:
    """Version 1, in which every text is shown."""
    app = at(give(open_app("publish"), content), "texts")
    button(app, "show_page")
    at(app, "publish")
    if [one for one in app.text_input if str(one.key).startswith("accept_")]:
        reason(app).set_value("known")
        ran(app)
    return button(app, "publish")


def test_a_text_that_was_withheld_stays_withheld_when_a_word_is_mapped(open_app: Open) -> None:
    app = give(
        go_to(all_cleared(open_app, GOOD), "publish"), GOOD.replace(b"email,Resolved", b"pigeon,Resolved")
    )
    tick(shown_texts(app), "A2", on=False)
    decided(app, "pigeon", "other")
    assert "1 text stays hidden." in plain_texts(at(app, "publish"))
    publish_now(app)
    with Store() as store:
        found = store.read(2)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist()[1] is None
    assert found.version.texts_withheld == 1


def test_a_text_that_somebody_withdrew_meanwhile_is_not_published_again(open_app: Open) -> None:
    app = give(go_to(all_cleared(open_app, GOOD), "publish"), GOOD)
    other = give(open_app("publish"), GOOD)
    button(shown_texts(other), "hide_page")
    publish_now(other)
    publish_now(app)
    assert "2 texts stay hidden." in plain_texts(app)
    button(app, "mine")
    publish_now(app)
    with Store() as store:
        found = store.read(3)
    assert found is not None
    assert found.register.text(Field.ISSUE).words.tolist() == [None, None]


def test_settings_of_a_colleague_who_published_meanwhile_are_kept(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    other = give(open_app("publish"), ODD)
    publish_now(decided(other, "Closed", "unrelated"))
    decided(app, "pigeon", "other")
    reason(at(app, "publish")).set_value("not yet")
    button(ran(app), "publish")
    assert not [one for one in app.text_input if str(one.key).startswith("accept_")], (
        "mapped by the colleague"
    )
    button(app, "mine")
    publish_now(app)
    with Store() as store:
        settings = store.version(2).settings
    assert (dict(settings.own_words("status")), dict(settings.own_words("channel"))) == (
        {"Closed - no basis": "unrelated"},
        {"pigeon": "other"},
    )


def test_a_word_that_the_uploaded_settings_do_not_map_is_offered_again(open_app: Open) -> None:
    app = give(open_app("publish"), ODD)
    publish_now(decided(app, "Closed", "unrelated"))
    app = give(go_to(app, "publish"), ODD)
    assert "Closed" not in plain_texts(at(app, "decide")), "known from the version before"
    at(app, "file")
    one = next(one for one in app.file_uploader if not str(one.key).startswith("publish_"))
    one.upload("grm.toml", b"[project]\nname = 'Roads'\n")
    assert "Closed" in plain_texts(at(ran(app), "decide"))


def test_a_change_of_settings_is_told_among_the_changes(open_app: Open) -> None:
    app = give(go_to(published(open_app(), GOOD), "publish"), GOOD)
    assert not [one for one in at(app, "publish").expander if "The settings differ" in one.label]
    at(app, "file")
    one = next(one for one in app.file_uploader if not str(one.key).startswith("publish_"))
    one.upload("grm.toml", b"[project]\nname = 'Roads'\n")
    assert [one for one in at(ran(app), "publish").expander if "The settings differ" in one.label]
    assert '+ name = "Roads"' in plain_texts(app)


def test_a_reason_for_some_errors_is_none_for_others(open_app: Open) -> None:
    app = give(open_app("publish"), ODD.replace(b"A2,2020-12-05", b"A2,2020-13-45"))
    reason(at(app, "publish")).set_value("the clerk is away")
    assert not is_blocked(ran(app))
    decided(app, "Closed", "unrelated")
    assert is_blocked(app)


SENSITIVE = GOOD.replace(b"request,email,Resolved", b"Sexual harassment,email,Resolved")


def test_staff_are_told_that_older_versions_show_a_case_that_became_sensitive(open_app: Open) -> None:
    app = give(go_to(published(open_app(), GOOD), "publish"), SENSITIVE)
    assert (
        "may have become sensitive. Once this one is published, earlier versions don't show it either"
        in plain_texts(at(app, "publish"))
    )
    assert "2020 H2: fewer than five" in plain_texts(app)
    app = give(go_to(button(app, "cancel"), "publish"), GOOD.replace(b"A1,", b"A7,"))
    assert "may have become sensitive" not in plain_texts(at(app, "publish"))


def test_a_channel_that_is_a_text_is_told_and_not_published(open_app: Open) -> None:
    told = b"She told the driver of the bus that her neighbour had taken the money"
    app = give(open_app("publish"), GOOD.replace(b"email,Resolved", told + b",Resolved"))
    assert "1 channel, type or way is longer than 60 letters" in plain_texts(at(app, "texts"))
    publish_now(app)
    assert told.decode() not in plain_texts(go_to(app, "overview"))
    with Store() as store:
        found = store.read(1)
    assert found is not None
    assert written(found.register, Field.CHANNEL) == ["A longer text (1), withheld", "email"]
    assert told.decode() not in repr(found.register.channel.names)
