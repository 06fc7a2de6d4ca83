"""When Python may look for garbage: not while a large register is made, for every thread waits meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["settle", "uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is collected meanwhile: where only what stays is made, there is none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def settle() -> None:
    """Collect all garbage, and let the collector forget what stays: it needn't be walked at each collection.

    What was to stay before and is garbage by now goes too, such as a browser session that has ended.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
