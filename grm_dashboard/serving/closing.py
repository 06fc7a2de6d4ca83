"""Sessions that may hold complainants end when their tab is closed, by a timer of ours and not at leisure.

With them go files that nobody opened, drafts, and whatever else their pages kept. While there is such a
session, freed memory goes back at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from grm_dashboard.private import is_active_session
from grm_dashboard.private.sessions import end_session, take_uploaded
from grm_dashboard.serving.room import forget_refusal
from grm_data import guarded
from grm_data.register.collecting import settle

__all__ = ["end_when_closed"]

LOOK_SECONDS = 12.0
_LOOKS = 4
"""Looks in a row at which a session isn't connected: a browser may lose its line and come back."""


class _Timer:
    """Looks after sessions in a thread of its own, which ends when there are none.

    A session ends once it isn't connected at some looks in a row; between two of them is a pause.
    """

    def __init__(
        self,
        is_connected: Callable[[str], bool],
        end: Callable[[str], None],
        pause: Callable[[], None] = lambda: time.sleep(LOOK_SECONDS),
    ) -> None:
        self._is_connected, self._end, self._pause = is_connected, end, pause
        self._lock = threading.Lock()
        self._missed: dict[str, int] = {}
        self._is_looking = False

    def watch(self, session: str) -> None:
        with self._lock:
            self._missed.setdefault(session, 0)
            if not self._is_looking:
                self._is_looking = True
                guarded.give_back(at_once=True)
                threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while self._looks():
            pass

    def _looks(self) -> bool:
        """Whether to look again: also once after the last session, when what it held is freed."""
        self._pause()
        with self._lock:
            if not self._missed:
                settle()
                guarded.give_back(at_once=False)
                self._is_looking = False
                return False
            for session in self._missed:
                self._missed[session] = 0 if self._is_connected(session) else self._missed[session] + 1
            closed = [session for session, missed in self._missed.items() if missed >= _LOOKS]
            for session in closed:
                del self._missed[session]
        for session in closed:
            self._end(session)
        if closed:
            settle()
        return True


def _end(session: str) -> None:
    for content in take_uploaded(session):
        guarded.wipe(content)
    forget_refusal(session)
    end_session(session)


_timer = _Timer(is_active_session, _end)


def end_when_closed(session: str) -> None:
    """End a session at the latest a minute after its tab was closed."""
    _timer.watch(session)
