"""On how many examples a property is tried: on a few that are always the same, by ``make fuzz`` on many others."""

from __future__ import annotations

import os

from hypothesis import settings

__all__ = ["THOROUGH", "rounds"]

THOROUGH = bool(os.environ.get("GRM_FUZZ"))
"""Whether examples are many and new in each run, so that what nobody thought of is found."""

_FEWEST = 25

settings.register_profile("suite", derandomize=not THOROUGH, deadline=None)
settings.load_profile("suite")


def rounds(n: int) -> int:
    """The examples of a property that ``make fuzz`` tries on ``n``."""
    return n if THOROUGH else min(n, max(_FEWEST, n // 5))
