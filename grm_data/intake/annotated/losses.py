"""What openpyxl can't give back of a workbook: said to the user, never lost silently."""

from __future__ import annotations

import re
import zipfile

__all__ = ["losses"]

_PARTS = {
    "macros": ("xl/vbaProject.bin",),
    "threaded-comments": ("xl/threadedComments/",),
    "slicers": ("xl/slicers/", "xl/timelines/"),
    "controls": ("xl/ctrlProps/", "xl/activeX/"),
    "diagrams": ("xl/diagrams/",),
    "charts": ("xl/charts/", "xl/chartsheets/"),
}
_DRAWING = re.compile(r"xl/drawings/drawing\d*\.xml")
_SHAPES = (b"<xdr:sp ", b"<xdr:sp>", b"<xdr:grpSp", b"<xdr:cxnSp")
_SPARKLINES = b"sparklineGroup"


def losses(package: zipfile.ZipFile) -> list[str]:
    """Keys of what the workbook holds that its annotated copy won't, or not as it was."""
    names = package.namelist()
    lost = [key for key, starts in _PARTS.items() if any(name.startswith(starts) for name in names)]
    drawings = [
        package.read(name) for name in names if name.startswith("xl/drawings/") and name.endswith(".xml")
    ]
    if any(shape in drawing for drawing in drawings for shape in _SHAPES):
        lost.append("shapes")
    sheets = (package.read(name) for name in names if name.startswith("xl/worksheets/sheet"))
    if any(_SPARKLINES in sheet for sheet in sheets):
        lost.append("sparklines")
    return lost
