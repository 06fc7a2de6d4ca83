"""Files that no page has read yet: only so many are taken, and they go soon after the tab is closed."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Any

import pytest

from grm_dashboard.serving import closing, gate, room
from grm_dashboard.session import uploads
from grm_data.messages import message
from tests.pages.conftest import Open

LARGEST = 65 * 1024 * 1024
MIB = 1 << 20


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What the server holds already, session → bytes; every session lives and has a place for a file."""
    found: dict[str, int] = {}
    monkeypatch.setattr(room, "uploaded_bytes", lambda: found)
    monkeypatch.setattr(room, "_refused", set())
    monkeypatch.setattr(gate, "is_active_session", lambda _: True)
    monkeypatch.setattr(gate, "_has_place", lambda _: True)
    return found


def put(session: str, size: int | None, *, breaks: bool = False) -> int:
    """The status that a file is answered, unless the line breaks."""
    sent: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if breaks:
            raise ConnectionError
        sent.append(204)

    async def send(event: Any) -> None:
        sent.append(event.get("status", 0))

    length = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {
        "type": "http", "path": f"/_stcore/upload_file/{session}/file", "root_path": "", "method": "PUT",
        "server": ("127.0.0.1", 8501), "headers": [(b"host", b"localhost"), *length],
    }  # fmt: skip
    asyncio.run(gate.Gate(app)(scope, None, send))  # type: ignore[arg-type]
    return sent[0]


@pytest.mark.parametrize(
    ("here", "elsewhere", "size", "expected"),
    [
        (0, 0, 64 * MIB, 204), (20 * MIB, 0, 20 * MIB, 204), (LARGEST, 0, 1, 413), (LARGEST - 5, 0, 5, 204),
        (0, LARGEST, 64 * MIB, 204), (0, 2 * LARGEST, 1, 429), (0, 0, None, 204), (1, 0, None, 413),
    ],
)  # fmt: skip
def test_so_many_are_taken(
    held: dict[str, int], here: int, elsewhere: int, size: int | None, expected: int
) -> None:
    held |= {"here": here, "elsewhere": elsewhere}
    assert put("here", size) == expected
    assert room.was_refused("here") is (expected != 204)
    assert put("here", size) == expected, "a refused one takes no room, and one that came is in what is held"


def test_those_on_their_way_count(held: dict[str, int]) -> None:
    with ExitStack() as coming:
        for name in "ab":
            assert coming.enter_context(room.reserved(name, str(LARGEST))) is None
        assert put("a", 1) == 413
        assert put("f", 1) == 429
    assert put("f", 1) == 204
    assert not room.was_refused("f"), "the last file came through"
    assert not room._coming


def test_a_broken_line_gives_its_room_back(held: dict[str, int]) -> None:
    with pytest.raises(ConnectionError):
        put("a", LARGEST, breaks=True)
    assert not room._coming


def test_the_page_says_that_a_file_was_refused(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in open_app("publish").warning if one.icon == ":material/hourglass:"]
    monkeypatch.setattr(uploads, "was_refused", lambda _: True)
    assert message("upload.no_room") in [one.value for one in open_app("publish").warning]


def test_a_session_ends_when_its_tab_has_been_closed_for_some_looks() -> None:
    connected = iter([True, False, False, True, False, False, False, False])
    ended: list[str] = []
    timer = closing._Timer(lambda _: next(connected), ended.append, lambda: None)
    timer._missed["a"] = 0
    timer._look()
    assert ended == ["a"]
    assert next(connected, None) is None
    assert not timer._is_looking


def test_what_nobody_opened_is_overwritten_with_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytes(bytearray(b"Bat Dorj"))
    ended: list[str] = []
    monkeypatch.setattr(closing, "take_uploaded", {"a": [content]}.pop)
    monkeypatch.setattr(closing, "end_session", ended.append)
    closing._end("a")
    assert content == bytes(8)
    assert ended == ["a"]
