"""Where the dashboard's files are: the same in the tree and where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grm_dashboard import places

ROOT = Path(__file__).resolve().parents[2]


def test_in_the_tree_they_stand_beside_the_package() -> None:
    assert places.frame() == ROOT / "pages" / "_frame.py"
    assert places.sample_register().parent == ROOT / "sample_data"
    assert places.frame().is_file()
    assert places.sample_register().is_file()


def test_installed_they_stand_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "grm_dashboard"
    for folder in ("pages", "sample_data"):
        (package / folder).mkdir(parents=True)
        (tmp_path / "site-packages" / folder).mkdir()  # of another package
    monkeypatch.setattr(places, "_PACKAGE", package)
    assert places.frame.__wrapped__() == package / "pages" / "_frame.py"
    assert places.sample_register.__wrapped__().parent == package / "sample_data"
