"""Files changed at random: bytes flipped, cut out, put in, doubled; and the parts of a zip before it is zipped.

The same seed gives the same files.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from itertools import islice

from grm_data.errors import RegisterError
from tests.intake import making as m
from tests.intake.there import book_there

TABLE = [
    ["No", "Date", "Name", "Days", "Done", "Error"],
    ["f-1", (44000, m.DATE), "Бат", 1, True, "#REF!"],
    ["f-2", (44001.5, m.DATE_TIME), "Ann", 2.5, False, None],
    ["f-3", (0.5, m.TIME), "Zoë", -3, None, "#N/A"],
]
TEXT = 'Дугаар;Огноо;Нэр\r\n1;2020-07-31;Бат\r\n2;2020-08-01;"Дорж\r\nбагш"\r\n'


def seeds() -> list[bytes]:
    """Sound files of every format."""
    return [
        m.xlsx(TABLE, after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'),
        m.xls(TABLE),
        m.xls([["No", "Date"], ["f-1", (44000, m.DATE)]], biff=5, codepage=1252),
        m.xlsb(TABLE, states=(0, 1)),
        m.ods([["No", "Date", "#REF!"], ["f-1", "date:2020-07-31", 12345678901234567890]]),
        TEXT.encode(),
        TEXT.encode("cp1251", "replace"),
        TEXT.encode("utf-16"),
    ]


def mutations(seed: int, count: int | None = None) -> Iterator[bytes]:
    """``count`` changed files, or files without end."""
    return islice(_mutations(random.Random(seed)), count)


def _mutations(chance: random.Random) -> Iterator[bytes]:
    sound = seeds()
    while True:
        content = chance.choice(sound)
        if content.startswith(b"PK") and chance.random() < 0.8:
            yield _inside(content, chance)
        else:
            yield _changed(content, chance)


def _inside(content: bytes, chance: random.Random) -> bytes:
    """A zip with one of its parts changed, so that the change reaches the XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    changed = parts[name]
    assert isinstance(changed, bytes)
    return m.zipped(parts | {name: _changed(changed, chance)})


def _changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        place = chance.randrange(len(changed))
        length = chance.choice((1, 1, 2, 4, 50))
        kind = chance.randrange(5)
        if kind == 0:
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[place : place + length] = chance.randbytes(length)
        elif kind == 2:
            del changed[place : place + length]
        elif kind == 3:
            changed[place:place] = changed[place : place + length]
        else:
            changed[place : place + 1] = chance.choice(
                (b"\0", b"\xff\xff\xff\xff", b"9999999999", b"<", b'"')
            )
    return bytes(changed)


def end_of(content: bytes) -> str:
    """ "book", or the key of the sentence; anything else that happens is raised."""
    try:
        book_there("register", content)
    except RegisterError as error:
        return error.key
    return "book"
