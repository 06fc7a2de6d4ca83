"""What is different between a published version and a later register, published or about to be."""

from __future__ import annotations

from dataclasses import replace

from grm_data.analysis.comparison import ChangeKind, Comparison, RowChange, compare
from grm_data.register import Field, Register
from grm_data.store.version import Version
from grm_data.store.withholding import withholding

__all__ = ["changes_since", "more_sensitive", "without_disappeared"]


def changes_since(version: Version, before: Register, after: Register) -> Comparison:
    """What changed since a version, whose register is ``before``.

    Places and words are compared as versions hold them. Half-years that had ended when it was published
    count as reported.
    """
    after, until = withholding(after, _every_text), version.published_at.date()
    if before.reading.rows_told and after.reading.rows_told:
        return compare(before, after, reported_until=until)
    found = compare(_unnumbered(before), _unnumbered(after), reported_until=until)
    rows = tuple(replace(row, registered_no=_number(row, before, after)) for row in found.rows)
    return Comparison(rows, found.reported)


def _unnumbered(register: Register) -> Register:
    """The register without its numbers: where they are running ones of ours, they tell no case."""
    return replace(register, columns=register.columns.without(Field.REGISTERED_NO))


def _number(row: RowChange, before: Register, after: Register) -> str | None:
    """The number of a row as its readers get it."""
    register, i = (before, row.before) if row.after is None else (after, row.after)
    found: list[str | None] = register.registered_no.tolist()
    return None if i is None else found[i]


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
