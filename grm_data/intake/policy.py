"""What becomes of the issue and action texts of a file that is read."""

from __future__ import annotations

from enum import StrEnum

from grm_data.settings import Settings

__all__ = ["TextPolicy"]


class TextPolicy(StrEnum):
    """Whether the scrubbed texts get into the Register, or only that there are some."""

    AS_DECLARED = "as_declared"  # shown where the project declares that a person has read them all
    KEPT = "kept"  # shown to the staff member who is to read and clear them
    WITHHELD = "withheld"  # whatever the project declares: that was said of another file

    def shows(self, settings: Settings) -> bool:
        """Whether texts of a file that is read by these settings get into the Register."""
        return self is TextPolicy.KEPT or (self is TextPolicy.AS_DECLARED and settings.texts_cleared)
