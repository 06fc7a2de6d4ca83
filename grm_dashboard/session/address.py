"""What is asked stands in the address, and nowhere else: each change is a step that Back undoes.

Streamlit forgets an address's parameters when a link leads to another page; they are put back before it knows
of that page, so that the way there is one step, too. What leads Back counts as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from grm_dashboard.private import is_history_navigation, page_number
from grm_dashboard.serving.language import LANGUAGE
from grm_dashboard.session.asked import NAMES, Asked, asked_of, parameters_of
from grm_dashboard.session.unheard import is_unheard, note_change
from grm_data.register import Field

__all__ = [
    "REPORT",
    "VERSION",
    "ask",
    "ask_value",
    "ask_values",
    "asked_now",
    "asked_value",
    "asked_values",
    "keep",
    "link",
    "others_now",
    "remove_filter",
    "reset_filters",
]

VERSION = "version"
"""The parameter that names a published version."""

REPORT = "report"
"""The parameter that names the period of a report; the page's own, so other pages forget it."""

_KEPT, _WRITTEN = "_address", "_address_written"
_TOGETHER: tuple[tuple[str, ...], ...] = (NAMES, (VERSION,), (LANGUAGE,))
"""Parameters that hold on every page; of which an address has all that count, if it has one."""

_OURS = frozenset((*NAMES, VERSION, LANGUAGE))


def _all() -> dict[str, list[str]]:
    """What the address says now; what it was made to say, where the browser hasn't heard of that yet."""
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    if is_history_navigation() or not is_unheard(_on_this_page(), now):
        return now
    written: dict[str, list[str]] = st.session_state[_on_this_page()]
    st.query_params.from_dict(written)
    return dict(written)


def _on_this_page() -> str:
    """Where it is kept what the address of this page was made to say last."""
    return f"{_WRITTEN}_{page_number()}"


def _say(parameters: Mapping[str, Sequence[str]]) -> None:
    """Make the address say this, and nothing else."""
    now, then = _all(), {name: list(values) for name, values in parameters.items()}
    if then != now:
        note_change(_on_this_page(), now, then)
        st.session_state[_on_this_page()] = then
        st.query_params.from_dict(then)


def _parameters() -> dict[str, list[str]]:
    """What the address says now of what is ours."""
    return {name: values for name, values in _all().items() if name in _OURS}


def keep() -> None:
    """Put back what a link to another page left out, before anything else of a run."""
    kept = {} if is_history_navigation() else st.session_state.get(_KEPT, {})
    now = _parameters()
    missing = {
        name: values
        for names in _TOGETHER
        if not any(name in now for name in names)
        for name in names
        if (values := kept.get(name))
    }
    _write(now | missing)


def _write(ours: Mapping[str, Sequence[str]]) -> None:
    """Make the address say this of what is ours; what isn't stays."""
    st.session_state[_KEPT] = {name: list(values) for name, values in ours.items()}
    _say(others_now() | st.session_state[_KEPT])


def ask(asked: Asked) -> None:
    """Ask for this from now on."""
    others = {name: values for name, values in _parameters().items() if name not in NAMES}
    _write(others | parameters_of(asked))


def asked_now() -> Asked:
    """What is asked."""
    return asked_of(_parameters())


def remove_filter(field: Field) -> None:
    """Filter by this field no more."""
    ask(asked_now().without_words(field))


def reset_filters() -> None:
    """Ask for everything received in the period."""
    ask(asked_now().without_words())


def others_now() -> dict[str, list[str]]:
    """What the address says that is a page's own: nothing asked of the register, no version and language."""
    return {name: values for name, values in _all().items() if name not in _OURS}


def asked_value(name: str) -> str | None:
    """The parameter of this name; of several the last one."""
    return st.query_params.get(name)


def ask_value(name: str, value: str | None) -> None:
    """Let the parameter of this name have a value, or none."""
    ask_values({name: [] if value is None else [value]})


def asked_values(name: str) -> list[str]:
    """All parameters of this name."""
    return st.query_params.get_all(name)


def ask_values(values: Mapping[str, Sequence[str]]) -> None:
    """Let the parameters of these names have these values, in one step; those of no value go."""
    _say({name: one for name, one in (_all() | dict(values)).items() if one})
    st.session_state[_KEPT] = _parameters()


def link(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """The address of a page with these parameters, as this browser reaches it."""
    here = (st.context.url or "").rstrip("/")  # with the page's own path on some runs, without it on others
    base = here.removesuffix(f"/{page}")
    language = {LANGUAGE: st.query_params.get_all(LANGUAGE)}
    query = urlencode({**parameters, **language}, doseq=True, safe="~")
    return f"{base}/{page}{'?' if query else ''}{query}"
