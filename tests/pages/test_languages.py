"""The language of a page: the browser's, that of the link, or the one chosen; the figures are the same in each."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from grm_dashboard.serving.language import InLanguage, of_browser
from grm_dashboard.session import sources
from grm_data.guarded import running
from grm_data.intake.opening import open_path
from grm_data.messages import message
from grm_data.reconcile import check, document_from_bytes
from grm_data.settings import settings_for
from grm_data.speech import languages, load, speaking
from grm_data.store import Store
from tests.pages.conftest import AT_THE_MACHINE, SAMPLE, Open, go_to, opened_whole
from tests.pages.test_one_run import publish, statements
from tests.pages.test_publish import at, button, give, publish_now, tick
from tests.pages.test_publish_steps import step, tidy
from tests.pages.test_upload import OWN, upload

pytestmark = pytest.mark.skipif(len(languages()) == 1, reason="only English is spoken here")
OTHERS = languages()[1:]
DIGITS = re.compile(r"\d+")


def title(app: AppTest) -> str:
    return str(app.title[0].value)


def said(code: str, key: str) -> str:
    return load(code).texts[key]


def asked(app: AppTest) -> str:
    """The language that the address says; AppTest has it as a text or as a list."""
    found = app.query_params["lang"]
    return found if isinstance(found, str) else found[-1]


def numbers(app: AppTest) -> list[list[str]]:
    """The digits of every key figure."""
    return [DIGITS.findall(metric.value) for metric in app.metric]


def switch(app: AppTest, code: str) -> AppTest:
    app.sidebar.selectbox(key="language").set_value(code).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_speaks_the_language_of_the_browser(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(
        ContextProxy, "headers", AT_THE_MACHINE | {"Accept-Language": f"xx,{code}-XX;q=0.8,en;q=0.5"}
    )
    app = open_app("overview")
    assert title(app) == said(code, "page.overview.title")
    assert "lang" not in app.query_params


def test_a_browser_of_no_language_that_is_spoken_here_gets_english(open_app: Open) -> None:
    assert title(open_app("overview")) == said("en", "page.overview.title")


@pytest.mark.parametrize("code", OTHERS)
def test_a_link_of_a_language_keeps_it_on_every_page(open_app: Open, code: str) -> None:
    app = open_app("overview", lang=code)
    with speaking(code):  # AppTest asks what a choice is called, as no browser does
        for page in ("timeliness", "cases", "overview"):
            assert title(go_to(app, page)) == said(code, f"page.{page}.title")
            assert asked(app) == code
        assert any(f"lang={code}" in one.value for one in opened_whole(app).main.code)


def test_the_switch_changes_the_page_and_its_link_and_holds_for_the_session(open_app: Open) -> None:
    app = switch(open_app("overview"), OTHERS[0])
    assert title(app) == said(OTHERS[0], "page.overview.title")
    assert asked(app) == OTHERS[0]
    with speaking(OTHERS[0]):
        assert title(go_to(app, "trends")) == said(OTHERS[0], "page.trends.title")
        assert title(switch(app, "en")) == said("en", "page.trends.title")


@pytest.mark.parametrize("code", OTHERS)
def test_the_figures_are_the_same_in_every_language(open_app: Open, code: str) -> None:
    app = open_app("overview", period="2020-H2")
    english = numbers(app)
    assert english
    assert numbers(switch(app, code)) == english


def test_a_link_from_a_page_in_another_language_shows_the_same_figures(open_app: Open) -> None:
    """What is asked stands in it as codes."""
    publish()
    theirs = open_app("overview", lang=OTHERS[0], type="request", status="resolved")
    asked = {name: one for name, one in theirs.query_params.items() if name != "lang"}
    ours = open_app("overview", **asked)
    assert title(ours) == said("en", "page.overview.title")
    assert numbers(ours) == numbers(theirs)


def test_switching_reads_nothing_again_and_changes_no_version(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    app = open_app("overview")
    read: list[object] = []
    monkeypatch.setattr(Store, "read", lambda *given: read.append(given))
    with statements() as asked:
        switch(app, OTHERS[0])
    assert read == []
    assert len(asked) <= 1
    assert sources.store().current_number() == 1


def test_switching_keeps_an_opened_spreadsheet_and_asks_it_nothing_again(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(open_app(), "mine.csv", OWN)
    before = go_to(app, "data_quality")
    asked: list[object] = []
    monkeypatch.setattr(running, "_asked", lambda *given: asked.append(given))
    switch(before, OTHERS[0])
    assert title(before) == said(OTHERS[0], "page.data_quality.title")
    assert asked == []


@pytest.mark.parametrize("code", OTHERS)
def test_switching_in_the_middle_of_publishing_keeps_each_text_that_was_decided(
    open_app: Open, code: str
) -> None:
    app = give(open_app("publish"), tidy(3))
    tick(app, "A1", on=False)
    tick(app, "A2", on=True)
    decided = app.session_state["_work"].draft.cleared
    switch(app, code)
    assert step(app) == "texts"
    assert app.session_state["_work"].draft.cleared == decided
    switch(app, "en")
    publish_now(app)
    with Store() as store:
        assert (store.version(1).rows, store.version(1).texts_withheld) == (3, 4)
    switch(app, code)
    again = at(give(go_to(app, "publish"), tidy(3)), "texts")
    assert button(again, "show_0").session_state["_work"].draft.cleared > decided, (
        "one more case, none asked again"
    )


@pytest.mark.parametrize("code", OTHERS)
def test_every_chart_names_its_months_in_the_language(open_app: Open, code: str) -> None:
    app = open_app("trends", lang=code)
    charts = [one.proto for one in app.main if one.type == "plotly_chart"]
    assert charts
    with speaking(code):
        months = [message(f"month_alone.{month}") for month in (1, 12)]
    for chart in charts:
        manners = json.loads(chart.config)["locales"][code]["format"]
        assert [manners["shortMonths"][i] for i in (0, 11)] == months


@pytest.mark.parametrize(
    ("accepted", "expected"), [("", "en"), ("de", "en"), ("*", "en"), ("en;q=x,de", "en"), ("EN-us", "en")]
)
def test_what_a_browser_accepts_is_read_leniently(accepted: str, expected: str) -> None:
    assert of_browser(accepted) == expected


async def _app(_scope: Scope, _receive: Receive, send: Send) -> None:
    """A refusal as text."""
    await send({"type": "http.response.start", "status": 403, "headers": []})
    await send({"type": "http.response.body", "body": message("refused.host").encode()})


@pytest.mark.parametrize("code", languages())
def test_a_refusal_is_said_in_the_language_of_the_browser(code: str) -> None:
    sent: list[Any] = []

    async def send(one: Any) -> None:
        sent.append(one)

    scope = {"type": "http", "query_string": b"", "headers": [(b"accept-language", code.encode())]}
    asyncio.run(InLanguage(_app)(scope, None, send))  # type: ignore[arg-type]
    assert sent[-1]["body"].decode() == said(code, "refused.host")


def test_the_report_keeps_its_own_language_on_a_page_of_another(open_app: Open) -> None:
    app = open_app("report", lang=OTHERS[0])
    assert said("en", "report.words.received") in [one.value for one in app.subheader]
    with speaking(OTHERS[0]):
        app.selectbox(key="report_language").set_value(OTHERS[0]).run()
    assert said(OTHERS[0], "report.words.received") in [one.value for one in app.subheader]
    assert title(app) == said(OTHERS[0], "page.report.title")


@pytest.mark.parametrize("code", languages())
def test_a_report_is_checked_alike_whoever_asks(code: str) -> None:
    register, settings = open_path(SAMPLE, settings_for(SAMPLE)), settings_for(SAMPLE)
    document = document_from_bytes((SAMPLE.parent / "half-yearly-report-2020H2.txt").read_bytes())
    with speaking(code):
        checked = check(document, register, settings)
    assert [one for one in checked.figures if one.agrees is False] == []
    assert checked.count(True) == check(document, register, settings).count(True)
