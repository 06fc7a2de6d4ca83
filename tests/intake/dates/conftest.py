import pytest

from grm_data.intake.dates import window


@pytest.fixture(autouse=True)
def read_in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two-digit years and computers' seconds depend on the year of reading."""
    monkeypatch.setattr(window, "current_year", lambda: 2026)
