"""A PostgreSQL for whoever asks for one. Coverage is told by the examples; property tests don't count, whose rounds it would slow 1.7 times."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from grm_data import messages
from tests import rounds  # noqa: F401  the profile of every property
from tests.installing import POSTGRESQL, find_postgresql
from tests.postgresql import Cluster
from tests.unguarded import work_here

os.environ["LC_ALL"] = "C.UTF-8"  # the command line speaks the language of its environment
if "MUTANT_UNDER_TEST" in os.environ:
    work_here()


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the command line: importing ``app.py``, as a test does, makes a process one that serves pages."""
    monkeypatch.setattr(messages, "_everywhere", ["file"])
    if (access := sys.modules.get("grm_dashboard.people.access")) is not None:
        monkeypatch.setattr(access, "_setup_at_start", [])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let coverage rest while a property is tried."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)
        if item.get_closest_marker("property"):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL; in CI its absence is a failure, never a skip."""
    POSTGRESQL.require()
    folder = find_postgresql()
    assert folder is not None
    cluster = Cluster(folder)
    yield cluster
    cluster.remove()
