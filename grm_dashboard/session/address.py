"""What is asked stands in the address, and nowhere else: each change is a step that Back undoes.

Streamlit forgets an address's parameters when a link leads to another page; they are put back before it knows
of that page, so that the way there is one step, too. What leads Back counts as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from grm_dashboard.private import is_history_navigation
from grm_dashboard.serving.language import LANGUAGE
from grm_dashboard.session.asked import NAMES, Asked, asked_of, parameters_of
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

_KEPT = "_address"
_TOGETHER: tuple[tuple[str, ...], ...] = (NAMES, (VERSION,), (LANGUAGE,))
"""Parameters that hold on every page; of which an address has all that count, if it has one."""

_OURS = frozenset((*NAMES, VERSION, LANGUAGE))


def _all() -> dict[str, list[str]]:
    """What the address says now."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


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
    if _parameters() != st.session_state[_KEPT]:
        st.query_params.from_dict(others_now() | st.session_state[_KEPT])


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
    now = _all()
    asked = {name: list(one) for name, one in (now | dict(values)).items() if one}
    if asked != now:
        st.query_params.from_dict(asked)
    st.session_state[_KEPT] = _parameters()


def link(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """The address of a page with these parameters, as this browser reaches it."""
    here = (st.context.url or "").rstrip("/")  # with the page's own path on some runs, without it on others
    base = here.removesuffix(f"/{page}")
    language = {LANGUAGE: st.query_params.get_all(LANGUAGE)}
    query = urlencode({**parameters, **language}, doseq=True, safe="~")
    return f"{base}/{page}{'?' if query else ''}{query}"
