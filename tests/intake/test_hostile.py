"""Malformed and odd files end as specified, soon, in little memory, and without a word of their cells."""

from __future__ import annotations

import gc
import logging
import statistics
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grm_data.errors import RegisterError
from tests.intake.corpus import BOOK, CANARY, Odd, corpus
from tests.intake.mutations import end_of, mutations
from tests.intake.there import book_there, words_there
from tests.rounds import rounds

CORPUS = corpus()
SECONDS: dict[str, float] = {}
BEFORE: dict[str, int] = {}

MUTATIONS = rounds(1_000)
STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@pytest.fixture(scope="module", autouse=True)
def memory() -> None:
    """Our own memory before the corpus; its peak is counted from here."""
    if STATUS.exists():
        book_there("first.csv", b"a,b\n1,2\n")  # what the first call imports is no growth
        gc.collect()
        PEAK.write_text("5")
        BEFORE["kilobytes"] = _kilobytes("VmRSS")


def _kilobytes(name: str) -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])


def test_there_are_at_least_120_files() -> None:
    assert len(CORPUS) >= 120


@pytest.mark.parametrize("odd", CORPUS.values(), ids=CORPUS.keys())
def test_an_odd_file_ends_as_specified(
    odd: Odd, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    begin = time.perf_counter()
    ended, said = _end_and_words(odd)
    seconds = time.perf_counter() - begin
    SECONDS[odd.name] = max(seconds, SECONDS.get(odd.name, 0))
    assert ended == odd.ends
    assert seconds < 90
    output = capfd.readouterr()
    assert CANARY not in said + caplog.text + output.out + output.err


def _end_and_words(odd: Odd) -> tuple[str, str]:
    """How reading ends, and all that a log could keep of it."""
    try:
        return BOOK, words_there(odd.name, odd.content)
    except RegisterError as error:
        said, sentence = "".join(traceback.format_exception(error)), str(error)
        return error.key if "\n" not in sentence else "not one line", said + repr(error.__dict__)


def test_the_median_file_takes_less_than_a_second() -> None:
    if SECONDS:
        assert statistics.median(SECONDS.values()) < 1


def test_our_own_memory_grows_by_less_than_50_mb() -> None:
    if SECONDS and BEFORE:
        assert _kilobytes("VmHWM") - BEFORE["kilobytes"] < 50_000


def test_mutated_files_end_in_a_book_or_a_sentence() -> None:
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(end_of, mutations(seed=20201231, count=MUTATIONS)))
    assert len(ends) == MUTATIONS
    assert 0.02 < ends.count(BOOK) / MUTATIONS < 0.98  # neither does nothing nor destroys everything
