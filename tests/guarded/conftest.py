"""Both ways to start a guarded process: a fork of the template process, and an interpreter of its own."""

from __future__ import annotations

import pytest

from grm_data.guarded import starting


@pytest.fixture(params=["fork", "interpreter"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How processes are started in a test."""
    monkeypatch.setattr(starting, "_may_fork", request.param == "fork")
    return str(request.param)
