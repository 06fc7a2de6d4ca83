"""Signs that a file isn't the register that it follows: publishing it takes a reason that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grm_data.comparing.comparison import ChangeKind, Comparison
from grm_data.messages import message
from grm_data.register import Field, Register
from grm_data.register.folding import fold
from grm_data.settings import Settings
from grm_data.speech import languages, load
from grm_data.store.errors import SuspiciousFile
from grm_data.store.version import Version

__all__ = ["Following", "following", "require_reason"]

_MOST_GONE = 5
"""One in so many cases may be gone."""
_FEWEST_NUMBERS = 5
"""Case numbers on either side that tell one project from another."""
_OUR_HEADINGS = (Field.REGISTERED_NO, Field.RECEIVED_ON)
_OUR_SHEETS = ("summary", "received", "addressed", "notes", "records")


@dataclass(frozen=True, slots=True)
class Following:
    """How a register follows the version before, in cases, and what speaks against it."""

    cases: int
    before: int | None  # None where nothing is published yet
    new: int
    gone: int
    suspicions: tuple[str, ...]  # keys of sentences ``suspicion.<name>``

    def sentences(self) -> tuple[str, ...]:
        """What speaks against it, for a person."""
        before = self.before or 0
        return tuple(message(f"suspicion.{name}", n=self.gone, before=before) for name in self.suspicions)


def following(
    register: Register,
    settings: Settings,
    version: Version | None,
    before: Register | None,
    changes: Comparison | None,
) -> Following:
    """How ``register`` follows a version, whose register is ``before``, with these changes between them.

    Cases that are held back as sensitive now aren't gone. Without a version only the file is looked at.
    """
    if version is None or before is None or changes is None:
        return Following(len(register), None, len(register), 0, tuple(_of_itself(register)))
    counts = changes.counts
    gone = max(0, counts[ChangeKind.DISAPPEARED] - len(register.held_back))
    found = list(_of_itself(register))
    if gone * _MOST_GONE > len(before) and len(register):
        found.append("gone")
    if _are_other_numbers(before, register):
        found.append("numbers")
    names = [one.name for one in (version.settings, settings)]
    if all(names) and fold(names[0] or "") != fold(names[1] or ""):
        found.append("name")
    return Following(len(register), len(before), counts[ChangeKind.NEW], gone, tuple(found))


def require_reason(found: Following, accepted: str | None) -> None:
    """SuspiciousFile where something speaks against a file and nobody gave a reason to publish it."""
    if found.suspicions and not (accepted or "").strip():
        raise SuspiciousFile(found.sentences())


def _of_itself(register: Register) -> Iterator[str]:
    if not len(register):
        yield "empty"
    columns, sheets = register.reading.columns, {one.sheet for one in register.reading.sheets}
    if all(columns.get(field) == str(field) for field in _OUR_HEADINGS):
        yield "records"
    ours = ({load(code).texts[f"report.sheet.{name}"] for name in _OUR_SHEETS} for code in languages())
    if any(sheets >= names for names in ours):
        yield "report"


def _are_other_numbers(before: Register, after: Register) -> bool:
    """Whether none of many case numbers is known."""
    written = [set(filter(None, register.registered_no)) for register in (before, after)]
    if not written[0].isdisjoint(written[1]):
        return False
    was, is_ = (set(map(fold, numbers)) for numbers in written)
    return min(len(was), len(is_)) >= _FEWEST_NUMBERS and was.isdisjoint(is_)
