"""A database for every test, and two versions in it for those that ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_data.store import Store
from tests.store.drafts import draft


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Each test has a database of its own."""
    path = tmp_path / "grm.sqlite"
    monkeypatch.setenv("GRM_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def three_versions(database: Path) -> Path:
    """The file of a database with three versions."""
    with Store() as store:
        for base in range(3):
            store.publish(draft(str(base)), by="Oyun", base=base)
    return database
