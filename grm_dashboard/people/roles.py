"""Who may do what: from where a person sits, or from the claims of a log-in, to a role.

Three set-ups. A laptop: nobody logs in, and the person at it may do all. A public dashboard without
log-in: everybody may read. A server with log-in (OpenID Connect): the people listed, each as their role.
Whatever is missing, unclear or malformed gives no role.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from grm_data.environment import listed

__all__ = [
    "NOBODY",
    "SESSION_SECONDS",
    "Access",
    "Listing",
    "Role",
    "access_of_claims",
    "is_at_this_machine",
    "is_loopback",
    "listing_of",
]

SESSION_SECONDS = 8 * 3600
"""How long a log-in lasts, counted from the moment when the identity provider made it."""

_CLOCKS_DIFFER = 120  # seconds by which a provider's clock may be ahead of ours
_GROUP = "group:"
_FORWARDED = ("forwarded", "via", "x-real-ip")
_FORWARDED_PREFIX = "x-forwarded-"


class Role(StrEnum):
    """What a person may do."""

    NOBODY = "nobody"
    REVIEWER = "reviewer"
    STAFF = "staff"

    @property
    def may_read(self) -> bool:
        """See what is published."""
        return self is not Role.NOBODY

    @property
    def may_publish(self) -> bool:
        """Open spreadsheets, clear texts, publish and undo."""
        return self is Role.STAFF


@dataclass(frozen=True, slots=True)
class Access:
    """A role, and who has it: an e-mail address, the machine's user, or "" for whoever it is."""

    role: Role
    person: str = ""


NOBODY = Access(Role.NOBODY)


@dataclass(frozen=True, slots=True)
class Listing:
    """Who is staff and who reviews: addresses in lower case, and names of groups."""

    staff: frozenset[str] = frozenset()
    staff_groups: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    reviewer_groups: frozenset[str] = frozenset()
    groups_claim: str = "groups"
    verified_claim: str = "email_verified"

    @property
    def is_empty(self) -> bool:
        """Whether nobody at all is listed."""
        return not (self.staff or self.staff_groups or self.reviewers or self.reviewer_groups)

    def role(self, address: str, groups: Iterable[str]) -> Role:
        """The greater role of an address and its groups."""
        belongs = frozenset(groups)
        if address in self.staff or belongs & self.staff_groups:
            return Role.STAFF
        if address in self.reviewers or belongs & self.reviewer_groups:
            return Role.REVIEWER
        return Role.NOBODY


def listing_of(environment: Mapping[str, str]) -> Listing:
    """The people listed in GRM_STAFF and GRM_REVIEWERS.

    >>> listing_of({"GRM_STAFF": "Bat@example.org, group:grm-staff"}).staff_groups
    frozenset({'grm-staff'})
    """
    staff, staff_groups = _entries(environment.get("GRM_STAFF", ""))
    reviewers, reviewer_groups = _entries(environment.get("GRM_REVIEWERS", ""))
    return Listing(
        staff,
        staff_groups,
        reviewers,
        reviewer_groups,
        environment.get("GRM_GROUPS_CLAIM") or "groups",
        environment.get("GRM_VERIFIED_CLAIM") or "email_verified",
    )


def _entries(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """(addresses, groups) of a list separated by commas, semicolons or blanks."""
    entries = listed(text)
    groups = frozenset(entry[len(_GROUP) :] for entry in entries if entry.startswith(_GROUP))
    addresses = frozenset(entry.lower() for entry in entries if not entry.startswith(_GROUP))
    return addresses, groups - {""}


def access_of_claims(claims: Mapping[str, object], listing: Listing, now: float) -> Access:
    """What a person who logged in may do, by the claims that the identity provider signed.

    ``now`` is in seconds since 1970, as the claim ``iat``. The address must be verified and ASCII (other
    letters can look like a listed address), and the log-in at most SESSION_SECONDS old.
    """
    address = claims.get("email")
    if claims.get("is_logged_in") is not True or not _is_recent(claims.get("iat"), now):
        return NOBODY
    if not isinstance(address, str) or not address.isascii() or "@" not in address:
        return NOBODY
    if claims.get(listing.verified_claim) not in (True, "true", "1"):  # 1 == True
        return NOBODY
    role = listing.role(address.lower(), _groups(claims.get(listing.groups_claim)))
    return Access(role, address.lower()) if role.may_read else NOBODY


def _is_recent(issued: object, now: float) -> bool:
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return now - SESSION_SECONDS <= issued <= now + _CLOCKS_DIFFER


def _groups(claim: object) -> list[str]:
    """A claim of groups is a list of names, or one name."""
    names = claim if isinstance(claim, list | tuple) else [claim]
    return [name for name in names if isinstance(name, str)]


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address can only be reached from the machine itself.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback(None)
    (True, True, False, False)
    """
    if host is None:
        return False
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_at_this_machine(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a browser session is of the person at the machine that serves it.

    ``address`` is what the server listens on, ``headers`` those with which the session began. The Origin
    says where the browser believes to be: this very server, on a loopback name. Whatever came through a
    proxy came from elsewhere.
    """
    found = {name.lower(): value for name, value in headers.items()}
    if any(name in _FORWARDED or name.startswith(_FORWARDED_PREFIX) for name in found):
        return False
    origin, host = found.get("origin"), found.get("host")
    return is_loopback(address) and bool(host) and _is_loopback_origin(origin, host)


def _is_loopback_origin(origin: str | None, host: str | None) -> bool:
    try:
        parts = urlsplit(origin or "")
        return parts.netloc == host and parts.scheme in ("http", "https") and is_loopback(parts.hostname)
    except ValueError:
        return False
