"""What is different between a published version and a later register, published or about to be."""

from __future__ import annotations

from grm_data.analysis.comparison import ChangeKind, Comparison, compare
from grm_data.register import Register
from grm_data.store.reviewing import everything, for_reviewers
from grm_data.store.version import Version

__all__ = ["changes_since", "more_sensitive", "without_disappeared"]


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
        before_complete=not version.texts_withheld,
        after_complete=not texts_withheld,
    )


def more_sensitive(before: Register, after: Register) -> bool:
    """Whether a half-year has more sensitive cases than before: a row that disappeared may be one of them."""
    counts = before.sensitive_by_half_year
    return any(n > counts.get(half_year, 0) for half_year, n in after.sensitive_by_half_year.items())


def without_disappeared(found: Comparison) -> Comparison:
    """The comparison without the rows that disappeared, and without figures that would count them."""
    rows = tuple(row for row in found.rows if ChangeKind.DISAPPEARED not in row.kinds)
    return Comparison(rows, ())
