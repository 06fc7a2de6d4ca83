"""What a server answers to, by how it was set up: names, origins, and sessions that may send a file."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import streamlit as st
from streamlit import config

from grm_dashboard.people import access
from grm_dashboard.serving import gate

PUT = "/_stcore/upload_file/a-session/a-file"


def answer(kind: str = "http", path: str = "/overview", method: str = "GET", **headers: str) -> str | int:
    """ "passed", the status of a refusal, or the code that a WebSocket was closed with."""
    sent: list[dict[str, Any]] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        sent.append({"type": "passed"})

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {
        "type": kind,
        "path": path,
        "root_path": headers.pop("above", ""),
        "method": method,
        "server": (headers.pop("server", "127.0.0.1"), 8501),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(gate.Gate(inner)(scope, None, send))  # type: ignore[arg-type]
    return "passed" if sent[0]["type"] == "passed" else sent[0].get("status", sent[0].get("code"))


def configure(monkeypatch: pytest.MonkeyPatch, option: str, value: object) -> None:
    """A server started with another value of an option of Streamlit's."""
    get = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: value if name == option else get(name))


@pytest.fixture
def behind_a_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    auth = {"redirect_uri": "https://grm.example.org/oauth2callback"}
    monkeypatch.setattr(access, "_log_in_settings", lambda: auth)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST"])
def test_a_laptop_answers_to_its_loopback_names(host: str) -> None:
    assert answer(host=host) == "passed"
    assert answer("websocket", host=host, origin=f"http://{host}") == "passed"


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.4:8501", "", "[::1", "localhost.evil.example"])
def test_a_laptop_answers_to_no_other_name(host: str) -> None:
    assert answer(host=host) == 403


def test_a_laptop_answers_to_nobody_who_came_by_another_address() -> None:
    """Whatever program serves the application, and wherever that listens."""
    assert answer(host="127.0.0.1:8501", server="192.168.1.4") == 403


def test_the_health_of_a_server_may_always_be_asked() -> None:
    assert answer(path="/_stcore/health", host="anything") == "passed"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("grm.example.org", "passed"),
        ("grm.example.org:443", "passed"),
        ("GRM.example.org", "passed"),
        ("other.example.org", 403),
        ("127.0.0.1:8501", 403),
        ("", 403),
    ],
)
def test_a_server_with_a_log_in_answers_to_its_own_name(
    behind_a_log_in: None, host: str, expected: object
) -> None:
    assert answer(host=host, server="10.0.0.2") == expected


def test_more_names_can_be_allowed(behind_a_log_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "server.allowedHosts", ["*.example.net", "one.example"])
    found = [answer(host=host) for host in ("a.example.net", "example.net", "one.example", "two.example")]
    assert found == ["passed", 403, "passed", 403]


def test_a_public_server_answers_to_any_name_but_not_to_other_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_PUBLIC", "1")
    assert answer(host="any.example", server="10.0.0.2") == "passed"
    assert answer(host="any.example", origin="https://any.example") == "passed"
    assert answer(host="any.example", origin="https://evil.example") == 403
    assert answer("websocket", host="any.example") == 1008
    assert answer("websocket", host="any.example", origin="https://evil.example") == 1008


def test_a_file_is_taken_only_from_a_session_whose_page_has_a_place_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alive = {"a-session"}
    monkeypatch.setattr(gate, "is_active_session", alive.__contains__)
    monkeypatch.setattr(gate, "_showing", set())
    assert answer(path=PUT, method="PUT", host="localhost") == 403
    gate._showing.add("a-session")
    assert answer(path=PUT, method="PUT", host="localhost") == "passed"
    assert answer(path="/elsewhere", method="PUT", host="localhost") == 403
    alive.clear()
    assert answer(path=PUT, method="PUT", host="localhost") == 403
    assert gate._showing == set(), "a session that ended is forgotten"


@pytest.mark.parametrize("method", ["DELETE", "POST", "PATCH", "BREW"])
def test_a_file_is_taken_back_only_in_a_session_that_lives(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "is_active_session", {"a-session"}.__contains__)
    assert answer(path=PUT, method=method, host="localhost") == ("passed" if method == "DELETE" else 403)
    assert answer(path=PUT.replace("a-s", "another-s"), method=method, host="localhost") == 403
    assert answer(path="/elsewhere", method=method, host="localhost") == 403


def test_losing_the_log_in_s_file_while_running_opens_no_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_setup_at_start", [access.Setup.LOGIN])
    assert access.current_setup() is access.Setup.LOGIN
    assert access.current_access() == access.NOBODY
    assert answer(host="127.0.0.1:8501") == 403


def test_secrets_that_may_not_be_read_are_no_reason_to_start_without_a_log_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses() -> bool:
        raise PermissionError

    monkeypatch.setattr(access, "option", lambda name: [__file__] if name == "secrets.files" else None)
    monkeypatch.setattr(st.secrets, "load_if_toml_exists", refuses)
    assert "can't be read" in (access.why_not_to_start() or "")


@pytest.mark.parametrize(
    "path",
    ["/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/metrics", "/_stcore/script-health-check"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_ways_in_for_programs_are_closed(path: str, method: str) -> None:
    assert answer(path=path, method=method, host="localhost") == 403
    assert answer(path=f"/grm{path}", method=method, host="localhost") == 403


def test_without_a_log_in_whoever_may_ask_may_download() -> None:
    assert answer(path="/media/0123.csv", host="localhost") == "passed"
