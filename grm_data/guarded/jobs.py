"""What can be run: a job's name, how its ends are said, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias, cast

from grm_data.errors import GrmError

__all__ = ["LANGUAGE", "Job", "Reply", "Work", "work_of"]


LANGUAGE = "language"
"""The argument that tells every job in which language to speak."""


class Reply(NamedTuple):
    """What a job answers; ``then`` answers the next question of a process that is kept."""

    values: dict[str, Any]
    blobs: Sequence[Any] = ()
    then: Work | None = None


Work: TypeAlias = Callable[[dict[str, Any], Sequence[memoryview]], Reply]
"""Arguments and bytes → an answer. GrmError is said as it is; anything else is how the job ended."""


@dataclass(frozen=True, slots=True)
class Job:
    """A function by "module:name", and the keys of the sentences that say how it ended without an answer."""

    target: str
    error: type[GrmError]
    too_long: str
    too_big: str
    damaged: str
    ended: str = ""  # for a job that is kept: it isn't there any more
    texts: Mapping[str, int] = field(default_factory=dict)
    """The values of a refusal that may be texts, and their longest; all others are whole numbers."""


def work_of(target: str) -> Work:
    """The function that a job names."""
    module, _, name = target.partition(":")
    return cast(Work, getattr(import_module(module), name))
