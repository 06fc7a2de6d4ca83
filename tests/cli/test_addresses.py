"""GRM_DATABASE_URL written wrongly: one line, and nothing of the address in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import refused


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://grm:p@ss:CANARY@db.example.org/grm", "postgresql://grm:x@localhost:CANARY/grm", "postgresql://grm@[::CANARY/db",
        "postgresql://CANARY@/d?host=a&host=b&port=1", "postgresql://CANARY@/d?plugin=x",
        "sqlite:///{}?timeout=CANARY", "sqlite:///{}?check_same_thread=CANARY", "sqlite:///{}?timeout=1&timeout=CANARY",
        "sqlite:///{}?uri=CANARY", "sqlite:///{}?CANARY=1", "sqlite:///{}?mode=ro", "sqlite:///{}?cached_statements=99999999999",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_quoting_it(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_DATABASE_URL", address.format(tmp_path / "grm.sqlite"))
    said = refused("history")
    assert "GRM_DATABASE_URL isn't the address" in said
    assert "CANARY" not in said
    assert not list(tmp_path.iterdir()) or "cached" in address
