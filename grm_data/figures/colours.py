"""One colour per status everywhere, at least 3:1 on the light and the dark theme.

All four are told apart by colour-blind readers too (Okabe and Ito's reddish purple would look like the grey
to them). A colour never stands alone: each mark carries its number and each series its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grm_data.register import Status

__all__ = ["GROUP_COLOURS", "NEUTRAL", "QUIET", "RECEIVED", "STATUS_COLOURS", "TEXT_ON", "TRANSPARENT"]

STATUS_COLOURS: Mapping[Status, str] = MappingProxyType(
    {
        Status.RESOLVED: "#0072B2",
        Status.RESOLVING: "#D55E00",
        Status.UNRELATED: "#8C8C8C",
        Status.UNRECOGNISED: "#A23AF0",
    }
)
"""In the order in which bars are stacked: what was done first."""

NEUTRAL = STATUS_COLOURS[Status.RESOLVED]
"""Marks that show cases without telling statuses apart: they are resolved ones."""

RECEIVED = "#009E73"
"""Feedback of every status; no series of a status stands beside it."""

GROUP_COLOURS = ("#0077BB", "#DD7700", "#9922EE", "#666677", "#AA8866")
"""Lines of groups beside each other; each has a dash of its own, too."""

QUIET = "#808080"
"""Reference lines: at least 3:1 on both themes."""

TRANSPARENT = "rgba(0,0,0,0)"

_BLACK, _WHITE = "#000000", "#FFFFFF"

TEXT_ON: Mapping[str, str] = MappingProxyType(
    {"#0072B2": _WHITE, "#D55E00": _BLACK, "#8C8C8C": _BLACK, "#A23AF0": _WHITE}
)
"""The text colour on a mark, at least 4.5:1."""
