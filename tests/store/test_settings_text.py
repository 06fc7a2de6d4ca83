"""A version keeps the settings it was published with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grm_data.register import STATUSES, WorkCalendar
from grm_data.register.calendar import WEEKDAYS
from grm_data.register.fields import Field
from grm_data.settings import DATE_CALENDARS, WORD_FIELDS, Settings, Standard, load_settings, parse_settings
from grm_data.speech import languages
from grm_data.store.settings_text import settings_toml
from tests.test_command_line import SETTINGS

WORD = st.text(min_size=1, max_size=12).filter(str.strip)
ASKED = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DAYS = st.frozensets(ASKED, max_size=3)
STANDARD = st.none() | st.builds(Standard, st.integers(1, 99), st.sampled_from(["working", "calendar"]))


def mapping(codes: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(WORD, codes, min_size=1, max_size=3)


@given(
    st.builds(
        Settings,
        name=st.none() | WORD,
        start=st.none() | ASKED,
        calendar=st.builds(
            WorkCalendar,
            st.none() | st.just("MN"),
            st.lists(st.sampled_from(WEEKDAYS), max_size=6, unique=True).map(tuple),
            DAYS.map(lambda days: days - {date(2020, 1, 1)}),
            st.just(frozenset({date(2020, 1, 1)})) | st.just(frozenset()),
        ),
        date_order=st.none() | st.just("DMY"),
        timezone=st.none() | st.just("Asia/Hovd"),
        date_shift=st.sampled_from([None, 0, 1]),
        date_calendar=st.none() | st.sampled_from(DATE_CALENDARS),
        columns=st.dictionaries(
            st.sampled_from([str(Field.RECEIVED_ON), str(Field.ISSUE)]), WORD | st.just("")
        ),
        values=st.fixed_dictionaries(
            {},
            optional={
                field: mapping(
                    st.sampled_from([str(status) for status in STATUSES]) if field == "status" else WORD
                )
                for field in WORD_FIELDS
            },
        ),
        texts_cleared=st.booleans(),
        complete_to=st.none() | ASKED,
        sheets_read=st.lists(WORD, max_size=3, unique=True).map(tuple),
        sheets_ignored=st.lists(WORD, max_size=3, unique=True).map(tuple),
        header_rows=st.dictionaries(WORD, st.integers(1, 2**31), max_size=3),
        one_case=st.none() | st.just("number"),
        not_sensitive=st.lists(WORD, max_size=3, unique=True).map(tuple),
        let_out=st.lists(WORD, max_size=3, unique=True).map(tuple),
        beneficiaries=st.none() | st.integers(1, 10**9),
        places_in_rows=st.booleans(),
        prepared_by=st.none() | WORD,
        report_language=st.sampled_from([None, *languages()]),
        contacts=st.lists(WORD, max_size=3, unique=True).map(tuple),
        resolve_standard=STANDARD,
        acknowledge_standard=STANDARD,
        notes=st.dictionaries(ASKED, WORD.map(lambda text: " ".join(text.split())), max_size=3).map(
            lambda notes: dict(sorted(notes.items()))
        ),
    )
)
def test_settings_read_back_as_they_were(settings: Settings) -> None:
    assert parse_settings(settings_toml(settings).encode()) == settings


def test_what_the_standards_count_from_reads_back() -> None:
    standard = Standard(15, "working", "next_day")
    settings = Settings(resolve_standard=standard, acknowledge_standard=replace(standard, days=5))
    assert parse_settings(settings_toml(settings).encode()) == settings


def test_the_sample_s_settings_read_back() -> None:
    settings = load_settings(SETTINGS)
    assert parse_settings(settings_toml(settings).encode()) == settings


def test_where_the_server_keeps_its_word_template_and_logo_is_not_told() -> None:
    settings = Settings(name="Roads", report_template="/opt/ours.docx", report_logo="/opt/ours.png")
    assert "ours" not in settings_toml(settings)
    assert parse_settings(settings_toml(settings).encode()) == replace(
        settings, report_template=None, report_logo=None
    )


def test_every_setting_is_kept_but_the_files_of_the_server() -> None:
    assert set(Settings.__dataclass_fields__) == {
        "name", "start", "calendar", "date_order", "timezone", "date_shift", "date_calendar", "columns", "values", "texts_cleared", "complete_to", "resolve_standard", "acknowledge_standard", "report_template", "sheets_read", "sheets_ignored", "one_case", "header_rows", "not_sensitive", "let_out", "beneficiaries", "places_in_rows", "prepared_by",
        "report_language",
        "contacts", "notes", "report_logo",
    }, "a new setting needs a line in settings_text.py and in the test above"  # fmt: skip
