"""A file that isn't the register that it follows takes a reason that somebody wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest

from grm_data.messages import message
from grm_data.register import Register, Status
from grm_data.register.register import SheetRead, SheetState
from grm_data.settings import Settings
from grm_data.store import Store, SuspiciousFile, changes_since, following, require_reason
from tests.registers import register_of, row
from tests.store.drafts import SETTINGS, draft, register

TEN = tuple(f"The well {i} is dry" for i in range(10))


def others() -> Register:
    """Another project's register."""
    days = (date(2023, 1, 1) + timedelta(days=i) for i in range(10))
    return register_of([row(day, Status.RESOLVING, None, number=f"B/{day.day}") for day in days])


def our_records(found: Register) -> Register:
    columns = MappingProxyType({"registered_no": "registered_no", "received_on": "received_on"})
    return replace(found, reading=replace(found.reading, columns=columns))


def our_report(found: Register) -> Register:
    names = ("summary", "received", "addressed", "charts", "notes", "records")
    sheets = tuple(SheetRead(message(f"report.sheet.{name}"), SheetState.OTHER, 3) for name in names)
    return replace(found, reading=replace(found.reading, sheets=sheets))


@pytest.mark.parametrize(
    ("after", "settings", "suspicions"),
    [
        (register(*TEN), SETTINGS, ()),
        (register(*TEN[:8]), SETTINGS, ()),
        (register(*TEN[:7]), SETTINGS, ("gone",)),
        (register(*TEN).where(register(*TEN).received < 0), SETTINGS, ("empty",)),
        (others(), SETTINGS, ("gone", "numbers")),
        (register(*TEN), replace(SETTINGS, name="Roads"), ("name",)),
        (register(*TEN), replace(SETTINGS, name=None), ()),
        (our_records(register(*TEN)), SETTINGS, ("records",)),
        (our_report(register(*TEN)), SETTINGS, ("report",)),
    ],
    ids=["same", "a fifth", "more", "empty", "other", "named", "unnamed", "records", "report"],
)
def test_what_speaks_against_a_file(
    store: Store, after: Register, settings: Settings, suspicions: tuple[str, ...]
) -> None:
    version = store.publish(draft(*TEN), by="a", base=0)
    before = store.read(1)
    assert before is not None
    changes = changes_since(version, before.register, after)
    found = following(after, settings, version, before.register, changes)
    assert found.suspicions == suspicions
    assert (found.cases, found.before) == (len(after), 10)
    require_reason(found, "a new year")
    if suspicions:
        with pytest.raises(SuspiciousFile, match="Nothing was published"):
            require_reason(found, "  ")


def test_the_first_version_is_looked_at_by_itself() -> None:
    assert following(register(*TEN), SETTINGS, None, None, None).suspicions == ()
    assert following(our_records(register(*TEN)), SETTINGS, None, None, None).suspicions == ("records",)
