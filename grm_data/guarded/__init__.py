"""One way to run anything that touches foreign bytes: a job, in a process of its own.

A process gets bytes and JSON and gives JSON and bytes back, never pickle. It starts with a clean environment,
limits on memory, processor and core dumps, and somebody who watches the clock. What a job refuses is one of
our own sentences; however it ends otherwise is one, too. No other module of the package starts a process.

On Linux each job of a server is a fork of one template process that has imported the intake and never holds a
foreign byte. Of a command, and elsewhere, it is an interpreter of its own: one job costs more by a template,
Apple's libraries don't bear a fork, Windows has none. On Windows no process can limit itself: there only the
wall clock counts. Apple's and Windows' ways are written for, and not tested.
"""

from grm_data.guarded.jobs import Job, Reply
from grm_data.guarded.limits import Limits, is_for_memory, memory_allowed
from grm_data.guarded.plain import from_plain, to_plain
from grm_data.guarded.running import Kept, keep, refusal, run
from grm_data.guarded.starting import prepare
from grm_data.guarded.wiping import give_back, wipe
from grm_data.guarded.wire import Message

__all__ = [
    "Job",
    "Kept",
    "Limits",
    "Message",
    "Reply",
    "from_plain",
    "give_back",
    "is_for_memory",
    "keep",
    "memory_allowed",
    "prepare",
    "refusal",
    "run",
    "to_plain",
    "wipe",
]
