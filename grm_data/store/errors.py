"""Why a version can't be published or read, each one sentence for the person who sees it.

GrmError
└── StoreError               the database can't be used, or holds no such version
    ├── PublishedMeanwhile   somebody published after the version that the change was made from
    ├── SuspiciousFile       it isn't the register that it follows, and nobody gave a reason to publish it
    └── ErrorsNotAccepted    the register holds errors, and nobody gave a reason to publish it all the same
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grm_data.errors import GrmError

if TYPE_CHECKING:
    from grm_data.store.version import Version

__all__ = ["ErrorsNotAccepted", "PublishedMeanwhile", "StoreError", "SuspiciousFile"]


class StoreError(GrmError):
    """The database of published versions can't be used, or holds no such version."""


class PublishedMeanwhile(StoreError):
    """Somebody published first; ``versions`` are theirs, oldest first."""

    def __init__(self, versions: tuple[Version, ...]) -> None:
        self.versions = versions
        last = versions[-1]
        super().__init__(
            "published-meanwhile",
            version=last.number,
            by=last.by,
            at=last.published_at.strftime("%Y-%m-%d %H:%M"),
        )


class ErrorsNotAccepted(StoreError):
    """The register holds ``n`` errors and no reason was given to publish it all the same."""

    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__("publish-errors", n=n)


class SuspiciousFile(StoreError):
    """Something speaks against a file, in these sentences, and no reason was given to publish it."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("publish-suspicious", why=" ".join(sentences))
