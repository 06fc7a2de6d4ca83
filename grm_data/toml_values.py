"""TOML read leniently: what can't be used is left out, and noted with the sentence that refuses it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from grm_data.errors import SettingsError
from grm_data.messages import message
from grm_data.register.days import FIRST_ASKED, LAST_ASKED

__all__ = ["TomlReader", "a_date", "a_text", "one_of", "toml_tables"]

_T = TypeVar("_T")


def toml_tables(content: bytes) -> Mapping[str, object]:
    """The tables of a TOML file; SettingsError where it is none."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError("settings-not-utf8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("settings-not-toml", where=str(error).rpartition("(")[2].rstrip(")")) from None
    except RecursionError:
        raise SettingsError("settings-not-toml", where=message("error.settings-brackets")) from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise SettingsError("settings-not-toml", where=message("error.settings-digits")) from None


class TomlReader:
    """Reads tables; what it left out stands in ``unread``, each with its key, in the order of reading."""

    def __init__(self) -> None:
        self.unread: list[tuple[str, SettingsError]] = []

    def leave_out(self, name: str, error: str, **values: object) -> None:
        """Note the key of what can't be used, and the sentence that says why."""
        self.unread.append((name, SettingsError(error, **values)))

    def value(self, value: object, key: str, read: Callable[[object, str], _T]) -> _T | None:
        """The value as it is read; None where there is none or it can't be used."""
        try:
            return None if value is None else read(value, key)
        except SettingsError as error:
            self.unread.append((key, error))
            return None

    def table(self, tables: Mapping[str, object], name: str, known: tuple[str, ...]) -> Mapping[str, object]:
        """The table of that name, with known keys only; an empty one where there is none."""
        return self.known(self.dict(tables.get(name, {}), name), known, f"{name}.")

    def dict(self, value: object, key: str) -> Mapping[str, object]:
        """The value where it is a table, else an empty one."""
        if isinstance(value, dict):
            return value
        self.leave_out(key, "settings-not-a-table", key=key)
        return {}

    def known(
        self, table: Mapping[str, object], known: tuple[str, ...], prefix: str = ""
    ) -> Mapping[str, object]:
        """The table with known keys only."""
        for key in table:
            if key not in known:
                from difflib import get_close_matches

                near = get_close_matches(key, known, n=1) or sorted(known)[:1]
                name = prefix + key
                self.leave_out(name, "settings-unknown-key", key=name, near=prefix + near[0])
        return {key: value for key, value in table.items() if key in known}

    def entries(self, values: object, key: str, read: Callable[[object, str], _T]) -> tuple[_T, ...] | None:
        """Those different entries of a list that can be used; None where it is no list."""
        if not isinstance(values, list):
            self.leave_out(key, "settings-not-a-list", key=key)
            return None
        found = (self.value(value, key, read) for value in values)
        return tuple({entry: None for entry in found if entry is not None})

    def mapping(self, table: object, key: str, read: Callable[[object, str], _T]) -> Mapping[str, _T]:
        """Those entries of a table that can be used."""
        found = {word: self.value(text, key, read) for word, text in self.dict(table, key).items()}
        return MappingProxyType({word: text for word, text in found.items() if text is not None})


def a_text(value: object, key: str) -> str:
    """A text that isn't blank; SettingsError for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise SettingsError("settings-not-a-text", key=key)
    return value


def a_date(value: object, key: str) -> date:
    """A day without a time, of the years that can be asked about; SettingsError for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime) and FIRST_ASKED <= value <= LAST_ASKED:
        return value
    raise SettingsError("settings-not-a-date", key=key, first=FIRST_ASKED.year, last=LAST_ASKED.year)


def one_of(allowed: tuple[str, ...]) -> Callable[[object, str], str]:
    """Reads one of those texts; SettingsError for anything else."""

    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise SettingsError("settings-not-one-of", key=key, allowed=", ".join(allowed))
        return value

    return read
