"""A project's settings: what they say (``model.py``), and how ``grm.toml`` is read (``reading.py``)."""

from grm_data.settings.model import (
    COLUMN_FIELDS,
    DATE_CALENDARS,
    DATE_ORDERS,
    WORD_FIELDS,
    Settings,
    Standard,
)
from grm_data.settings.reading import (
    COUNTS_FROM,
    FILE_NAME,
    UNITS,
    load_settings,
    parse_settings,
    read_stored_settings,
    settings_for,
)

__all__ = [
    "COLUMN_FIELDS",
    "COUNTS_FROM",
    "DATE_CALENDARS",
    "DATE_ORDERS",
    "FILE_NAME",
    "UNITS",
    "WORD_FIELDS",
    "Settings",
    "Standard",
    "load_settings",
    "parse_settings",
    "read_stored_settings",
    "settings_for",
]
