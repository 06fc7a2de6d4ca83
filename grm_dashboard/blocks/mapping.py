"""What a spreadsheet's words mean, and the project's own settings, chosen on the page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.drafts import Work, use_settings
from grm_dashboard.session.uploads import forget, uploader
from grm_data.errors import GrmError
from grm_data.figures.labels import label
from grm_data.intake.opening import UnknownWord
from grm_data.messages import message
from grm_data.register import STATUSES, Field, Status
from grm_data.register.codes import Asks, code_of
from grm_data.register.countries import country_name, country_names
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.fields import field_named
from grm_data.register.folding import fold
from grm_data.settings import DATE_ORDERS, Settings, parse_settings

__all__ = ["date_order", "project", "use", "words"]

_KINDS = (Field.STATUS, Field.CHANNEL, Field.TYPE)
"""The fields whose unknown words are asked about; the statuses first, since they change the figures."""

_MOST_WORDS = 60
"""Words that are asked about; more are no words, but a column that was taken for another."""


def use(work: Work, settings: Settings) -> None:
    """Read the spreadsheet again, or say why not; settings that changed nothing aren't tried for ever."""
    if settings == work.settings:
        return
    if problem := use_settings(settings):
        st.error(block.plain(problem), icon=":material/error:")
    else:
        st.rerun()


def words(work: Work) -> None:
    """The meaning of each word that isn't known; statuses first, since they change the figures."""
    settings = work.settings
    asked = {str(field): dict(settings.own_words(field)) for field in _KINDS}
    spelled = {(kind, fold(word)): word for kind, found in asked.items() for word in found}
    grid = st.grid(3, min_column_width=240, gap="small")
    for place, word in enumerate(work.unknown[:_MOST_WORDS]):
        known = spelled.get((word.kind, fold(word.word)), word.word)
        with grid.cell():
            found = _meaning(place, word, asked[word.kind].get(known))
        if found is None:
            asked[word.kind].pop(known, None)
        else:
            asked[word.kind][known] = found
    if (more := len(work.unknown) - _MOST_WORDS) > 0:
        st.caption(message("publish.more_words", n=more))
    if work.unmappable:
        st.caption(message("publish.unmappable", n=work.unmappable))
    for kind, meanings in asked.items():
        settings = settings.with_words(kind, meanings)
    if settings != work.settings:
        use(work, settings)


def _meaning(place: int, word: UnknownWord, now: str | None) -> str | None:
    """What a word means, None while nobody has said so."""
    codes = ["", *_codes(word.kind), *([word.word] if word.kind != Field.STATUS else [])]
    kind = label("field", word.kind)
    asks = message("publish.word", kind=kind, word=word.word, n=word.rows)
    if word.near:
        asks += message("publish.near", near=label(word.kind, word.near))
    found = st.selectbox(
        block.plain(asks),
        codes,
        index=codes.index(now) if now in codes else 0,
        format_func=lambda code: _said(word, code),
        # Another widget after each change, so that a settings file wins over an earlier choice.
        key=f"meaning_{place}_{_fingerprint(word)}_{now}",
    )
    return found or None


def _said(word: UnknownWord, code: str) -> str:
    """A meaning in words; a word that means itself is shown to readers as it is written."""
    if code == word.word:
        return message("publish.as_written")
    return label(word.kind, code) if code else message(f"publish.unsaid.{word.kind}")


def _codes(kind: str) -> list[str]:
    """What a word of a field may mean."""
    field = field_named(kind)
    if field is Field.STATUS:
        return [str(status) for status in STATUSES if status is not Status.UNRECOGNISED]
    return [] if field is None else list(field.traits.codes)


def _fingerprint(word: UnknownWord) -> int:
    """What tells one word's choice from another's after the columns were chosen anew."""
    return hash((word.kind, word.word))


def date_order(work: Work) -> None:
    """Day or month first, where the spreadsheet's own dates don't tell."""
    if work.draft is None:
        return
    asks = {code_of(one.code).asks for one in work.draft.register.reading.findings}
    if work.settings.date_order is None and Asks.DATE_ORDER not in asks:
        return
    found = st.segmented_control(
        message("publish.date_order"),
        DATE_ORDERS,
        default=work.settings.date_order,
        format_func=lambda order: message(f"publish.order.{order}"),
        key=f"order_{work.settings.date_order}",
    )
    if found != work.settings.date_order:
        use(work, replace(work.settings, date_order=found))


def _country(known: str | None) -> str | None:
    """A country by its name, from a list that can be searched."""
    codes = list({**({known: ""} if known else {}), **country_names()})
    return st.selectbox(
        message("publish.country"),
        codes,
        codes.index(known) if known else None,
        format_func=country_name,
        placeholder=message("publish.no_country"),
        key="project_country",
    )


def project(work: Work) -> None:
    """The project's name, start and country; or its whole grm.toml."""
    settings = work.settings
    with st.form("project", border=False):
        left, middle, right = st.columns(3)
        name = left.text_input(message("publish.name"), settings.name or "", max_chars=200)
        start = middle.date_input(
            message("publish.start"),
            settings.start,
            min_value=FIRST_ASKED,
            max_value=LAST_ASKED,
            format="DD/MM/YYYY",
        )
        with right:
            country = _country(settings.calendar.country)
        if st.form_submit_button(message("publish.use")):
            calendar = replace(settings.calendar, country=country)
            use(work, replace(settings, name=name.strip() or None, start=start, calendar=calendar))
    label_, help_ = message("publish.settings_file"), message("publish.settings_help")
    file = uploader(label_, "settings", ("toml",), help=help_)
    if file is not None:
        try:
            found = parse_settings(file.getvalue())
        except GrmError as error:
            st.error(block.plain(str(error)), icon=":material/error:")
            return
        finally:
            forget(file)
        # A path in an uploaded file could name any document of the server.
        use(work, replace(found, report_template=settings.report_template, report_logo=settings.report_logo))
