"""A PDF with text → lines and rows, as its pages show them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO

from grm_data.errors import UsageError
from grm_data.guarded import is_for_memory
from grm_data.reconcile.reading.text import RawLine, laid_out

__all__ = ["pdf_lines"]

_MOST_PAGES = 400
_TABLES_A_PAGE = 1_000


def pdf_lines(content: bytes) -> Iterator[RawLine]:
    """The text of each page; UsageError where it is locked, damaged, or too long."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").disabled = True  # it quotes what it can't read
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UsageError("report-locked")
        if len(reader.pages) > _MOST_PAGES:
            raise UsageError("report-too-long")
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    except UsageError:
        raise
    except Exception as error:  # whatever a hostile file makes pypdf stumble over
        if is_for_memory(error):
            raise
        raise UsageError("report-unreadable") from None
    for number, page in enumerate(pages):
        yield from laid_out(page.splitlines(), 1 + number * _TABLES_A_PAGE)
        yield 0, [""]
