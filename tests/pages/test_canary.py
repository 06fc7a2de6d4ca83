"""No complainant is in any page's output, in a session, or in a log: planted names are found nowhere."""

from __future__ import annotations

import gc
import logging
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from grm_dashboard.session import run, sources
from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.definitions import PAGES as FIGURES
from grm_data.figures.tables import csv_bytes
from tests.pages.conftest import PAGES, Open, go_to, opened_whole
from tests.pages.test_publish import give
from tests.pages.test_upload import upload

CANARIES = {
    "Complainant name": "Canaria Planterova",
    "Phone": "+976 9911 7755",
    "E-mail": "canary.planter@example.org",
    "Address": "CANARY-STREET 12, flat 34",
    "ID number": "ЖЖ87654321",
}
HEADINGS = ("Registered No.", "Date received", "Type", "Channel", "Status", "Resolved date", "Way",
            "Summary of issue", "Summary of actions taken", *CANARIES, "Private remarks")  # fmt: skip
HIDDEN = [
    "Canaria",
    "Planterova",
    "9911 7755",
    "99117755",
    "canary.planter",
    "CANARY-STREET",
    "flat 34",
    "87654321",
    "CANARY-REMARK",
]


def workbook() -> bytes:
    """A register with identities in their columns and in every text."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    told = f"Asked by {', '.join(CANARIES.values())}, once more: flat 34 of CANARY-STREET 12"
    for i in range(1, 9):
        status, resolved = ("Resolved", f"2020-11-{i + 2:02d}") if i % 2 else ("Resolving", None)
        row = [
            f"f-{i}",
            f"2020-11-{i:02d}",
            "Request",
            f"Told to {CANARIES['Complainant name']}",
            status,
            resolved,
        ]
        sheet.append([*row, f"to {CANARIES['E-mail']}", told, told, *CANARIES.values(), "CANARY-REMARK"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every message that went to the browser."""
    messages: list[bytes] = []
    original = ForwardMsgQueue.enqueue

    def enqueue(self: ForwardMsgQueue, message) -> None:  # type: ignore[no-untyped-def]
        messages.append(message.SerializeToString())
        original(self, message)

    monkeypatch.setattr(ForwardMsgQueue, "enqueue", enqueue)
    return messages


def walk(app: AppTest) -> None:
    """Every page, every number opened, every row's detail."""
    app.selectbox(key="period").set_value("start").run()
    for page in PAGES:
        opened_whole(go_to(app, page))
        for code in FIGURES.get(page, ()):
            app.query_params["figure"] = code
            app.run()
            assert not app.exception
    go_to(app, "cases")
    app.toggle(key="all_received").set_value(True).run()
    for position in range(8):
        key = app.dataframe[0].key
        app.session_state[key] = {"selection": {"rows": [position], "columns": [], "cells": []}}
        app.run()
        assert not app.exception


def test_planted_identities_reach_neither_the_browser_nor_a_log_nor_a_download(
    open_app: Open,
    tmp_path: Path,
    sent: list[bytes],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    content = workbook()
    (tmp_path / "register.xlsx").write_bytes(content)
    (tmp_path / "grm.toml").write_text("[confidentiality]\ntexts = 'cleared'\n", "utf-8")
    app = open_app(register=tmp_path / "register.xlsx")
    source = run.current_source()
    assert isinstance(source, sources.Source)
    walk(app)
    walk(upload(app, "own.xlsx", content))
    out, err = capfd.readouterr()
    download = csv_bytes(records(select(source.register, source.settings.calendar, date.max)))
    everything = b"\n".join([*sent, out.encode(), err.encode(), caplog.text.encode(), download])
    assert b"f-8" in everything
    assert b"removed]" in everything, "the scrubbed texts are shown, so this test looks at them"
    for hidden in HIDDEN:
        assert hidden.encode() not in everything, hidden


def test_the_canary_test_would_notice(open_app: Open, sent: list[bytes]) -> None:
    open_app()
    assert any(b"Facebook page" in message for message in sent)


def test_no_uploaded_bytes_stay_in_memory(open_app: Open) -> None:
    app = give(open_app("publish"), workbook(), "own.xlsx")
    app.run()
    del app
    gc.collect()
    kept = [one for one in gc.get_objects() if type(one).__name__ in ("UploadedFile", "UploadedFileRec")]
    assert not [one for one in kept if getattr(one, "name", "") == "own.xlsx"]
