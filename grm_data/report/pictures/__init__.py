"""Any chart as a picture by typst, from the Plotly figure that a page shows: boxes, paths, dots, texts.

What a figure says and the pictures don't know is refused, never left out: see ``known``.
"""

from grm_data.report.pictures.making import FORMATS, picture

__all__ = ["FORMATS", "picture"]
