"""Any grid of cells is a register or one sentence: never another exception, never a row lost."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.analysis.summary import summarise, whole_period
from grm_data.errors import RegisterError
from grm_data.intake.build import build_register
from grm_data.register.fields import Field
from grm_data.register.headings import heading_spellings
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, plain, sheet_of
from tests.rounds import rounds

ALL_HEADINGS = [spelling for field in Field for spelling in heading_spellings(field)]
WORDS = [*plain(), "Rejected", "GBV", "yes", "Total", "Total: 3", "#REF!", "30 February 2020", "03/04/2020", "2020-07-31 / 2020-08-01",
         "Resolved Date: July 31, 2020 Period: 1 working day Way: email", "Status: Way:", "NA", "-", "f-2020/07", "007", "9" * 40]  # fmt: skip
CELLS = (
    st.none()
    | st.sampled_from(WORDS)
    | st.sampled_from(ALL_HEADINGS)
    | st.text(max_size=12)
    | st.floats(allow_infinity=True)
    | st.integers(-(10**12), 10**12).map(float)
    | st.booleans()
    | st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31))
)
GRIDS = st.lists(st.lists(CELLS, max_size=9), max_size=14)
CLEARED = parse_settings(
    b"[project]\nstart = 2019-01-01\ncountry = 'MN'\n[confidentiality]\ntexts = 'cleared'\n[dates]\norder = 'DMY'\n"
    b"[columns]\nissue = 'Note'\n[values.status]\nNA = 'unrelated'"
)


@settings(max_examples=rounds(400))
@given(
    above=st.lists(st.lists(CELLS, max_size=4), max_size=3),
    header=st.lists(st.sampled_from(ALL_HEADINGS) | CELLS, max_size=9),
    rows=GRIDS,
    has_date=st.booleans(),
    cleared=st.booleans(),
    merged=st.lists(st.tuples(*[st.integers(1, 12)] * 4), max_size=3),
)
def test_any_grid_is_a_register_or_one_sentence(above, header, rows, has_date, cleared, merged) -> None:
    if has_date:
        header = [*HEADINGS[:3], *header]
    ranges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
    own = CLEARED if cleared else SETTINGS
    grid = [*above, header, *rows]
    try:
        register = build_register(book_of(sheet_of(grid, merged=_within(grid, ranges))), own, None, TODAY)
    except RegisterError:
        return
    reading = register.reading
    assert reading.rows_read == len(register) + reading.rows_joined + len(reading.excluded)
    assert all(one.message for one in (*reading.findings, *reading.excluded))
    selection = select(register, own.calendar, TODAY)
    counts = summarise(selection, whole_period(selection, own.start)).counts
    assert counts.received == len(selection)
    assert len(records(selection)) == len(selection)


def _within(grid, ranges):
    """The reader cuts merged ranges at the table's edge."""
    height, width = len(grid), max(map(len, grid), default=0)
    return tuple((a, b, min(c, height), min(d, width)) for a, b, c, d in ranges if a <= height and b <= width)
