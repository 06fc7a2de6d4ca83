"""A register reads back from its stored form exactly as it was."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.intake.opening import open_path
from grm_data.register import (
    NO_DAY,
    Category,
    Columns,
    Excluded,
    Field,
    Finding,
    Findings,
    Reading,
    Register,
    Status,
    TextColumn,
)
from grm_data.register.body import body_of, register_of_body
from grm_data.register.body_reading import entry_of, reading_of
from grm_data.settings import settings_for
from tests.registers import random_rows, register_of, row
from tests.rounds import rounds
from tests.test_command_line import XLSX

GOLDEN = Path(__file__).parent / "golden"


def parts(register: Register) -> dict[str, Any]:
    """Everything in a register, with the types of its arrays."""
    found: dict[str, Any] = {}
    for item in fields(register):
        value = getattr(register, item.name)
        found[item.name] = dict(sorted(map(_part, value))) if isinstance(value, Columns) else _plain(value)
    return found


def _part(column: tuple[Field, Any]) -> tuple[str, Any]:
    return str(column[0]), _plain(column[1])


def _plain(value: Any) -> Any:
    match value:
        case Category():
            return value.codes.dtype, value.codes.tolist(), value.names
        case TextColumn():
            return _plain(value.words), _plain(value.state)
        case np.ndarray():
            return value.dtype, value.tolist()
        case _:
            return value


TEXT = st.none() | st.text(max_size=40)
VALUE = (
    st.integers(-(2**40), 2**40) | st.text(max_size=5) | st.booleans() | st.none() | st.sampled_from(Status)
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Any register, whatever its texts and findings hold."""
    rows = draw(random_rows(max_size=8))
    texts = {name: draw(TEXT) for name in ("number", "way", "issue", "action", "location", "responsible")}
    texts |= {name: draw(st.none() | st.booleans()) for name in ("anonymous", "appealed")}
    finding = st.builds(
        Finding, st.text(max_size=9), st.text(max_size=9), st.none() | st.integers(1, 99), TEXT,
        st.dictionaries(st.text(max_size=4), VALUE, max_size=2).map(lambda values: tuple(values.items())),
    )  # fmt: skip
    reading = st.builds(
        Reading, st.text(max_size=9), st.integers(1, 9), st.integers(0, 99), st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
        st.lists(finding, max_size=3).map(Findings.of), st.lists(st.builds(Excluded, st.text(max_size=4), st.integers(1, 9), st.text(max_size=9)), max_size=2).map(tuple),
        st.dictionaries(st.text(max_size=4), st.tuples(st.text(max_size=3), st.text(max_size=9)), max_size=2), st.text(max_size=64), st.text(max_size=9),
    )  # fmt: skip
    return replace(
        register_of([entry | texts for entry in rows]),
        reading=draw(reading),
        sensitive_by_half_year=draw(st.dictionaries(st.text(max_size=7), st.integers(0, 9), max_size=2)),
        last_known=draw(st.none() | st.dates()),
    )


@given(registers())
@settings(max_examples=rounds(150))
def test_every_register_reads_back_as_it_was(register: Register) -> None:
    assert parts(register_of_body(body_of(register))) == parts(register)


def test_the_sample_register_reads_back_and_is_stored_the_same_each_time() -> None:
    register = open_path(XLSX, settings_for(XLSX))
    assert parts(register_of_body(body_of(register))) == parts(register)
    assert body_of(register_of_body(body_of(register))) == body_of(register)


def test_a_register_read_back_is_frozen() -> None:
    register = register_of_body(body_of(register_of([row(date(2020, 7, 1), channel="email")])))
    for array in (
        register.received,
        register.channel.codes,
        register.text(Field.ISSUE).words,
        register.status,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[0]
    assert register.resolved[0] == NO_DAY


def test_half_a_letter_in_a_file_name_is_kept() -> None:
    register = register_of([])
    odd = replace(register, reading=replace(register.reading, file="r\udce9.csv"))
    assert register_of_body(body_of(odd)).reading.file == "r\udce9.csv"


def test_what_fills_a_finding_is_kept_as_it_is_printed() -> None:
    values = (("n", np.int64(3)), ("day", date(2020, 7, 1)), ("field", Status.RESOLVED))
    register = register_of([])
    found = replace(
        register,
        reading=replace(register.reading, findings=Findings.of([Finding("x", "S", None, None, values)])),
    )
    (finding,) = register_of_body(body_of(found)).reading.findings
    assert finding.values == (("n", 3), ("day", "2020-07-01"), ("field", "resolved"))


def test_a_body_of_format_2_is_read_as_its_own_program_read_it() -> None:
    """Made by the program at commit 59a3cac of the broken sample, with what that program read in it."""
    register = register_of_body((GOLDEN / "format-2.body").read_bytes())
    told = json.loads((GOLDEN / "format-2.json").read_text("utf-8"))
    reading = register.reading
    found = [[one.code, one.sheet, one.row, one.column, dict(one.values)] for one in reading.findings]
    excluded = [[one.sheet, one.row, one.reason] for one in reading.excluded]
    assert {
        "rows": len(register),
        "received": register.received.tolist(),
        "findings": found,
        "excluded": excluded,
    } == told
    assert parts(register_of_body(body_of(register))) == parts(register)


@pytest.mark.parametrize("places", [[0, 2, 5, 6], [-1, 0, 5, 6], [0, 1, 0], [0, 1, 5, -2]], ids=str)
def test_a_finding_of_no_kind_or_place_is_none(places: list[int]) -> None:
    entry = entry_of(Reading("S", findings=Findings.of([Finding("x", "S", 5), Finding("y", "S", 6)])))
    with pytest.raises(ValueError):  # noqa: PT011  numpy says it in its own words
        reading_of(entry, np.array(places, "<i4").tobytes())


def beside(**metadata: bytes) -> bytes:
    """The body of a register with other things beside its columns."""
    batch = pa.ipc.open_stream(body_of(register_of([]))).read_next_batch()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema.with_metadata(metadata)) as writer:
        writer.write_batch(batch.replace_schema_metadata(metadata))
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    "metadata",
    [{}, {"grm": b""}, {"grm": zlib.compress(b"[" * 100_000)}, {"grm": zlib.compress(b"{}")[:-1]}],
    ids=["nothing", "not compressed", "too deep", "cut off"],
)
def test_a_body_without_what_stands_beside_its_columns_is_none(metadata: dict[str, bytes]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each part says it in its own words
        register_of_body(beside(**metadata))


def test_little_that_becomes_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.register.body._MOST_BESIDE", 1_000)
    with pytest.raises(ValueError, match="too much"):
        register_of_body(beside(grm=zlib.compress(b" " * 100_000)))


@pytest.mark.parametrize("content", [b"", b"x" * 300, zlib.compress(b"{}")])
def test_nothing_else_is_read_as_a_register(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  pyarrow says it in its own words
        register_of_body(content)
