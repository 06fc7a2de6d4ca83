"""Project: the settings on a page, saved as a version of the same file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.people import access
from grm_dashboard.session import project
from grm_dashboard.session.settings_table import (
    PLACES,
    Control,
    Part,
    Place,
    part_of,
    value_of,
    with_value,
)
from grm_data.messages import message, settings_named
from grm_data.register import Field, WorkCalendar
from grm_data.settings import Settings, Standard, parse_settings
from grm_data.settings.reading import TABLES, _SettingsReader
from grm_data.speech import DEFAULT_LANGUAGE, load
from grm_data.store import Store
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_publish import (
    GOOD,
    ODD,
    at,
    button,
    give,
    is_blocked,
    publish_now,
    published,
    ran,
    reason,
)


def keys_of_the_contract(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every key that a settings file may have, as the reader of it asks for them."""
    found: set[str] = {"columns", "notes"}
    original = _SettingsReader.table

    def table(
        self: _SettingsReader, tables: Mapping[str, object], name: str, known: tuple[str, ...]
    ) -> object:
        found.update({"values"} if name == "values" else {f"{name}.{key}" for key in known})
        return original(self, tables, name, known)

    monkeypatch.setattr(_SettingsReader, "table", table)
    parse_settings(b"")
    assert {key.partition(".")[0] for key in found} == set(TABLES)
    return found


def test_every_key_of_the_settings_has_a_place_on_the_page_or_says_why_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sorted(one.key for one in PLACES) == sorted(keys_of_the_contract(monkeypatch))
    for one in PLACES:
        assert message(f"project.label.{one.key}")
        if one.control is Control.SHOWN:
            assert message(f"project.elsewhere.{one.key}")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_a_place_reads_and_writes_its_setting(place: Place) -> None:
    settings = Settings(resolve_standard=Standard(15), calendar=WorkCalendar("MN"))
    value = value_of(settings, place.attribute)
    assert with_value(settings, place.attribute, value) == settings


def keyed(app: AppTest, kind: str, key: str) -> Any:
    return next(one for one in getattr(app, kind) if str(one.key).startswith(key))


def opened(open_app: Open, content: bytes = GOOD) -> AppTest:
    return go_to(published(open_app(), content), "project")


def saved(app: AppTest) -> AppTest:
    keyed(app, "text_input", "by_").set_value("Oyun")
    return button(ran(app), "save_project")


def with_errors(app: AppTest) -> AppTest:
    """Published although it has errors."""
    reason(at(app, "publish")).set_value("not yet")
    return publish_now(ran(app))


def settings_of(number: int) -> Settings:
    with Store() as store:
        return store.version(number).settings


def test_what_is_set_counts_at_once_without_another_upload(open_app: Open) -> None:
    app = opened(open_app)
    assert any("Choose the country" in one.value for one in app.warning)
    keyed(app, "text_input", "project.name").set_value("Northern Roads")
    keyed(app, "selectbox", "project.country").set_value("MN")
    keyed(app, "number_input", "service_standard.resolve").set_value(15)
    keyed(app, "text_area", "calendar.days_off").set_value("2020-06-24\n\n2020-10-15")
    keyed(app, "text_area", "notes_").set_value("2020-07-01 new procedure")
    app = saved(ran(app))
    assert "Saved as version 2" in app.success[0].value
    settings = settings_of(2)
    assert (settings.name, settings.calendar.country, settings.resolve_standard) == (
        "Northern Roads",
        "MN",
        Standard(15),
    )
    assert settings.calendar.days_off == {date(2020, 6, 24), date(2020, 10, 15)}
    assert dict(settings.notes) == {date(2020, 7, 1): "new procedure"}
    with Store() as store:
        first, second = store.history()
    assert (second.sha256, second.file, second.rows) == (first.sha256, first.file, first.rows)
    assert second.by == "Oyun"
    assert second.note.startswith("Project changed: Project's name, Country, Extra days off, Answer within")
    text = plain_texts(go_to(app, "timeliness"))
    assert "Northern Roads" in text
    assert "resolved within 15 working days" in text


def test_the_days_off_of_the_half_year_stand_by_name(open_app: Open) -> None:
    app = opened(open_app)
    keyed(app, "selectbox", "project.country").set_value("MN")
    text = plain_texts(ran(app))
    assert "Public holidays in 20" in text
    assert "29 Dec National Freedom and Independence Day" in text or "Lunar New Year" in text


def test_a_country_is_chosen_by_its_name_and_never_becomes_another(open_app: Open) -> None:
    """Fault 1: typed "Mongolia" became "Mo", which is Macao."""
    box = keyed(opened(open_app), "selectbox", "project.country")
    assert "Mongolia" in box.options
    assert len(set(box.options)) == len(box.options)


def test_a_line_that_is_no_day_is_named_and_nothing_is_saved(open_app: Open) -> None:
    app = opened(open_app)
    keyed(app, "text_area", "calendar.days_off").set_value("2020-06-24\nmidsummer")
    ran(app)
    assert "Line 2 is no day" in app.error[0].value.replace("\\", "")
    assert "midsummer" not in app.error[0].value
    assert not [one for one in app.button if one.key == "save_project"]


def test_a_second_click_saves_nothing_more(open_app: Open) -> None:
    app = opened(open_app)
    keyed(app, "text_input", "project.name").set_value("Roads")
    app = saved(ran(app))
    assert not [one for one in app.button if one.key == "save_project"]
    with Store() as store:
        assert store.current_number() == 2


def test_who_published_meanwhile_is_told_and_neither_change_is_lost(open_app: Open) -> None:
    app = opened(open_app)
    other = go_to(open_app(), "project")
    keyed(other, "text_input", "project.name").set_value("Roads")
    saved(ran(other))
    keyed(app, "selectbox", "project.country").set_value("MN")
    app = saved(ran(app))
    assert "published version 2 meanwhile" in app.error[0].value.replace("\\", "")
    assert settings_of(2).calendar.country is None
    app = button(app, "save_project")
    assert (settings_of(3).name, settings_of(3).calendar.country) == ("Roads", "MN")


def test_changes_are_still_there_after_another_page(open_app: Open) -> None:
    app = opened(open_app)
    keyed(app, "text_input", "project.name").set_value("Roads")
    app = go_to(go_to(ran(app), "overview"), "project")
    assert keyed(app, "text_input", "project.name").value == "Roads"
    app = button(app, "give_up")
    assert keyed(app, "text_input", "project.name").value == ""


def test_a_word_that_is_still_in_the_register_has_its_meaning_at_once(open_app: Open) -> None:
    app = go_to(with_errors(give(open_app("publish"), ODD)), "project")
    next(one for one in app.selectbox if "pigeon" in one.label).set_value("other")
    ran(app)
    assert not [one for one in app.info if "Publish" in one.value]
    saved(app)
    with Store() as store:
        found = store.read(2)
    assert found is not None
    assert found.register.channel.texts().tolist() == ["other", "email"]
    assert "channel-unknown" not in {one.code for one in found.register.reading.findings}


def test_a_word_that_was_read_otherwise_needs_the_spreadsheet_and_says_so(open_app: Open) -> None:
    app = go_to(with_errors(give(open_app("publish"), ODD)), "project")
    next(one for one in app.text_input if one.label == "Word").set_value("Closed - no basis")
    next(one for one in ran(app).selectbox if one.label == "Means").set_value("unrelated")
    app = ran(app)
    assert "Open the register again" in app.info[0].value
    saved(app)
    assert dict(settings_of(2).own_words(Field.STATUS)) == {"Closed - no basis": "unrelated"}
    assert not is_blocked(give(go_to(app, "publish"), ODD))


def test_before_anything_is_published_the_settings_wait_for_the_first_version(open_app: Open) -> None:
    app = open_app("project")
    keyed(app, "text_input", "project.name").set_value("Roads")
    app = button(ran(app), "save_project")
    assert "Publish the register next" in app.success[0].value
    published(app, GOOD)
    assert settings_of(1).name == "Roads"


def test_a_spreadsheet_on_its_way_follows_the_version_that_its_owner_made(open_app: Open) -> None:
    app = go_to(give(go_to(published(open_app(), GOOD), "publish"), ODD), "project")
    keyed(app, "text_input", "project.name").set_value("Roads")
    with_errors(go_to(saved(ran(app)), "publish"))
    with Store() as store:
        assert store.current_number() == 3
        assert store.version(3).settings.name == "Roads"


def test_the_role_is_asked_again_when_saving(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(open_app)
    keyed(app, "text_input", "project.name").set_value("Roads")
    ran(app)
    monkeypatch.setattr(project, "current_access", lambda: access.NOBODY)
    app = saved(app)
    assert "Nothing was saved" in app.error[0].value
    with Store() as store:
        assert store.current_number() == 1


def test_nobody_saves_without_a_name(open_app: Open) -> None:
    app = opened(open_app)
    app.session_state["_name"] = ""
    keyed(app, "text_input", "project.name").set_value("Roads")
    app = button(ran(app), "save_project")
    assert "give a name" in app.error[0].value
    assert keyed(app, "text_input", "by_").value == ""


def test_a_settings_file_fills_the_page_and_is_saved_as_a_version(open_app: Open) -> None:
    app = opened(open_app)
    one = next(one for one in app.file_uploader if str(one.key).startswith("project_"))
    one.upload("grm.toml", b"[project]\nname = 'Roads'\ncountry = 'MN'\n[report]\ntemplate = '/etc/passwd'\n")
    assert keyed(ran(app), "text_input", "project.name").value == "Roads"
    button(app, "save_project")
    with Store() as store:
        settings = store.version(2).settings
    assert (settings.name, settings.calendar.country, settings.report_template) == ("Roads", "MN", None)


@pytest.mark.parametrize("content", [b"[projekt]\n", b"\x89PNG\r\n", b"PK\x03\x04 a workbook"])
def test_a_file_that_holds_no_settings_is_one_sentence(open_app: Open, content: bytes) -> None:
    app = opened(open_app)
    next(one for one in app.file_uploader if str(one.key).startswith("project_")).upload("odd.bin", content)
    assert len(ran(app).error) == 1
    assert "save_project" not in [one.key for one in app.button]


def test_each_setting_that_a_sentence_names_is_a_link_to_its_part() -> None:
    texts = load(DEFAULT_LANGUAGE).texts
    named = {
        setting
        for key in texts
        if key.startswith("finding.")
        for setting in settings_named(key.removesuffix(".one").removesuffix(".other"))
    }
    assert len(named) > 20
    for setting in named:
        part, sentence = part_of(setting), texts[f"setting.page.{setting}"]
        assert (part is not None) == ("page Project" in sentence), setting
        names = [name for name in Part if f"under {texts[f'project.part.{name}']} on" in sentence]
        assert names in ([], [part]), sentence


def test_the_first_day_and_the_weekend_are_set(open_app: Open) -> None:
    app = opened(open_app)
    start = keyed(app, "text_input", "project.start")
    start.set_value("15.9.2015")
    assert "Write a day like 2015-09-15" in ran(app).error[0].value.replace("\\", "")
    keyed(app, "text_input", "project.start").set_value("2015-09-15")
    next(one for one in app.pills if one.label == "Weekend").set_value(["Fri", "Sat"])
    saved(ran(app))
    settings = settings_of(2)
    assert (settings.start, settings.calendar.weekend) == (date(2015, 9, 15), ("Fri", "Sat"))


def test_lines_that_hold_no_note_and_no_row_are_named(open_app: Open) -> None:
    app = opened(open_app)
    keyed(app, "text_area", "notes_").set_value("2021-07-01 new procedure\n2021-08-01")
    assert "Line 2 has no day and note" in ran(app).error[0].value.replace("\\", "")
    keyed(app, "text_area", "notes_").set_value("")
    for wrong in ("2024 = 0", "2024", "= 3", "2024 = three"):
        keyed(app, "text_area", "sheets.header_rows").set_value(wrong)
        assert "Line 1 has no sheet and row" in ran(app).error[0].value.replace("\\", "")
    keyed(app, "text_area", "sheets.header_rows").set_value("Open cases = 3\n2024=12")
    app = ran(app)
    assert "Open the register again on the page Publish" in app.info[0].value
    saved(app)
    assert dict(settings_of(2).header_rows) == {"Open cases": 3, "2024": 12}
