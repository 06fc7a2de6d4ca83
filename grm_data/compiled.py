"""The program's own TOML files, compiled as Python compiles its modules: reading one takes 25 times as long.

What was compiled is kept in ``__pycache__`` beside the file until that changes; where nothing can be written,
the file is read each time. A module of that name beside it would be kept in the same place: there is none.
"""

from __future__ import annotations

import datetime
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

__all__ = ["toml_file"]


class _Loader(SourceFileLoader):
    """Python's own way to a module's code and its cache, for a table."""

    def source_to_code(self, data: Any, path: Any) -> Any:  # type: ignore[override]
        import tomllib  # which itself takes 10 ms

        return compile(repr(tomllib.loads(bytes(data).decode("utf-8"))), path, "eval")


def toml_file(path: Path) -> dict[str, Any]:
    """The tables of a file that is part of the program, made anew at each call."""
    code: Any = _Loader(path.stem, str(path)).get_code(path.stem)
    found: dict[str, Any] = eval(code, {"datetime": datetime})
    return found
