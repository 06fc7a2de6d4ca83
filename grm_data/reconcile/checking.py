"""A report against a register: its lines are understood in the guarded process, too.

What a foreign text does to our patterns is bounded there, and no more than figures comes back.
"""

from __future__ import annotations

from datetime import date

from grm_data.errors import UsageError
from grm_data.guarded import Job, run
from grm_data.reconcile.comparing import Checked, compare
from grm_data.reconcile.mentions import Own
from grm_data.reconcile.opening import Document
from grm_data.reconcile.wire import from_json
from grm_data.register import Field, Register
from grm_data.register.folding import fold
from grm_data.settings import Settings
from grm_data.speech import DEFAULT_LANGUAGE, speaking

__all__ = ["check", "numbers_of", "own_words"]

_UNDERSTAND = Job(
    "grm_data.reconcile.reading.jobs:understood",
    UsageError,
    too_long="report-too-long",
    too_big="report-too-long",
    damaged="report-unreadable",
)


def check(document: Document, register: Register, settings: Settings, today: date | None = None) -> Checked:
    """Set a report beside a register; UsageError says in one sentence why it can't be done.

    Reports are read, and their figures compared, as English ones write them, whoever asks.
    """
    arguments = {
        "lines": [[one.number, one.table, one.cells] for one in document.lines],
        "own": own_words(register),
        "numbers": numbers_of(register),
    }
    try:
        with speaking(DEFAULT_LANGUAGE):
            found = from_json(run(_UNDERSTAND, arguments, []).values)
    except UsageError as error:
        raise UsageError(error.key, **error.values) from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(_UNDERSTAND.damaged) from None
    return compare(found, register, settings, today)


def own_words(register: Register) -> Own:
    """The register's own words of channels and types."""
    fields = (Field.CHANNEL, Field.TYPE)
    return {str(one): {fold(name): name for name in register.category(one).names} for one in fields}


def numbers_of(register: Register) -> list[str]:
    """The case numbers by which a report's cases are known.

    Where a register has sensitive cases, reports number anew, 1 to n: digits alone may be another case there.
    """
    is_plain = not register.sensitive_by_half_year
    return [one for one in register.registered_no if one and (is_plain or not one.isdecimal())]
