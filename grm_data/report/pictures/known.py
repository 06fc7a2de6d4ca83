"""Which words of a Plotly figure the pictures understand; any other is refused, never left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Unknown", "check_keys", "one_of"]


class Unknown(ValueError):
    """A figure says something that no picture shows yet."""


_KEYS: Mapping[str, frozenset[str]] = {
    name: frozenset(keys.split())
    for name, keys in {
        "layout": "height margin barmode bargap uniformtext annotations shapes showlegend legend",
        "margin": "l r t b",
        "legend": "orientation x xanchor y yanchor",
        "axis": "type range rangemode visible showgrid zeroline title tickvals ticktext tickformat tickmode "
        "tickformatstops tickangle dtick categoryarray categoryorder domain",
        "title": "text",
        "bar": "type orientation x y offset width text textposition insidetextanchor textangle textfont "
        "marker yaxis",
        "scatter": "type mode x y text textposition cliponaxis line marker name connectgaps yaxis",
        "textfont": "color",
        "marker": "color size opacity symbol line",
        "line": "color width dash shape",
        "shape": "type xref yref x0 x1 y0 y1 layer line fillcolor",
        "annotation": "text xref yref x y xanchor yanchor xshift yshift showarrow",
    }.items()
}
"""What marks something, of each part of a figure."""

_MARKS_NOTHING: Mapping[str, frozenset[str]] = {
    name: frozenset(keys.split())
    for name, keys in {
        "layout": "paper_bgcolor plot_bgcolor dragmode hovermode",
        "margin": "autoexpand",
        "legend": "itemclick itemdoubleclick",
        "axis": "fixedrange automargin ticklabelstandoff anchor",
        "bar": "name customdata hovertemplate hoverinfo cliponaxis",
        "scatter": "customdata hovertemplate hoverinfo showlegend",
        "annotation": "hovertext",
    }.items()
}
"""What is under the pointer alone, or lets a reader do something, or keeps room; the background is white."""


def check_keys(kind: str, part: Mapping[str, Any]) -> None:
    """Refuse a part of a figure with a word that isn't understood."""
    if unknown := set(part) - _KEYS[kind] - _MARKS_NOTHING.get(kind, frozenset()):
        raise Unknown(f"{kind}: {', '.join(sorted(unknown))}")


def one_of(what: str, value: Any, *known: Any) -> Any:
    """The value, where it is a known one."""
    if value not in known:
        raise Unknown(f"{what}: {value!r:.40}")
    return value
