"""Of many texts those in which something may be found: each piece between blanks is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from grm_data.intake.many import Many, arrow_of
from grm_data.intake.scrubbing.details import Details
from grm_data.intake.scrubbing.glance import holds_long_number
from grm_data.intake.scrubbing.names import Names
from grm_data.intake.scrubbing.words import WORD
from grm_data.register.columns import Mask

__all__ = ["Sieve", "with_long_number"]

_OTHER = r"[^\x00-\x7f«»À-ɏЀ-ԯ–—‘’“”„…№]"
"""A sign that may be a digit or a blank, though none of ASCII."""
_ADDRESS = r"[@＠(\[{]|[Dd][Oo][Tt]"
_LINK = r"\.(?:[Cc][Oo][Mm]|[Mm][Ee]|[Rr][Uu]|[Nn][Ee][Tt])/"
_SIGN = rf"{_OTHER}|{_ADDRESS}|{_LINK}|[A-Z][A-Z][0-9]"
"""Every piece has one in which something but a name or a number may begin: what ``Glance`` sees, and more."""
_LONG_NUMBER = rf"{_OTHER}|[0-9](?:[\s().-]{{0,2}}[0-9]){{5}}"
_SAME_DIGIT = str.maketrans(dict.fromkeys("123456789", "0"))


def with_long_number(texts: Sequence[str]) -> Mask:
    """Which texts have a long number, as ``holds_long_number`` says it."""
    found = Many(texts).holding(_LONG_NUMBER)
    for i in np.flatnonzero(found).tolist():
        found[i] = holds_long_number(texts[i])
    return found


class Sieve:
    """Catches the texts in which something may be: the register's own names and cells, or a pattern."""

    def __init__(self, names: Names, details: Details, may_be_in: Callable[[str], bool]) -> None:
        self._names, self._details, self._may_be_in = names, details, may_be_in

    def caught(self, texts: Sequence[str]) -> npt.NDArray[np.intp]:
        """The places of the texts in which something may be."""
        parted = pc.split_pattern(arrow_of(texts), " ")
        pieces = parted.flatten().dictionary_encode()
        is_sign = self._are_signs(pieces.dictionary.to_pylist())
        found: npt.NDArray[np.intp] = np.unique(
            np.asarray(pc.list_parent_indices(parted))[is_sign[np.asarray(pieces.indices)]]
        )
        return found

    def _are_signs(self, pieces: Sequence[str]) -> Mask:
        """Which pieces may be looked for, or a part of it."""
        many = Many(pieces)
        asked = many.holding(_SIGN)
        if (numbers := self._details.pattern()) is not None:
            asked |= many.holding(numbers)
        written = {*"\n".join(pieces).translate(_SAME_DIGIT).split("\n")}
        may_hold = self._names.may_hold
        if may_hold(WORD.findall("\n".join(written))):
            asked |= np.fromiter((may_hold(WORD.findall(piece)) for piece in pieces), bool, len(pieces))
        for i in np.flatnonzero(asked).tolist():
            asked[i] = self._may_be_in(pieces[i])
        return asked
