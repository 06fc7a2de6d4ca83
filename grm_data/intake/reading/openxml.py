"""xlsx and xlsm: each sheet's XML is looked through once, and corrected where calamine would err."""

from __future__ import annotations

from grm_data.intake.container.package import Package
from grm_data.intake.container.xml import require_utf8
from grm_data.intake.reading.comments import comments_on
from grm_data.intake.reading.extras import Extras, Note, Prepared
from grm_data.intake.reading.looks import Looks, looks_in, looks_of_styles
from grm_data.intake.reading.sheetxml import (
    dense_cells,
    facts_of,
    faithful,
    without_prefix,
    without_stray_cells,
)
from grm_data.intake.reading.xlsx import SHARED_STRINGS, misplaced_strings, rewritten, sheet_parts

__all__ = ["OpenXml"]

LARGE_BYTES = 8_000_000
"""Larger parts are looked through while calamine reads them; in smaller ones, stray cells are found first."""


class OpenXml(Prepared):
    """An xlsx; Refused where a part lies about its size or can't be laid out."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._package = Package(content)
        self._parts = sheet_parts(self._package)
        self._seen: dict[str, Extras] = {}
        self._changed: dict[str, bytes] = {}
        self._looks = self._styles()
        for part in self._parts:
            if part and not self._is_large(part):
                self._look_through(part)
        for name in ("xl/sharedstrings.xml", "xl/styles.xml"):
            if name in self._package:
                require_utf8(self._package, name)
                self._package.measure(name)
        added = {}
        if (part := misplaced_strings(self._package)) is not None:
            require_utf8(self._package, part)
            added = {SHARED_STRINGS: self._package.read(part)}
        if self._changed or added:
            self.content = rewritten(content, self._package, self._changed | added)

    def _styles(self) -> Looks:
        name = "xl/styles.xml"
        return looks_of_styles(self._package.read(name)) if name in self._package else {}

    def _is_large(self, part: str) -> bool:
        return self._package.parts[part].size > LARGE_BYTES

    def _part(self, index: int) -> str | None:
        return self._parts[index] if index < len(self._parts) else None

    def _look_through(self, part: str) -> Extras:
        require_utf8(self._package, part)
        original = self._package.read(part)
        text = without_prefix(original)
        facts = facts_of(text)
        notes: list[Note] = []
        if facts.has_errors:
            text = faithful(text)
        if facts.rows * facts.columns > dense_cells():
            text, cut, wide = without_stray_cells(text)
            notes += [("cells-far-away", {"row": cut})] if cut else []
            notes += [("sheet-too-wide", {})] if wide else []
        if text is not original:
            self._changed[part] = text
        extras = Extras(
            facts.hidden_rows,
            facts.hidden_columns,
            facts.uncalculated,
            notes=notes,
            looks=looks_in(text, self._looks),
            comments=comments_on(self._package, part),
        )
        self._seen[part] = extras
        return extras

    def is_unseen(self, index: int) -> bool:
        part = self._part(index)
        return part is not None and part not in self._seen

    def extras(self, index: int) -> Extras:
        part = self._part(index)
        if part is None:
            return Extras()
        return self._seen.get(part) or self._look_through(part)

    def rewritten(self, index: int) -> bytes | None:
        part = self._part(index)
        if part is None or part not in self._changed:
            return None
        return rewritten(self.content, Package(self.content), {part: self._changed[part]})

    def corrected(self, index: int) -> bytes | None:
        part = self._part(index)
        if part is None:
            return None
        text = self._changed.get(part) or self._package.read(part)
        better = faithful(without_prefix(text))
        if better == text:
            return None
        return rewritten(self.content, Package(self.content), {part: better})
