"""Counting in blocks is counting."""

from __future__ import annotations

import numpy as np
import pytest

from grm_data.analysis.counts import tally


@pytest.mark.parametrize("n", [0, 1, 16_383, 16_384, 16_385, 100_000])
@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int32, np.int64])
def test_blocks_count_what_the_whole_counts(n: int, kind: type) -> None:
    codes = np.random.default_rng(n).integers(0, 100, n).astype(kind)
    assert tally(codes, 120).tolist() == np.bincount(codes, minlength=120).tolist()
    assert tally(codes).tolist() == np.bincount(codes, minlength=1).tolist()
