"""``dashboard``: the pages, served to the browser of this computer."""

from __future__ import annotations

import argparse
import os
import runpy
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from grm_data.cli.parsing import Commands
from grm_data.errors import UsageError
from grm_data.messages import message

__all__ = ["add"]

_ADDRESS = "127.0.0.1"
_PORT = 8501


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "dashboard", help=message("cli.dashboard"), description=message("cli.dashboard")
    )
    command.add_argument(
        "register", nargs="?", type=Path, metavar="REGISTER", help=message("cli.dashboard-register")
    )
    command.add_argument("--port", type=_port, default=_PORT, metavar="N", help=message("cli.port"))
    command.set_defaults(command=_dashboard)


def _dashboard(options: argparse.Namespace) -> int:
    app = _app()
    if options.register is not None:
        if not options.register.is_file():
            is_there = options.register.exists()
            raise UsageError("no-file" if is_there else "file-missing", path=options.register)
        os.environ["GRM_REGISTER"] = str(options.register.absolute())
    _check_free(options.port)
    print(message("cli.dashboard-at", address=_ADDRESS, port=options.port), flush=True)
    return _serve(app, options.port)


def _app() -> Path:
    """What Streamlit starts: inside the installed package, in the tree beside it; else UsageError."""
    house = find_spec("grm_dashboard")
    if house is not None and find_spec("streamlit") is not None:
        folder = Path(*house.submodule_search_locations or ())
        for app in (folder / "app.py", folder.parent / "app.py"):
            if app.is_file():
                return app
    raise UsageError("dashboard-missing")


def _port(text: str) -> int:
    """A port that a server of one's own may have."""
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(message("cli.not-a-port"))
    return int(text)


def _check_free(port: int) -> None:
    """UsageError where another program has the port: Streamlit would only say so in its log."""
    with socket.socket() as probe:
        if os.name == "posix":  # what just ended still holds its port; on Windows this would take it away
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_ADDRESS, port))
        except OSError:
            raise UsageError("port-taken", port=port) from None


def _serve(app: Path, port: int) -> int:
    """Run Streamlit in this process until it is stopped.

    By its name and not by an import: the package is usable without it. Its other settings stand in the
    ``.streamlit`` folder beside the app, which it reads last, whatever the working folder holds.
    """
    sys.argv = ["streamlit", "run", str(app), "--server.address", _ADDRESS, "--server.port", str(port),
                "--server.headless", "true"]  # fmt: skip
    try:
        runpy.run_module("streamlit", run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):  # why it would not be safe to start
            print(end.code, file=sys.stderr)
            return 2
        return end.code or 0
    return 0
