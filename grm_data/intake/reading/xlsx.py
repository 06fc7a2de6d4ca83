"""The parts of an xlsx behind its sheets, and the workbook written anew with corrected ones."""

from __future__ import annotations

import io
import posixpath
import re

from grm_data.intake.container.package import Package
from grm_data.intake.container.refusal import Refused

__all__ = ["SHARED_STRINGS", "misplaced_strings", "relations_of", "rewritten", "sheet_parts"]

SHARED_STRINGS = "xl/sharedStrings.xml"
"""Where calamine looks for the texts of cells."""

_RELATIONS = "xl/_rels/workbook.xml.rels"

_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\b([^>]*)>")
_ID = re.compile(rb"""\b[\w.-]+:id\s*=\s*["']([^"']*)["']""")
_REL_ID = re.compile(rb"""\bId\s*=\s*["']([^"']*)["']""")
_IS_STRINGS = re.compile(rb"""\bType\s*=\s*["'][^"']*/sharedStrings["']""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")


def sheet_parts(package: Package) -> list[str | None]:
    """The part of each sheet in the workbook's order; None where it has none that we know."""
    relations = relations_of(package, _RELATIONS)
    parts: list[str | None] = []
    for attributes in _SHEET.findall(package.read("xl/workbook.xml")):
        found = _ID.search(attributes)
        part = relations.get(found[1]) if found else None
        parts.append(part if part and part in package else None)
    return parts


def relations_of(package: Package, part: str) -> dict[bytes, str]:
    """The parts that the workbook names, by the id it uses for them."""
    if part not in package:
        raise Refused("file-damaged")
    relations = {}
    for attributes in _RELATION.findall(package.read(part)):
        name, target = _REL_ID.search(attributes), _TARGET.search(attributes)
        if name and target:
            relations[name[1]] = _part_of(target[1])
    return relations


def _part_of(target: bytes) -> str:
    """The part that a relation of the workbook points at: from the root, or from the workbook's folder."""
    path = target.decode("utf-8", "replace").replace("\\", "/").lower()
    if path.startswith("/"):
        return path.removeprefix("/")
    return path if path.startswith("xl/") else posixpath.normpath(f"xl/{path}")


def misplaced_strings(package: Package) -> str | None:
    """The part with the texts of cells, where it is another than calamine looks for; None where it isn't."""
    if _RELATIONS not in package or SHARED_STRINGS.lower() in package:
        return None
    for attributes in _RELATION.findall(package.read(_RELATIONS)):
        target = _TARGET.search(attributes)
        if target and _IS_STRINGS.search(attributes) and (part := _part_of(target[1])) in package:
            return part
    return None


def rewritten(content: bytes, package: Package, changed: dict[str, bytes]) -> bytes:
    """The workbook with some parts changed or added; the others are copied as they are."""
    import zipfile

    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        for part, text in changed.items():
            name = package.parts[part].name if part in package else part
            if name in archive.NameToInfo:
                archive.filelist.remove(archive.NameToInfo.pop(name))
            archive.writestr(name, text)
    return stream.getvalue()
