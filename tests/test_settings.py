"""grm.toml: every key of the contract, and one sentence for everything that isn't one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from grm_data.errors import SettingsError
from grm_data.settings import (
    Settings,
    Standard,
    load_settings,
    parse_settings,
    read_stored_settings,
    settings_for,
)

SAMPLE = Path(__file__).parents[1] / "sample_data" / "grm.toml"

ALL_KEYS = """
[project]
name = "Smart Government Project"
start = 2015-09-15
country = "MN"
[calendar]
weekend = ["Sat", "Sun", "Sat"]
days_off = [2020-06-24, 2020-06-24]
worked_days = [2021-07-24]
[dates]
order = "DMY"
[columns]
received_on = "Date received"
[values.status]
"Closed - no basis" = "unrelated"
[values.channel]
"Drone" = "other"
[values.type]
"Idea" = "suggestion"
[confidentiality]
texts = "cleared"
[service_standard]
resolve = { days = 15, unit = "working" }
acknowledge = { days = 5 }
[notes]
"2021-07-01" = "new procedure"
"2019-02-01" = "hotline opened,\\n in three districts"
[report]
template = "ours.docx"
"""


def test_every_key_of_the_contract_is_read() -> None:
    settings = parse_settings(ALL_KEYS.encode())
    assert settings.name == "Smart Government Project"
    assert settings.start == date(2015, 9, 15)
    assert settings.calendar.country == "MN"
    assert settings.calendar.weekend == ("Sat", "Sun")
    assert settings.calendar.days_off == {date(2020, 6, 24)}
    assert settings.calendar.worked_days == {date(2021, 7, 24)}
    assert settings.date_order == "DMY"
    assert dict(settings.columns) == {"received_on": "Date received"}
    assert dict(settings.own_words("status")) == {"Closed - no basis": "unrelated"}
    assert dict(settings.own_words("channel")) == {"Drone": "other"}
    assert dict(settings.own_words("type")) == {"Idea": "suggestion"}
    assert settings.texts_cleared
    assert settings.resolve_standard == Standard(15, "working")
    assert settings.acknowledge_standard == Standard(5, "working")
    assert list(settings.notes.items()) == [
        (date(2019, 2, 1), "hotline opened, in three districts"),
        (date(2021, 7, 1), "new procedure"),
    ]
    assert settings.report_template == "ours.docx"


def test_every_key_is_optional() -> None:
    settings = parse_settings(b"")
    assert settings == Settings()
    assert not settings.texts_cleared
    assert settings.calendar.country is None
    assert settings.calendar.weekend == ("Sat", "Sun")


def test_no_weekend_is_allowed() -> None:
    assert parse_settings(b"[calendar]\nweekend = []").calendar.weekend == ()


def test_a_byte_order_mark_of_a_windows_editor_does_no_harm() -> None:
    assert parse_settings(b"\xef\xbb\xbf[project]\nname = 'x'").name == "x"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[projekt]", "projekt"), ("[project]\nnam = 'x'", "project.nam"), ("[calendar]\nholidays = []", "calendar.holidays"),
        ("[columns]\nreceived = 'x'", "columns.received"), ("[columns]\nclosed_on = 'x'", "columns.closed_on"),
        ("[values.issue]", "values.issue"), ("[service_standard]\nresolved = {days = 1}", "service_standard.resolved"),
        ("[service_standard]\nresolve = {day = 1}", "service_standard.resolve.day"), ("stray = 1", "stray"),
        ("[project]\nname = 5", "project.name"), ("[project]\nname = ' '", "project.name"),
        ("[project]\nstart = '2015-09-15'", "project.start"), ("[project]\nstart = 2015-09-15T10:00:00", "project.start"),
        ("[project]\ncountry = 'Mongolia'", "Mongolia"), ("[calendar]\nweekend = 'Sun'", "calendar.weekend"),
        ("[calendar]\nweekend = ['Sunday']", "calendar.weekend"), ("[calendar]\ndays_off = ['2020-01-01']", "calendar.days_off"),
        ("[calendar]\ndays_off = 2020-01-01", "calendar.days_off"), ("[dates]\norder = 'YDM'", "dates.order"),
        ("[values.status]\nx = 'done'", "values.status"), ("[values.channel]\nx = 5", "values.channel"),
        ("[confidentiality]\ntexts = 'open'", "confidentiality.texts"), ("[confidentiality]\ntexts = true", "confidentiality.texts"),
        ("[service_standard]\nresolve = 15", "service_standard.resolve"), ("project = 1", "project"), ("values = {status = 1}", "values.status"),
        ("[service_standard]\nresolve = {days = 0}", "service_standard.resolve.days"),
        ("[service_standard]\nresolve = {days = true}", "service_standard.resolve.days"),
        ("[service_standard]\nresolve = {days = 3, unit = 'weeks'}", "service_standard.resolve.unit"),
        ("[service_standard]\ncounts_from = 'next day'", "service_standard.counts_from"),
        ("[calendar]\nweekend = ['Mon','Tue','Wed','Thu','Fri','Sat','Sun']", "calendar.weekend"),
        ("[calendar]\ndays_off = [2020-01-01]\nworked_days = [2020-01-01]", "2020-01-01"), ("columns = 3", "columns"),
        ("[notes]\n2021 = 'x'", "notes.2021"), ("[notes]\n\"1 July 2021\" = 'x'", "notes.1 July 2021"), ("notes = 3", "notes"),
        ("[notes]\n2021-07-01 = 5", "notes"), ("[notes]\n20210701 = 'x'", "notes.20210701"), ("[notes]\n\"0001-01-01\" = 'x'", "0001"),
        ("[project\nname = 'x'", "line 1"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_refused_by_its_name(text: str, names: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text.encode())
    assert names in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "where"), [("x = " + "[" * 3000, "brackets"), ("x = " + "{a=" * 3000, "brackets"), (f"x = {'7' * 5000}", "digits")]
)  # fmt: skip
def test_what_is_too_deep_or_too_long_to_be_read_is_no_toml(text: str, where: str) -> None:
    with pytest.raises(SettingsError, match=rf"isn't valid TOML \(.*{where}.*\)"):
        parse_settings(text.encode())


def test_a_stored_text_of_this_release_is_read_whole() -> None:
    assert read_stored_settings(ALL_KEYS) == (parse_settings(ALL_KEYS.encode()), ())
    assert read_stored_settings("") == (Settings(), ())


def test_of_a_stored_text_of_another_release_all_that_can_be_used_is() -> None:
    """Unknown keys, stricter values, a country that the holidays package dropped."""
    settings, unread = read_stored_settings("""
[project]
name = "Roads"
timezone = "Asia/Nowhere"
country = "XX"
[colours]
resolved = "blue"
[calendar]
weekend = ["Sat", "Funday"]
days_off = [2020-06-24, "soon", 2021-07-24]
worked_days = [2021-07-24, 2021-07-31]
[dates]
order = "YDM"
[columns]
received_on = "Date received"
colour = "Colour"
[values.status]
"Closed" = "resolved"
"On hold" = "paused"
[values.issue]
"F" = "female"
[confidentiality]
texts = "asked"
[service_standard]
resolve = { days = 15, unit = "working", counts_from = "acknowledged" }
acknowledge = { days = "five" }
[report]
template = 5
""")
    assert (settings.name, settings.calendar.country, settings.date_order) == ("Roads", None, None)
    assert settings.calendar.weekend == ("Sat",)
    assert settings.calendar.days_off == {date(2020, 6, 24), date(2021, 7, 24)}
    assert settings.calendar.worked_days == {date(2021, 7, 31)}
    assert dict(settings.columns) == {"received_on": "Date received"}
    assert dict(settings.own_words("status")) == {"Closed": "resolved"}
    assert not settings.texts_cleared
    assert (settings.resolve_standard, settings.acknowledge_standard) == (Standard(15, "working"), None)
    assert settings.report_template is None
    assert set(unread) == {
        "colours", "project.timezone", "project.country", "calendar.weekend", "calendar.days_off", "calendar.worked_days",
        "dates.order", "columns.colour", "values.status", "values.issue", "confidentiality.texts",
        "service_standard.resolve.counts_from", "service_standard.acknowledge.days", "report.template",
    }  # fmt: skip
    assert len(unread) == 14


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("project = 1\ncalendar = 2\ncolumns = 3\nvalues = {status = 4}", {"project", "calendar", "columns", "values.status"}),
        ("[calendar]\nweekend = 'Sun'\ndays_off = 2020-01-01", {"calendar.weekend", "calendar.days_off"}),
        ("[calendar]\nweekend = ['Mon','Tue','Wed','Thu','Fri','Sat','Sun']", {"calendar.weekend"}),
        ("[service_standard]\nresolve = 15\nacknowledge = {days = 3, unit = 'weeks'}", {"service_standard.resolve", "service_standard.acknowledge.unit"}),
        ("service_standard = []\ndates = 'DMY'", {"service_standard", "dates"}),
    ],
)  # fmt: skip
def test_where_nothing_of_a_stored_text_can_be_used_the_defaults_are(text: str, unread: set[str]) -> None:
    assert read_stored_settings(text) == (Settings(), tuple(read_stored_settings(text)[1]))
    assert set(read_stored_settings(text)[1]) == unread


@pytest.mark.parametrize("text", ["no toml [", "x = " + "[" * 3000, f"x = {'7' * 5000}", "x = 'half \ud800'"])
def test_a_stored_text_that_is_no_toml_is_damaged(text: str) -> None:
    with pytest.raises(SettingsError):
        read_stored_settings(text)


def test_settings_in_another_encoding_are_refused() -> None:
    with pytest.raises(SettingsError, match="UTF-8"):
        parse_settings("[project]\nname = 'Төсөл'".encode("utf-16"))


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load_settings(tmp_path)


def test_the_settings_beside_a_register_are_used_unless_others_are_named(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    assert settings_for(register) == Settings()
    (tmp_path / "grm.toml").write_text("[project]\nname = 'beside'")
    (tmp_path / "other.toml").write_text("[project]\nname = 'other'")
    assert settings_for(register).name == "beside"
    assert settings_for(register, tmp_path / "other.toml").name == "other"


def test_texts_are_withheld_where_nobody_cleared_them() -> None:
    assert not load_settings(SAMPLE).with_texts_withheld().texts_cleared


def test_the_sample_settings_hold_the_days_off_that_the_package_lacks() -> None:
    settings = load_settings(SAMPLE)
    assert len(settings.calendar.days_off) == 7
    assert len(settings.calendar.worked_days) == 3
    assert settings.resolve_standard is None
    assert settings.texts_cleared


def test_a_report_template_is_named_from_the_folder_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "grm.toml").write_text("[report]\ntemplate = 'ours.docx'")
    assert load_settings(tmp_path / "grm.toml").report_template == str(tmp_path / "ours.docx")


@pytest.mark.parametrize(
    ("project", "there"),
    [
        ("country = 'MN'", date(2026, 1, 1)),
        ("timezone = 'Asia/Ulaanbaatar'", date(2026, 1, 1)),
        ("timezone = 'America/Lima'\ncountry = 'MN'", date(2025, 12, 31)),
    ],
)
def test_a_day_is_that_of_the_project_s_clock(project: str, there: date) -> None:
    settings = parse_settings(f"[project]\n{project}\n".encode())
    assert settings.day_of(datetime(2025, 12, 31, 20, tzinfo=UTC)) == there
    assert abs((settings.today - datetime.now(UTC).date()).days) <= 1
