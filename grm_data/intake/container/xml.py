"""What stands before the first element of an XML part: no register needs a DOCTYPE or an entity there."""

from __future__ import annotations

import codecs
import re

from grm_data.intake.container.package import PROLOG_BYTES, Package
from grm_data.intake.container.refusal import Refused

__all__ = ["check_parts", "is_declared_utf8", "require_utf8"]

_HEAD_BYTES = 2_048  # enough for the prolog of every ordinary part
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def check_parts(package: Package) -> None:
    """Refused where an XML part has a DOCTYPE, which could hold entities that grow without end."""
    for name, part in package.parts.items():
        if part.size and name.endswith((".xml", ".rels")):
            _check_prolog(package, name)


def _check_prolog(package: Package, name: str) -> None:
    for size in (_HEAD_BYTES, PROLOG_BYTES):
        head = package.head(name, size)
        begin = _after_prolog(_as_utf8(head))
        if begin.startswith(b"<!"):
            raise Refused("xml-entities")
        if begin or len(head) < size:
            return
    raise Refused("file-damaged")  # no element after 64 KB of comments


def _after_prolog(text: bytes) -> bytes:
    """The text from the first element or declaration on; nothing where it isn't reached."""
    text = text.removeprefix(codecs.BOM_UTF8).lstrip()
    while text.startswith((b"<?", b"<!--")):
        close = b"?>" if text.startswith(b"<?") else b"-->"
        end = text.find(close)
        if end < 0:
            return b""
        text = text[end + len(close) :].lstrip()
    return text


def _as_utf8(head: bytes) -> bytes:
    """The head in UTF-8: Excel's own Power Query parts are UTF-16."""
    if not head.startswith(_UTF16):
        return head
    big = head.startswith((codecs.BOM_UTF16_BE, b"\0<"))
    text = head.decode("utf-16-be" if big else "utf-16-le", "replace")
    return text.lstrip("\ufeff").encode("utf-8", "replace")


def is_declared_utf8(head: bytes) -> bool:
    """Whether a part is UTF-8, the only encoding that calamine reads; others it takes for empty."""
    if head.startswith(_UTF16):
        return False
    declared = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8))
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def require_utf8(package: Package, name: str) -> None:
    """Refused where a part isn't UTF-8."""
    if not is_declared_utf8(package.head(name, 256)):
        raise Refused("file-damaged")
