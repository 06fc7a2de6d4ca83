"""The project's mark on the cover: a PNG or JPEG of theirs, drawn anew as a PNG in the guarded process.

What reaches the report is a picture of ours: what else the file holds, such as a place, stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grm_data.errors import GrmError
from grm_data.files import NotAFile, read_file
from grm_data.guarded import Job, Reply, run

__all__ = ["logo_png", "redraw"]

_MEGABYTES = 1
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

_REDRAW = Job(
    "grm_data.report.logo:redraw",
    GrmError,
    too_long="report-logo-not-read",
    too_big="report-logo-not-read",
    damaged="report-logo-not-read",
)


def logo_png(path: Path | None) -> bytes | None:
    """The logo at a path as a PNG, none where none is named; GrmError says in one sentence what is wrong."""
    if path is None:
        return None
    content = _content(path)
    if not content.startswith(_STARTS):
        raise GrmError("report-logo-not-read")
    return bytes(run(_REDRAW, {}, [content]).blobs[0])


def _content(path: Path) -> bytes:
    limit = _MEGABYTES * 2**20
    try:
        content = read_file(path, limit)
    except NotAFile:
        raise GrmError("no-file", path=path) from None
    except (OSError, ValueError):
        raise GrmError("report-logo-missing", path=path) from None
    if len(content) > limit:
        raise GrmError("report-logo-too-large", limit=_MEGABYTES)
    return content


def redraw(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:  # noqa: ARG001
    """The guarded job: a picture → the same as a PNG."""
    import typst

    from grm_data.report.pdf import logo_picture

    try:
        return Reply({}, [logo_picture(bytes(blobs[0]))])
    except typst.TypstError:
        raise GrmError("report-logo-not-read") from None
