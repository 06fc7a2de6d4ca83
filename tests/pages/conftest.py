"""The dashboard without a browser: AppTest runs the frame and the page in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.scriptrunner import script_cache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner
from streamlit.testing.v1.element_tree import FileUploader

from grm_dashboard import menu
from grm_dashboard.blocks import once
from grm_dashboard.places import frame
from grm_dashboard.session import sources

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
logging.getLogger("streamlit.runtime.state.session_state_proxy").setLevel(logging.ERROR)
PAGES = tuple(entry.name for entry in menu.PAGES if not entry.without_register)

Open = Callable[..., AppTest]


WHO = "Oyun"
"""Who sits at the machine."""

AT_THE_MACHINE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
"""The headers of a browser on the machine that runs the dashboard."""


manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""Each session of AppTest would read the metadata of all packages installed, as a server does once."""

_SCRIPTS = script_cache.ScriptCache()
local_script_runner.ScriptCache = app_test.ScriptCache = lambda: _SCRIPTS  # type: ignore[assignment,misc]
"""And each run of one would compile the page anew."""

_UPLOAD = FileUploader.upload


def _upload_copy(one: FileUploader, name: str, content: bytes) -> object:
    """A browser's bytes are nobody else's: the dashboard overwrites them."""
    return _UPLOAD(one, name, bytes(bytearray(content)))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees another's register or versions; each is at the machine, without a log-in."""
    for name in ("GRM_REGISTER", "GRM_SETTINGS", "GRM_PUBLIC", "GRM_STAFF", "GRM_REVIEWERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GRM_DATABASE_URL", f"sqlite:///{tmp_path / 'versions.sqlite'}")
    monkeypatch.setattr(ContextProxy, "headers", AT_THE_MACHINE)
    monkeypatch.setattr(ContextProxy, "cookies", {})
    monkeypatch.setattr(FileUploader, "upload", _upload_copy)
    monkeypatch.setattr(once, "DOUBLE", 0.0)  # no person clicks as fast as a test
    # A process of tests holds so much more than a server that looking for garbage took a third of the time.
    monkeypatch.setattr(sources, "settle", lambda: None)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    st.session_state.clear()  # the one that all tests without a page share


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of a register, with the URL's parameters; no exception may have come of it."""

    def start(page: str = "overview", register: Path | None = None, **query: str | list[str]) -> AppTest:
        if register is not None:
            monkeypatch.setenv("GRM_REGISTER", str(register))
        app = AppTest.from_file(str(frame()), default_timeout=60)
        app.session_state["_name"] = WHO  # given before, as who publishes twice has
        app.query_params.update(query)
        return go_to(app, page)

    return start


@pytest.fixture
def open_whole(open_app: Open) -> Open:
    """The same once somebody has opened what is made then."""
    return lambda *asked, **query: opened_whole(open_app(*asked, **query))


def go_to(app: AppTest, page: str) -> AppTest:
    """A page of a session, which may begin with it: where the root leads is asked in ``test_menu.py``."""
    app.switch_page(f"{page}.py").run()
    assert not app.exception, app.exception[0].message
    return app


def opened_whole(app: AppTest) -> AppTest:
    """The same page once somebody has opened what is made then: tables and files under charts, and links."""
    found = [one.proto for one in app.expander] + [one.proto.popover for one in app.get("popover")]
    for one in found:
        if "-" in one.id:  # else it is sent whole, whether open or not
            app.session_state[one.id.split("-", 2)[2]] = True
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def write_register(folder: Path, rows: list[str], settings: str = "") -> Path:
    """A register as CSV, one line per row, and the settings beside it."""
    header = "Registered No.,Date received,Type,Channel,Status,Resolved date,Working days,Summary of issue"
    path = folder / "register.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    if settings:
        (folder / "grm.toml").write_text(settings, "utf-8")
    return path


def plain_texts(app: AppTest) -> str:
    """Everything that a reader sees in words on the page, without Markdown's escapes."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "info",
        "warning",
        "error",
        "success",
    )
    texts = [element.value for kind in kinds for element in getattr(app, kind)]
    texts += [f"{metric.label} {metric.value}\n{metric.proto.delta_description}" for metric in app.metric]
    return "\n".join(texts).replace("\\", "")


def wrapped(app: AppTest) -> list[pd.DataFrame]:
    """Every table of few lines that holds sentences, as it stands on the page; a dash where there is nothing."""
    found = []
    for one in app.get("html"):
        if 'class="wrapped"' in (body := one.proto.body):
            heads, cells = (
                re.findall(r'<th scope="col">(.*?)</th>', body),
                re.findall(r"<td[^>]*>(.*?)</td>", body),
            )
            lines = [[*map(unescape, cells[i : i + len(heads)])] for i in range(0, len(cells), len(heads))]
            found.append(pd.DataFrame(lines, columns=[*map(unescape, heads)]))
    return found


def cards(app: AppTest) -> dict[str, tuple[str, str]]:
    """The key figures: label → (value, the note below it)."""
    return {one.label: (one.value, one.proto.delta_description.replace("\\", "")) for one in app.main.metric}
