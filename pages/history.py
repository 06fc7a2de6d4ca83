"""History: every published version, what each holds, what differs between any two, and undo."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.changes import what_changed
from grm_dashboard.people.access import current_access, sees_people
from grm_dashboard.session.sources import published, store
from grm_dashboard.session.undo import history_problem, publish_again, take_out
from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.errors import GrmError
from grm_data.figures.labels import label
from grm_data.figures.tables import csv_bytes
from grm_data.messages import message
from grm_data.store import (
    StoreError,
    Version,
    changes_since,
    more_sensitive,
    settings_changes,
    settings_toml,
    without_disappeared,
)

_WIDTHS = {"version": 60, "at": 125, "by": 130, "note": 250, "file": 170, "rows": 50, "counts": 190}
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
        "file": version.file,
        "rows": version.rows,
        "counts": _words("status", version.counts),
        "findings": _words("severity", version.findings),
        "withheld": version.texts_withheld,
        "sha256": version.sha256,
    }
    if not sees_people():
        del row["by"]
    return {message(f"history.{name}"): value for name, value in row.items()}


def _remarks(version: Version) -> list[str]:
    """The note, and what else is to be known: an undo, accepted errors, a register taken out."""
    remarks = [version.note] if version.note else []
    if version.again is not None:
        remarks.append(message("cli.again", version=version.again))
    if version.accepted is not None:
        remarks.append(message("cli.accepted", reason=version.accepted))
    if version.purge is not None:
        by = version.purge.by if sees_people() else ""
        remarks.append(message("cli.purged", by=by, reason=version.purge.reason))
    return remarks


def _words(kind: str, counts: object) -> str:
    """Resolved 14, Unrelated 15: those that there are."""
    return ", ".join(f"{label(kind, word)} {n}" for word, n in dict(counts).items() if n)  # type: ignore[call-overload]


def one_version(versions: Sequence[Version]) -> None:
    """A version to look at, to download, and for staff to publish again."""
    st.subheader(message("history.one"), anchor=False)
    readable = [version.number for version in reversed(versions) if version.purge is None]
    number = st.selectbox(message("history.version"), readable, format_func=_name, key="one", width=200)
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
            partial(settings_file, number),
            f"grm-version-{number}.toml",
            "application/toml",
            "settings",
        )
    newest = store().current_number()
    if current_access().role.may_publish and number != newest:
        undo(number, newest)
        removal(number)


def _name(number: int) -> str:
    return message("history.name", n=number)


def register_csv(number: int) -> bytes:
    """The complainant-free register of a version."""
    source = published(number)
    return csv_bytes(records(select(source.register, source.settings.calendar, date.max)))


def settings_file(number: int) -> bytes:
    """The settings that a version was published with."""
    return settings_toml(store().version(number).settings).encode("utf-8")


def undo(number: int, newest: int) -> None:
    """Publish an old version again, after the version that is the newest on this person's screen."""
    key = f"undo_note_{number}"
    with st.form("undo", border=True):
        st.markdown(message("history.undo_note", n=number, next=newest + 1))
        if n := shown_again(number, newest):
            st.markdown(message("history.shown_again", n=n))
        st.text_input(message("publish.note"), max_chars=500, key=key)
        st.form_submit_button(
            message("history.undo", n=number),
            icon=":material/undo:",
            on_click=_undo,
            args=(number, newest, key),
        )


def shown_again(number: int, newest: int) -> int:
    """How many texts of a version the newest one holds no more: withheld since, or edited."""
    try:
        old, new = (published(one).register for one in (number, newest))
    except StoreError:
        return 0  # the newest can't be read: all the more one publishes an older one again
    return len({*old.issue, *old.action} - {*new.issue, *new.action, None})


def _undo(number: int, newest: int, key: str) -> None:
    publish_again(number, note=st.session_state[key], base=newest)


def removal(number: int) -> None:
    """Take the register of an old version out of the store."""
    key = f"reason_{number}"
    with st.expander(message("history.removal", n=number)), st.form("removal", border=False):
        st.markdown(message("history.removal_note"))
        st.text_input(message("history.reason"), max_chars=500, key=key)
        st.form_submit_button(
            message("history.remove", n=number), icon=":material/delete_forever:", on_click=_remove,
            args=(number, key),
        )  # fmt: skip


def _remove(number: int, key: str) -> None:
    take_out(number, reason=st.session_state[key])


def compare_two(versions: Sequence[Version]) -> None:
    """What is different between any two versions, as everybody may see them."""
    st.subheader(message("history.compare"), anchor=False)
    readable = {version.number: version for version in reversed(versions) if version.purge is None}
    numbers = list(readable)
    if len(numbers) < 2:
        st.caption(message("history.only_one"))
        return
    with st.container(horizontal=True):
        before, after = _choose("before", numbers, 1), _choose("after", numbers, 0)
    first, second = published(before), published(after)
    withheld = readable[after].texts_withheld
    found = changes_since(readable[before], first.register, second.register, texts_withheld=withheld)
    if more_sensitive(first.register, second.register) and not current_access().role.may_publish:
        found = without_disappeared(found)
        st.caption(message("change.not_told"))
    what_changed(found, before, "history", settings_changes(first.settings, second.settings))


def _choose(name: str, numbers: list[int], index: int) -> int:
    """One of the versions; a new version asks again."""
    key = f"{name}_{numbers[0]}"
    return st.selectbox(
        message(f"history.{name}"), numbers, index=index, format_func=_name, key=key, width=200
    )


st.title(message("page.history.title"), anchor=False)
st.caption(message("history.about"))
try:
    if problem := history_problem():
        st.error(block.plain(problem), icon=":material/error:")
    versions, lost = store().readable()
    if lost:
        numbers = ", ".join(map(str, lost))
        st.error(message("cli.unreadable", n=len(lost), numbers=numbers), icon=":material/error:")
    if versions:
        list_of(versions)
        one_version(versions)
        compare_two(versions)
    elif not lost:
        st.info(message("history.nothing"), icon=":material/inbox:")
except GrmError as error:
    st.error(block.plain(str(error)), icon=":material/error:")
