"""Log-outs count at every replica and after a restart; a link of another site asks first."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from grm_dashboard.people import access, ended
from grm_dashboard.serving.log_out import LogOut
from grm_data.store import Store
from tests.pages.test_cookies import SECRET, claims, cookies_of, log_in  # noqa: F401
from tests.pages.test_gate import answer, configure

HOST = "grm.example.org"


def asked(cookie: str = "", query: str = "", path: str = "/auth/logout", method: str = "GET") -> str:
    """What a request for a log-out is answered; "passed" where it goes on to Streamlit."""
    sent: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        sent.append({"body": b"passed"})

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {"type": "http", "path": path, "root_path": "", "method": method, "query_string": query.encode(),
             "headers": [(b"cookie", cookie.encode())]}  # fmt: skip
    asyncio.run(LogOut(inner)(scope, None, send))  # type: ignore[arg-type]
    return b"".join(event.get("body", b"") for event in sent).decode()


def may_read(cookie: str) -> bool:
    return answer(path="/media/0123.csv", host=HOST, cookie=cookie) == "passed"


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that knows nothing but what is in the database."""
    monkeypatch.setattr(ended, "_known", ended._Known())


@pytest.fixture
def cookie() -> str:
    """Of a log-in at a server whose database is made."""
    Store(make=True).close()
    return cookies_of(claims(nonce="one"))


@pytest.mark.parametrize("query", ["", "log-in=", "log-in=x", "other=1", "log-in=%00"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_link_of_another_site_asks_first(cookie: str, query: str, method: str) -> None:
    said = asked(cookie, query, method=method)
    assert "Do you want to log out?" in said or (method == "HEAD" and said != "passed")
    assert may_read(cookie)


def test_the_link_of_the_question_logs_out_at_every_replica(
    cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cookies_of(claims(nonce="another log-in of the same person"))
    (link,) = re.findall(r'href="\?([^"]+)"', asked(cookie))
    assert "Do you want" in asked(other, link), "the link of somebody else's question"
    assert asked(cookie, link) == "passed"
    assert not may_read(cookie)
    restart(monkeypatch)
    assert (may_read(cookie), may_read(other)) == (False, True)
    assert asked(cookie) == "passed", "there is nothing left to ask about"


def test_a_log_out_elsewhere_counts_here_after_a_moment(cookie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(ended, "monotonic", lambda: now[0])
    restart(monkeypatch)
    assert may_read(cookie)
    with Store() as elsewhere:
        elsewhere.add_log_out(access._log_in(claims(nonce="one")))
    now[0] += ended._LOOK_AGAIN + 1
    assert not may_read(cookie)


def test_without_a_database_a_log_out_counts_here(monkeypatch: pytest.MonkeyPatch) -> None:
    header = cookies_of(claims())
    access.end_log_in(access._log_in(claims()))
    assert not may_read(header)
    monkeypatch.setenv("GRM_DATABASE_URL", "postgresql://grm@127.0.0.1:9/grm")
    assert not may_read(header)


@pytest.mark.parametrize(
    "header",
    ["", "_streamlit_user=x", cookies_of(claims(), SECRET[::-1]), cookies_of(claims(is_logged_in=False))],
    ids=["none", "foreign", "another secret", "not logged in"],
)
def test_who_is_not_logged_in_is_not_asked(header: str) -> None:
    assert asked(header) == "passed"


@pytest.mark.parametrize("path", ["/", "/auth/login", "/overview", "/auth/logout/x"])
def test_nothing_else_asks(cookie: str, path: str) -> None:
    assert asked(cookie, path=path) == "passed"


def test_under_a_base_path_it_asks_too(cookie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "server.baseUrlPath", "grm")
    assert "Do you want" in asked(cookie, path="/grm/auth/logout")
