"""Colours: readable on both themes, told apart, and the text on them readable too."""

from __future__ import annotations

import itertools
import math

import pytest

from grm_data.figures.colours import GROUP_COLOURS, STATUS_COLOURS, TEXT_ON
from grm_data.register import STATUSES

LIGHT, DARK = "#FFFFFF", "#171614"
"""Streamlit's own backgrounds."""


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """The ratio by WCAG 2."""
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_every_status_has_its_own_colour() -> None:
    assert set(STATUS_COLOURS) == set(STATUSES)
    assert len(set(STATUS_COLOURS.values())) == len(STATUSES)


@pytest.mark.parametrize("background", [LIGHT, DARK])
@pytest.mark.parametrize("colour", [*STATUS_COLOURS.values(), *GROUP_COLOURS])
def test_marks_hold_three_to_one_on_both_themes(colour: str, background: str) -> None:
    assert contrast(colour, background) >= 3


@pytest.mark.parametrize("colour", STATUS_COLOURS.values())
def test_text_on_a_mark_holds_four_and_a_half_to_one(colour: str) -> None:
    assert contrast(TEXT_ON[colour], colour) >= 4.5


# Machado and others (2009), full protanopia, deuteranopia and tritanopia, on linear light.
SIGHTS = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
)
Triple = tuple[float, ...]


def _seen(colour: str, sight: tuple[Triple, ...]) -> Triple:
    """CIE L*a*b* of a colour as it is seen."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (min(max(sum(m * c for m, c in zip(row, linear, strict=True)), 0), 1) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("colours", [tuple(STATUS_COLOURS.values()), GROUP_COLOURS], ids=["status", "group"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_are_told_apart_with_every_sight(sight: tuple[Triple, ...], colours: tuple[str, ...]) -> None:
    seen = [_seen(colour, sight) for colour in colours]
    for a, b in itertools.combinations(seen, 2):
        assert math.dist(a, b) > 25
