"""The page Indicators: a line for each, what would supply one that isn't recorded, and who complains."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from grm_data.analysis.indicator_table import INDICATORS
from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.settings import Settings, parse_settings
from grm_data.store import Store, draft_of
from tests.pages.conftest import Open, plain_texts

HEADER = "No.,Date received,Type,Channel,Status,Resolved date,Sex,Location,Anonymous"
SETTINGS = "[service_standard]\nresolve = { days = 10 }\n[project]\nbeneficiaries = 5000\n"


def rows() -> list[str]:
    """24 feedbacks of 2020: 15 women and 6 men of one place, 3 men of another."""
    people = [("Female", "Khovd")] * 15 + [("Male", "Khovd")] * 6 + [("Male", "Zavkhan mill")] * 3
    return [
        f"{i},2020-0{1 + i % 6}-0{1 + i % 9},Complaint,Email,Resolved,2020-0{1 + i % 6}-11,{sex},{place},No"
        for i, (sex, place) in enumerate(people, 1)
    ]


def publish(settings: Settings, complete_to: date = date(2020, 12, 31)) -> None:
    content = "\n".join([HEADER, *rows()]).encode()
    register = open_bytes("register.csv", content, settings, texts=TextPolicy.KEPT)
    with Store() as store:
        base = store.current_number()
        store.publish(
            draft_of(register, settings, None), by="O", base=base, accepted="x", complete_to=complete_to
        )


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """Every table after the first: name of its first column → its lines."""
    return {frame.value.columns[0]: frame.value.values.tolist() for frame in app.dataframe[1:]}


def test_every_indicator_has_a_line_with_its_formula_and_who_asks_for_it(open_app: Open) -> None:
    (lines,) = (frame.value for frame in open_app("indicators").dataframe)
    assert len(lines) == len(INDICATORS)
    by_name = lines.set_index("Indicator")
    assert list(by_name.loc["Received"])[:3] == ["9", "29", "29 of 29"]
    assert by_name.loc["Resolved to received", "In the period"] == "6 of 6 (1.00)"
    assert by_name.loc["Upheld", "Recorded in"] == "Needs a column “Outcome”"
    assert "service standard for answers" in by_name.loc["Resolved within the standard", "Recorded in"]
    assert not (lines == "").any(axis=None)


def test_the_settings_supply_what_no_column_does(open_app: Open, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("\n".join([HEADER, *rows()]), "utf-8")
    (tmp_path / "grm.toml").write_text(SETTINGS, "utf-8")
    lines = open_app("indicators", path, period="start").dataframe[0].value.set_index("Indicator")
    assert lines.loc["Complaints per 1,000 beneficiaries", "Since the start"] == "24 of 5,000 (4.80)"
    assert lines.loc["Resolved within the standard", "Since the start"] == "24 of 24 (100%)"


def test_readers_get_who_complains_without_small_numbers_and_staff_all_of_it(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Settings())
    staff = tables(open_app("indicators"))
    assert staff["Location"][-1] == ["Rare ones together", "3", "3"]
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app("indicators")
    found = tables(app)
    assert found["Sex"] == [["Female", "15", "15"], ["Male", "9", "9"]]
    assert "Location" not in found, "of two lines neither can be shown where one is small"
    assert "Zavkhan mill" not in str(found)
    assert "Anonymous" not in found, "all are of one kind, so each row's would be known"
    lines = app.dataframe[0].value.set_index("Indicator")
    assert lines.loc["Anonymous", "Recorded in"] == "In the tables below only"


def test_only_the_newest_version_tells_readers_who_complains(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Settings())
    publish(Settings())
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert tables(open_app("indicators"))
    old = open_app("indicators", version="1")
    assert not tables(old)
    assert "Only the newest version shows this." in plain_texts(old)


def test_a_session_that_stays_with_its_version_doesn_t_tell_who_complains_once_it_isn_t_the_newest(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Settings())
    with monkeypatch.context() as public:
        public.setenv("GRM_PUBLIC", "1")
        app = open_app("indicators")
    assert tables(app)
    publish(Settings())
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert not tables(app.run())
    assert "Only the newest version shows this." in plain_texts(app)


def test_a_project_may_show_places_in_rows(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(parse_settings(b"[confidentiality]\nplaces = 'rows'\nlet_out = ['Khovd']"))
    monkeypatch.setenv("GRM_PUBLIC", "1")
    found = tables(open_app("indicators"))
    assert "Location" not in found
    assert "Sex" in found


def test_a_register_without_a_half_year_that_is_over_tells_of_nobody(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Settings(), complete_to=date(2020, 6, 29))
    monkeypatch.setenv("GRM_PUBLIC", "1")
    app = open_app("indicators")
    assert not tables(app)
    assert "too few cases to show any number" in plain_texts(app)
