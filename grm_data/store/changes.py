"""What is different between a published version and a later register, published or about to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from grm_data.analysis.naming import case_names
from grm_data.analysis.sent import ReportedFigures
from grm_data.comparing.comparison import ChangeKind, Comparison, RowChange, compare
from grm_data.register import Field, Register
from grm_data.store.version import Version
from grm_data.store.withholding import withholding

__all__ = ["changes_since", "more_sensitive", "without_disappeared"]


def changes_since(
    version: Version, before: Register, after: Register, sent: Collection[ReportedFigures] | None = None
) -> Comparison:
    """What changed since a version, whose register is ``before``.

    Places and words are compared as versions hold them. Half-years that had ended when it was published
    count as reported; where reports were marked as ``sent``, what these said.
    """
    after, until = withholding(after, _every_text), version.published_at.date()
    if before.reading.rows_told and after.reading.rows_told:
        return compare(before, after, reported_until=until, sent=sent)
    found = compare(_unnumbered(before), _unnumbered(after), reported_until=until, sent=sent)
    was, is_ = case_names(before), case_names(after)
    rows = tuple(replace(row, name=_name(row, was, is_)) for row in found.rows)
    return Comparison(rows, found.reported)


def _unnumbered(register: Register) -> Register:
    """The register without its numbers: where they are running ones of ours, they tell no case."""
    return replace(register, columns=register.columns.without(Field.REGISTERED_NO))


def _name(row: RowChange, was: Sequence[str], is_: Sequence[str]) -> str:
    """What its readers call a row."""
    names, i = (was, row.before) if row.after is None else (is_, row.after)
    return row.name if i is None else names[i]


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
