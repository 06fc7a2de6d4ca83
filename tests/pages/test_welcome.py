"""Welcome: what a first start shows, and how one gets from it to one's own register."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from grm_dashboard.places import frame
from grm_data.intake.template import template_workbook
from tests.pages.conftest import PAGES, Open, go_to, plain_texts
from tests.pages.test_publish import GOOD, published


def root(**query: str) -> AppTest:
    app = AppTest.from_file(str(frame()), default_timeout=60)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def title(app: AppTest) -> str:
    return app.title[0].value


def test_the_first_start_leads_to_the_welcome_with_its_three_ways() -> None:
    app = root()
    assert title(app) == "Welcome to GRM Monitor"
    links = [link.label for link in app.main.get("page_link")]
    assert links == ["Use your own register", "Look around with sample data"]
    assert [one.label for one in app.main.get("download_button")] == ["Download an empty register"]
    assert not app.file_uploader, "one place takes a file: Publish"


def test_the_empty_register_is_a_workbook() -> None:
    assert load_workbook(BytesIO(template_workbook())).sheetnames == ["Register", "Instructions"]


def test_a_link_that_asks_something_leads_where_it_led() -> None:
    assert title(root(period="start")) == "Grievance redress overview"


def test_once_something_is_published_the_root_leads_to_it(open_app: Open) -> None:
    published(open_app(), GOOD)
    assert title(root()) == "Waiting now"
    assert "See the register" in [link.label for link in open_app("welcome").main.get("page_link")]


def test_whoever_may_not_publish_is_not_welcomed(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    published(open_app(), GOOD)
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert title(root()) == "Waiting now"


@pytest.mark.parametrize("page", PAGES)
def test_sample_data_is_said_to_be_none_of_the_reader_s_on_every_page(open_app: Open, page: str) -> None:
    """Fault 10: eleven letters said so."""
    app = open_app(page)
    assert "This is sample data**, not your register." in plain_texts(app)
    assert "Use your own register" in [link.label for link in app.main.get("page_link")]


def test_a_published_register_is_no_sample(open_app: Open) -> None:
    assert "sample data" not in plain_texts(go_to(published(open_app(), GOOD), "overview"))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_but_those_that_say_why_has_a_place_for_a_file(open_app: Open, page: str) -> None:
    assert not open_app(page).sidebar.get("file_uploader")


def test_nobody_s_name_is_that_of_the_computer_s_account(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "LAPTOP-7")
    app = go_to(published(open_app(), GOOD), "project")
    assert "LAPTOP-7" not in [one.value for one in app.text_input]
