"""How pages are served: headers, size of uploads, and errors that tell no cell's text."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import Any

import pytest
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from streamlit import config
from streamlit.error_util import handle_user_script_exception
from streamlit.logger import get_logger

import app as application
from grm_dashboard.blocks.warming import warm
from grm_dashboard.serving import headers, logs, starting
from grm_dashboard.serving.headers import POLICY
from grm_dashboard.session import sources
from grm_dashboard.session import view as state
from tests.pages.conftest import ROOT, Open


def get(path: str) -> dict[str, str]:
    """The headers that the middleware gives an answer of the application."""
    answers: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200,
                    "headers": [(b"cache-control", b"public, immutable")]})  # fmt: skip
        await send({"type": "http.response.body", "body": b"x"})

    async def send(answer: Any) -> None:
        answers.append(answer)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(headers.SecurityHeaders(inner)({"type": "http", "path": path}, receive, send))
    return {name.decode(): value.decode() for name, value in answers[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/overview", "/_stcore/health", "/media/abc.csv"])
def test_pages_and_downloads_are_kept_in_no_cache(path: str) -> None:
    headers = get(path)
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_hashed_files_may_be_kept() -> None:
    assert get("/static/js/index.abc123.js")["cache-control"] == "public, immutable"


@pytest.mark.parametrize("path", ["/static/overview", "/static/media/abc.csv"])
def test_a_server_below_a_path_named_static_keeps_no_page_either(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(config, "get_option", lambda name: "static")
    assert get(path)["cache-control"] == "no-store"
    assert get("/static/static/js/index.abc123.js")["cache-control"] == "public, immutable"


def test_the_policy_names_no_other_host() -> None:
    assert "http" not in POLICY
    assert "*" not in POLICY
    assert "default-src 'self'" in POLICY


def test_a_websocket_passes_untouched() -> None:
    passed = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["type"])

    asyncio.run(headers.SecurityHeaders(inner)({"type": "websocket"}, None, None))  # type: ignore[arg-type]
    assert passed == ["websocket"]


def test_the_application_runs_the_frame() -> None:
    assert application.app.script_path == ROOT / "pages" / "_frame.py"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.maxUploadSize", 64),
        ("server.enableXsrfProtection", True),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.disableDataExport", True),
        ("logger.enableRich", False),
        ("runner.postScriptGC", False),
    ],
)
def test_what_the_configuration_promises(option: str, value: object) -> None:
    assert config.get_option(option) == value


def test_a_spreadsheet_that_is_being_sent_never_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024)
    starting.keep_uploads_in_memory()
    largest = config.get_option("server.maxUploadSize") * 1024 * 1024
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n'

    async def receive() -> Any:
        return {"type": "http.request", "body": head + b"x" * largest + b"\r\n--b--\r\n"}

    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    form = asyncio.run(Request({"type": "http", "headers": headers}, receive)._get_form())
    sent: Any = form["f"]
    assert sent.size == largest
    assert sent.file._rolled is False
    sent.file.close()


def test_the_application_keeps_uploads_in_memory() -> None:
    assert application.app
    assert MultiPartParser.spool_max_size > config.get_option("server.maxUploadSize") * 1024 * 1024


def test_an_error_is_one_sentence_on_the_page_and_no_text_in_the_log(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    logs.keep_messages_out_of_logs()
    logging.getLogger("streamlit.error_util").propagate = True

    def fails() -> None:
        raise ValueError("CANARY cell text")

    try:
        fails()
    except ValueError as error:
        handle_user_script_exception(error, logs.show_script_error)
    assert "CANARY" not in caplog.text
    assert "ValueError: " in caplog.text
    assert "test_serving.py" in caplog.text


@pytest.mark.parametrize(
    "name",
    ["streamlit.runtime.backend_operation_handler", "streamlit.made_afterwards", "uvicorn.error", "asyncio"],
)
def test_no_logger_tells_what_an_error_says_whenever_it_was_made(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.keep_messages_out_of_logs()
    logger, told = get_logger(name), io.StringIO()
    monkeypatch.setattr(logger, "handlers", [logging.StreamHandler(told)])
    try:
        raise KeyError("CANARY cell text")
    except KeyError as error:
        logger.exception("Error handling %s: %s", "a request", error)
        logger.error("Failed", exc_info=error)
        logger.warning("It says %s", error)
        logger.warning(error)
    assert "CANARY" not in told.getvalue()
    assert told.getvalue().count("KeyError: test_serving.py") == 4


def test_what_is_logged_without_an_error_stays_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    logs.keep_messages_out_of_logs()
    logging.getLogger("grm.test").warning("%(n)s of %(m)s", {"n": 1, "m": 2})
    logging.getLogger("grm.test").warning("%s", "plain", exc_info=True)
    assert [record.getMessage() for record in caplog.records] == ["1 of 2", "plain"]


def test_a_page_that_fails_shows_no_text_of_the_error(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    monkeypatch.setattr(state, "period_of", lambda *_: 1 / 0)
    app.run()
    assert "division" not in "".join(error.message for error in app.exception)


def test_a_server_is_warm_when_its_register_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(sources, "_opened_file", lambda *key: opened.append(key))
    warm()
    assert len(opened) == 1


def test_a_server_whose_database_cannot_be_asked_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", "sqlite:////nowhere/versions.sqlite")
    warm()
