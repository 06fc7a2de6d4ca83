"""Many texts, of which few hold something: each different piece between blanks is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

__all__ = ["Sieve"]

_TOGETHER = 100
"""Texts, and pieces, that are looked at together before each is by itself."""


class Sieve:
    """Lets through the texts with a piece that is a sign.

    ``may_be_in`` says of a piece, or of several with blanks between them, whether it may be one.
    """

    def __init__(self, may_be_in: Callable[[str], bool]) -> None:
        self._may_be_in = may_be_in
        self._seen: set[str] = set()
        self._signs: set[str] = set()

    def groups(self, texts: Sequence[str]) -> Iterator[tuple[Sequence[str], set[str]]]:
        """The texts in groups, each with the signs among its pieces."""
        for at in range(0, len(texts), _TOGETHER):
            some = texts[at : at + _TOGETHER]
            pieces = {*" ".join(some).split()}
            self._look_at([*(pieces - self._seen)])
            yield some, pieces & self._signs

    def caught(self, texts: Sequence[str]) -> Iterator[int]:
        """The places of the texts in which a piece is a sign."""
        at = 0
        for some, signs in self.groups(texts):
            if signs:
                yield from (i for i, text in enumerate(some, at) if not signs.isdisjoint(text.split()))
            at += len(some)

    def _look_at(self, pieces: Sequence[str]) -> None:
        for at in range(0, len(pieces), _TOGETHER):
            some = pieces[at : at + _TOGETHER]
            if self._may_be_in(" ".join(some)):
                self._signs.update(filter(self._may_be_in, some))
        self._seen.update(pieces)
