"""Registers to publish, made for the tests."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from grm_data.register import Finding, Findings, Register, Status
from grm_data.settings import Settings, parse_settings
from grm_data.store import Draft, draft_of
from tests.registers import register_of, row

SETTINGS = parse_settings(b"[project]\nname = 'Test'\nstart = 2015-09-15\ncountry = 'MN'")
CLEARED = replace(SETTINGS, texts_cleared=True)


def register(*issues: str | None, errors: int = 0, file: str = "register.xlsx") -> Register:
    """One resolved feedback for each issue text; the register holds so many errors."""
    rows = [
        row(
            date(2020, 7, 1) + timedelta(days=i),
            Status.RESOLVED,
            date(2020, 12, 1),
            number=f"f-2020/{i:02d}",
            issue=text,
        )
        for i, text in enumerate(issues, 1)
    ]
    found = register_of(rows)
    findings = Findings.of(Finding("status-unknown", "Register", i + 2, f"Status {i}") for i in range(errors))
    return replace(found, reading=replace(found.reading, findings=findings, file=file, sha256="ab" * 32))


def draft(
    *issues: str | None, settings: Settings = CLEARED, current: Register | None = None, **more: Any
) -> Draft:
    """A draft of such a register, every text cleared."""
    found = register(*(issues or ("The well is dry",)), **more)
    return draft_of(found, settings, current, all_read=settings.texts_cleared)


def big_draft(size: int, seed: int = 1) -> Draft:
    """A draft whose stored register takes about ``size`` bytes, since its texts are random."""
    letters = random.Random(seed)
    texts = ["".join(chr(letters.randrange(0x3400, 0x9FFF)) for _ in range(60)) for _ in range(size // 150)]
    return draft(*texts)
