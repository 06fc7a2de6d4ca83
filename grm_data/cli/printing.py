"""Commands that print what a register says: the guarded process that reads it finds out what.

So their own process imports neither numpy nor pyarrow, and what they print was made of the finished register.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

from grm_data.errors import RegisterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from grm_data.register import Register
    from grm_data.settings import Settings

__all__ = ["Tell", "print_there"]

Tell: TypeAlias = "Callable[[Register, Settings, argparse.Namespace], int]"
"""What a command prints of a register; the result is its exit code. It stands in the options as ``tell``."""

_MOST = 100_000
_TEXTS = dict.fromkeys(("key", "near", "where", "allowed", "timezone", "country", "day", "sheets"), _MOST)
"""What may be said of settings that are none, which are the user's own, and of sheets that aren't there."""


def print_there(options: argparse.Namespace) -> int:
    """Print what the command tells of the register that the options name; the result is its exit code."""
    from grm_data.guarded import Job, run
    from grm_data.intake.file import file_from_path
    from grm_data.settings_file import read_settings_file, settings_file

    job = Job(
        "grm_data.cli.printed:printed",
        RegisterError,
        too_long="read-too-long",
        too_big="read-too-big",
        damaged="file-damaged",
        texts=_TEXTS | {"column": 3},
    )
    place = settings_file(options.file, options.settings)
    settings = b"" if place is None else read_settings_file(place)
    file = file_from_path(options.file)
    told = run(job, {"given": [*options.given], "name": file.name}, [file.content, settings])
    try:
        text, code = str(told.blobs[0], "utf-8", "surrogatepass"), int(told.values["code"] == 1)
    except Exception:  # noqa: BLE001 - whatever a hostile file made of its process
        raise RegisterError(job.damaged) from None
    print(text, end="")
    return code
