"""The log-in of a request that belongs to no browser session of Streamlit's: a download or an upload."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from starlette.requests import cookie_parser
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

__all__ = ["claims_of"]


def claims_of(header: str | None, address: str) -> dict[str, object]:
    """The claims in the cookie that Streamlit left after a log-in at ``address``, as ``st.user`` has them.

    ``header`` is the request's Cookie. Empty where there is no such cookie, or it isn't of this server's
    making. How old the log-in is, is for the reader of the claims to judge.
    """
    cookies, secret = cookie_parser(header or ""), get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    try:
        claims = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    own = urlsplit(address)
    is_ours = isinstance(claims, dict) and claims.pop("origin", None) == f"{own.scheme}://{own.netloc}"
    return claims if is_ours else {}
