"""The table of pages: each is a file with a name, an icon and a test, and nothing else is a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from grm_dashboard.menu import MOVED, PAGES, MenuEntry
from grm_dashboard.places import frame
from grm_data.messages import message
from tests.pages.conftest import Open, plain_texts


def test_every_page_is_in_the_table_and_in_it_once() -> None:
    files = [file.stem for file in frame().parent.glob("*.py") if not file.name.startswith("_")]
    assert sorted(entry.name for entry in PAGES) == sorted(files)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_has_a_title_a_place_in_the_menu_an_icon_and_a_test(entry: MenuEntry) -> None:
    assert message(f"page.{entry.name}.title")
    assert message(f"page.{entry.name}.menu")
    assert entry.icon.removeprefix(":material/").removesuffix(":") in ALL_MATERIAL_ICONS
    tests = (Path(__file__).parent / f"test_{entry.name}.py").read_text("utf-8")
    assert "\ndef test_" in tests


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_shows_its_title(open_app: Open, entry: MenuEntry) -> None:
    assert [title.value for title in open_app(entry.name).title] == [message(f"page.{entry.name}.title")]


@pytest.mark.parametrize(("old", "page"), MOVED.items())
def test_the_old_address_of_a_page_leads_on_with_its_query(old: str, page: str) -> None:
    app = AppTest.from_file(str(frame()), default_timeout=60)
    app.query_params.update(period="start", channel="facebook")
    app._page_hash = calc_hash(old)
    app.run()
    assert not app.exception
    assert [title.value for title in app.title] == [message(f"page.{page}.title")]
    assert "12 of 29 shown" in plain_texts(app)
