"""What is different between a published version and a later register, published or about to be."""

from __future__ import annotations

from grm_data.analysis.comparison import Comparison, compare
from grm_data.register import Register
from grm_data.store.reviewing import everything, for_reviewers
from grm_data.store.version import Version

__all__ = ["changes_since"]


def changes_since(
    version: Version, before: Register, after: Register, *, texts_withheld: int = 0
) -> Comparison:
    """What changed since a version, whose register is ``before``.

    Places and words are compared as versions hold them.

    Half-years that had ended when it was published count as reported. ``texts_withheld`` is how many texts
    of ``after`` nobody has cleared, so that they aren't in it.
    """
    return compare(
        before,
        for_reviewers(after, everything),
        reported_until=version.published_at.date(),
        texts_complete=not (version.texts_withheld or texts_withheld),
    )
