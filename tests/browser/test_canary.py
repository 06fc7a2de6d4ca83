"""Planted identities and uncleared texts reach no browser, download, log or database; hostile words do nothing."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import subprocess
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from io import BytesIO, StringIO
from zipfile import ZipFile, is_zipfile

import pyarrow as pa
import pytest
from openpyxl import Workbook
from playwright.sync_api import Response, WebSocket, expect

from grm_data.intake.opening import open_upload
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.browser.serving import Server, cookie_of, serve, serve_with_log_in
from tests.browser.test_dashboard import select_row
from tests.browser.visiting import APP, TITLES, Visit
from tests.pages.test_canary import CANARIES, HIDDEN

Start = Callable[..., Visit]
PAGES = (
    "waiting", "overview", "trends", "timeliness", "cases", "indicators", "report", "data_quality", "history", "publish",
)  # fmt: skip
OFFERED = {
    "waiting": ("xlsx",),
    "overview": ("csv", "csv"),
    "trends": ("csv",),
    "timeliness": ("csv",),
    "cases": ("csv",),
    "indicators": ("csv",),
    "report": ("docx", "pdf", "xlsx"),
    "data_quality": ("csv",),
    "history": ("csv", "csv", "csv", "csv", "toml"),
}
"""The files that a page offers before anything on it is opened."""

FILE, NUMBER, READ, UNREAD = "spreadsheet7.xlsx", "NR-4711", "READANDCLEARED", "NOBODYREADTHIS"
TOLD = " ".join(["told by", *CANARIES.values(), "in flat 34"])
HEADINGS = ["Registered No.", "Date received", "Type", "Channel", "Status", "Resolved date", "Way",
            "Summary of issue", "Summary of actions taken"]  # fmt: skip
KEPT = {"server", "provider", "secret", "secrets", "versions"}
"""The beginnings of the names of a server's files."""

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=https://evil.example/b.png onerror=alert(1)>",
    "![x](https://evil.example/a.png)",
    "[click](https://evil.example)",
    "https://evil.example/x www.evil.example a@evil.example",
    '=HYPERLINK("https://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "\u202egnp.exe",
    "$\\int$ :red[x] :material/home: :orange-background[x]",
    "verylongword" * 40,
]
HOSTILE_FILE = ":red[x] [click](www.evil.example) <img src=x onerror=alert(1)> $x$.xlsx"


def workbook(rows: list[list[object]], sheet: str = "Sheet1") -> bytes:
    book, content = Workbook(), BytesIO()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def canary_book(version: int) -> bytes:
    """Identities in their columns and in every text, channel and way; half of the texts are never cleared."""
    rows: list[list[object]] = [[*HEADINGS, *CANARIES, "Private remarks"]]
    for i in range(1, 9):
        mark = READ if i % 2 else f"{UNREAD} in version {version}"
        status, resolved = ("Resolved", f"2020-11-{i + 2:02d}") if i < 4 + version else ("Resolving", None)
        status = "Unrelated" if i == 8 else status  # so that there is more than what is addressed
        known = [f"{NUMBER}/{i}", f"2020-11-{i:02d}", "Request", f"Told to {CANARIES['Complainant name']}"]
        texts = [f"to {CANARIES['E-mail']}", f"{mark} issue {i} {TOLD}", f"{mark} action {i} {TOLD}"]
        rows.append([*known, status, resolved, *texts, *CANARIES.values(), "CANARY-REMARK"])
    return workbook(rows)


def hostile_book(version: int) -> bytes:
    """Every hostile word in every place of a row; each version has more rows, and other ways and texts."""
    rows: list[list[object]] = [[*HEADINGS, *HOSTILE[:-1]]]
    for i, evil in enumerate(HOSTILE[: 6 + 2 * version], 1):
        told = [f"{evil} {version}", evil, f"{evil} {version}"]
        for no, month, status in ((1, 11, "Resolved"), (2, 10, evil), (3, 9, "Resolving")):
            day = f"2020-{month:02d}-{i:02d}"
            resolved = day if no < 3 else None
            rows.append([f"{evil} {no}", day, evil, evil, status, resolved, *told, *HOSTILE[:-1]])
    return workbook(rows, "<img src=x onerror=alert(1)>")


def publish(server: Server, name: str, books: list[bytes], word: str, settings: Settings, note: str) -> None:
    """Publish versions in which only the texts with a word are cleared."""
    with Store(f"sqlite:///{server.database}") as store:
        for base, book in enumerate(books):
            register = open_upload(name, book).register(settings)
            draft = draft_of(register, settings, None)
            draft = draft.clear(one.key for one in draft.texts() if word in one.text)
            store.publish(draft, by="staff@example.org", note=note, base=base, accepted=note)


@pytest.fixture(scope="module")
def server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve_with_log_in(tmp_path_factory.mktemp("canary"), provider) as found:
        publish(found, FILE, [canary_book(1), canary_book(2)], READ, Settings(name="Roads"), "a note")
        yield found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("hostile")) as found:
        evil = " ".join(HOSTILE)[:400]
        publish(found, HOSTILE_FILE, [hostile_book(0), hostile_book(1)], "", Settings(name=evil[:180]), evil)
        yield found


class Watch:
    """Everything that reaches a browser session: (what it was, on which page, its bytes)."""

    def __init__(self, one: Visit) -> None:
        self.one, self.where = one, ""
        self.seen: list[tuple[str, str, bytes]] = []
        self.dialogs: list[str] = []
        self._answers: list[Response] = []
        one.hear("websocket", self._socket)
        one.hear("response", lambda answer: self._answers.append(answer))
        one.hear("console", lambda told: self._note("console", told.text))
        one.hear("framenavigated", lambda frame: self._note("url", frame.url))
        one.hear("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        one.page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            "event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"
        )

    def _note(self, kind: str, data: str | bytes) -> None:
        self.seen.append((kind, self.where, data.encode() if isinstance(data, str) else data))

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: self._note("frame", data))

    def _keep_answers(self) -> None:
        """The bodies of the answers so far, but for files: those are downloaded (``body`` waits for ever)."""
        while self._answers:
            answer = self._answers.pop()
            self._note("header", f"{answer.url} {answer.headers}")
            if answer.status == 200 and "/static/" not in answer.url and "/media/" not in answer.url:
                self._note("body", answer.body())

    def downloads(self, kinds: Sequence[str]) -> None:
        """Every file that the page offers, its parts unpacked: one of each of these kinds."""
        expect(self.one.downloads).to_have_count(len(kinds))
        found = []
        for button in self.one.downloads.all():
            file = self.one.download(button.click)
            name, content = file.suggested_filename, file.path().read_bytes()
            found.append(name.rpartition(".")[2])
            for part in parts(content):
                self._note(f"file {name}", part)
        assert sorted(found) == sorted(kinds), self.where

    def done(self) -> None:
        """The page was looked at: nothing of it ran, linked or asked another host."""
        page = self.one.page
        self._keep_answers()
        assert self.dialogs == []
        assert page.evaluate("window.violations") == [], page.url
        assert page.locator("a[href*='evil'], img[src*='evil'], .katex").count() == 0, page.url
        assert page.get_by_text(re.compile(r"^(x|click)$")).count() == 0, page.url

    def hits(self, word: str, kind: str = "", *, apart_from: str = "-") -> list[tuple[str, str]]:
        """What holds a word, escaped or not, and on which page."""
        asked = [one for one in self.seen if one[0].startswith(kind) and one[1] != apart_from]
        return [(what, where) for what, where, data in asked if word.encode() in unescaped(data)]


def unescaped(data: bytes) -> bytes:
    """Bytes as they are, and without what Markdown's escapes add to a word."""
    return data + b"\n" + data.replace(b"\\", b"").replace("\u2060".encode(), b"")


def parts(content: bytes) -> Iterator[bytes]:
    """A file's content, and what is packed in it: a workbook's or document's parts, a PDF's text."""
    yield content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield (part := archive.read(name))
                yield re.sub(rb"<[^>]+>", b"", part) if name.endswith("xml") else b""
    elif content.startswith(b"%PDF") and shutil.which("pdftotext"):
        yield subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout


def walk(watch: Watch, role: str) -> None:
    """Every page, everything on it opened and downloaded; and an older version's."""
    for path in (*PAGES, "cases?version=1", "report?version=1"):
        watch.where = path
        go(watch.one, path, sees_it=role == "staff" or (role == "reviewer" and path != "publish"))
        if role != "anonymous" and path in OFFERED:
            watch.downloads(OFFERED[path])
            open_more(watch.one, path)
        watch.done()


def go(one: Visit, path: str, sees_it: bool) -> None:
    """To a page by its link where there is one: the browser needn't start the dashboard again."""
    if path in PAGES and one.page.url.startswith(one.address) and one.link(path).count():
        one.follow(path)
    else:
        one.open(f"/{path}{'&' if '?' in path else '?'}period=start", "" if sees_it else APP)


def open_more(one: Visit, page: str) -> None:
    """What a page shows when asked."""
    if page == "overview":
        one.page.get_by_role("button", name="What does this count?").click()
        one.page.get_by_text("behind this number").wait_for()
        one.settle(TITLES[page])
        one.page.keyboard.press("Escape")  # it lies over the links
        one.page.get_by_role("dialog").wait_for(state="detached")
    elif page == "cases":
        one.change(one.page.get_by_text("Show all received").click, TITLES[page])
        select_row(one, 1)
    elif page == "history":
        one.page.get_by_text("Since version 1:").wait_for()


def through_publish(watch: Watch, name: str, book: bytes) -> None:
    """A new spreadsheet up to the button, then looked at in the dashboard as reviewers would see it."""
    one, page, watch.where = watch.one, watch.one.page, "publish"
    one.open("/publish")
    give(one, name, book)
    page.get_by_text("You are about to publish").wait_for()
    one.settle(TITLES["publish"])
    for step, closed in (
        ("Columns", "All columns"),
        ("Decide", "Everything"),
        ("Texts", ""),
        ("Publish", "What changed"),
    ):
        one.change(page.get_by_role("radio", name=step).click, TITLES["publish"])
        if closed:
            page.locator("summary", has_text=closed).click()
        if step == "Texts":
            one.change(page.get_by_role("radio", name="Shown (").click, TITLES["publish"])
        else:
            watch.downloads(("csv",) * {"Decide": 1, "Publish": 1}.get(step, 0))
    watch.done()
    page.get_by_role("button", name="Look at it as readers will").click()
    page.get_by_text("You are looking at").wait_for()
    one.settle(TITLES["overview"])
    watch.where = "looked at"
    for path in ("cases", "report", "data_quality"):
        one.follow(path)
    give(one, name, book)
    page.get_by_text("Ready. Marked").wait_for()
    one.settle(TITLES["data_quality"])
    watch.done()


def give(one: Visit, name: str, book: bytes) -> None:
    one.give({"name": name, "mimeType": "application/octet-stream", "buffer": book})


def on_disk(server: Server) -> dict[str, bytes]:
    """Every file of the server by its name; and the versions unpacked."""
    found = {one.name: one.read_bytes() for one in server.folder.rglob("*") if one.is_file()}
    with closing(sqlite3.connect(server.database)) as database:
        for number, body in database.execute("SELECT version, body FROM versions"):
            batch = pa.ipc.open_stream(body).read_next_batch()
            rest = zlib.decompress(batch.schema.metadata[b"grm"])
            found[f"versions.{number}"] = str(batch.to_pydict()).encode() + rest
    return found


@pytest.mark.parametrize("role", ["anonymous", "reviewer", "staff"])
def test_no_role_is_sent_an_identity_and_a_text_only_once_it_is_cleared(
    visit: Start, server: Server, role: str
) -> None:
    watch = Watch(visit(server.address))
    if role != "anonymous":
        watch.one.context.add_cookies([cookie_of(server, role, age=60)])  # type: ignore[list-item]
    walk(watch, role)
    if role == "staff":
        through_publish(watch, FILE, canary_book(3))
        assert watch.hits(UNREAD, "frame")
    for hidden in HIDDEN:
        assert watch.hits(hidden) == [], hidden
    assert watch.hits(UNREAD, apart_from="publish") == []
    for known in (READ, FILE, NUMBER):
        assert bool(watch.hits(known)) == (role != "anonymous"), known
    if role != "anonymous":
        kinds = {what.rpartition(".")[2] for what, _ in watch.hits(NUMBER, "file")}
        assert kinds >= {"csv", "docx", "xlsx"} | ({"pdf"} if shutil.which("pdftotext") else set())
        assert watch.hits("removed]", "frame"), "scrubbed texts are shown, so this test looks at them"
    files = on_disk(server)
    assert {name.partition("-")[0].partition(".")[0] for name in files} <= KEPT, "no other file is made"
    assert READ.encode() in b"".join(files.values())
    for word in (*HIDDEN, UNREAD):
        assert [name for name, content in files.items() if word.encode() in content] == [], word


def test_hostile_words_run_nothing_load_nothing_and_link_nowhere(visit: Start, hostile: Server) -> None:
    watch = Watch(visit(hostile.address))
    walk(watch, "staff")
    through_publish(watch, HOSTILE_FILE, hostile_book(2))
    assert watch.hits("evil.example", "frame", apart_from="looked at")
    tables = [content for what, _, content in watch.seen if what.startswith("file") and what.endswith(".csv")]
    cells = [cell for one in tables for row in csv.reader(StringIO(one.decode("utf-8-sig"))) for cell in row]
    assert "'" + HOSTILE[6] in " ".join(cells), (
        "openpyxl writes the word before as a formula, which has no text"
    )
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []
