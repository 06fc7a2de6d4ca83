"""One module alone holds what Streamlit and Starlette don't promise to keep; the linter says so."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import starlette
import streamlit

ROOT = Path(__file__).resolve().parents[2]
RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
BANNED = tuple(RUFF["flake8-tidy-imports"]["banned-api"])

PUBLIC = {
    "streamlit": {
        "__main__", "column_config", "components", "connections", "errors", "starlette", "testing", "typing",
    },
    "starlette": {
        "applications", "authentication", "background", "concurrency", "config", "convertors",
        "datastructures", "endpoints", "exceptions", "middleware", "requests", "responses", "routing",
        "schemas", "staticfiles", "status", "templating", "testclient", "types", "websockets",
    },
}  # fmt: skip
"""What their makers document; a module that an upgrade brings is neither here nor banned, and a test is red."""


def told(code: str, file: str) -> str:
    """What the linter says of a scratch file of the project's."""
    done = subprocess.run(
        [Path(sys.executable).with_name("ruff"), "check", "--no-cache", "--output-format", "concise",
         "--select", "TID251", "--stdin-filename", file, "-"],
        cwd=ROOT, input=code, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("file", ["app.py", "pages/scratch.py", "grm_dashboard/session/scratch.py"])
def test_every_private_import_fails_the_lint_outside_the_one_module(file: str) -> None:
    code = "".join(f"import {name}\n" for name in BANNED)
    code += "".join("from {0} import {2}\n".format(*name.rpartition(".")) for name in BANNED)
    code += "".join(f"import {name}.something\n" for name in BANNED)
    lines = {int(line) for line in re.findall(r":(\d+):\d+: TID251", told(code, file))}
    assert lines == set(range(1, 3 * len(BANNED) + 1))


@pytest.mark.parametrize("name", ["st.config.get_option('server.port')", "st.runtime.get_instance()"])
def test_a_private_name_reached_by_a_dot_fails_the_lint_too(name: str) -> None:
    assert "TID251" in told(f"import streamlit as st\n\n{name}\n", "pages/scratch.py")


def test_what_is_public_passes() -> None:
    code = "import streamlit as st\nfrom starlette.requests import Request\n\nst.navigation([])\nst.dataframe([])\n"
    assert told(code, "pages/scratch.py") == "All checks passed!\n"


def test_one_folder_alone_may() -> None:
    assert told(f"import {BANNED[0]}\n", "grm_dashboard/private/sending.py") == "All checks passed!\n"
    allowed = {file for file, rules in RUFF["per-file-ignores"].items() if "TID251" in rules}
    assert allowed == {"grm_dashboard/private/*.py", "tests/**", "benchmarks/**"}


@pytest.mark.parametrize("package", [streamlit, starlette], ids=lambda package: package.__name__)
def test_every_module_of_theirs_is_public_or_banned(package: object) -> None:
    top = package.__name__  # type: ignore[attr-defined]
    for module in pkgutil.iter_modules(package.__path__):  # type: ignore[attr-defined]
        name = f"{top}.{module.name}"
        is_banned = any(one == name or one.startswith(f"{name}.") for one in BANNED)
        assert (module.name in PUBLIC[top]) != is_banned or name == "starlette.requests", name
