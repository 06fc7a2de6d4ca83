"""A file that can't be read, before it is said in a sentence."""

from __future__ import annotations

__all__ = ["Refused"]


class Refused(Exception):
    """The file can't be read; ``key`` names the sentence, ``values`` fill it and are never a cell's text."""

    def __init__(self, key: str, /, **values: int | str) -> None:
        self.key = key
        self.values = values
        super().__init__(key)
