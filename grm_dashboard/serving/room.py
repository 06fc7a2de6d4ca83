"""How many bytes of files that no page has read yet may be held: so many of a session, so many of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from grm_dashboard.private import option
from grm_dashboard.private.sessions import uploaded_bytes

__all__ = ["forget_refusal", "reserved", "was_refused"]

_FILES_OF_A_SESSION, _FILES_OF_ALL = 1, 2
"""How many files of the largest size; each is read, and gone, as soon as it has come."""

_coming: Counter[str] = Counter()
"""Session → bytes on their way."""

_refused: set[str] = set()
"""The sessions whose last file was refused."""


@contextmanager
def reserved(session: str, length: str | None) -> Iterator[str | None]:
    """Around a file that is being sent: why there is no room for it, None where there is.

    ``length`` is what the request says of itself; without it the file counts as one of the largest.
    """
    largest = (option("server.maxUploadSize") + 1) * 1024 * 1024
    size = min(int(length), largest) if length and length.isdecimal() else largest
    reason = _reason(session, size, largest)
    if reason is not None:
        _refused.add(session)
        yield reason
        return
    _refused.discard(session)
    _coming[session] += size
    try:
        yield None
    finally:
        _coming[session] -= size
        if not _coming[session]:
            del _coming[session]


def _reason(session: str, size: int, largest: int) -> str | None:
    held = Counter(uploaded_bytes()) + _coming
    if held[session] + size > _FILES_OF_A_SESSION * largest:
        return "room"
    return "busy" if held.total() + size > _FILES_OF_ALL * largest else None


def was_refused(session: str | None) -> bool:
    """Whether the last file of this session was refused for want of room."""
    return session in _refused


def forget_refusal(session: str) -> None:
    """The session has ended."""
    _refused.discard(session)
