"""What every server of the dashboard begins with: is it safe to start, and what stands before its pages."""

from __future__ import annotations

import sys

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from grm_dashboard.people.access import keep_setup, why_not_to_start
from grm_dashboard.private import (
    keep_form_files_in_memory,
    option,
    say_why_no_file_came,
)
from grm_dashboard.private.sending import (
    hand_over_together,
    pack_beside_the_run_before,
    send_at_once,
    wake_once,
)
from grm_dashboard.serving.first_page import FirstPage
from grm_dashboard.serving.gate import Gate
from grm_dashboard.serving.headers import SecurityHeaders
from grm_dashboard.serving.language import InLanguage
from grm_dashboard.serving.log_out import LogOut
from grm_dashboard.serving.logs import keep_messages_out_of_logs
from grm_dashboard.serving.static import PackedOnce
from grm_dashboard.serving.visits import Visits
from grm_data import guarded
from grm_data.messages import name_places_of_pages

__all__ = ["TURN", "keep_uploads_in_memory", "middleware", "prepare"]

TURN = 0.001
"""Seconds until a session that computes lets another go on. By Python's own 0.005 an action took twice as
long while somebody opened a large register, and opening it took as much processor time.
"""


def prepare() -> None:
    """Make this process one that may serve; it ends with one sentence where serving would not be safe."""
    keep_messages_out_of_logs()
    name_places_of_pages()
    keep_uploads_in_memory()
    if reason := why_not_to_start():
        print(reason, file=sys.stderr)
        sys.exit(2)
    keep_setup()
    send_at_once()
    pack_beside_the_run_before()
    hand_over_together()
    wake_once()
    sys.setswitchinterval(TURN)
    say_why_no_file_came()
    guarded.give_back(at_once=False)
    guarded.prepare()  # what reads spreadsheets is ready before the first comes


def middleware() -> list[Middleware]:
    """What a request passes before Streamlit, the outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(Visits),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(InLanguage),
        Middleware(FirstPage),
        Middleware(Gate),
        Middleware(LogOut),
        Middleware(PackedOnce),
    ]


def keep_uploads_in_memory() -> None:
    """Let a spreadsheet that is being sent never pass over the disk, which Starlette does from 1 MB on."""
    keep_form_files_in_memory((option("server.maxUploadSize") + 1) * 1024 * 1024)
