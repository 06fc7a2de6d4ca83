"""Nothing of a spreadsheet outlives the browser session that opened it: no object of the server holds a word of it."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from grm_dashboard.places import sample_register
from grm_data.intake.opening import open_path
from grm_data.messages import message
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.browser.serving import ROOT, Server, serve
from tests.browser.wire import PATIENCE, Session, browser_cookies, session
from tests.dashboard.remembering import ASKED, TOLD
from tests.guarded.memory import words_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read by /proc")

START = (sys.executable, "-m", "tests.dashboard.remembering", str(ROOT / "app.py"), "--server.headless", "true",
         "--server.port")  # fmt: skip
IDENTITIES = ("name", "mail", "home", "remark", "further", "author")
"""What is in the guarded process alone."""

_UNTIL_ENDED = 2.0
"""Seconds after which a session mostly has ended."""

STEPS, LAST = ("file", "columns", "decide", "texts", "publish"), "step=publish"


@dataclass
class Register:
    """A register of words that nobody else has, by the place that each stands in."""

    chance: random.Random
    begin: str
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, place: str) -> str:
        """A further word in a place."""
        word = self.begin.capitalize() + "".join(self.chance.choices("abdegiklmnorstuvz", k=7))
        self.words[place].append(word.lower())
        return word

    def headings(self) -> list[str]:
        return [
            "Registered No.", "Date received", "Type", f"Channel ({self('heading')})", "Status", "Resolved date", "Way",
            "Category", "Responsible", "Location", "Summary of issue", "Summary of actions taken", "Complainant name",
            "E-mail", "Address", f"Remarks of {self('heading')}", f"{self('heading')} number",
        ]  # fmt: skip

    def row(self, i: int) -> list[object]:
        """A case; of some, nothing is understood."""
        name, day = f"{self('name')} {self('name')}", f"2020-11-{1 + i:02}"
        status = ("Resolved", "Resolving", self("status"))[i % 3]
        return [
            self("number") if i % 4 else f"f-{i}", f"{day} {self('date')}" if i % 7 == 0 else day,
            self("type") if i % 3 else "Request", self("channel") if i % 5 else "Email", status,
            "2020-12-01" if i % 3 == 0 else None, f"to {self('way')}", self("category"), self("unit"), self("place"),
            f"{name} said that {self('text')} came about the dust", f"We met {name} and {self('text')}", name,
            f"{self('mail').lower()}@example.org", f"{self('home')} street 12", self("remark"), self("further"),
        ]  # fmt: skip

    def rows(self) -> list[list[object]]:
        return [self.headings(), *(self.row(i) for i in range(1, 25))]  # type: ignore[list-item]

    def xlsx(self) -> bytes:
        book, content = Workbook(), BytesIO()
        book.properties.creator = self("author")
        book.active.title = self("sheet")
        for row in [[f"Register kept by {self('title')}"], *self.rows()]:
            book.active.append(row)
        book.create_sheet(self("sheet")).append([self("elsewhere")])
        book.save(content)
        return content.getvalue()

    def csv(self) -> bytes:
        content = StringIO()
        csv.writer(content).writerows(self.rows())
        return content.getvalue().encode()


@pytest.fixture
def register() -> Register:
    chance = random.Random()
    return Register(chance, "qzv" + "".join(chance.choices("bcdfghjkmnpqrtwxz", k=5)))


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A dashboard whose objects can be asked, with a version of the sample published."""
    publish(folder / "versions.sqlite", 0)
    with serve(folder, environment={"PYTHONPATH": str(ROOT)}, start=START) as server:
        yield server


def publish(database: Path, base: int) -> None:
    with Store(f"sqlite:///{database}", make=True) as store:
        settings = Settings(name=f"The project of version {base + 1}")
        draft = draft_of(open_path(sample_register(), settings, today=date(2021, 1, 1)), settings, None)
        store.publish(draft, by="staff@example.org", base=base, accepted="a sample")


def holders(server: Server, word: str) -> list[str]:
    """What in the server holds a word: kinds of objects, the last is the text."""
    told = server.folder / TOLD
    told.unlink(missing_ok=True)
    (server.folder / ASKED).write_text(word)
    os.kill(server.pid, signal.SIGUSR1)
    until = time.monotonic() + 4 * PATIENCE
    while not told.exists():
        assert time.monotonic() < until, "no answer"
        time.sleep(0.05)
    found: list[str] = json.loads(told.read_text())
    return found


def at_last(server: Server, word: str) -> list[str]:
    """The same once the server has noticed that the tab is closed: each look walks through all objects."""
    time.sleep(_UNTIL_ENDED)
    until = time.monotonic() + 4 * PATIENCE
    while (found := holders(server, word)) and time.monotonic() < until:
        time.sleep(0.5)
    return found


def go(tab: Session, page: str, query: str = "", pressed: str = "") -> None:
    """To a page, or to what a button of it makes of it; what was drawn before is forgotten."""
    tab.received = []
    tab.run(page, [(pressed, "trigger_value", True)] if pressed else (), query=query)


def buttons(tab: Session, key: str) -> list[str]:
    """The buttons of the page drawn last whose keys begin so, or that say so."""
    drawn = [one for kind, one in tab.elements() if kind == "button"]
    return [one.id for one in drawn if f"-{key}" in one.id or one.label == key]


def give(
    tab: Session, server: Server, cookies: list[dict[str, str]], page: str, file: tuple[str, bytes]
) -> None:
    go(tab, page)
    tab.give(server, cookies, page, *file)
    tab.received = []
    tab.listen(PATIENCE)  # the file is open


def through_publish(
    tab: Session, server: Server, cookies: list[dict[str, str]], file: tuple[str, bytes]
) -> None:
    """The spreadsheet through every step, and what other pages make of it."""
    give(tab, server, cookies, "publish", file)
    tab.listen(PATIENCE)  # the first step is drawn
    for step in STEPS:
        go(tab, "publish", f"step={step}")
    for page in ("data_quality", "cases", "waiting"):
        go(tab, page)


def look_at_it(tab: Session) -> None:
    """Every page as readers would see it, once they may have the register's own words."""
    go(tab, "publish", LAST)
    for key in ("let_out_plain", "let_out_numbers"):
        go(tab, "publish", LAST, buttons(tab, key)[0])
        tab.listen(PATIENCE)  # the page is drawn anew
    go(tab, "publish", LAST, buttons(tab, message("publish.look"))[0])
    for page in (
        "overview",
        "trends",
        "timeliness",
        "cases",
        "indicators",
        "report",
        "data_quality",
        "waiting",
    ):
        go(tab, page)


def test_no_object_holds_a_word_of_a_workbook_once_its_session_has_ended(
    tmp_path: Path, register: Register
) -> None:
    file, cookies = (f"register {register('file')}.xlsx", register.xlsx()), browser_cookies()
    hidden = {word for place in IDENTITIES for word in register.words[place]}
    with served(tmp_path) as server:
        assert words_in(server.pid, register.begin) == set()
        with session(server, cookies) as tab:
            through_publish(tab, server, cookies, file)
            look_at_it(tab)
            give(tab, server, cookies, "data_quality", file)  # back with its problems marked
            assert any(
                kind == "download_button" and one.url.endswith(".xlsx") for kind, one in tab.elements()
            )
            publish(server.database, 1)
            with session(server, browser_cookies()) as other:
                other.run("overview")  # a version is opened for everybody while the session lives
            assert holders(server, register.begin)
            known = words_in(server.pid, register.begin)
            assert known & set(register.words["text"])
            assert known & hidden == set()
        assert at_last(server, register.begin) == []
        assert words_in(server.pid, register.begin) & hidden == set()


def test_no_object_holds_a_word_of_a_text_file_that_was_put_away(tmp_path: Path, register: Register) -> None:
    file, cookies = (f"register {register('file')}.csv", register.csv()), browser_cookies()
    with served(tmp_path) as server:
        with session(server, cookies) as tab:
            through_publish(tab, server, cookies, file)
            go(tab, "publish")
            go(tab, "publish", pressed=buttons(tab, message("publish.cancel"))[0])
        assert at_last(server, register.begin) == []
