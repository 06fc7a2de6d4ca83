"""The log-in of a request that belongs to no session: what Streamlit's own cookie says, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from hashlib import sha256

import pytest
import streamlit as st
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.url_util import make_url_path
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from grm_dashboard.people import access, ended
from grm_dashboard.people.cookies import claims_of
from grm_dashboard.serving import gate
from tests.pages.test_gate import PUT, answer, configure

SECRET, COOKIE, ADDRESS = "0123456789abcdef" * 4, "_streamlit_user", "https://grm.example.org"
AUTH = {"redirect_uri": f"{ADDRESS}/oauth2callback", "cookie_secret": SECRET}


@pytest.fixture(autouse=True)
def log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a log-in: one address is staff, one reviews."""
    monkeypatch.setattr(access, "_log_in_settings", lambda: AUTH)
    monkeypatch.setattr(st.secrets, "load_if_toml_exists", lambda: True)
    monkeypatch.setattr(
        type(st.secrets), "get", lambda _, name, default=None: {"auth": AUTH}.get(name, default)
    )
    monkeypatch.setenv("GRM_STAFF", "staff@example.org group:grm-staff")
    monkeypatch.setenv("GRM_REVIEWERS", "reviewer@example.org")
    monkeypatch.setattr(ended, "_known", ended._Known())


LOGGED_IN_AT = int(time.time()) - 60
"""One moment for all claims of a run: a second later they would be of another log-in."""


def claims(**other: object) -> dict[str, object]:
    found = {"email": "reviewer@example.org", "email_verified": True, "iat": LOGGED_IN_AT}
    return {**found, "is_logged_in": True, "origin": ADDRESS, **other}


def cookies_of(found: Mapping[str, object], secret: str = SECRET, name: str = COOKIE) -> str:
    """The request's header Cookie as a browser sends it after Streamlit's own log-in."""
    kept: dict[str, str] = {}

    def keep(part: str, value: str) -> None:
        kept[part] = create_signed_value(secret, part, value).decode()

    def sign(part: str, value: str) -> bytes:
        return create_signed_value(secret, part, value)

    set_cookie_with_chunks(keep, sign, name, dict(found), cookie_attr_size=100)
    return "; ".join(f"{part}={value}" for part, value in kept.items())


def test_the_claims_are_those_of_the_log_in() -> None:
    found = claims_of(f"_streamlit_xsrf=x; {cookies_of(claims())}", AUTH["redirect_uri"])
    assert found == {name: value for name, value in claims().items() if name != "origin"}


def test_a_cookie_in_many_parts_is_read_whole() -> None:
    groups = [sha256(bytes([number])).hexdigest() for number in range(200)]
    header = cookies_of(claims(groups=groups))
    assert header.count(COOKIE) > 3
    assert claims_of(header, AUTH["redirect_uri"])["groups"] == groups
    assert claims_of(header.rpartition(";")[0], AUTH["redirect_uri"]) == {}


@pytest.mark.parametrize(
    "header",
    [
        None, "", "x", f"{COOKIE}=", f"{COOKIE}=x.y.z", f"{COOKIE}=\u20ac", cookies_of(claims(), SECRET[::-1]),
        cookies_of(claims(origin="https://evil.example")), cookies_of(claims(origin=None)), cookies_of(claims(), name="_other"),
        f"{COOKIE}={create_signed_value(SECRET, COOKIE, '[1]').decode()}", f"{COOKIE}={create_signed_value(SECRET, COOKIE, 'no json').decode()}",
        f"{COOKIE}={create_signed_value(SECRET, '_other', json.dumps(claims())).decode()}",
    ],
    ids=["none", "empty", "no cookie", "no value", "no signature", "no ascii", "another secret", "another site", "no site", "another name",
         "no claims", "no json", "another purpose"],  # a signature holds the time: workers would name its test differently
)  # fmt: skip
def test_whatever_is_not_our_own_cookie_says_nothing(header: str | None) -> None:
    assert claims_of(header, AUTH["redirect_uri"]) == {}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "passed"), ({"email": "Staff@example.org"}, "passed"), ({"email": "outsider@example.org"}, 403), ({"email_verified": False}, 403),
        ({"email": "a@example.org", "groups": ["grm-staff"]}, "passed"), ({"iat": time.time() - 8 * 3600 - 60}, 403), ({"is_logged_in": False}, 403),
    ],
)  # fmt: skip
def test_a_file_is_handed_to_those_who_may_read(other: dict[str, object], expected: object) -> None:
    header = cookies_of(claims(**other))
    assert answer(path="/media/0123.csv", host="grm.example.org", cookie=header) == expected


def test_no_file_without_a_log_in_nor_after_it() -> None:
    assert answer(path="/static/media/font.woff2", host="grm.example.org") == "passed"
    assert answer(path="/media/0123.csv", host="grm.example.org") == 403
    header = cookies_of(claims())
    access.end_log_in(access._log_in(claims()))
    assert answer(path="/media/0123.csv", host="grm.example.org", cookie=header) == 403


@pytest.mark.parametrize("base", ["", "grm", "/grm/", "static", "grm/static", "media", "static/media"])
def test_whatever_streamlit_hands_out_is_asked_about_under_every_base_path(
    monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    configure(monkeypatch, "server.baseUrlPath", base)
    for route in create_media_routes(None, base):  # type: ignore[arg-type]
        path = route.path.replace("{file_id:path}", "0123.csv")  # type: ignore[attr-defined]
        assert answer(path=path, host="grm.example.org") == 403
        assert answer(path=path, host="grm.example.org", cookie=cookies_of(claims())) == "passed"
    font = make_url_path(base, "static/media/font.woff2")
    assert answer(path=font, host="grm.example.org") == "passed"


@pytest.mark.parametrize("above", ["/static", "/grm"])
def test_a_file_is_asked_about_also_where_the_application_is_part_of_another(above: str) -> None:
    assert answer(path=f"{above}/media/0123.csv", above=above, host="grm.example.org") == 403
    assert answer(path=f"{above}/static/media/font.woff2", above=above, host="grm.example.org") == "passed"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"email": "staff@example.org"}, "passed"), ({"email": "a@example.org", "groups": ["grm-staff"]}, "passed"), ({}, 403),
        ({"email": "outsider@example.org"}, 403), ({"email": "staff@example.org", "iat": time.time() - 8 * 3600 - 60}, 403),
    ],
)  # fmt: skip
def test_a_file_is_taken_only_from_those_who_may_publish(
    monkeypatch: pytest.MonkeyPatch, other: dict[str, object], expected: object
) -> None:
    monkeypatch.setattr(gate, "is_active_session", lambda _: True)
    monkeypatch.setattr(gate, "_showing", {"a-session"})
    header = cookies_of(claims(**other))
    for method in ("PUT", "DELETE"):
        assert answer(path=PUT, method=method, host="grm.example.org", cookie=header) == expected
    assert answer(path=PUT, method="PUT", host="grm.example.org") == 403
