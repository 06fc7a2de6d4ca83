"""The only cache and session code: which register is shown, and which part of it was asked for."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from grm_data.analysis.selection import Selection, select
from grm_data.errors import GrmError
from grm_data.intake.opening import (
    AnnotatedCopy,
    annotated_copy,
    open_bytes,
    open_path,
    source_from_bytes,
)
from grm_data.messages import message
from grm_data.register import Period, Register, half_year_of
from grm_data.settings import Settings, settings_for

__all__ = [
    "FORMATS",
    "MEGABYTES",
    "PERIODS",
    "Source",
    "View",
    "annotated_upload",
    "close_upload",
    "current_source",
    "current_view",
    "half_year_before",
    "last_known",
    "open_upload",
    "reset_filters",
    "upload_key",
    "upload_problem",
]

_SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "smart_government_register.xlsx"
_UPLOAD, _PROBLEM, _TURN = "_upload", "_upload_problem", "_upload_turn"

PERIODS = ("half_year", "last_half_year", "start", "custom")
FORMATS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt")
MEGABYTES = 20
"""The largest upload."""

FILTERS = ("channel", "type", "status")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source:
    """A register as it is shown: whose it is, and by which settings it was read."""

    register: Register
    settings: Settings
    is_sample: bool = False
    is_upload: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """What a page is about: the feedback received in a period, with the filters, as of a day."""

    source: Source
    period: Period
    filters: dict[str, list[str]]  # channel, type, status → the words asked for; empty asks nothing
    everything: Selection  # as of the day, any period, no filter
    history: Selection  # as of the day, any period, with the filters
    selection: Selection  # with the filters, received in the period

    @property
    def as_of(self) -> date:
        """The day up to which everything counts."""
        return self.selection.as_of

    @property
    def texts_shown(self) -> bool:
        """Whether a person has cleared the issue and action texts."""
        return self.source.settings.texts_cleared

    @property
    def history_start(self) -> date:
        """The first day of the project, or of its register where that is earlier."""
        known = (self.source.settings.start, self.source.register.first_received)
        return min((day for day in known if day is not None), default=self.period.first)

    @property
    def of_every_status(self) -> Selection:
        """Any period, filtered by channel and type only: what a balance of open cases needs."""
        return self.everything.where(channels=self.filters["channel"], types=self.filters["type"])


def current_source() -> Source | str:
    """The register of this browser session: the visitor's own, else the served one, else why not."""
    return st.session_state.get(_UPLOAD) or _served()


def _served() -> Source | str:
    """The register that the server was started with, else the sample."""
    path = Path(os.environ.get("GRM_REGISTER") or _SAMPLE).absolute()
    named = os.environ.get("GRM_SETTINGS")
    settings = Path(named).absolute() if named else path.parent / "grm.toml"
    return _open_served(str(path), str(settings) if named else None, (_stamp(path), _stamp(settings)))


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _is_open(found: Source | str) -> bool:
    """Whether a register may be kept: a failure is tried again."""
    return isinstance(found, Source)


@st.cache_resource(max_entries=1, show_spinner=message("page.opening"), validate=_is_open)
def _open_served(path: str, settings_path: str | None, stamps: object) -> Source | str:  # noqa: ARG001
    """The register in a file, opened once for everybody; after a change the stamps open it again."""
    try:
        settings = settings_for(Path(path), Path(settings_path) if settings_path else None)
        register = open_path(Path(path), settings)
    except GrmError as error:
        return str(error)
    gc.collect()
    gc.freeze()  # the collector needn't walk what stays
    return Source(register, settings, is_sample=Path(path) == _SAMPLE)


def upload_key(uploader: str = "upload") -> str:
    """The key of an uploader: another one after each file, so that the browser forgets the last."""
    return f"{uploader}_{st.session_state.get(_TURN, 0)}"


def upload_problem() -> str | None:
    """Why the last file could not be opened."""
    return st.session_state.get(_PROBLEM)


def open_upload(file: UploadedFile) -> None:
    """Show a visitor's own file, in this browser session only, and forget its bytes at once.

    Its texts are withheld: nobody has cleared them. Its calendar is the served register's.
    """
    settings = _upload_settings()
    st.session_state[_PROBLEM] = None
    try:
        register = open_bytes(file.name, file.getvalue(), settings)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        st.session_state[_UPLOAD] = Source(register, settings, is_upload=True)
    finally:
        _forget(file)


def annotated_upload(file: UploadedFile) -> AnnotatedCopy | str:
    """A visitor's own workbook with its problems marked, or why it can't be; its bytes are forgotten."""
    try:
        return annotated_copy(source_from_bytes(file.name, file.getvalue()), _upload_settings())
    except GrmError as error:
        return str(error)
    finally:
        _forget(file)


def _upload_settings() -> Settings:
    """What a visitor's own file is read by: the served register's settings, its texts withheld."""
    served = _served()
    if isinstance(served, str):
        return Settings()
    settings = served.settings.with_texts_withheld()
    return replace(settings, name=None) if served.is_sample else settings  # the sample's project isn't theirs


def _forget(file: UploadedFile) -> None:
    """Remove the bytes, which hold complainants, from the server's memory."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def close_upload() -> None:
    """Go back to the served register."""
    st.session_state[_UPLOAD] = None


def reset_filters() -> None:
    """Ask for everything received in the period."""
    for name in FILTERS:
        st.session_state[name] = []


def last_known(register: Register) -> date:
    """The day up to which the register tells something; today for an empty one."""
    return register.last_known or date.today()


def half_year_before(period: Period) -> Period:
    """The half-year before another."""
    return half_year_of(period.first - timedelta(days=1))


def current_view() -> View:
    """What the filters in the sidebar ask of the register shown."""
    source = current_source()
    if isinstance(source, str):
        raise LookupError("no register is open")
    period = _period(source)
    filters = {name: list(st.session_state.get(name) or ()) for name in FILTERS}
    everything = select(
        source.register, source.settings.calendar, min(period.last, last_known(source.register))
    )
    history = everything.where(channels=filters["channel"], types=filters["type"], statuses=filters["status"])
    return View(source, period, filters, everything, history, history.within(period))


def _period(source: Source) -> Period:
    known = last_known(source.register)
    this = half_year_of(known)
    match st.session_state.get("period"):
        case "last_half_year":
            return half_year_before(this)
        case "start":
            days = (source.settings.start, source.register.first_received, known)
            return Period("start", min(day for day in days if day is not None), known)
        case "custom":
            chosen = sorted(st.session_state.get("dates") or ())
            if len(chosen) == 1:  # the last day is still to be chosen
                chosen.append(max(chosen[0], known))
            return Period("custom", *(chosen or (this.first, this.last)))
        case _:
            return this
