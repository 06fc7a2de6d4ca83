"""The sidebar of every page: an open page asks again and again whether its time is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from grm_dashboard.blocks import sidebar
from grm_dashboard.people.access import NOBODY, Access, current_access
from tests.pages.conftest import Open, go_to, plain_texts
from tests.pages.test_publish import GOOD, SAMPLE_CSV, published
from tests.pages.test_upload import OWN, upload


def older(open_app: Open) -> AppTest:
    published(published(open_app(), GOOD), SAMPLE_CSV)
    return open_app(version="1")


def missing(open_app: Open) -> AppTest:
    return open_app("history", version="7")


def own(open_app: Open) -> AppTest:
    return upload(open_app(), "mine.csv", OWN)


@pytest.mark.parametrize(
    "opened", [lambda open_app: open_app(), older, missing, own], ids=["newest", "older", "missing", "own"]
)
@pytest.mark.parametrize("page", ["overview", "publish", "history"])
def test_whatever_is_shown_the_page_looks_again_who_is_there(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, opened: Callable[[Open], AppTest], page: str
) -> None:
    app, answers = opened(open_app), []

    def once_nobody() -> Access:
        answers.append(current_access() if answers else NOBODY)
        return answers[-1]

    monkeypatch.setattr(sidebar, "current_access", once_nobody)
    go_to(app, page)
    assert len(answers) > 1, "the whole page ran again, once nobody was there"
    assert answers[-1] is not NOBODY


def test_an_older_version_offers_one_way_back_and_no_other(open_app: Open) -> None:
    app = older(open_app)
    assert {one.key for one in app.sidebar.button if not one.key.startswith("period_")} == {"current"}
    assert "version 1 of" in plain_texts(app)
