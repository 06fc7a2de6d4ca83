"""Who is at the dashboard, and what they may do: decided once per run here, and asked again to publish."""

from __future__ import annotations

import getpass
import os
import time
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from grm_dashboard.people import ended
from grm_dashboard.people.cookies import claims_of
from grm_dashboard.people.roles import (
    NOBODY,
    Access,
    Role,
    access_of_claims,
    is_at_this_machine,
    is_loopback,
    listing_of,
)
from grm_dashboard.private import option
from grm_data.environment import check_environment
from grm_data.errors import UsageError
from grm_data.messages import message
from grm_data.secret import keyed_hash

__all__ = [
    "Setup",
    "allowed_hosts",
    "current_access",
    "current_setup",
    "end_log_in",
    "keep_setup",
    "log_in_of",
    "log_out",
    "logged_in_as",
    "may_download",
    "may_upload",
    "providers",
    "sees_people",
    "why_not_to_start",
]

_FEWEST_SECRET_LETTERS = 32


class Setup(StrEnum):
    """How the dashboard is served."""

    LAPTOP = "laptop"  # no log-in, reached from this machine only
    PUBLIC = "public"  # no log-in, everybody may read
    LOGIN = "login"  # OpenID Connect


_setup_at_start: list[Setup] = []
"""How the server was set up when it started: losing the file of its log-in must not open the doors."""


def _log_in_settings() -> Mapping[str, Any]:
    """The section [auth] of .streamlit/secrets.toml; empty where there is none."""
    return st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}


def current_setup() -> Setup:
    """How this server was set up: a log-in wins, then GRM_PUBLIC. What it started with stays."""
    if _setup_at_start:
        return _setup_at_start[0]
    if _log_in_settings():
        return Setup.LOGIN
    return Setup.PUBLIC if os.environ.get("GRM_PUBLIC") == "1" else Setup.LAPTOP


def keep_setup() -> None:
    """Stay set up as it is now, whatever becomes of the file of the log-in."""
    _setup_at_start[:] = [current_setup()]


def current_access() -> Access:
    """The role of whoever is at this browser session, and who it is."""
    match current_setup():
        case Setup.LOGIN:
            return _access_of(st.user.to_dict())
        case Setup.PUBLIC:
            return Access(Role.REVIEWER)
        case Setup.LAPTOP:
            is_here = is_at_this_machine(option("server.address"), st.context.headers)
            return Access(Role.STAFF, _user()) if is_here else NOBODY


def may_download(cookies: str | None) -> bool:
    """Whether a request with these cookies may fetch a file that a page offered to somebody."""
    return current_setup() is not Setup.LOGIN or _access_of_request(cookies).role.may_read


def may_upload(cookies: str | None) -> bool:
    """Whether a request with these cookies may send a file to a page that has a place for one."""
    return current_setup() is not Setup.LOGIN or _access_of_request(cookies).role.may_publish


def _access_of_request(cookies: str | None) -> Access:
    return _access_of(_claims(cookies))


def _claims(cookies: str | None) -> Mapping[str, object]:
    return claims_of(cookies, str(_log_in_settings().get("redirect_uri", "")))


def _access_of(claims: Mapping[str, object]) -> Access:
    """What a person who logged in may do, unless they logged out meanwhile."""
    access = access_of_claims(claims, listing_of(os.environ), time.time())
    return NOBODY if access is not NOBODY and ended.has_ended(_log_in(claims)) else access


def logged_in_as() -> str | None:
    """The address that the identity provider gave, whether it is listed or not; None without a log-in."""
    claims = st.user.to_dict()
    return str(claims.get("email") or "?") if claims.get("is_logged_in") is True else None


def providers() -> list[str | None]:
    """The identity providers that one may choose from; None stands for a single one without a name."""
    settings = _log_in_settings()
    named = [name for name, value in settings.items() if isinstance(value, Mapping) and "client_id" in value]
    return [*([None] if "client_id" in settings else []), *named]


def sees_people() -> bool:
    """Whether the names of those who publish are shown: not to the whole world."""
    return current_setup() is not Setup.PUBLIC


def log_out() -> None:
    """End the log-in for good: a copy of its cookie is worth nothing from now on."""
    end_log_in(_log_in(st.user.to_dict()))
    st.logout()


def end_log_in(log_in: str) -> None:
    """End a log-in by its code, at every replica."""
    ended.end(log_in)


def log_in_of(cookies: str | None) -> str | None:
    """The code of the log-in in a request's cookies, whatever it may do; None without one, or if it ended."""
    if current_setup() is not Setup.LOGIN:
        return None
    claims = _claims(cookies)
    log_in = _log_in(claims)
    return log_in if claims.get("is_logged_in") is True and not ended.has_ended(log_in) else None


def _log_in(claims: Mapping[str, object]) -> str:
    """What tells one log-in from any other, and nobody but this project's servers can make."""
    told = repr([claims.get(name) for name in ("iss", "sub", "email", "iat", "nonce")])
    return keyed_hash(str(_log_in_settings().get("cookie_secret", "")).encode(), "log-in", told)


def _user() -> str:
    """The name that the machine knows the person at it by."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def allowed_hosts() -> tuple[str, ...] | None:
    """The host names that this server answers to; None where any is right.

    With a log-in that of its own address; on a laptop its loopback names, tested by ``is_loopback``.
    """
    named = [str(host).lower() for host in option("server.allowedHosts") or ()]
    if current_setup() is Setup.LOGIN:
        own = urlsplit(str(_log_in_settings().get("redirect_uri", ""))).hostname
        return (*named, *([own] if own else []))
    return tuple(named) or None


def why_not_to_start() -> str | None:
    """Why this server would not be safe, in one sentence; None where all is well."""
    try:
        check_environment(is_served=True)
    except UsageError as error:
        return message("start.environment", why=error)
    if not _secrets_are_readable():
        return message("start.secrets")
    if option("server.trustedUserHeaders"):
        return message("start.headers")
    if current_setup() is Setup.LOGIN:
        secret = str(_log_in_settings().get("cookie_secret", ""))
        if len(secret) < _FEWEST_SECRET_LETTERS:
            return message("start.cookie", n=_FEWEST_SECRET_LETTERS)
        return message("start.listing") if listing_of(os.environ).is_empty else None
    if not listing_of(os.environ).is_empty:
        return message("start.no_log_in")
    address = option("server.address")
    if current_setup() is Setup.LAPTOP and not is_loopback(address):
        return message("start.public", address=address or "0.0.0.0")
    return None


def _secrets_are_readable() -> bool:
    """Whether the file of the log-in can be read, where there is one."""
    try:
        found = [file for file in option("secrets.files") if Path(file).exists()]
        return not found or st.secrets.load_if_toml_exists()
    except (OSError, ValueError):  # ValueError: no UTF-8
        return False
