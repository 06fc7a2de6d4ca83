"""The file as it was given: what is handed to the guarded process, and nobody has looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grm_data.environment import number
from grm_data.errors import RegisterError
from grm_data.files import NotAFile, read_file

__all__ = ["File", "file_from_bytes", "file_from_path", "plain_name"]

_MEGABYTE = 1_000_000
_MOST_MEGABYTES = 200.0


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """A file's name without its folder, and its bytes, which nobody has looked at."""

    name: str
    content: bytes


def file_from_path(path: Path) -> File:
    """The file at ``path``; RegisterError says in one sentence why it can't be opened."""
    limit = _most_bytes()
    try:
        if path.is_dir():
            raise RegisterError("file-is-folder")
        return file_from_bytes(path.name, read_file(path, limit))
    except NotAFile:
        raise RegisterError("no-file", path=path) from None
    except FileNotFoundError:
        raise RegisterError("file-missing", path=path) from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise RegisterError("file-unreadable") from None


def file_from_bytes(name: str, content: bytes) -> File:
    """A file as it was given; RegisterError where it is larger than GRM_READ_FILE_MB says."""
    if len(content) > _most_bytes():
        raise RegisterError("file-too-large", limit=math.ceil(_most_bytes() / _MEGABYTE))
    return File(plain_name(name), content)


def _most_bytes() -> int:
    return int(number("GRM_READ_FILE_MB", _MOST_MEGABYTES) * _MEGABYTE)


def plain_name(name: str) -> str:
    """A name without its folder; Linux allows names that are no text."""
    name = PurePosixPath(name.replace("\\", "/")).name
    return name.encode("utf-8", "replace").decode()
