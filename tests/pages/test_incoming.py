"""What a browser says over its WebSocket: only what a page of ours asks is handed on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

from grm_dashboard.private.asking import Asking
from grm_dashboard.serving.incoming import only_asking
from grm_dashboard.session import shelf


def told(change: Callable[[BackMsg], object]) -> bytes:
    message = BackMsg()
    change(message)
    return message.SerializeToString()


def handed_on(*contents: bytes) -> list[bytes]:
    """What the application receives of these messages before the browser leaves."""
    events: list[Message] = [{"type": "websocket.receive", "bytes": content} for content in contents]
    waiting = iter([{"type": "websocket.connect"}, *events, {"type": "websocket.disconnect"}])

    async def receive() -> Message:
        return next(waiting)

    async def everything() -> list[Message]:
        ask, found = only_asking(receive), []
        while not found or found[-1]["type"] != "websocket.disconnect":
            found.append(await ask())
        return found

    found = asyncio.run(everything())
    assert found[0]["type"] == "websocket.connect"
    return [event["bytes"] for event in found[1:-1]]


ASKED = [
    told(lambda one: one.rerun_script.SetInParent()),
    told(lambda one: setattr(one, "app_heartbeat", True)),
    told(lambda one: setattr(one, "stop_script", True)),
    told(lambda one: one.file_urls_request.SetInParent()),
    told(lambda one: one.backend_operation_request.deferred_file.SetInParent()),
    told(lambda one: one.backend_operation_request.dataframe_chunk.SetInParent()),
]
OTHERS = [
    told(lambda one: setattr(one, "clear_cache", True)),
    told(lambda one: setattr(one, "load_git_info", True)),
    told(lambda one: setattr(one, "set_run_on_save", True)),
    told(lambda one: setattr(one, "debug_shutdown_runtime", True)),
    told(lambda one: one.backend_operation_request.install_skills.SetInParent()),
    told(lambda one: one.backend_operation_request.SetInParent()),
    b"",
    b"\xff\xff\xff",
]


@pytest.mark.parametrize("content", ASKED)
def test_what_a_page_asks_is_handed_on(content: bytes) -> None:
    assert handed_on(content) == [content]


@pytest.mark.parametrize("content", OTHERS)
def test_what_no_page_of_ours_asks_is_forgotten(content: bytes) -> None:
    assert handed_on(content, ASKED[0], content) == [ASKED[0]]


def asking(page: str, **said: str) -> bytes:
    """A request to run a page, with what widgets say."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    for key, text in said.items():
        message.rerun_script.widget_states.widgets.add(id=f"$$ID-0af1-{key}", string_value=text)
    return message.SerializeToString()


def words(content: bytes) -> dict[str, str]:
    asked = BackMsg.FromString(content).rerun_script
    return {one.id.rpartition("-")[2]: one.string_value for one in asked.widget_states.widgets}


def test_words_that_were_typed_are_said_again_with_the_next_page() -> None:
    """Of two requests in one moment Streamlit obeys the second alone."""
    first, second = (
        asking("report", typed_lessons="Reply sooner.", period="2020"),
        asking("trends", by="year"),
    )
    assert [words(content) for content in handed_on(first, second, ASKED[0])] == [
        {"typed_lessons": "Reply sooner.", "period": "2020"},
        {"by": "year", "typed_lessons": "Reply sooner."},
        {"typed_lessons": "Reply sooner."},
    ]


def test_the_words_typed_last_count_and_those_of_a_minute_ago_are_known() -> None:
    one = Asking()
    one.put_right(asking("report", typed_lessons="Reply", typed_other="Training"), 0)
    assert one.put_right(asking("report", typed_lessons="Reply sooner."), 59) == asking(
        "report", typed_lessons="Reply sooner.", typed_other="Training"
    )
    assert words(one.put_right(asking("trends"), 61)) == {"typed_lessons": "Reply sooner."}
    assert one.put_right(asking("trends"), 120) == asking("trends")


LEFT, AT_ONCE, LATER = 10.0, 10.06, 10.6


@pytest.mark.parametrize("shown", ["", "report"], ids=["opened by its address", "opened by a click"])
@pytest.mark.parametrize(
    ("then", "at", "run", "said"),
    [
        pytest.param({"typed_other": "Training", "by": "year"}, AT_ONCE, "trends", {"typed_other", "by"},
                     id="a text says its words after the click that left it"),
        pytest.param({"search": "permit"}, AT_ONCE, "trends", {"search"}, id="any other widget"),
        pytest.param({"by": "year"}, AT_ONCE, "report", {"by"}, id="a click back: no widget of a page speaks"),
        pytest.param({}, AT_ONCE, "report", set(), id="a click back, nothing beside the page"),
        pytest.param({"search": "permit"}, LATER, "report", {"search"}, id="later: somebody went back"),
    ],
)  # fmt: skip
def test_a_click_on_a_page_isnt_undone_by_what_the_page_before_says(
    shown: str, then: dict[str, str], at: float, run: str, said: set[str]
) -> None:
    """A finger's click is sent before the words of the text that it leaves."""
    one = Asking()
    one.put_right(asking(shown), 0)
    one.put_right(asking("trends", by="year"), LEFT)
    asked = one.put_right(asking("report", **then), at)
    assert BackMsg.FromString(asked).rerun_script.page_script_hash == run
    assert set(words(asked)) == said


def test_what_the_first_page_of_a_visit_says_at_once_is_of_that_page() -> None:
    one = Asking()
    one.put_right(asking(""), 0)
    first = asking("report", search="permit")
    assert one.put_right(first, 0.1) == first


def test_a_store_that_is_dropped_is_closed() -> None:
    """Its connections would stay open for good: what pages keep is left out of every collection."""
    dropped = shelf.store()
    connections = dropped._engine.pool
    assert shelf.store() is dropped
    shelf._store.clear()
    assert dropped._engine.pool is not connections, "an engine that was disposed of has another pool"
    assert shelf.store() is not dropped
