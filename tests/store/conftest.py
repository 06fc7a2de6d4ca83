"""A database of each kind for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grm_data.store import Store
from tests.postgresql import Cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'grm.sqlite'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with Store(url) as store:
        yield store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file of ``sqlite_store`` is."""
    return tmp_path / "grm.sqlite"


@pytest.fixture
def sqlite_store(file: Path) -> Iterator[Store]:
    """An empty store in an SQLite file."""
    with Store(f"sqlite:///{file}") as store:
        yield store
