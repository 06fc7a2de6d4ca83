"""Streamlit's own files are packed once for all visitors."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pyarrow as pa
import pytest

from grm_dashboard.serving import static
from grm_dashboard.serving.static import PackedOnce

FILE = b"export const plot = 1;" * 1000


class Files:
    """An application that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        status = 404 if "missing" in scope["path"] else 200
        kept = b"no-cache" if "nowhere" in scope["path"] else b"public, immutable, max-age=31536000"
        headers = [(b"content-type", b"text/javascript"), (b"cache-control", kept)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": FILE[:100], "more_body": True})
        await send({"type": "http.response.body", "body": FILE[100:]})


def answer(app: PackedOnce, path: str, **headers: str) -> tuple[dict[bytes, bytes], bytes]:
    """The headers and the body of an answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)
        message.get("headers", []).append((b"x-ours", b"1"))  # as the middleware around it does

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": asked}
    asyncio.run(app(scope, None, send))  # type: ignore[arg-type]
    return dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent)


def unpacked(body: bytes, encoding: bytes) -> bytes:
    """What a browser has of an answer."""
    if encoding == b"gzip":
        return gzip.decompress(body)
    with pa.CompressedInputStream(pa.BufferReader(body), "brotli") as stream:
        return bytes(stream.read())


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", b"br"),
        ("gzip, deflate", b"gzip"),
        ("br;q=0.9, gzip;q=1", b"br"),
        ("br; q=0, gzip", b"gzip"),
    ],
)
def test_a_file_is_packed_once_and_comes_whole_to_everybody(accepted: str, encoding: bytes) -> None:
    files = Files()
    app = PackedOnce(files)
    for _ in range(3):
        headers, body = answer(app, "/static/js/plot.1a2b.js", accept_encoding=accepted)
        assert headers[b"content-encoding"] == encoding
        assert headers[b"content-type"] == b"text/javascript"
        assert headers[b"content-length"] == str(len(body)).encode()
        assert headers[b"vary"] == b"Accept-Encoding"
        assert unpacked(body, encoding) == FILE
    assert len(files.asked) == 1


def test_who_can_unpack_it_in_one_way_gets_no_other() -> None:
    app = PackedOnce(Files())
    for accepted, encoding in (("br", b"br"), ("gzip", b"gzip"), ("br", b"br")):
        headers, body = answer(app, "/static/js/plot.1a2b.js", accept_encoding=accepted)
        assert (headers[b"content-encoding"], unpacked(body, encoding)) == (encoding, FILE)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/plot.1a2b.js", {}),
        ("/static/js/plot.1a2b.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/js/plot.1a2b.js", {"accept_encoding": "gzip", "if_none_match": "x"}),
        ("/static/js/missing.js", {"accept_encoding": "gzip"}),
        ("/static/nowhere", {"accept_encoding": "gzip"}),
        ("/overview", {"accept_encoding": "gzip"}),
    ],
)
def test_nothing_else_is_kept(path: str, headers: dict[str, str]) -> None:
    files = Files()
    app = PackedOnce(files)
    for _ in range(2):
        answer(app, path, **headers)
    assert len(files.asked) == 2


def test_other_ways_to_write_a_path_fill_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    _, packed = answer(PackedOnce(Files()), "/static/a.js", accept_encoding="gzip")
    monkeypatch.setattr(static, "_MOST_KEPT", len(packed) + 1)
    files = Files()
    app = PackedOnce(files)
    for path in ("/static/a.js", "/static/./a.js", "/static/./a.js"):
        answer(app, path, accept_encoding="gzip")
    assert len(files.asked) == 3
