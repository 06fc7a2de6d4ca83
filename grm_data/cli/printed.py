"""What the guarded process does for a command that prints: it reads the register and tells of it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

from grm_data.cli import parser_for
from grm_data.cli.printing import Tell
from grm_data.guarded import Reply
from grm_data.intake.build import register_of_file
from grm_data.intake.policy import TextPolicy
from grm_data.settings import parse_settings

__all__ = ["printed"]


def printed(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """What the command line, as it was given, prints of a file with the bytes of its settings."""
    options = parser_for(arguments["given"]).parse_args(arguments["given"])
    settings = parse_settings(bytes(blobs[1]))
    register = register_of_file(
        arguments["name"], blobs[0], settings, options.sheets, settings.today, TextPolicy.AS_DECLARED
    )
    tell: Tell = options.tell
    content = io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(content, "utf-8", "surrogatepass", newline="\n")) as out:
        code = tell(register, settings, options)
    out.detach()  # which writes what is left
    return Reply({"code": code}, [content.getbuffer()])
