"""Which column holds which field: by the folded vocabulary, then by what the values look like.

What is not certain is offered as a finding, never applied; the settings' ``[columns]`` decide for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grm_data.errors import RegisterError
from grm_data.intake.evidence import Evidence
from grm_data.intake.headers import combined_fields
from grm_data.intake.persons.deciding import Hidden, Suspicion
from grm_data.intake.platforms import Platform, platform_of
from grm_data.intake.saying import letter, report
from grm_data.intake.table import Table
from grm_data.register.fields import DATE_FIELDS, IDENTITY_FIELDS, Field, field_named
from grm_data.register.findings import Finding
from grm_data.register.folding import fold
from grm_data.register.grammar import names_date
from grm_data.register.headings import fields_of_heading
from grm_data.register.sensitive_words import has_sensitive_word

__all__ = ["Choice", "choose_columns", "recognise_columns"]

_LAST_RESORT = 1000
"""Added to the rank of a column that goes behind any other of its field: one that merely counts the rows."""


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """Field → index of its column; the identity columns; further columns of a field; what to say of it."""

    columns: Mapping[Field, int]
    identity: Mapping[int, Field]
    further: Mapping[int, Field]
    findings: list[Finding] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()  # identity columns that nobody would know by their headings

    def all_columns(self, name: Field) -> list[int]:
        """Every column that a field could be read from, the one that is read first."""
        first = [self.columns[name]] if name in self.columns else []
        return [*first, *(j for j, other in self.further.items() if other is name)]


def choose_columns(table: Table, own: Mapping[str, str]) -> Choice:
    """Choose the column of each field among the headings; ``own`` are the settings' headings by field.

    RegisterError where no column of received dates is known.
    """
    chooser = _chooser(table, own)
    report(chooser)
    if Field.RECEIVED_ON not in chooser.columns:
        offered = chooser.offered_dates()
        if offered:
            raise RegisterError("no-date-column-offer", column=letter(table, offered[0]))
        raise RegisterError("no-date-column")
    return chooser.choice()


def recognise_columns(table: Table, own: Mapping[str, str]) -> Choice:
    """As ``choose_columns``, also where no received dates are known; nothing is said of the columns."""
    return _chooser(table, own).choice()


def _chooser(table: Table, own: Mapping[str, str]) -> Chooser:
    chooser = Chooser(table)
    chooser.apply_settings(own)
    chooser.apply_headings()
    chooser.apply_plain_date()
    return chooser


class Chooser:
    """The columns still free, the fields already found."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.headings = dict(enumerate(table.header.headings))
        self.columns: dict[Field, int] = {}
        self.identity: dict[int, Field] = {}
        self.further: dict[int, Field] = {}
        self.findings: list[Finding] = []
        self.platform = platform_of(table.header.headings)
        self.melted = {j for _, columns in table.melted.values() for j in columns}
        self.absent: set[Field] = set()  # that the settings say stand in no column
        self.own = {j for j, text in self.headings.items() if text and self._is_of_platform(text)}
        self.unreadable: list[tuple[int, Field]] = []
        self.worse: set[int] = set()
        self.evidence = Evidence(table)
        self.suspicion = Suspicion(table)
        self.hidden: dict[int, Hidden] = {}

    def choice(self) -> Choice:
        """What was chosen so far."""
        hidden = frozenset(j for j, one in self.hidden.items() if one.code != "identity-dropped")
        return Choice(self.columns, self.identity, self.further, self.findings, hidden)

    def _is_of_platform(self, heading: str) -> bool:
        """Whether a column is the tool's own, or the tick of one choice of a question that has a column."""
        return self.platform is not None and (
            self.platform.ignores(heading) or _is_choice(heading, self.platform, self.headings.values())
        )

    def apply_settings(self, own: Mapping[str, str]) -> None:
        for name, heading in own.items():
            field = field_named(name)
            if field is None:
                continue  # a setting of another release
            if not heading:
                self.absent.add(field)
                continue
            where = [j for j, text in self.headings.items() if text and fold(text) == fold(heading)]
            if not where:
                self.say("column-not-found", None, field=name)
            elif field in IDENTITY_FIELDS:
                self.identity[where[0]] = field
            elif _identifies(self.headings[where[0]]):
                self.say("column-identity", where[0], field=name)
            else:
                self.columns[field] = where[0]

    def apply_headings(self) -> None:
        free = [j for j in self.headings if j not in self.columns.values() and j not in self.identity]
        meanings = {j: self._allowed(j) for j in free}
        self._hide(meanings)
        ranked = [(rank, j, name) for j, meant in meanings.items() for name, rank in meant.items()]
        alike = Counter(name for _, _, name in ranked)
        ordered = sorted((self._place(j, name, rank, alike), rank, j, name) for rank, j, name in ranked)
        for place, _, j, name in ordered:
            if name in IDENTITY_FIELDS:
                self.identity[j] = name
            elif name in self.columns:
                if j not in self.own:
                    self.further[j] = name
                if place[1]:
                    self.worse.add(j)
            else:
                self.columns[name] = j
        for name in [name for name in self.columns if name.traits.stands_for is not None]:
            column, instead = self.columns.pop(name), field_named(name.traits.stands_for or "")
            if instead is not None and self.columns.setdefault(instead, column) != column:
                self.further[column] = instead

    def _allowed(self, j: int) -> dict[Field, int]:
        """What a column's heading means, but for fields that stand in no column."""
        heading = self.headings[j]
        meant = self._meanings(j, heading) if heading else {}
        return {name: rank for name, rank in meant.items() if name not in self.absent}

    def _hide(self, meanings: Mapping[int, dict[Field, int]]) -> None:
        """Take the columns that identify somebody for identities, whatever their headings mean."""
        for j, meant in meanings.items():
            is_tools = j in self.own or (self.platform is not None and -1 in meant.values())
            if is_tools or j in self.melted or j in self.table.melted:
                continue
            if (found := self.suspicion.of(j, self.headings[j], meant)) is not None:
                self.hidden[j] = found
                self.identity[j] = found.field
                meant.clear()

    def _place(self, j: int, name: Field, rank: int, alike: Mapping[Field, int]) -> tuple[bool, bool]:
        """Where a column stands among those of its field: a last resort last, one that reads badly behind."""
        several = alike[name] > 1 and name not in IDENTITY_FIELDS
        return rank >= _LAST_RESORT, several and self.evidence.reads_badly(j, name)

    def _meanings(self, j: int, heading: str) -> dict[Field, int]:
        """What a heading means, once the values had their say."""
        if j in self.table.melted:
            return {self.table.melted[j][0]: 0}
        if j in self.melted:
            return {}
        if self.platform is not None:
            rank = self.platform.rank_of_received(heading)
            if rank is not None:
                return {Field.RECEIVED_ON: 2 * _LAST_RESORT + rank}
            if j in self.own:
                return {}
            if (meant := self.platform.field(heading)) is not None:
                return {meant: -1}
            heading = self.platform.question(heading)
        known = fields_of_heading(heading)
        if not known:
            return _meaning_of_unknown(heading)
        if len(known) > 1:
            best = max(known, key=lambda name: (self.evidence.share_known(j, name), name is Field.TYPE))
            known = {best: known[best]}
        if Field.REGISTERED_NO in known and self.evidence.is_ordinal(j):
            known[Field.REGISTERED_NO] += _LAST_RESORT
        return {name: rank for name, rank in known.items() if self._may_hold(j, name, heading)}

    def _may_hold(self, j: int, name: Field, heading: str) -> bool:
        """Whether a column's cells don't speak against a field; what is headed as a date has to be read."""
        if name not in DATE_FIELDS or self.evidence.looks_like_dates(j):
            return True
        if not names_date(heading):
            return name is Field.RECEIVED_ON
        if self.evidence.share_of_dates(j) == 0:
            self.unreadable.append((j, name))
            return name is Field.RECEIVED_ON
        return True

    def apply_plain_date(self) -> None:
        """Received dates under a mere "Date", where no column is headed as them."""
        if Field.RECEIVED_ON not in {*self.columns, *self.absent}:
            j = self.evidence.plain_date(self.unused(), self.columns)
            if j is not None:
                self.columns[Field.RECEIVED_ON] = j
                self.say("date-column-plain", j)

    def offered_dates(self) -> list[int]:
        """Columns of dates without a known meaning."""
        return [j for j in self.unused() if self.evidence.has_dates(j)]

    def unused(self) -> Iterator[int]:
        """The columns with a heading that no field is read from."""
        for j, text in self.headings.items():
            known = {*self.columns.values(), *self.identity, *self.further, *self.melted, *self.own}
            if text and j not in known and j not in dict(self.unreadable):
                yield j

    def say(self, code: str, j: int | None, row: int | None = None, **values: object) -> None:
        """Note a finding of a column, or of the sheet."""
        heading = None if j is None else self.headings[j]
        self.findings.append(Finding(code, self.table.header.sheet.name, row, heading, tuple(values.items())))


def _is_choice(heading: str, platform: Platform, headings: Iterable[str | None]) -> bool:
    """Whether a column ticks one choice of a question: "…/How was it received?/Phone"."""
    question = heading.rsplit(platform.groups, 1)[0] if platform.groups else heading
    return question != heading and question in headings


def _meaning_of_unknown(heading: str) -> dict[Field, int]:
    """What a heading means that is no spelling of a field: several at once, or a kind of sensitive case."""
    if combined_fields(heading):
        return {Field.STATUS: -1}
    return {Field.SENSITIVE: _LAST_RESORT} if has_sensitive_word(heading) else {}


def _identifies(heading: str | None) -> bool:
    """Whether a heading means nothing but who a complainant is: then no field is read from it."""
    known = fields_of_heading(heading or "")
    return bool(known) and IDENTITY_FIELDS.issuperset(known)
