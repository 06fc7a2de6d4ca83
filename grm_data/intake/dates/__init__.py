"""Dates as people write them: read when certain, refused or reported when not, never guessed."""

from grm_data.intake.dates.columns import (
    DateColumn,
    DateState,
    no_dates,
    read_date_column,
    read_date_columns,
)
from grm_data.intake.dates.counts import Count, counted, own_count
from grm_data.intake.dates.deciding import Known
from grm_data.intake.dates.likeness import looks_like_date
from grm_data.intake.dates.periods import find_period
from grm_data.intake.dates.proofs import OwnDurations
from grm_data.intake.dates.spellings import Order, read_text_date
from grm_data.intake.dates.zones import Told, Zone, project_zone

__all__ = [
    "Count",
    "DateColumn",
    "DateState",
    "Known",
    "Order",
    "OwnDurations",
    "Told",
    "Zone",
    "counted",
    "find_period",
    "looks_like_date",
    "no_dates",
    "own_count",
    "project_zone",
    "read_date_column",
    "read_date_columns",
    "read_text_date",
]
