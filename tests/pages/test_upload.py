"""One's own spreadsheet, looked at as readers will: in this session only, its bytes forgotten at once."""

from __future__ import annotations

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from grm_dashboard.session.shown import UPLOAD
from grm_dashboard.session.sources import Source
from grm_data.intake.opening import TextPolicy, open_bytes
from grm_data.register import WorkCalendar
from grm_data.settings import Settings
from tests.pages.conftest import PAGES, ROOT, Open, go_to, plain_texts
from tests.pages.test_publish import give

CSV = (ROOT / "sample_data" / "smart_government_register.csv").read_bytes()
OWN = b"Registered No.,Date received,Channel,Status,Summary of issue\n1,2019-02-03,Pigeon,Resolving,secret text\n"


def upload(app: AppTest, name: str, content: bytes, calendar: WorkCalendar | None = None) -> AppTest:
    """The spreadsheet as Publish shows it to whoever looks at it as its readers will; its name is let out."""
    settings = Settings(calendar=calendar or WorkCalendar(), let_out=(name,))
    register = open_bytes(name, bytes(bytearray(content)), settings, texts=TextPolicy.WITHHELD)
    app.session_state[UPLOAD] = Source(register, settings, is_upload=True).for_readers()
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def test_an_own_spreadsheet_is_shown_on_every_page_and_marked(open_app: Open) -> None:
    app = upload(open_app(), "mine.csv", OWN)
    for page in PAGES:
        text = plain_texts(go_to(app, page))
        assert "your own file" in text
        assert "mine.csv" in text
        assert "Smart Government Project" not in text
        assert "sample data" not in text
    assert "1 received, 1 addressed, 0 resolved." in plain_texts(go_to(app, "overview"))


def test_the_sample_as_csv_has_the_report_s_figures(open_app: Open) -> None:
    app = upload(open_app(period="start"), "mine.csv", CSV)
    assert "29 received, 14 addressed, 14 resolved." in plain_texts(app)


def test_its_texts_are_withheld_and_the_calendar_is_named(open_app: Open) -> None:
    app = upload(open_app("cases"), "mine.csv", OWN, WorkCalendar("MN"))
    assert "Summary of issue" not in app.dataframe[0].value
    text = plain_texts(app)
    assert "secret text" not in text
    assert "public holidays of Mongolia, weekend Saturday, Sunday" in text


def test_its_findings_are_counted_with_the_way_to_them(open_app: Open) -> None:
    app = upload(open_app(), "mine.csv", OWN)
    links = [link.label for link in app.sidebar.get("page_link")]
    assert len(links) == 1
    assert links[0].endswith("findings")


def test_one_can_go_back_to_the_served_register(open_app: Open) -> None:
    app = upload(open_app(), "mine.csv", OWN)
    app.button(key="back").click().run()
    assert not app.exception
    assert "smart_government_register.xlsx" in plain_texts(app)


def test_another_session_does_not_see_it(open_app: Open) -> None:
    upload(open_app(), "mine.csv", OWN)
    assert "smart_government_register.xlsx" in plain_texts(open_app())


def test_its_bytes_are_forgotten_at_once(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    removed = []
    original = MemoryUploadedFileManager.remove_file

    def remove(self: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
        removed.append(file_id)
        original(self, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", remove)
    app = give(open_app("publish"), b"PK\x03\x04 broken", "mine.xlsx")
    give(app, OWN, "mine.csv")
    assert len(removed) == 2


def test_filters_that_the_own_register_does_not_know_are_dropped(open_app: Open) -> None:
    app = upload(open_app(channel=["email", "written"]), "mine.csv", OWN)
    assert app.multiselect(key="channel").value == []
    assert app.multiselect(key="channel").options == ["other (not shown yet)"]


def test_a_file_s_name_is_no_markdown(open_app: Open) -> None:
    app = upload(open_app(), "![x](a.png) <b>.csv", OWN)
    for shown in (app.sidebar.markdown[0].value, app.caption[0].value):
        assert r"\!\[x\]\(a\.png\) \<b\>\.csv" in shown
