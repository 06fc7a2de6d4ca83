"""Which names of a register, or other words, stand in a process's memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

NAMES = [f"Qzvornel{i:03}{chr(97 + i % 26)} Wyxbrand{i:03}" for i in range(199)]
HEADINGS = ("Registered No.", "Date received", "Complainant name", "Channel", "Status", "Summary of issue")


def rows() -> list[list[str]]:
    """A register of 199 complainants, each named in the text of the case too."""
    return [
        [f"f-{i}", "2020-07-31", name, "Email", "Resolved", f"{name} asked about the counter"]
        for i, name in enumerate(NAMES)
    ]


def csv(padding: int = 0) -> bytes:
    """The register as text, in which every name can be read; each text longer by so many letters."""
    more = " and so on" * (padding // 10)
    return "\n".join(",".join(row) + more for row in [list(HEADINGS), *rows()]).encode()


def names_in(process: int) -> int:
    """How many of the names the memory of a process holds, as UTF-8 or as UTF-16."""
    found: set[bytes] = set()
    pattern = re.compile(rb"Qzvornel(\d{3})|Q\0z\0v\0o\0r\0n\0e\0l\0(\d\0\d\0\d)")
    for piece in pieces_of(process):
        found.update((one or two).replace(b"\0", b"") for one, two in pattern.findall(piece))
    return len(found)


def words_in(process: int, begin: str) -> set[str]:
    """The words of Latin letters in the memory of a process that begin so, in whatever case and encoding."""
    found = set()
    patterns = [
        re.compile(re.escape(begin.encode(encoding)) + b"((?:[a-z]" + b"\0" * (width - 1) + b")*)")
        for encoding, width in (("latin-1", 1), ("utf-16-le", 2), ("utf-32-le", 4))
    ]
    for piece in pieces_of(process):
        lower = piece.lower()
        for pattern in patterns:
            found |= {begin + rest.replace(b"\0", b"").decode() for rest in pattern.findall(lower)}
    return found


def pieces_of(process: int) -> Iterator[bytes]:
    """All that a process has in its memory, piece by piece; they overlap a little."""
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            first, last = (int(place, 16) for place in span.split("-"))
            for start in range(first, last, 1 << 24):
                try:
                    memory.seek(start)
                    yield memory.read(min(last - start, (1 << 24) + 256))
                except (OSError, ValueError, OverflowError):
                    continue
