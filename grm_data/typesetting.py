"""A document by typst, set in a guarded process: a long table takes hundreds of megabytes, which end with it.

The module imports little, since the process imports it anew for each document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from grm_data.errors import GrmError
from grm_data.guarded import Job, Reply, run

__all__ = ["document", "typeset"]

_TYPESET = Job(
    "grm_data.typesetting:typeset",
    GrmError,
    too_long="document-too-long",
    too_big="document-too-big",
    damaged="document-not-made",
)


def document(template: Path, fonts: Path, name: str, values: str) -> bytes:
    """The PDF/UA-1 that a template makes of its values; GrmError says in one sentence why there is none."""
    arguments = {"template": str(template), "fonts": str(fonts), "name": name}
    return bytes(run(_TYPESET, arguments, [values.encode()]).blobs[0])


def typeset(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The guarded job. The timestamp is fixed, so that only the values decide about the bytes."""
    template = Path(arguments["template"])
    found = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[arguments["fonts"]]
        ),
        sys_inputs={arguments["name"]: str(blobs[0], "utf-8")},
        timestamp=0,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return Reply({}, [found])
