"""The sample's report, made once, and the programs that look at the files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from grm_data.intake.opening import open_path
from grm_data.register import Register
from grm_data.report import FORMATS, ReportModel, build_report, rendered
from grm_data.settings import Settings, settings_for
from tests.installing import OFFICE

FIRST, LAST = date(2020, 6, 25), date(2020, 12, 31)
OTHER = """\
The project exhibited at **ICT Expo 2020** in *Ulaanbaatar*.

## What was shown

1. Deliverables
2. Procurement
   - contracts → signed
"""
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "smart_government_register.xlsx"


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The sample project's settings."""
    return settings_for(SAMPLE)


@pytest.fixture(scope="session")
def register(settings: Settings) -> Register:
    """The sample register."""
    return open_path(SAMPLE, settings)


@pytest.fixture(scope="session")
def model(register: Register, settings: Settings) -> ReportModel:
    """The report of the second half of 2020."""
    return build_report(
        register, settings, FIRST, LAST, other=OTHER, made_on=date(2021, 1, 15), is_sample=True
    )


@pytest.fixture(scope="session")
def files(model: ReportModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Its files by format."""
    folder = tmp_path_factory.mktemp("report")
    found = {name: folder / f"sample.{name}" for name in FORMATS}
    for name, path in found.items():
        path.write_bytes(rendered(model, name))
    return found


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Where a program is; without it the test is skipped, in CI it fails."""

    def find(name: str) -> str:
        OFFICE.require()
        return str(shutil.which(name))

    return find
