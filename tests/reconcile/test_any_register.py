"""Our own report of any register reads back: open cases, unknown words, blanks, interim, with and without a start."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from grm_data.intake.opening import open_bytes
from grm_data.register import Register
from grm_data.report import build_report, rendered
from grm_data.settings import Settings, parse_settings
from tests.reconcile.reading import check, document

CHANNELS = ["Facebook page", "email", "written", "phone", "SMS", "suggestion box", "other", "Radio", ""]
TYPES = ["Request", "Clarification", "Complaint", "Comment", "Appreciation", "other", ""]
STATUSES = ["Resolved"] * 5 + ["Resolving"] * 2 + ["Unrelated"] * 2 + ["Weird"]
PERIODS = [(date(2020, 7, 1), date(2020, 12, 31)), (date(2020, 7, 1), date(2021, 6, 30))]


def made(seed: int, settings: Settings) -> Register:
    random, rows = Random(seed), ["Registered No.,Date received,Type,Channel,Status,Resolved date,Way"]
    for i in range(random.choice([0, 1, 12, 60])):
        received, status = date(2019, 1, 1) + timedelta(random.randrange(730)), random.choice(STATUSES)
        day = (
            received + timedelta(random.randrange(40))
            if status == "Resolved" and random.random() < 0.9
            else ""
        )
        words = (
            f"{random.choice(TYPES)},{random.choice(CHANNELS)},{status},{day},{random.choice(['email', ''])}"
        )
        rows.append(f"G-{received.year}-{i:03d},{received},{words}")
    return open_bytes("r.csv", "\n".join(rows).encode(), settings)


@pytest.mark.parametrize("seed", range(6))
def test_our_own_report_of_any_register_never_differs(seed: int) -> None:
    start = "start = 2018-05-01\n" if seed % 2 else ""
    settings = parse_settings(
        f'[project]\n{start}country = "MN"\n[register]\ncomplete_to = 2020-12-31\n'
        '[service_standard]\nresolve = { days = 15, unit = "working" }\n'.encode()
    )
    register = made(seed, settings)
    model = build_report(register, settings, *PERIODS[seed // 2 % 2])
    checked = check(document(rendered(model, ("docx", "xlsx", "pdf")[seed % 3])), register, settings)
    assert not checked.differs
    unknown = {one.name for one in checked.figures if one.agrees is None}
    assert unknown <= {"previous.from", "total.from", "total.start_month"}
    assert bool(unknown) <= (not start)
