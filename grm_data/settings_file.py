"""Where a register's settings stand, and their bytes: reading what they say is ``grm_data.settings``."""

from __future__ import annotations

from pathlib import Path

from grm_data.errors import SettingsError
from grm_data.files import NotAFile, read_file

__all__ = ["FILE_NAME", "read_settings_file", "settings_file"]

FILE_NAME = "grm.toml"


def settings_file(register: Path, settings: Path | None = None) -> Path | None:
    """The file of the settings named, else ``grm.toml`` beside the register, None where there is none."""
    beside = register.parent / FILE_NAME
    return settings or (beside if beside.exists() else None)


def read_settings_file(path: Path) -> bytes:
    """The bytes of a settings file; SettingsError says in one sentence why there are none."""
    try:
        return read_file(path)
    except NotAFile:
        raise SettingsError("no-file", path=path) from None
    except FileNotFoundError:
        raise SettingsError("settings-missing", path=path) from None
    except (OSError, ValueError):
        raise SettingsError("settings-unreadable", path=path) from None
