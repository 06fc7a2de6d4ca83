"""What runs in the reading process: limits on itself, then the file's columns on standard output.

It imports the standard library, calamine and pyarrow, no pandas: it is started for every file.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from grm_data.intake.container.refusal import Refused
from grm_data.intake.reading.wire import write_message

__all__ = ["main", "serve", "set_limits"]


def main(format: str, budget: int, memory: int, cpu: float) -> None:  # pragma: no cover - in the child
    """Reads the file on standard input; never ends with an error of its own."""
    set_limits(memory, cpu)
    gc.disable()  # a short life with millions of cells and no cycles
    serve(sys.stdin.buffer.read(), format, budget, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    os._exit(0)  # spares freeing millions of cells


def set_limits(memory: int, cpu: float) -> None:
    """Limits this process; where the system can't (Windows), the reader's wall clock remains."""
    try:
        import resource
    except ImportError:
        return
    seconds = max(1, round(cpu))
    for limit, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        ceiling = resource.getrlimit(limit)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        with suppress(ValueError, OSError):  # macOS doesn't limit addresses
            resource.setrlimit(limit, (soft, hard))


def serve(content: bytes, format: str, budget: int, out: BinaryIO) -> None:
    """Writes the messages of a file: sheets with their columns, then "end", or "refused" with a key.

    ``budget`` bounds what its reader will have to hold. What went wrong is never said but by a key:
    a library's own words could quote a cell.
    """
    try:
        for kind, values, blobs in _messages(content, format, budget):
            write_message(out, kind, values, blobs)
        write_message(out, "end", {})
    except Refused as refused:
        write_message(out, "refused", {"key": refused.key, "values": refused.values})
    except MemoryError:
        write_message(out, "refused", {"key": "read-too-big", "values": {}})
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        key = "password-protected" if type(error).__name__ == "PasswordError" else "file-damaged"
        write_message(out, "refused", {"key": key, "values": {}})


def _messages(content: bytes, format: str, budget: int) -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # the others reserve 1 GiB of addresses at once
    from grm_data.intake.reading.shipping import column_message, sheet_values

    for sheet in _sheets(content, format):
        budget -= sum(column.cost for column in sheet.table.columns)
        if budget < 0:
            raise Refused("read-too-big")
        yield "sheet", sheet_values(sheet), []
        for column in sheet.table.columns:
            yield column_message(column)


def _sheets(content: bytes, format: str) -> Iterator[Any]:
    if format == "csv":
        from grm_data.intake.reading.delimited import read_delimited

        yield read_delimited(content)
    else:
        from grm_data.intake.reading.workbook import read_workbook

        yield from read_workbook(content, format)
