"""What is new to whoever comes back: since the version that was shown when they were last here."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from grm_dashboard.serving.visits import COOKIE, visit_before
from grm_dashboard.session.shelf import seen
from grm_dashboard.session.sources import Source
from grm_data.store import Version

__all__ = ["version_seen_last"]


def version_seen_last(source: Source) -> Version | None:
    """The version that was the newest at the visit before; None where it is shown still, or nobody knows."""
    second = visit_before(st.context.cookies.get(COOKIE))
    if source.version is None or second is None:
        return None
    moment = datetime.fromtimestamp(second, UTC)
    older = [one for one in seen().versions if one.published_at <= moment and one.purge is None]
    return older[-1] if older and older[-1].number < source.version.number else None
