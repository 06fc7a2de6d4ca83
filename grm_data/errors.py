"""Errors that end a command or an upload, each one sentence for the person who sees it.

GrmError
├── RegisterError   the file can't be opened as a register
├── SettingsError   grm.toml holds something that isn't a setting
├── UsageError      the command line was called wrongly
├── SecretError     the key for codes of words and texts can't be had
└── StoreError      the published versions can't be read or written (grm_data.store)
    ├── PublishedMeanwhile   somebody published after the version one started from
    └── ErrorsNotAccepted    the register holds errors, and nobody accepted them with a reason

A defect *inside* a register that can be opened is no error but a Finding.
The sentence never holds a cell's text: values are names, numbers and headings of ours.
"""

from __future__ import annotations

from grm_data.messages import message

__all__ = ["GrmError", "RegisterError", "SecretError", "SettingsError", "UsageError"]


class GrmError(Exception):
    """Something can't be done; ``str(error)`` says what is wrong and what to do, in one line."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(" ".join(message(f"error.{key}", **values).split()))


class RegisterError(GrmError):
    """The file can't be opened as a register."""


class SettingsError(GrmError):
    """The settings hold something that isn't a setting."""


class UsageError(GrmError):
    """The command was called wrongly."""


class SecretError(GrmError):
    """The key by which words and texts get their codes is too short, damaged, or can't be read or made."""
