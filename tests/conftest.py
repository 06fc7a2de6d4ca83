"""Coverage is told by the examples; property tests don't count, whose rounds it would slow 1.8 times."""

from __future__ import annotations

import pytest

from tests import rounds  # noqa: F401  the profile of every property


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let coverage rest while a property is tried."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)
            item.add_marker(pytest.mark.property)
