"""What a browser asks over its WebSocket, put right where Streamlit would forget a click or typed words."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state import Serialized, Value

__all__ = ["TYPED", "Asking", "typed_now", "what_is_asked"]

TYPED = "typed_"
"""How the keys of widgets begin whose words are said again when another page is asked for."""


def what_is_asked(content: bytes) -> str | None:
    """The kind of a browser's message, an operation's after a dot; None where Streamlit knows no such."""
    try:
        asked = BackMsg.FromString(content)
    except DecodeError:
        return None
    kind = asked.WhichOneof("type")
    if kind != "backend_operation_request":
        return str(kind) if kind else None
    return f"{kind}.{asked.backend_operation_request.WhichOneof('payload')}"


class Asking:
    """The requests of one browser to run a page, so that none is forgotten however fast they come.

    - A browser that asks for another page leaves out what it said on the page before. Of two requests in one
      moment Streamlit obeys the second alone, and what only the first one said would be gone.
    - A click that leaves a text says what was typed. A finger's click is sent before it: the text says its
      words with the page that was left, which would be run again instead of the one that was clicked.
    """

    REMEMBERED = 60
    """Seconds: a server that takes longer to begin a run has lost its browser's connection."""
    OVERTAKEN = 0.5
    """Seconds after a click on a page within which what the page before says was said before the click."""

    def __init__(self) -> None:
        self._typed: dict[str, tuple[float, WidgetState]] = {}
        self._asked, self._at = ClientState(), 0.0
        self._left: str | None = None
        """The page that the last click left, until it has said its last words; "" if it never spoke."""

    def put_right(self, content: bytes, now: float) -> bytes:
        """A request with the page that was asked for last, and what was typed lately and is left out now."""
        request = BackMsg.FromString(content)
        run = request.rerun_script
        is_changed = self._puts_page_right(run, now)
        is_changed |= self._says_again(run, now)
        return bytes(request.SerializeToString()) if is_changed else content

    def _puts_page_right(self, run: ClientState, now: float) -> bool:
        asked = self._asked
        is_another = run.page_script_hash != asked.page_script_hash
        is_overtaken = (
            is_another
            and self._left in {run.page_script_hash, ""}
            and now - self._at < Asking.OVERTAKEN
            and bool(_ids(run) - _ids(asked))  # a click that leads to a page says nothing of any page
        )
        if is_overtaken:
            said = list(run.widget_states.widgets)
            run.CopyFrom(asked)
            del run.widget_states.widgets[:]
            run.widget_states.widgets.extend(said)
            self._left = None
        elif is_another:
            self._left = asked.page_script_hash
        self._asked, self._at = ClientState(), now
        self._asked.CopyFrom(run)
        return is_overtaken

    def _says_again(self, run: ClientState, now: float) -> bool:
        widgets = run.widget_states.widgets
        said = {one.id: (now, one) for one in widgets if f"-{TYPED}" in one.id}
        left_out = {
            name: (at, one)
            for name, (at, one) in self._typed.items()
            if name not in said and now - at < Asking.REMEMBERED
        }
        self._typed = said | left_out
        widgets.extend(one for _, one in left_out.values())
        return bool(left_out)


def _ids(run: ClientState) -> set[str]:
    return {one.id for one in run.widget_states.widgets}


def _words(said: Serialized | Value) -> str:
    return str(said.value.string_value if isinstance(said, Serialized) else said.value)


def typed_now() -> dict[str, str]:
    """What the browser says in this run's request under such keys, whether or not a page still draws it."""
    context = get_script_run_ctx()
    found = {} if context is None else context.session_state._state._new_widget_state.states
    return {
        name[name.index(f"-{TYPED}") + 1 :]: _words(said)
        for name, said in found.items()
        if f"-{TYPED}" in name
    }
