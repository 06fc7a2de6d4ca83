"""A virtual environment that holds a wheel and what its metadata asks for, linked from the tests' own.

No registry is asked: the tests' environment has every pinned package already. Only what the wheel declares
is linked, so that a dependency nobody declared is missing there as it would be for a user.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["environment_of", "needed_by"]


def environment_of(wheel: Path, folder: Path) -> Path:
    """Make the environment; the result is the folder of its programs."""
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    _pip(programs, "install", "--no-deps", "--no-index", str(wheel))
    (site,) = [path.parent for path in folder.rglob("site-packages/grm_data")]
    (own,) = Distribution.discover(name="grm-monitor", path=[str(site)])
    for found in needed_by(own.requires or ()).values():
        for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (site / name).exists():  # a folder that two packages share
                (site / name).symlink_to(Path(str(found.locate_file(name))))
    _pip(programs, "check")
    return programs


def needed_by(requirements: Iterable[str], extras: Iterable[str] = ("",)) -> dict[str, Distribution]:
    """The distributions here that meet the requirements, and those that these require in turn, by name."""
    found: dict[tuple[str, str], Distribution] = {}

    def follow(asked: Iterable[str], extras: Iterable[str]) -> None:
        for name, extra in _wanted(asked, extras):
            if (name, extra) not in found:
                found[name, extra] = distribution(name)
                follow(requires(name) or (), (extra,))

    follow(requirements, extras)
    return {name: one for (name, _), one in found.items()}


def _wanted(requirements: Iterable[str], extras: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, extra) of each requirement that holds on this machine; "" for none."""
    for requirement in map(Requirement, requirements):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
            yield from ((canonicalize_name(requirement.name), extra) for extra in ("", *requirement.extras))


def _pip(programs: Path, *arguments: str) -> None:
    """Our pip, for the other environment."""
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--python",
               str(programs / "python"), *arguments]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
