"""What a control of the page Project is drawn for, and how it says that it can't read what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grm_dashboard.session.settings_table import Place
from grm_data.messages import has_message, message
from grm_data.register import Register
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.settings import Settings

__all__ = ["NotRead", "Shown", "day_of"]


class NotRead(Exception):
    """What was typed is no value of the setting; the sentence says why, and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a control is drawn for."""

    place: Place
    key: str  # of its widget
    settings: Settings
    register: Register | None

    @property
    def label(self) -> str:
        """What the setting is called."""
        return message(f"project.label.{self.place.key}")

    @property
    def help(self) -> str | None:
        """What is to be known of it."""
        key = f"project.help.{self.place.key}"
        return message(key) if has_message(key) else None


def day_of(text: str) -> date | None:
    """A day written as 2021-07-01, of those that one may ask for."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_ASKED <= day <= LAST_ASKED else None
