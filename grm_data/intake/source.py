"""Which format the bytes of a file are, told by content and never by ending.

In the guarded process: what can't be read as a register is refused before anything is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from grm_data.errors import RegisterError
from grm_data.intake.container.ole2 import SIGNATURE, Ole2
from grm_data.intake.container.package import Package
from grm_data.intake.container.refusal import Refused
from grm_data.intake.container.signatures import foreign_kind, is_text, markup_kind
from grm_data.intake.container.xml import check_parts, require_utf8
from grm_data.intake.file import plain_name

__all__ = ["Source", "source_from_bytes"]

_BLANKS = b" \t\r\n\0\x0b\x0c\x1a\xef\xbb\xbf\xfe\xff"


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """A file's name without its folder, its bytes and its format."""

    name: str
    content: bytes
    format: str  # "xlsx", "xlsm", "xls", "xlsb", "ods", "csv" (and its like: tsv, txt)

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return sha256(self.content).hexdigest()


def source_from_bytes(name: str, content: bytes) -> Source:
    """What a file is; RegisterError says why it can't be read."""
    name = plain_name(name)
    if name.startswith("~$"):
        raise RegisterError("owner-file")
    if not content:
        raise RegisterError("file-empty")
    if not content.strip(_BLANKS):
        raise RegisterError("file-blank")
    try:
        return Source(name, content, _format_of(content))
    except Refused as refused:
        raise RegisterError(refused.key, **refused.values) from None


def _format_of(content: bytes) -> str:
    if content.startswith(SIGNATURE):
        return _ole2_format(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_format(content)
    if kind := foreign_kind(content):
        raise Refused(kind)
    if not is_text(content):
        raise Refused("not-a-table")
    if kind := markup_kind(content):
        raise Refused(kind)
    return "csv"


# What an OLE2 container without a workbook is, by the names of its streams.
_OLE2_KINDS = {
    "WordDocument": "word-document",
    "PowerPoint Document": "presentation",
    "VisioDocument": "not-a-table",
    "__properties_version1.0": "email",
}


def _ole2_format(content: bytes) -> str:
    container = Ole2(content)
    if not container.streams.keys().isdisjoint(("EncryptedPackage", "EncryptionInfo")):
        raise Refused("password-protected")
    for name in ("Workbook", "Book"):
        if name in container.streams:
            if _is_encrypted_biff(container.read(name, 65_536)):
                raise Refused("password-protected")
            return "xls"
    for name, kind in _OLE2_KINDS.items():
        if name in container.streams:
            raise Refused(kind)
    raise Refused("file-damaged")


def _is_encrypted_biff(stream: bytes) -> bool:
    """Whether FILEPASS stands among the workbook's first records."""
    place = 0
    while place + 4 <= len(stream):
        kind, size = stream[place] | stream[place + 1] << 8, stream[place + 2] | stream[place + 3] << 8
        if kind == 0x2F:
            return True
        if kind in (0x85, 0x0A):  # the list of sheets, or the end of the globals
            return False
        place += 4 + size
    return False


def _package_format(content: bytes) -> str:
    package = Package(content)
    kind = _spreadsheet_kind(package)
    check_parts(package)
    if kind != "xlsb":
        require_utf8(package, "content.xml" if kind == "ods" else "xl/workbook.xml")
    return kind


def _spreadsheet_kind(package: Package) -> str:
    if "mimetype" in package:
        return _open_document_kind(package)
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "xl/workbook.xml" in package:
        types = package.head("[content_types].xml", 65_536) if "[content_types].xml" in package else b""
        return "xlsm" if b"macroEnabled" in types or "xl/vbaproject.bin" in package else "xlsx"
    raise Refused(_foreign_package(package))


def _open_document_kind(package: Package) -> str:
    mimetype = package.head("mimetype", 100)
    if b"opendocument.spreadsheet" not in mimetype:
        raise Refused("word-document" if b"opendocument.text" in mimetype else "zip-of-files")
    if "content.xml" not in package:
        raise Refused("file-damaged")
    manifest = package.head("meta-inf/manifest.xml", 65_536) if "meta-inf/manifest.xml" in package else b""
    if b"encryption-data" in manifest:
        raise Refused("password-protected-ods")
    return "ods"


def _foreign_package(package: Package) -> str:
    if "word/document.xml" in package:
        return "word-document"
    if "ppt/presentation.xml" in package:
        return "presentation"
    if any(name.endswith((".iwa", ".numbers")) or name == "index.zip" for name in package.parts):
        return "numbers-file"
    if "[content_types].xml" in package:
        return "file-damaged"
    return "zip-of-files"
