"""Whoever comes back is told what changed since the version that they saw last."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy

from grm_dashboard.serving.visits import COOKIE, Visits, visit_before, visits
from grm_data.store import Store
from tests.pages.conftest import Open, plain_texts
from tests.pages.test_publish import GOOD, published

MORE = GOOD + b"A3,2020-12-09,comment,phone,Unrelated,,,\n"


def answered(content_type: bytes, cookie: bytes = b"", scheme: str = "http") -> list[str]:
    """The cookies that an answer of this type sets."""
    answers: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", content_type)]}
        )

    async def send(answer: Any) -> None:
        answers.append(answer)

    scope = {"type": "http", "path": "/", "scheme": scheme, "headers": [(b"cookie", cookie)]}
    asyncio.run(Visits(inner)(scope, None, send))  # type: ignore[arg-type]
    return [value.decode() for name, value in answers[0]["headers"] if name == b"set-cookie"]


def test_only_a_page_notes_that_it_was_opened() -> None:
    assert answered(b"application/json") == []
    (cookie,) = answered(b"text/html; charset=utf-8")
    assert cookie.startswith(f"{COOKIE}=0.")
    assert "HttpOnly; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Secure" in answered(b"text/html", scheme="https")[0]


@pytest.mark.parametrize("cookie", [None, "", "x", "1.2.3", "-1.5", f"{'9' * 12}.1", "1 700.2"])
def test_a_cookie_that_is_none_of_ours_begins_anew(cookie: str | None) -> None:
    assert visit_before(cookie) is None
    assert visits(cookie, 1000) == "0.1000"


def at_visit(monkeypatch: pytest.MonkeyPatch, second: int) -> None:
    monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: f"{second}.{second + 9000}"})


def test_overview_says_what_changed_since_the_version_seen_last(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(open_app(), GOOD)
    with Store() as store:
        first = int(store.version(1).published_at.timestamp())
    monkeypatch.setattr("grm_data.store.store.now", lambda: "2099-01-01T00:00:00+00:00")
    published(open_app(), MORE)
    assert "which you saw last" not in plain_texts(open_app())
    at_visit(monkeypatch, first)
    assert "Since version 1, which you saw last: 1 new." in plain_texts(open_app())
    at_visit(monkeypatch, first - 1)
    assert "which you saw last" not in plain_texts(open_app()), "nothing was published then"


def test_whoever_saw_the_version_shown_is_told_nothing(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(open_app(), GOOD)
    at_visit(monkeypatch, 4_000_000_000)
    assert "which you saw last" not in plain_texts(open_app())
