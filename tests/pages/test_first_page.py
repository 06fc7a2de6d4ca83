"""The page that a browser loads first: Streamlit's own, in its language and with the style of our pages."""

from __future__ import annotations

import asyncio
import gzip
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from grm_dashboard.serving import first_page
from grm_dashboard.serving.first_page import FirstPage
from grm_dashboard.serving.language import InLanguage
from grm_data.speech import languages

STATIC = Path(streamlit.__file__).with_name("static")
PAGE = (STATIC / "index.html").read_text("utf-8")
STYLE = Path(first_page.__file__).with_name("pages.css").read_text("utf-8")


class Parts(HTMLParser):
    """The language of a page, and the styles in its body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.within: list[str] = []
        self.styles: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs)["lang"]
        if tag in ("body", "style"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("body", "style"):
            self.within.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.within == ["body", "style"]:
            self.styles.append(data)


def served() -> Starlette:
    """Streamlit's files below what stands before them: its own packing is inside, ours outside."""
    inner = GZipMiddleware(StaticFiles(directory=STATIC, html=True))
    around = [Middleware(GZipMiddleware), Middleware(InLanguage), Middleware(FirstPage)]
    return Starlette(routes=[Mount("/", inner)], middleware=around)


def answered(path: str = "/", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What a browser gets: (status, headers, body)."""
    sent: list[Any] = []

    async def send(one: Any) -> None:
        sent.append(one)

    async def receive() -> Any:
        await asyncio.Future()  # the browser says no more

    path, _, query = path.partition("?")
    asked = {"accept": "text/html,*/*"} | {name.replace("_", "-"): text for name, text in headers.items()}
    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(name.encode(), text.encode()) for name, text in asked.items()],
    }  # fmt: skip
    asyncio.run(served()(scope, receive, send))
    start, *parts = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    body = b"".join(part.get("body", b"") for part in parts)
    assert int(told["content-length"]) == len(body)
    return start["status"], told, body


@pytest.mark.parametrize("code", languages())
def test_the_page_tells_the_browser_its_language_and_its_style_from_the_start(code: str) -> None:
    for path, accepted in (("/", f"{code},en;q=0.1"), (f"/?lang={code}", "de"), ("/?lang=xx", code)):
        page = answered(path, accept_language=accepted)[2].decode()
        read = Parts(page)
        assert read.language == code
        assert read.styles == [STYLE]
        assert page.replace(f'lang="{code}"', 'lang="en"', 1).replace(f"<style>{STYLE}</style>", "") == PAGE


def test_the_page_is_packed_for_whoever_can_unpack_it() -> None:
    _, told, body = answered(accept_encoding="gzip, br")
    assert told["content-encoding"] == "gzip"
    assert gzip.decompress(body) == answered()[2]


def test_the_page_is_sent_whole_whatever_of_it_is_asked_for() -> None:
    _, told, page = answered()
    for asked in ({"if_none_match": told["etag"]}, {"if_modified_since": told["last-modified"]},
                  {"range": "bytes=0-9"}):  # fmt: skip
        status, _, body = answered(**asked)
        assert (status, body) == (200, page)


def test_a_file_stays_as_it_is() -> None:
    assert answered("/favicon.png")[2] == (STATIC / "favicon.png").read_bytes()
