"""ods: error cells and long numbers are written so that calamine keeps them; what is hidden is found."""

from __future__ import annotations

import re

from grm_data.intake.container.package import Package
from grm_data.intake.container.xml import require_utf8
from grm_data.intake.reading.comments import plain_text, without_texts
from grm_data.intake.reading.extras import Extras, Prepared, Range
from grm_data.intake.reading.xlsx import rewritten

__all__ = ["OpenDocument"]

_LISTED = 100_000
_ERROR = re.compile(rb"""<table:table-cell\b[^>]*\bcalcext:value-type=["']error["'][^>]*>""")
_LONG = re.compile(rb"""<table:table-cell\b[^>]*\boffice:value=["'](\d{16,400})["'][^>]*>""")
_TYPE = re.compile(rb"""\boffice:value-type=["'][a-z]+["']""")
_STRING = re.compile(rb"""\boffice:string-value=["'][^"']*["']""")
_INDENTED = re.compile(rb"(</?(?:table|office):[^<>]*>|</text:p>)\s+(?=<)")  # calamine takes it for a text
_PLACES = re.compile(
    rb"<table:table[\s>]|<table:(?:covered-)?table-(row|column|cell)\b([^>]*)>|<office:(annotation)(?:\s[^>]*)?>"
)
_COMMENT, _COMMENT_END = b"<office:annotation", b"</office:annotation>"
_HIDDEN = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""")
_REPEATED = re.compile(rb"""\btable:number-(?:rows|columns)-repeated=["'](\d{1,7})["']""")
_SPANNED = re.compile(rb"""\btable:number-(rows|columns)-spanned=["'](\d{1,7})["']""")


class OpenDocument(Prepared):
    """An ods."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        package = Package(content)
        require_utf8(package, "content.xml")
        text = package.read("content.xml")
        told = any(sign in text for sign in (b"table:visibility=", b"-spanned=", _COMMENT))
        self._extras = [sheet.extras() for sheet in _sheets(text)] if told else []
        better = _LONG.sub(_as_text, _ERROR.sub(lambda found: _STRING.sub(b"", found[0]), text))
        better = _INDENTED.sub(rb"\1", better)
        if better != text:
            self.content = rewritten(content, package, {"content.xml": better})

    def extras(self, index: int) -> Extras:
        return self._extras[index] if index < len(self._extras) else Extras()


def _as_text(found: re.Match[bytes]) -> bytes:
    if int(float(found[1])) == int(found[1]):
        return found[0]
    cell = _TYPE.sub(b'office:value-type="string"', found[0])
    return cell.replace(b"office:value=", b"office:string-value=")


class _Sheet:
    """Hidden rows and columns, merged cells and comments of a sheet, while its elements pass."""

    def __init__(self) -> None:
        self.hidden: dict[bytes, list[int]] = {b"row": [], b"column": []}
        self.merged: list[Range] = []
        self.comments: list[tuple[int, int, str]] = []
        self._seen = {b"row": 0, b"column": 0, b"cell": 0}
        self._row = self._column = 0

    def pass_by(self, kind: bytes, attributes: bytes) -> None:
        repeated = _REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        place = self._seen[kind] + 1
        self._seen[kind] += count
        if kind == b"cell":
            self._column = place
            self._merge(place, attributes)
            return
        if kind == b"row":
            self._row, self._seen[b"cell"] = place, 0
        if _HIDDEN.search(attributes):
            hidden = self.hidden[kind]
            hidden += range(place, place + min(count, _LISTED - len(hidden)))

    def _merge(self, column: int, attributes: bytes) -> None:
        spanned = {name: int(number) for name, number in _SPANNED.findall(attributes)}
        rows, columns = spanned.get(b"rows", 1), spanned.get(b"columns", 1)
        if rows * columns > 1 and len(self.merged) < _LISTED:
            self.merged.append((self._row, column, self._row + rows - 1, column + columns - 1))

    def comment(self, text: str) -> None:
        self.comments.append((self._row, self._column, text))

    def extras(self) -> Extras:
        comments = without_texts(self.comments)
        return Extras(
            self.hidden[b"row"], self.hidden[b"column"][:1_000], merged=self.merged, comments=comments
        )


def _sheets(text: bytes) -> list[_Sheet]:
    """What the elements of each sheet say, in the sheets' order."""
    sheets: list[_Sheet] = []
    last = text.rfind(_COMMENT_END)
    for found in _PLACES.finditer(text):
        if found[3] is not None:
            if sheets and found.end() <= last:
                sheets[-1].comment(plain_text(text[found.end() : text.find(_COMMENT_END, found.end())]))
        elif found[1] is None:
            sheets.append(_Sheet())
        else:
            sheets[-1].pass_by(found[1], found[2])
    return sheets
