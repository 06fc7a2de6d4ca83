"""The sample's register, and reports read in this process: what the guarded one adds is tested once."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.register import Register
from grm_data.report import FORMATS, ReportModel, build_report, rendered
from grm_data.settings import Settings
from tests.report.conftest import SAMPLE, register, settings

__all__ = ["SAMPLE", "SOURCE", "register", "settings"]

SOURCE = SAMPLE.parent / "half-yearly-report-2020H2.txt"


@pytest.fixture(scope="session")
def source() -> str:
    """The source report."""
    return SOURCE.read_text("utf-8")


@pytest.fixture(scope="session")
def model(register: Register, settings: Settings) -> ReportModel:
    """Our own report of the same period."""
    days = (date(2020, 6, 25), date(2020, 12, 31))
    return build_report(register, settings, *days, made_on=date(2021, 1, 15))


@pytest.fixture(scope="session")
def files(model: ReportModel) -> dict[str, bytes]:
    """Its files by format."""
    return {name: rendered(model, name) for name in FORMATS}
