"""A chart of words, with names as registers write them, for what any chart with words must do."""

from __future__ import annotations

from grm_data.analysis.crossing import cross
from grm_data.analysis.selection import Selection
from grm_data.figures.charts import Bars, Series
from grm_data.figures.colours import STATUS_COLOURS
from grm_data.figures.labels import label
from grm_data.register import Field, Status

__all__ = ["word_bars"]


def word_bars(selection: Selection, field: Field = Field.CHANNEL) -> Bars:
    """Feedback by the words of a field, the frequent first and blanks last, and status."""
    words = cross(selection, field, field).down
    series = []
    for status, colour in STATUS_COLOURS.items():
        found = cross(selection.with_status(status), field, field)
        counts = dict(zip(found.down, map(sum, found.counts), strict=True))
        if counts or status is not Status.UNRECOGNISED:
            values = tuple(counts.get(word, 0) for word in words)
            series.append(Series(label("status", status), colour, values))
    categories = tuple(label(str(field), word) for word in words)
    return Bars("Feedback by channel", "Channel", categories, tuple(series), horizontal=True)
