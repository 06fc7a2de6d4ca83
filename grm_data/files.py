"""Files that people name: read only where they are files, written as a whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from grm_data.errors import UsageError

__all__ = ["NotAFile", "read_file", "write_files"]


_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotAFile(OSError):
    """A folder, a device, a pipe or a socket."""


def read_file(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file, of one larger than ``limit`` one byte more; OSError where they can't be read.

    NotAFile for what is no regular file, for which nobody waits. ValueError for a NUL in the path.
    """
    _require_file(path.stat())
    with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
        _require_file(os.fstat(file.fileno()))  # it may be another one by now
        content: bytes | None = file.read(-1 if limit is None else limit + 1)
    if content is None:  # the system has files, too, that one has to wait for
        raise NotAFile
    return content


def _require_file(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile


def write_files(contents: Mapping[Path, bytes], inputs: Iterable[Path | None] = ()) -> None:
    """Write files, all of them aside first: whoever interrupts it finds each as it was or whole.

    UsageError where one would take the place of an input, or of what is no file; OSError where it can't be
    written.
    """
    targets = {path: path.resolve() for path in contents}
    inputs = tuple(inputs)
    for path, target in targets.items():
        _require_free(path, target, inputs)
    drafts: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            draft = targets[path].with_name(f".grm-{os.urandom(8).hex()}")
            drafts[draft] = targets[path]
            _write(draft, content, like=targets[path])
        for draft, target in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _require_free(path: Path, target: Path, inputs: Iterable[Path | None]) -> None:
    """That a file may be written under a name: the same file can have several."""
    if not target.exists():
        return
    if not target.is_file():
        raise UsageError("output-no-file", path=path)
    if any(one is not None and one.exists() and target.samefile(one) for one in inputs):
        raise UsageError("output-is-input", path=path)
    if not os.access(target, os.W_OK):
        raise PermissionError


def _write(draft: Path, content: bytes, *, like: Path) -> None:
    """Write a new file with the rights of another one, where that is there."""
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        draft.chmod(stat.S_IMODE(like.stat().st_mode))
