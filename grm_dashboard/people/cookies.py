"""The log-in of a request that belongs to no browser session of Streamlit's: a download or an upload."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from grm_dashboard.private import log_in_cookie

__all__ = ["claims_of"]


def claims_of(header: str | None, address: str) -> dict[str, object]:
    """The claims in the cookie that Streamlit left after a log-in at ``address``, as ``st.user`` has them.

    ``header`` is the request's Cookie. Empty where there is no such cookie, or it isn't of this server's
    making. How old the log-in is, is for the reader of the claims to judge.
    """
    try:
        claims = json.loads(log_in_cookie(header) or b"{}")
    except ValueError:
        return {}
    own = urlsplit(address)
    is_ours = isinstance(claims, dict) and claims.pop("origin", None) == f"{own.scheme}://{own.netloc}"
    return claims if is_ours else {}
