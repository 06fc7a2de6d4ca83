"""The published versions: their list, one of them with what can be done with it, any two compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.changes import what_changed
from grm_dashboard.blocks.tables import static_table
from grm_dashboard.people.access import current_access, sees_people
from grm_dashboard.session.histories import reported_by_versions, told_changes, verify
from grm_dashboard.session.shelf import version_numbered
from grm_dashboard.session.sources import published
from grm_data.analysis.records import records
from grm_data.analysis.selection import every_case
from grm_data.figures.labels import label
from grm_data.figures.reported import matrix
from grm_data.figures.tables import csv_bytes
from grm_data.messages import joined, message
from grm_data.readers import name_for_readers, settings_for_readers
from grm_data.register.marks import NOT_SHOWN, with_words
from grm_data.settings import Settings
from grm_data.store import (
    StoreError,
    Version,
    settings_changes,
    settings_toml,
)

__all__ = ["check", "choose_one", "compare_two", "files_of", "list_of", "register_csv", "reported"]

_WIDTHS = {"version": 60, "at": 125, "by": 130, "note": 250, "file": 170, "rows": 50, "counts": 190}
_FIGURES = ("received", "addressed", "resolved", "unrelated")
_FEW, _TALL, _LINES = 7, 500, 66  # rows shown whole; pixels: Streamlit wraps texts in rows above 64


def list_of(versions: Sequence[Version]) -> None:
    """All versions, the newest first."""
    rows = pd.DataFrame([_row(version) for version in reversed(versions)])
    widths = {message(f"history.{name}"): width for name, width in _WIDTHS.items()}
    height = "content" if len(rows) <= _FEW else _TALL
    block.table(rows, message("page.history.title"), widths=widths, height=height, row_height=_LINES)
    block.download(rows, "history")


def _row(version: Version) -> dict[str, object]:
    row: dict[str, object] = {
        "version": version.number,
        "at": f"{version.published_at:%Y-%m-%d %H:%M}",
        "by": version.by if sees_people() else None,
        "note": " ".join(_remarks(version)),
        "file": _file(version),
        "rows": version.rows,
        "counts": _words("status", version.counts),
        "findings": _words("severity", version.findings),
        "withheld": version.texts_withheld,
        "sha256": version.sha256,
    }
    if not sees_people():
        del row["by"]
    if version.is_revised and not current_access().role.may_publish:
        row |= dict.fromkeys(("rows", "counts", "findings", "withheld"))
    return {message(f"history.{name}"): value for name, value in row.items()}


def _file(version: Version) -> str:
    """The name of its file; for readers only where it can't be somebody's."""
    if current_access().role.may_publish:
        return version.file
    try:
        return with_words(name_for_readers(version.file, version.settings))
    except StoreError:  # its settings were altered
        return with_words(NOT_SHOWN)


def _remarks(version: Version) -> list[str]:
    """The note, and what else is to be known: an undo, accepted errors, a register taken out."""
    remarks = [version.note] if version.note else []
    if version.again is not None:
        remarks.append(message("cli.again", version=version.again))
    if version.accepted is not None:
        remarks.append(message("cli.accepted", reason=version.accepted))
    if version.is_revised:
        remarks.append(message("history.revised"))
    if version.purge is not None:
        by = version.purge.by if sees_people() else ""
        remarks.append(message("cli.purged", by=by, reason=version.purge.reason))
    return remarks


def _words(kind: str, counts: Mapping[str, int]) -> str:
    """Resolved 14, Unrelated 15: those that there are."""
    return joined(f"{label(kind, word)} {n}" for word, n in counts.items() if n)


def check() -> None:
    """For whoever is known by name: whether everything is still what was published, asked by a button."""
    if not sees_people():
        return
    if st.button(message("history.check"), icon=":material/verified:", key="verify"):
        with st.spinner(message("history.checking")):
            block.result(*verify())


def reported(versions: Sequence[Version]) -> None:
    """What each version reports of each half-year; where that changed, the cell says what it was."""
    found = reported_by_versions(versions)
    if len(found) < 2:
        return
    st.header(message("history.reported"), anchor=False)
    st.caption(message("history.reported_note", n=len(found)))
    figure = st.segmented_control(
        message("history.figure"),
        _FIGURES,
        required=True,
        default=_FIGURES[0],
        format_func=lambda name: message(f"report.figure.{name}"),
        key="reported_figure",
    )
    rows, changed = matrix(found, str(figure))
    static_table(rows, message("history.reported"), changed)
    block.download(rows, f"reported {figure}")


def choose_one(versions: Sequence[Version]) -> int:
    """The number of a version to look at, of those whose register is still there."""
    st.header(message("history.one"), anchor=False)
    number: int = st.selectbox(
        message("history.version"), _readable(versions), format_func=_name, key="one", width=200
    )
    return number


def _readable(versions: Sequence[Version]) -> list[int]:
    """The numbers of the versions with a register, the newest first."""
    return [version.number for version in reversed(versions) if version.purge is None]


def _name(number: int) -> str:
    return message("history.name", n=number)


def files_of(number: int) -> None:
    """The way to look at a version, and its files."""
    with st.container(horizontal=True):
        if st.button(message("history.look"), icon=":material/visibility:", key="look"):
            st.switch_page("overview.py", query_params={"version": str(number)})
        block.file_button(
            message("history.register"),
            partial(register_csv, number),
            f"register-version-{number}.csv",
            "text/csv",
            "register",
        )
        block.file_button(
            message("history.settings"),
            partial(_settings_file, number),
            f"grm-version-{number}.toml",
            "application/toml",
            "settings",
        )


def register_csv(number: int) -> bytes:
    """The complainant-free register of a version."""
    source = published(number)
    settings = source.settings
    rows = every_case(source.register, settings.calendar, source.complete_to)
    return csv_bytes(records(rows, settings.resolve_standard, is_whole=True))


def _settings_file(number: int) -> bytes:
    """The settings that a version was published with; for readers without the register's own words."""
    return settings_toml(_for_whom(version_numbered(number).settings)).encode("utf-8")


def _for_whom(settings: Settings) -> Settings:
    return settings if current_access().role.may_publish else settings_for_readers(settings)


def compare_two(versions: Sequence[Version]) -> None:
    """What is different between any two versions, as everybody may see them."""
    st.header(message("history.compare"), anchor=False)
    readable = {version.number: version for version in versions}
    numbers = _readable(versions)
    if len(numbers) < 2:
        st.caption(message("history.only_one"))
        return
    with st.container(horizontal=True):
        before, after = _choose("before", numbers, 1), _choose("after", numbers, 0)
    found, is_whole = told_changes(readable[before], readable[after])
    if not is_whole:
        st.caption(message("change.not_told"))
    settings = published(before).settings, published(after).settings
    what_changed(found, before, "history", settings_changes(*map(_for_whom, settings)))


def _choose(name: str, numbers: list[int], index: int) -> int:
    """One of the versions; a new version asks again."""
    key = f"{name}_{numbers[0]}"
    return st.selectbox(
        message(f"history.{name}"), numbers, index=index, format_func=_name, key=key, width=200
    )
