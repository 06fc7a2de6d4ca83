"""What the register's own words mean, and which headings are which field, as they are set on Project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count

import streamlit as st

from grm_dashboard.blocks.setting_shown import Shown
from grm_dashboard.blocks.wording import plain
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import STATUSES, Field, Register, Status
from grm_data.register.fields import field_named
from grm_data.register.folding import fold
from grm_data.register.marks import holds_mark
from grm_data.settings import COLUMN_FIELDS, WORD_FIELDS

__all__ = ["headings", "words"]

_UNKNOWN, _NOWHERE = "", ""
_MOST = 60
"""Unknown words of a field that are shown; more are no words."""


def _codes(field: str) -> list[str]:
    """What a word of a field may mean."""
    if field == Field.STATUS:
        return [str(status) for status in STATUSES if status is not Status.UNRECOGNISED]
    found = field_named(field)
    return [] if found is None else list(found.traits.codes)


_WITH_CODES = sorted(filter(_codes, WORD_FIELDS), key=lambda field: field != Field.STATUS)
"""The fields whose words have meanings; the status first, since it changes the figures."""


def words(shown: Shown, value: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """The meaning of each word that has one or that the register has as written, and of others typed."""
    found: dict[str, dict[str, str]] = {field: dict(meanings) for field, meanings in value.items()}
    for field in WORD_FIELDS:
        asked = _asked(field, value.get(field, {}), shown.register)
        if asked:
            st.markdown(f"**{plain(label('field', field))}**")
            grid = st.grid(3, min_column_width=240, gap="small")
        for word, now in asked.items():
            with grid.cell():
                meaning = _meaning(field, word, now, f"{shown.key}_{field}_{fold(word)}")
            _put(found, field, word, meaning)
    for field, word, meaning in _more_words(shown.key):
        _put(found, field, word, meaning)
    kept = {field: meanings for field, meanings in found.items() if meanings}
    return value if kept == value else kept


def _put(found: dict[str, dict[str, str]], field: str, word: str, meaning: str) -> None:
    if meaning == _UNKNOWN:
        found.get(field, {}).pop(word, None)
    else:
        found.setdefault(field, {})[word] = meaning


def _asked(field: str, meanings: Mapping[str, str], register: Register | None) -> dict[str, str]:
    """Words of a field → what they mean now: first those of the settings, then those of the register."""
    asked, known = dict(meanings), {*_codes(field), *map(fold, meanings)}
    held = field_named(field)
    if register is not None and held is not None and held is not Field.STATUS and _codes(field):
        names = register.category(held).names
        new = [name for name in names if not ({name, fold(name)} & known or holds_mark(name))]
        asked |= dict.fromkeys(new[:_MOST], _UNKNOWN)
    return asked


def _meaning(field: str, word: str, now: str, key: str) -> str:
    written = [word] if field != Field.STATUS else []
    options = list(dict.fromkeys([_UNKNOWN, *_codes(field), *written, now]))
    found: str = st.selectbox(
        plain(f"“{word}”"),
        options,
        options.index(now),
        format_func=partial(_said, field, word),
        key=key,
    )
    return found


def _said(field: str, word: str, code: str) -> str:
    if code == _UNKNOWN:
        return message("project.no_meaning")
    return message("publish.as_written") if code == word else label(field, code)


def _more_words(key: str) -> Iterator[tuple[str, str, str]]:
    """(field, word, meaning) of each word that is typed; when a row is full, there is another."""
    st.markdown(message("project.more_words"))
    for i in count():
        left, middle, right = st.columns(3)
        field = left.selectbox(
            message("project.field"), _WITH_CODES,
            format_func=lambda one: label("field", one), key=f"{key}_field_{i}",
        )  # fmt: skip
        word = middle.text_input(message("project.word"), max_chars=200, key=f"{key}_word_{i}").strip()
        with right:
            meaning = st.selectbox(
                message("project.meaning"), [_UNKNOWN, *_codes(field)],
                format_func=partial(_said, field, word), key=f"{key}_means_{i}",
            )  # fmt: skip
        if not word or meaning == _UNKNOWN:
            return
        yield field, word, meaning


def headings(shown: Shown, value: Mapping[str, str]) -> Mapping[str, str]:
    """The heading of each field that has one, and of another that is typed."""
    reading = {} if shown.register is None else shown.register.reading.columns
    found, known = dict(value), list(dict.fromkeys([*reading.values(), *filter(None, value.values())]))
    grid = st.grid(3, min_column_width=240, gap="small")
    for field in (one for one in COLUMN_FIELDS if one in reading or one in value):
        with grid.cell():
            heading = _heading(field, value.get(field), known, reading.get(field), f"{shown.key}_{field}")
        found.pop(field, None)
        if heading is not None:
            found[field] = heading
    left, right = st.columns((1, 2))
    others = [one for one in COLUMN_FIELDS if one not in reading and one not in value]
    other = left.selectbox(
        message("project.other_field"), others, None, format_func=lambda one: label("field", one),
        key=f"{shown.key}_other",
    )  # fmt: skip
    typed = right.text_input(message("project.heading"), max_chars=200, key=f"{shown.key}_heading").strip()
    if other and typed:
        found[other] = typed
    return value if found == value else found


def _heading(field: str, now: str | None, known: list[str], read: str | None, key: str) -> str | None:
    """The heading named for a field; None where it is to be recognised, "" where it is in no column."""
    options = [_NOWHERE, *known]
    found: str | None = st.selectbox(
        plain(label("field", field)), options, None if now is None else options.index(now),
        format_func=lambda heading: heading or message("doctor.nowhere"),
        placeholder=message("project.recognised", heading=read or message("word.none")), key=key,
        accept_new_options=True,
    )  # fmt: skip
    return found
