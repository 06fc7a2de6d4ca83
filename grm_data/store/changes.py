"""What is different between a published version and a later register, published or about to be."""

from __future__ import annotations

from grm_data.analysis.comparison import ChangeKind, Comparison, compare
from grm_data.register import Register
from grm_data.store.reviewing import withholding
from grm_data.store.version import Version

__all__ = ["changes_since", "more_sensitive", "without_disappeared"]


def changes_since(version: Version, before: Register, after: Register) -> Comparison:
    """What changed since a version, whose register is ``before``.

    Places and words are compared as versions hold them. Half-years that had ended when it was published
    count as reported.
    """
    return compare(before, withholding(after, _every_text), reported_until=version.published_at.date())


def _every_text(_: str) -> bool:
    """Uncleared texts are compared too: staff see what changed in them."""
    return True


def more_sensitive(before: Register, after: Register) -> bool:
    """Whether a half-year has more sensitive cases than before: a row that disappeared may be one of them."""
    counts = before.sensitive_by_half_year
    return any(n > counts.get(half_year, 0) for half_year, n in after.sensitive_by_half_year.items())


def without_disappeared(found: Comparison) -> Comparison:
    """The comparison without the rows that disappeared, and without figures that would reveal how many."""
    rows = tuple(row for row in found.rows if ChangeKind.DISAPPEARED not in row.kinds)
    return Comparison(rows, ())
