"""The template process: it has imported what most jobs need, holds no foreign byte, and forks for each job.

It ends with the server: when its socket closes, also because the server was killed. Its forks end with it.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import struct
from contextlib import suppress

from grm_data.guarded.child import serve
from grm_data.guarded.jobs import work_of
from grm_data.guarded.limits import end_with_parent, no_core_dumps

__all__ = ["ENDED", "main"]

ENDED = struct.Struct(">i")
"""How a fork ended, as its exit code or minus its signal."""


def main(warm_up: str) -> None:  # pragma: no cover - in the template process
    """Does once what every job needs, then forks for each request on standard input until that closes."""
    no_core_dumps()
    control = socket.socket(fileno=os.dup(0))
    work_of(warm_up)({}, ())
    gc.collect()
    gc.freeze()  # so that a fork's own collections leave the shared pages alone
    Nursery(control).run()
    os._exit(0)


class Nursery:  # pragma: no cover - in the template process
    """The forks alive, each with its leash: a socket that says how it ended, and that ends it by closing."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._leashes: dict[int, socket.socket] = {}  # process → leash
        self._waiting = selectors.DefaultSelector()

    def run(self) -> None:
        """Until the server is gone."""
        died, wakeup = socket.socketpair()
        wakeup.setblocking(False)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._waiting.register(self._control, selectors.EVENT_READ)
        self._waiting.register(died, selectors.EVENT_READ)
        while True:
            for key, _ in self._waiting.select():
                if key.fileobj is died:
                    died.recv(4096)
                    self._bury()
                elif key.fileobj is not self._control:
                    self._let_go(key.data)
                elif not self._request():
                    return self._end()

    def _request(self) -> bool:
        """Forks for a request; False where the server is gone."""
        asked, handles, _, _ = socket.recv_fds(self._control, 16, 2)
        if not asked or len(handles) != 2:
            return False
        line, leash = (socket.socket(fileno=handle) for handle in handles)
        process = os.fork()
        if process == 0:
            self._child(line)
        line.close()
        self._leashes[process] = leash
        self._waiting.register(leash, selectors.EVENT_READ, process)
        return True

    def _child(self, line: socket.socket) -> None:
        """The fork: it keeps the line to the server and nothing else that is open here."""
        code = 1
        try:
            end_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(line.fileno(), 3)
            os.closerange(4, os.sysconf("SC_OPEN_MAX"))
            os.dup2(1, 0)  # where standard output goes: nowhere
            with socket.socket(fileno=3) as own:
                serve(own.makefile("rb"), own.makefile("wb"))
            code = 0
        finally:
            os._exit(code)

    def _bury(self) -> None:
        """Says of each fork that ended how it did."""
        while self._leashes:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            leash = self._leashes.pop(process)
            with suppress(OSError):  # nobody waits for it any more
                leash.send(ENDED.pack(os.waitstatus_to_exitcode(status)))
            with suppress(KeyError):  # let go before
                self._waiting.unregister(leash)
            leash.close()

    def _let_go(self, process: int) -> None:
        """Ends a fork whose leash was closed."""
        if process in self._leashes:
            self._waiting.unregister(self._leashes[process])
            os.kill(process, signal.SIGKILL)

    def _end(self) -> None:
        for process in self._leashes:
            os.kill(process, signal.SIGKILL)
