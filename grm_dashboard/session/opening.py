"""Which figure of a page is opened, kept in the link: its code, and a code for each part chosen of it."""

from __future__ import annotations

from collections.abc import Mapping

from grm_dashboard.session.address import ask_values, asked_value, asked_values
from grm_data.definitions import DEFINITIONS, PAGES, Definition

__all__ = ["ask_figure", "asked_figure", "asked_parts", "close_figure"]

_FIGURE, _PART = "figure", "part"


def asked_figure(page: str) -> Definition | None:
    """The figure that is opened; None where none is that stands on the page."""
    code = asked_value(_FIGURE)
    return DEFINITIONS[code] if code in PAGES.get(page, ()) else None


def asked_parts() -> dict[str, str]:
    """What it is split by → the code of the part chosen."""
    pairs = (one.partition(":") for one in asked_values(_PART))
    return {axis: code for axis, _, code in pairs}


def ask_figure(code: str, parts: Mapping[str, str] | None = None) -> None:
    """Open a figure, or a part of it."""
    told = [f"{axis}:{part}" for axis, part in (parts or {}).items() if part]
    ask_values({_FIGURE: [code], _PART: told})


def close_figure() -> None:
    """Open none."""
    ask_values({_FIGURE: [], _PART: []})
