"""Files that are no spreadsheet, told by their first bytes, so that the sentence can name what they are."""

from __future__ import annotations

import codecs
import re

__all__ = ["foreign_kind", "is_text", "markup_kind", "utf16_order"]

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "pdf-file"),
    (0, b"\x89PNG", "picture"),
    (0, b"\xff\xd8\xff", "picture"),
    (0, b"GIF8", "picture"),
    (0, b"BM", "picture"),
    (0, b"II*\0", "picture"),
    (0, b"MM\0*", "picture"),
    (8, b"WEBP", "picture"),
    (4, b"ftypheic", "picture"),
    (4, b"ftypavif", "picture"),
    (0, b"8BPS", "picture"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"BZh", "archive"),
    (0, b"\xfd7zXZ\0", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"Rar!", "archive"),
    (0, b"\x28\xb5\x2f\xfd", "archive"),
    (0, b"MSCF", "archive"),
    (257, b"ustar", "archive"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"#!", "program"),
    (0, b"SQLite format 3\0", "database"),
    (4, b"Standard Jet DB", "database"),
    (4, b"Standard ACE DB", "database"),
    (0, b"PAR1", "data-file"),
    (0, b"ARROW1", "data-file"),
    (0, b"FEA1", "data-file"),
    (0, b"\x80\x04\x95", "data-file"),  # pickle
    (0, b"\x93NUMPY", "data-file"),
    (0, b"\x89HDF", "data-file"),
    (0, b"$FL2", "data-file"),  # SPSS
    (0, b"<stata_dta>", "data-file"),
    (0, b"{\\rtf", "word-document"),
    (0, b"%!PS", "pdf-file"),
    (4, b"ftyp", "recording"),
    (0, b"ID3", "recording"),
    (0, b"OggS", "recording"),
    (0, b"RIFF", "recording"),
    (0, b"\x1aE\xdf\xa3", "recording"),
    (0, b"\x09\x00\x04\x00", "old-excel"),  # BIFF2, before OLE2
    (0, b"\x09\x02\x06\x00", "old-excel"),  # BIFF3
    (0, b"\x09\x04\x06\x00", "old-excel"),  # BIFF4
    (0, b"\x09\x08\x08\x00", "old-excel"),  # BIFF5 without its container, from old web reports
    (0, b"\x09\x08\x10\x00", "old-excel"),
    (0, b"\x00\x00\x02\x00", "lotus-file"),
    (0, b"\x00\x00\x1a\x00", "lotus-file"),
)
_AMBIGUOUS = (b"BM", b"MZ", b"ID3", b"BZh")  # a heading may begin like this
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (rb"urn:schemas-microsoft-com:office:spreadsheet", "excel-2003-xml"),
    (rb"progid=.excel\.sheet", "excel-2003-xml"),
    (rb"<!doctype\s+html|<(?:html|head|body|table|meta|style|script|div)[\s>]", "web-page"),
    (rb"\Amime-version:.*multipart/related", "web-page"),
    (rb"\A<\?xml|\A<[a-z][\w:.-]*[\s/>]", "xml-file"),
    (rb"\A[\[{]\s*[\"{\[]", "json-file"),
    (rb"\A(?:return-path|received|delivered-to|from|x-[\w-]+):\s[^\n]*\n[\w-]+:\s", "email"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_SAMPLE = 65_536


def foreign_kind(content: bytes) -> str | None:
    """What a file is that can't be read: the key of its sentence."""
    for offset, mark, key in _SIGNATURES:
        if content.startswith(mark, offset):
            return None if mark in _AMBIGUOUS and is_text(content) else key
    return None


def markup_kind(content: bytes) -> str | None:
    """What a text file is that is no table: a web page, XML, JSON, an e-mail."""
    head = content[:8_192]
    order = utf16_order(head)
    if order:
        head = head.decode(order, "replace").encode("ascii", "replace")
    head = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n\0?").lower()
    if not head.startswith((b"<", b"{", b"[")) and b":" not in head[:80]:
        return None
    for pattern, key in _MARKUP:
        starts = head.startswith(b"<")
        if (starts or pattern.startswith(rb"\A")) and re.search(pattern, head, re.DOTALL):
            return key
    return None


def utf16_order(content: bytes) -> str | None:
    """The codec of UTF-16 text, with or without a byte order mark; None where it isn't UTF-16."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = content[:_SAMPLE]
    even, odd = sample[::2], sample[1::2]
    if len(odd) < 4:
        return None
    # the high bytes of letters of one script are nearly all alike: 0 for Latin, 4 for Cyrillic
    high_even = (even.count(0) + even.count(4)) / len(even)
    high_odd = (odd.count(0) + odd.count(4)) / len(odd)
    if odd.count(0) and high_odd > 0.7 and high_even < 0.3:
        return "utf-16-le"
    if even.count(0) and high_even > 0.7 and high_odd < 0.3:
        return "utf-16-be"
    return None


def is_text(content: bytes) -> bool:
    """Whether the bytes can be text: hardly any control character among them."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF8)) or utf16_order(content):
        return True
    sample = content[:_SAMPLE] + content[_SAMPLE:][-4_096:]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls <= max(2, len(sample) // 50)
