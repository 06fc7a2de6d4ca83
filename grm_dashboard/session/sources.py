"""The registers that can be shown: a published version, a file that the server was started with, the sample.

Each is opened once for everybody and kept by what never changes: a version's number, a file's stamps.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from weakref import WeakKeyDictionary, WeakValueDictionary

import streamlit as st

from grm_dashboard.people.access import Setup, current_access, current_setup
from grm_dashboard.places import sample_register
from grm_dashboard.session.shelf import newest_number, store, version_numbered
from grm_data.analysis.addresses import Addresses
from grm_data.analysis.who import TABLE_FIELDS, GroupTable, group_tables
from grm_data.errors import GrmError
from grm_data.intake.opening import open_path
from grm_data.messages import message
from grm_data.readers import for_readers
from grm_data.register import Register
from grm_data.register.collecting import settle
from grm_data.secret import secret
from grm_data.settings import Settings, load_settings, settings_for
from grm_data.store import StoreError, Version, database_url

__all__ = [
    "FIRST_SETTINGS",
    "Source",
    "fingerprint",
    "first_settings",
    "is_file_served",
    "logo_for",
    "open_ahead",
    "published",
    "served_file",
    "stamp",
    "template_for",
]

FIRST_SETTINGS = "_first_settings"
"""Where a session keeps the settings that staff chose before anything is published."""

_MOST_VERSIONS = 4
"""Versions kept open: the current one and a few older ones that somebody looks at."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, repr=False)
class Source:
    """A register as it is shown: whose it is, and by which settings it was read."""

    register: Register
    settings: Settings
    is_sample: bool = False
    is_upload: bool = False
    version: Version | None = None  # None for what isn't published
    groups: tuple[GroupTable, ...] = ()  # all that readers get of who complains

    @property
    def complete_to(self) -> date:
        """The day up to which the register tells everything: as confirmed, as set, or of its publication."""
        today = self.settings.today
        if self.version is None:
            return min(self.settings.complete_to or today, today)
        published_on = self.settings.day_of(self.version.published_at)
        return min(self.version.complete_to or self.settings.complete_to or published_on, today)

    def for_readers(self) -> Source:
        """The same as reviewers and the public get it."""
        if self not in _for_readers:
            ever_held = self.version is not None and self.version.withheld_at is not None
            shown = for_readers(self.register, self.settings, ever_held=ever_held)
            fields = [field for field in TABLE_FIELDS if field not in shown.columns]
            groups = group_tables(self.register, self.complete_to, fields)
            _for_readers[self] = readers = replace(self, register=shown, groups=groups)
            _whole[readers] = self.register
        return _for_readers[self]

    @property
    def addresses(self) -> Addresses:
        """The codes of its cases in links, the same for everybody; SecretError where there is no key."""
        if self not in _addresses:
            _addresses[self] = Addresses(_whole.get(self, self.register), secret())
        return _addresses[self]


_for_readers: WeakKeyDictionary[Source, Source] = WeakKeyDictionary()
"""What readers get of each source that is open, made once."""

_whole: WeakKeyDictionary[Source, Register] = WeakKeyDictionary()
"""What readers get → the register with its own numbers, of which the same cases have the same codes."""

_addresses: WeakKeyDictionary[Source, Addresses] = WeakKeyDictionary()


_open: WeakValueDictionary[int | str, Source] = WeakValueDictionary()
"""Versions by their numbers, and files by their paths, that are open."""


def published(number: int) -> Source:
    """A version by its number, for whoever is here: staff see more of it than its readers.

    StoreError where there is none, or its register was taken out of the store.
    """
    with _opening(number):
        found = _published(number)
    return _for_whoever(found)


def _opening(what: int | str) -> AbstractContextManager[None]:
    """What tells that a register is being opened; one that is open already is there at once."""
    return nullcontext() if what in _open else st.spinner(message("page.opening"))


def _published(number: int) -> Source:
    version = version_numbered(number)
    key = (database_url(), number, fingerprint(version))
    if version.purge is not None:
        _opened_version.clear(*key)
        raise StoreError("store-purged", version=number)
    return _opened_version(*key)


def open_ahead() -> None:
    """Open what a visitor will see first, whoever it is; StoreError where the database can't be asked."""
    if not is_file_served() and (number := newest_number()):
        _published(number).for_readers()
    elif is_file_served() or current_setup() is Setup.LAPTOP:
        _served_file()


def fingerprint(version: Version) -> str:
    """What changes when a version shows something else: rows may be withheld from it since."""
    return f"{version.body_sha256} {version.rows_decided}"


def _for_whoever(source: Source) -> Source:
    return source if current_access().role.may_publish else source.for_readers()


@st.cache_resource(max_entries=_MOST_VERSIONS, show_spinner=False)
def _opened_version(url: str, number: int, stamp: str) -> Source:  # noqa: ARG001
    found = store().read(number)
    if found is None:
        raise LookupError("no version")
    settle()
    _open[number] = source = Source(found.register, found.settings, version=found.version)
    return source


def is_file_served() -> bool:
    """Whether the server was started to show a file instead of what is published."""
    return bool(os.environ.get("GRM_REGISTER"))


def served_file() -> Source | str:
    """The register that the server was started with, on a laptop else the sample; a sentence where it can't
    be opened, or there is none.
    """
    if not is_file_served() and current_setup() is not Setup.LAPTOP:
        return message("page.nothing_published")
    with _opening(str(_path())):
        found = _served_file()
    return found if isinstance(found, str) else _for_whoever(found)


def _served_file() -> Source | str:
    path = _path()
    named = os.environ.get("GRM_SETTINGS")
    settings = Path(named).absolute() if named else path.parent / "grm.toml"
    key = (str(path), str(settings) if named else None, f"{stamp(path)} {stamp(settings)}")
    return _opened_file(*key)


def _path() -> Path:
    return Path(os.environ.get("GRM_REGISTER") or sample_register()).absolute()


def first_settings() -> Settings:
    """By what the first upload is read: the settings chosen on Project, else those that the server was
    started with, not the sample's.

    SettingsError where they can't be read.
    """
    if chosen := st.session_state.get(FIRST_SETTINGS):
        found: Settings = chosen
        return found
    if named := os.environ.get("GRM_SETTINGS"):
        return load_settings(Path(named))
    return settings_for(Path(os.environ["GRM_REGISTER"])) if is_file_served() else Settings()


def template_for(source: Source) -> Path | None:
    """The project's own Word template: named by the settings of a file, else by those of the server.

    A version keeps no path of the server. SettingsError where the server's settings can't be read.
    """
    path = source.settings.report_template or first_settings().report_template
    return None if path is None else Path(path)


def logo_for(source: Source) -> Path | None:
    """The logo for the report's cover, named as the Word template is."""
    path = source.settings.report_logo or first_settings().report_logo
    return None if path is None else Path(path)


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _is_open(found: Source | str) -> bool:
    """Whether a register may be kept: a failure is tried again."""
    return isinstance(found, Source)


@st.cache_resource(max_entries=1, show_spinner=False, validate=_is_open)
def _opened_file(path: str, settings_path: str | None, stamps: str) -> Source | str:  # noqa: ARG001
    """The register in a file, opened once for everybody; after a change the stamps open it again."""
    try:
        settings = settings_for(Path(path), Path(settings_path) if settings_path else None)
        register = open_path(Path(path), settings)
    except GrmError as error:
        return str(error)
    settle()
    _open[path] = source = Source(register, settings, is_sample=Path(path) == sample_register())
    return source
