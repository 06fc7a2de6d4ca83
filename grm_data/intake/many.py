"""Many texts asked together: Arrow finds a pattern in a tenth of the time that a search of each takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grm_data.register.columns import Mask

__all__ = ["Many", "arrow_of"]

_MANY = 1000
"""Texts for which it pays that Arrow reads a long pattern anew each time that it is asked."""


class Many:
    """Texts that are asked for patterns, in which ``\\d``, ``\\s``, ``\\w`` and ``\\b`` know ASCII only."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = arrow_of(texts) if len(texts) >= _MANY else texts

    def lower(self) -> Many:
        """The texts in small letters."""
        found = Many(())
        is_arrow = isinstance(self._texts, pa.Array)
        found._texts = pc.utf8_lower(self._texts) if is_arrow else [text.lower() for text in self._texts]
        return found

    def holding(self, pattern: str) -> Mask:
        """Which of the texts hold a pattern that Python and RE2 read alike."""
        if isinstance(self._texts, pa.Array):
            found: Mask = np.asarray(pc.match_substring_regex(self._texts, pattern))
            return found
        search = re.compile(pattern, re.ASCII).search
        return np.fromiter((search(text) is not None for text in self._texts), bool, len(self._texts))


def arrow_of(texts: Sequence[str]) -> pa.Array:
    """The texts as Arrow has them; half of a letter, which it can't have, is a letter that nobody knows."""
    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        whole = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
        return pa.array(whole, pa.large_string())
