"""What a spreadsheet's words mean, and the project's own settings, chosen on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.causes import MOST_WORDS, meaning_of
from grm_dashboard.session.drafts import Work, current_work, keep_problem, use_settings
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

__all__ = ["codes", "date_order", "mean", "project", "said", "take", "use", "words"]

_ORDER = "date_order"


def use(work: Work, settings: Settings) -> None:
    """Read the spreadsheet again, or say why not; settings that changed nothing aren't tried for ever."""
    if settings == work.settings:
        return
    if problem := use_settings(settings):
        st.error(block.plain(problem), icon=":material/error:")
    else:
        st.rerun()


def words(work: Work) -> None:
    """The meaning of each word that wasn't known, to be changed."""
    grid = st.grid(3, min_column_width=240, gap="small")
    for place, word in enumerate(work.unknown[:MOST_WORDS]):
        with grid.cell():
            _meaning_of(work, place, word)
    if (more := len(work.unknown) - MOST_WORDS) > 0:
        st.caption(message("publish.more_words", n=more))


def _meaning_of(work: Work, place: int, word: UnknownWord) -> None:
    """What a word means. The same widget after each change, so that the keyboard stays where it is."""
    meanings = ["", *codes(word.kind), *([word.word] if word.kind != Field.STATUS else [])]
    named = {"kind": label("field", word.kind), "word": word.word, "n": word.rows}
    near = label(word.kind, word.near) if word.near else None
    asks = message("publish.word_near", **named, near=near) if near else message("publish.word", **named)
    key, now = f"meaning_{place}_{_fingerprint(word)}", meaning_of(work, word)
    st.session_state[key] = now if now in meanings else ""
    st.selectbox(
        block.plain(asks),
        meanings,
        format_func=lambda code: said(word, code),
        key=key,
        on_change=_choose,
        args=(word, key),
    )


def _choose(word: UnknownWord, key: str) -> None:
    mean([(word, st.session_state[key])])


def mean(meanings: Iterable[tuple[UnknownWord, str]]) -> None:
    """Let words mean something from now on, or nothing yet; each of them once, however it is spelled."""
    work = current_work()
    if work is None:
        return
    settings = work.settings
    for word, code in meanings:
        known = settings.own_words(word.kind)
        spelled = next((one for one in known if fold(one) == fold(word.word)), word.word)
        own = {one: said for one, said in known.items() if one != spelled} | ({spelled: code} if code else {})
        settings = settings.with_words(word.kind, own)
    take(settings)


def take(settings: Settings) -> None:
    """Read the spreadsheet again by other settings; why that fails stands beside what is shown."""
    if problem := use_settings(settings):
        keep_problem(problem)


def said(word: UnknownWord, code: str) -> str:
    """A meaning in words; a word that means itself is shown to readers as it is written."""
    if code == word.word:
        return message("publish.as_written")
    return label(word.kind, code) if code else message(f"publish.unsaid.{word.kind}")


def codes(kind: str) -> list[str]:
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
    asks = {code_of(one.code).asks for one in work.draft.register.reading.findings.kinds}
    if work.settings.date_order is None and Asks.DATE_ORDER not in asks:
        return
    st.session_state[_ORDER] = work.settings.date_order
    st.segmented_control(
        message("publish.date_order"),
        DATE_ORDERS,
        format_func=lambda order: message(f"publish.order.{order}"),
        key=_ORDER,
        on_change=_order,
    )


def _order() -> None:
    work = current_work()
    if work is not None:
        take(replace(work.settings, date_order=st.session_state[_ORDER]))


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
            format=message("page.day_input"),
        )
        with right:
            country = _country(settings.calendar.country)
        if st.form_submit_button(message("publish.use")):
            calendar = replace(settings.calendar, country=country)
            use(work, replace(settings, name=name.strip() or None, start=start, calendar=calendar))
    label_, help_ = message("publish.settings_file"), message("publish.settings_help")
    file = uploader(label_, "settings", None, help=help_)
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
