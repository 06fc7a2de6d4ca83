"""Reports read without a process of their own, and their numbers changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from grm_data.reconcile import Checked, Document
from grm_data.reconcile.checking import numbers_of, own_words
from grm_data.reconcile.comparing import compare
from grm_data.reconcile.opening import Line
from grm_data.reconcile.reading.jobs import _lines
from grm_data.reconcile.understanding import understand
from grm_data.reconcile.wire import from_json, to_json
from grm_data.register import Register
from grm_data.settings import Settings

__all__ = ["check", "document", "flat", "numbers"]


def document(content: bytes | str) -> Document:
    """A report's lines."""
    content = content.encode() if isinstance(content, str) else content
    return Document(
        tuple(Line(n, table, tuple(cells)) for n, (table, cells) in enumerate(_lines(content), 1))
    )


def check(found: Document, register: Register, settings: Settings) -> Checked:
    """The check without its process, through JSON as it goes."""
    said = understand(found.lines, own_words(register), numbers_of(register))
    return compare(from_json(json.loads(json.dumps(to_json(said)))), register, settings)


def flat(content: bytes) -> str:
    """The same report as somebody pastes it: a line each, cells between tabs."""
    return "\n".join("\t".join(one.cells).replace("\n", " ") for one in document(content).lines)


def numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a report that are figures: not those in texts of issues and actions, nor under Other."""
    text = text.partition("\nOther:")[0]
    for found in re.finditer(r"\d+", text):
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        is_case = re.match(r"\d+\t", before + found[0]) is not None or re.match(r"\d+\t", before)
        if not is_case or before.count("\t") not in (5, 6):
            yield found
