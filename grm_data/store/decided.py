"""What people decided about texts, words and rows; and the cases that are withheld by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from grm_data.register import Register
from grm_data.secret import secret
from grm_data.store.chain import BEGINNING
from grm_data.store.deciding import Decision, add_decisions, chain_end, find_decisions, withheld_rows
from grm_data.store.errors import StoreError
from grm_data.store.holding import CHECK, Held, check_of, decided_of, without_withheld
from grm_data.store.opening import Database

__all__ = ["Decisions"]


class Decisions(Database):
    """The decisions in a database of ours."""

    def decide(self, kind: str, decided: Mapping[str, str], *, by: str, project: str = "") -> None:
        """Keep what a person decided: by the keyed hash of each text, word or row, one of DECISIONS[kind].

        All of it is kept or none. StoreError where nobody is named; ValueError for what is no decision.
        """
        with self._writable() as connection:
            add_decisions(connection, kind, decided, by=by, project=project)

    def decisions(self, kind: str, keys: Collection[str], *, project: str = "") -> dict[str, Decision]:
        """The last decision about each text, word or row of these keys, in one statement."""
        with self._connected() as connection:
            return find_decisions(connection, kind, keys, project=project) if self._has_decisions else {}

    def decisions_end(self) -> tuple[int, str]:
        """(how many decisions were made, the hash with which their chain ends)."""
        with self._connected() as connection:
            return chain_end(connection) if self._has_decisions else (0, BEGINNING)

    def _withhold(
        self, register: Register, earlier: Callable[[bool], Iterable[Register]], *, by: str
    ) -> tuple[datetime | None, Mapping[str, str]]:
        """Withhold the cases that a register holds back, before it is published.

        When that was done last, and what is to be decided once it is published: cases that it shows again.
        ``earlier`` reads every version, or the one that it follows.
        """
        held, checks = self._held()
        if not (register.held_back or held.since):
            return None, {}
        key = secret()
        withheld, let_out = decided_of(register, earlier, held, key)
        self.decide("row", withheld, by=by)
        if check_of(key) not in checks:
            self.decide(CHECK, {check_of(key): "made"}, by=by)
        return max(self._held()[0].since.values(), default=None), let_out

    def _without_withheld(
        self, register: Register, number: int, published_at: Callable[[], datetime]
    ) -> Register:
        """The register of a version without the cases that became sensitive since it was published first.

        StoreError where the key is lost.
        """
        held, checks = self._held()
        keys = held.by(published_at()) if held.since else frozenset()
        if not keys:
            return register
        key = secret()
        if check_of(key) not in checks:
            raise StoreError("store-key-lost", version=number)
        return without_withheld(register, keys, key)

    def _held(self) -> tuple[Held, frozenset[str]]:
        with self._connected() as connection:
            return withheld_rows(connection) if self._has_decisions else (Held({}), frozenset())
