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
    FILE_NAME,
    load_settings,
    parse_settings,
    read_stored_settings,
    settings_for,
)

__all__ = [
    "COLUMN_FIELDS",
    "DATE_CALENDARS",
    "DATE_ORDERS",
    "FILE_NAME",
    "WORD_FIELDS",
    "Settings",
    "Standard",
    "load_settings",
    "parse_settings",
    "read_stored_settings",
    "settings_for",
]
