"""A register about to be published, as its settings read it and as a person decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from grm_dashboard.session.progress import HIDE, hashes_of
from grm_dashboard.session.sent import sent_figures
from grm_dashboard.session.shelf import newest_number, store, version_numbered
from grm_dashboard.session.sources import Source, first_settings, published
from grm_data.comparing.comparison import ChangeKind, Comparison
from grm_data.intake.opening import Answers, ColumnFact, Doubt, Preview, Trouble, UnknownWord, Upload
from grm_data.readers import Flag, Waiting, flags_of, waiting
from grm_data.register import Register
from grm_data.register.collecting import uncollected
from grm_data.secret import secret
from grm_data.settings import Settings
from grm_data.store import (
    Draft,
    DraftText,
    Following,
    Version,
    changes_since,
    draft_of,
    following,
    known_to_both,
    may_be_corrected,
    more_sensitive,
    settings_changes,
)

__all__ = ["Work", "newest_settings", "settings_of", "work_of"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Work:
    """An opened spreadsheet on its way to a version."""

    upload: Upload
    mark: str  # the file's SHA-256, by which what was decided is found again
    settings: Settings
    base: int  # the version that it follows
    draft: Draft | None = None  # None where no register can be read yet
    problem: str | None = None  # why it can't, or why the last try to publish failed
    changes: Comparison | None = None  # what is different from that version; None where there is none
    following: Following | None = None  # the same in cases, and what speaks against the file
    texts: tuple[DraftText, ...] = ()  # each text once, where it first stands
    flags: Mapping[str, frozenset[Flag]] = field(default_factory=lambda: MappingProxyType({}))
    to_read: frozenset[str] = frozenset()  # keys of the texts that the base doesn't show
    hidden: frozenset[str] = frozenset()  # keys of those that somebody read and keeps from readers
    ticked: frozenset[str] = frozenset()  # and of those that this person let readers see
    corrected: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unknown: tuple[UnknownWord, ...] = ()  # to be mapped, those mapped since among them
    unmappable: int = 0  # words that may name a person
    columns: tuple[ColumnFact, ...] = ()  # of the sheet, as they are read now
    previews: tuple[Preview, ...] = ()  # the first rows of each sheet
    doubts: tuple[Doubt, ...] = ()  # rows that are held back until somebody has read them
    troubles: tuple[Trouble, ...] = ()  # cells with errors in their dates
    waiting: tuple[Waiting, ...] = ()  # words, numbers and names that readers don't get yet
    settings_changes: tuple[str, ...] = ()  # lines of the settings that differ from the base's
    may_be_sensitive: bool = False  # whether a case that the base shows may be sensitive now
    seen: frozenset[str] = frozenset()  # causes that this person leaves as they are
    complete_to: date | None = None  # the day that this person named; None: the day of publication
    reason: str = ""  # why the file is published although something speaks against it
    note: str = ""  # that the version will have
    accepted: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """A mark of errors → why they are published."""
    meanwhile: Version | None = None  # published by somebody else since; nobody said yet whose goes on

    @property
    def open_texts(self) -> tuple[DraftText, ...]:
        """The texts that nobody has decided about."""
        if self.draft is None:
            return ()
        cleared, hidden = self.draft.cleared, self.hidden
        return tuple(one for one in self.texts if one.key not in cleared and one.key not in hidden)

    def showing(self, keys: Iterable[str]) -> Work:
        """The same with these texts shown to readers."""
        if self.draft is None:
            return self
        found = frozenset(keys)
        draft = self.draft.clear(found)
        return replace(self, draft=draft, ticked=self.ticked | found, hidden=self.hidden - found)

    def hiding(self, keys: Iterable[str]) -> Work:
        """The same with these texts kept from readers, and what was written instead of them."""
        if self.draft is None:
            return self
        found = frozenset(keys)
        draft = self.draft.withhold(found)
        ticked, hidden = self.ticked - found, self.hidden | found
        return replace(self, draft=draft, ticked=ticked, hidden=hidden, corrected=draft.corrected)

    def writing(self, written: Mapping[str, str]) -> Work:
        """The same with these texts written anew for readers, by their keys."""
        if self.draft is None:
            return self
        draft = self.draft.correct(written)
        return replace(self, draft=draft, corrected=draft.corrected, hidden=self.hidden - written.keys())


def settings_of(base: int) -> Settings:
    """The settings of a version, else those that the server was started with; no text is cleared by them."""
    settings = version_numbered(base).settings if base else first_settings()
    return settings.with_texts_withheld()


def newest_settings() -> tuple[int, Settings]:
    """The number of the newest version, and its settings."""
    base = newest_number()
    return base, settings_of(base)


def work_of(before: Work, settings: Settings, base: int) -> Work:
    """Read the spreadsheet by the settings; what this person decided stays decided.

    RegisterError where it isn't open any more.
    """
    known = settings_of(base)
    answers = before.upload.ask(settings, known_to_both(settings, known))
    flags = before.flags if base == before.base else MappingProxyType({})
    fresh = replace(
        before, settings=settings, base=base, flags=flags, **_understood(answers), **_NOTHING_READ
    )
    if answers.register is None:
        return replace(fresh, problem=str(answers.problem))
    shown = published(base) if base else None
    return _with_register(fresh, answers.register, shown, known)


_NOTHING_READ: Mapping[str, Any] = MappingProxyType(
    {
        "draft": None, "problem": None, "changes": None, "following": None, "texts": (), "waiting": (),
        "settings_changes": (), "may_be_sensitive": False,
    }
)  # fmt: skip


def _understood(answers: Answers) -> dict[str, Any]:
    return {
        "unknown": answers.unknown_words,
        "unmappable": answers.unmappable,
        "columns": answers.columns,
        "previews": answers.previews,
        "doubts": answers.doubts,
        "troubles": answers.troubles,
    }


@uncollected()
def _with_register(work: Work, register: Register, shown: Source | None, known: Settings) -> Work:
    settings, before = work.settings, None if shown is None else shown.register
    draft = draft_of(register, settings, before)
    texts = draft.texts()
    if new := tuple(one for one in texts if one.key not in work.flags):
        work = _with_earlier_decisions(work, new, draft, before)
    corrected, hidden = work.corrected, work.hidden
    draft = draft.correct(corrected)
    to_read = frozenset(one.key for one in texts if one.key not in draft.cleared)
    draft = draft.clear(work.ticked).withhold(hidden)
    changes = None
    if shown is not None and shown.version is not None:
        sent = sent_figures(by_version=shown.version.number)
        changes = changes_since(shown.version, shown.register, draft.as_corrected(), sent)
    return replace(
        work,
        draft=draft,
        texts=texts,
        to_read=to_read,
        flags={**work.flags, **{one.key: flags_of(one.text) for one in new}},
        waiting=waiting(draft.for_version()[0], settings),
        changes=changes,
        following=following(register, settings, None if shown is None else shown.version, before, changes),
        settings_changes=() if changes is None else settings_changes(known, settings),
        may_be_sensitive=_may_be_sensitive(before, register, changes),
    )


def _with_earlier_decisions(
    work: Work, new: tuple[DraftText, ...], draft: Draft, before: Register | None
) -> Work:
    """The work with what was decided about these texts when earlier versions were published.

    They are looked up once: what this person decided since stays so.
    """
    asked = {one.key for one in new} - work.hidden
    found = {key: text for key, text in _known_corrections(before, draft.register).items() if key in asked}
    corrected = {**found, **work.corrected}
    hidden = work.hidden | _hidden_before(one.key for one in new if one.key not in draft.cleared)
    return replace(work, hidden=hidden - work.ticked - corrected.keys(), corrected=corrected)


def _may_be_sensitive(before: Register | None, after: Register, changes: Comparison | None) -> bool:
    if before is None or changes is None:
        return False
    return more_sensitive(before, after) and bool(changes.of_kind(ChangeKind.DISAPPEARED))


def _hidden_before(keys: Iterable[str]) -> frozenset[str]:
    """The texts that somebody read and kept from readers when an earlier version was published."""
    hashes = hashes_of(keys)
    found = store().decisions("text", hashes.values())
    return frozenset(key for key, one in hashes.items() if one in found and found[one].decision == HIDE)


def _known_corrections(before: Register | None, after: Register) -> dict[str, str]:
    """Key of a text → what was written for readers instead when an earlier version was published."""
    if before is None:
        return {}
    candidates = may_be_corrected(before, after, secret())
    found = store().decisions("text", candidates)
    return dict(candidates[one] for one in found)
