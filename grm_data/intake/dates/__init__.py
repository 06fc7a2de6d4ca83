"""Dates as people write them: read when certain, refused or reported when not, never guessed."""

from grm_data.intake.dates.columns import DateColumn, DateState, read_date_column
from grm_data.intake.dates.periods import find_period
from grm_data.intake.dates.spellings import Order, read_text_date

__all__ = [
    "DateColumn",
    "DateState",
    "Order",
    "find_period",
    "read_date_column",
    "read_text_date",
]
