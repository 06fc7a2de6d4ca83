"""The first and the last day that anybody may ask about or set: no calendar ends near them."""

from __future__ import annotations

from datetime import date

__all__ = ["FIRST_ASKED", "LAST_ASKED"]

FIRST_ASKED, LAST_ASKED = date(1900, 1, 1), date(2100, 12, 31)
