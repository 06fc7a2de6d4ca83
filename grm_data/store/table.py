"""The tables: versions, people's decisions and reports sent, all only ever added to; texts of reports,
log-ins that ended, and drafts.

A column that was added to the first form says since which format of the database it is there. Numbers of
rows follow each other without a gap, and each row's hash covers the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

__all__ = [
    "ABOUT",
    "PURGE_COLUMNS",
    "PURGE_RECORD",
    "columns_of",
    "decisions",
    "drafts",
    "formats",
    "log_outs",
    "report_texts",
    "sent_reports",
    "versions",
]

_metadata = sa.MetaData()


def _text(name: str, *, nullable: bool = False, since: int = 1) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, info={"since": since})


versions = sa.Table(
    "versions",
    _metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    _text("published_at"),  # ISO 8601 in UTC: the same text in both databases
    _text("published_by"),
    _text("note"),
    _text("file"),
    _text("sha256"),  # of the uploaded file, which is never stored
    sa.Column("rows", sa.Integer, nullable=False),
    _text("counts"),  # JSON: status → rows
    _text("findings"),  # JSON: severity → findings
    _text("settings"),  # TOML
    _text("accepted", nullable=True),
    sa.Column("texts_withheld", sa.Integer, nullable=False),
    sa.Column("again", sa.Integer),  # the version that this one publishes again
    _text("body_sha256"),
    _text("chain"),  # SHA-256 over what is published and the chain before
    sa.Column("body", sa.LargeBinary),
    _text("purged_at", nullable=True),
    _text("purged_by", nullable=True),
    _text("purge_reason", nullable=True),
    sa.Column("format", sa.Integer, info={"since": 2}),  # how the row is hashed; none in the first form
    _text("complete_to", nullable=True, since=2),  # ISO day up to which the register tells everything
)

decisions = sa.Table(
    "decisions",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("key"),  # a keyed hash: no word and no text is here
    _text("decision"),
    _text("project"),
    _text("decided_at"),  # ISO 8601 in UTC
    _text("decided_by"),
    sa.Column("format", sa.Integer, nullable=False),  # how the row is hashed
    _text("chain"),
)

log_outs = sa.Table(
    "log_outs",
    _metadata,
    sa.Column("key", sa.Text, primary_key=True),  # a keyed hash of the log-in that ended
    _text("ended_at"),  # ISO 8601 in UTC
)

drafts = sa.Table(
    "drafts",
    _metadata,
    sa.Column("person", sa.Text, primary_key=True),  # keyed hashes: no name and no file is here
    sa.Column("file", sa.Text, primary_key=True),
    sa.Column("item", sa.Text, primary_key=True),  # what was decided; of a text its keyed hash
    _text("value"),
    _text("saved_at"),  # ISO 8601 in UTC
)
"""What a person decided about a file that isn't published yet."""

sent_reports = sa.Table(
    "sent_reports",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),  # that it was made from
    _text("period_first"),  # ISO days
    _text("period_last"),
    _text("as_of"),
    _text("figures"),  # JSON: period → status → feedbacks
    _text("files"),  # JSON: format → SHA-256
    _text("sent_on"),
    _text("marked_at"),  # ISO 8601 in UTC
    _text("marked_by"),
    sa.Column("format", sa.Integer, nullable=False),  # how the row is hashed
    _text("chain"),
)

report_texts = sa.Table(
    "report_texts",
    _metadata,
    sa.Column("section", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),  # its ISO days
    _text("text"),
    _text("written_at"),  # ISO 8601 in UTC
    _text("written_by"),
)

formats = sa.Table(
    "grm_format",
    _metadata,
    sa.Column("format", sa.Integer, primary_key=True, autoincrement=False),
    _text("made_at"),  # ISO 8601 in UTC
)
"""The formats that the database has gone through; the greatest is the one it has."""

ABOUT = tuple(column for column in versions.columns if column.name != "body")
"""The columns that tell of a register."""

PURGE_RECORD = ("purged_at", "purged_by", "purge_reason")
PURGE_COLUMNS = ("body", *PURGE_RECORD)
"""The only columns that may ever change."""


def columns_of(form: int, columns: Iterable[sa.Column[Any]]) -> list[sa.ColumnElement[Any]]:
    """What to ask of a database of some format for those columns: nothing where it doesn't have one yet."""
    return [
        column if column.info.get("since", 1) <= form else sa.null().label(column.name) for column in columns
    ]
