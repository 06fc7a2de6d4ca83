"""Who may do what: every way to be somebody else gives no role."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_dashboard.people.roles import (
    NOBODY,
    SESSION_SECONDS,
    Access,
    Role,
    access_of_claims,
    is_at_this_machine,
    is_loopback,
    listing_of,
)

NOW = 1_800_000_000.0
LISTED = listing_of(
    {
        "GRM_STAFF": "Staff@Example.org; group:grm-staff",
        "GRM_REVIEWERS": "reviewer@example.org,group:bank  both@example.org",
    }
)
AT = "http://127.0.0.1:8501"


def claims(**changed: Any) -> dict[str, Any]:
    found = {"is_logged_in": True, "email": "staff@example.org", "email_verified": True, "iat": int(NOW) - 60}
    return {name: value for name, value in (found | changed).items() if value is not None}


@pytest.mark.parametrize(
    ("changed", "role"),
    [
        ({}, Role.STAFF),
        ({"email": "STAFF@example.ORG"}, Role.STAFF),
        ({"email": "reviewer@example.org"}, Role.REVIEWER),
        ({"email": "other@example.org", "groups": ["x", "grm-staff"]}, Role.STAFF),
        ({"email": "other@example.org", "groups": "bank"}, Role.REVIEWER),
        ({"email": "reviewer@example.org", "groups": ["grm-staff"]}, Role.STAFF),
        ({"email_verified": "true"}, Role.STAFF),
        ({"iat": NOW - SESSION_SECONDS}, Role.STAFF),
    ],
)
def test_whoever_is_listed_has_the_role(changed: dict[str, Any], role: Role) -> None:
    found = access_of_claims(claims(**changed), LISTED, NOW)
    assert found.role is role
    assert found.person == claims(**changed)["email"].lower()


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "other@example.org"},
        {"email": "staff@example.org.evil.example"},
        {"email": "group:grm-staff"},
        {"email": "\u017ftaff@example.org"},  # a long s, which is an s in some foldings
        {"email": None},
        {"email": ["staff@example.org"]},
        {"email_verified": None},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "yes"},
        {"is_logged_in": False},
        {"is_logged_in": None},
        {"is_logged_in": "true"},
        {"iat": None},
        {"iat": True},
        {"iat": str(int(NOW))},
        {"iat": NOW - SESSION_SECONDS - 1},
        {"iat": NOW + 3600},
        {"iat": float("nan")},
        {"iat": 10**400},
        {"email": "other@example.org", "groups": {"grm-staff": True}},
        {"email": "other@example.org", "groups": "grm-staff bank"},
        {"email": "other@example.org", "groups": None, "roles": ["grm-staff"]},
    ],
)
def test_anything_else_is_nobody(changed: dict[str, Any]) -> None:
    assert access_of_claims(claims(**changed), LISTED, NOW) == NOBODY


def test_the_claims_for_groups_and_verification_can_be_named() -> None:
    listing = listing_of(
        {"GRM_STAFF": "group:a", "GRM_GROUPS_CLAIM": "roles", "GRM_VERIFIED_CLAIM": "xms_edov"}
    )
    found = claims(roles=["a"], xms_edov=1, email_verified=None)
    assert access_of_claims(found, listing, NOW) == Access(Role.STAFF, "staff@example.org")


@pytest.mark.parametrize("text", ["", " , ;", "group:", "group: x"])
def test_an_empty_entry_lists_nobody(text: str) -> None:
    listing = listing_of({"GRM_STAFF": text})
    assert listing.staff_groups == frozenset()
    assert access_of_claims(claims(email="other@example.org", groups=["", "group:"]), listing, NOW) == NOBODY


def test_a_listing_of_nobody_says_so() -> None:
    assert listing_of({}).is_empty
    assert not LISTED.is_empty


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["email", "email_verified", "iat", "groups", "is_logged_in"]), JSON))
def test_no_claims_of_any_shape_are_an_error_or_a_way_in(found: dict[str, Any]) -> None:
    assert access_of_claims(found, LISTED, NOW) == NOBODY


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
@pytest.mark.parametrize("at", [AT, "http://localhost:9", "http://[::1]:8501", "https://127.0.0.1"])
def test_the_person_at_the_machine_is_known_by_the_origin(address: str, at: str) -> None:
    headers = {"Origin": at, "Host": at.partition("//")[2]}
    assert is_at_this_machine(address, headers)


@pytest.mark.parametrize(
    "address", [None, "", "0.0.0.0", "::", "192.168.1.4", "example.org", "unix:///tmp/s"]
)
def test_nobody_is_at_the_machine_that_listens_elsewhere(address: str | None) -> None:
    assert not is_loopback(address)
    assert not is_at_this_machine(address, {"Origin": AT, "Host": "127.0.0.1:8501"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "127.0.0.1:8501"},
        {"Origin": AT},
        {"Origin": "", "Host": ""},
        {"Origin": "null", "Host": "127.0.0.1:8501"},
        {"Origin": "http://127.0.0.1:8502", "Host": "127.0.0.1:8501"},
        {"Origin": "http://evil.example:8501", "Host": "evil.example:8501"},
        {"Origin": "http://localhost.evil.example", "Host": "localhost.evil.example"},
        {"Origin": "http://x@127.0.0.1:8501", "Host": "127.0.0.1:8501"},
        {"Origin": "http://[::1", "Host": "[::1"},
        {"Origin": "file://127.0.0.1:8501", "Host": "127.0.0.1:8501"},
        {"Origin": AT, "Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.1"},
        {"Origin": AT, "Host": "127.0.0.1:8501", "x-forwarded-proto": "https"},
        {"Origin": AT, "Host": "127.0.0.1:8501", "Forwarded": "for=10.0.0.1"},
        {"Origin": AT, "Host": "127.0.0.1:8501", "Via": "1.1 proxy"},
        {"Origin": AT, "Host": "127.0.0.1:8501", "X-Real-IP": "10.0.0.1"},
    ],
)
def test_whoever_comes_from_elsewhere_is_not_at_the_machine(headers: dict[str, str]) -> None:
    assert not is_at_this_machine("127.0.0.1", headers)
