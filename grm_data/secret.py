"""The key by which words and texts get codes that tell nothing of them: ``GRM_SECRET``, else a file of ours.

Who has the codes but not the key can't even try words out. With a lost key no code is found again:
what was decided about words is asked again, and what is withheld by code isn't shown (``store/holding.py``).
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from grm_data.environment import SHORTEST_SECRET
from grm_data.errors import SecretError
from grm_data.files import read_file
from grm_data.places import data_folder, make_data_folder

__all__ = ["SECRET_FILE", "SECRET_VARIABLE", "keyed_hash", "keyed_hashes", "secret"]

SECRET_VARIABLE = "GRM_SECRET"
SECRET_FILE = "secret"
"""The key file's name in the data folder."""


def keyed_hash(key: bytes, kind: str, text: str) -> str:
    """HMAC-SHA256 of a text of some kind, in hexadecimal: the same text of another kind has another."""
    content = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, content, "sha256").hex()


def keyed_hashes(key: bytes, kind: str, texts: Iterable[str]) -> dict[str, str]:
    """Each of many texts of some kind → its keyed hash."""
    begun = hmac.new(key, f"{kind}\0".encode("utf-8", "surrogatepass"), "sha256")

    def hashed(text: str) -> str:
        whole = begun.copy()
        whole.update(text.encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    return {text: hashed(text) for text in texts}


def secret(environment: Mapping[str, str] = os.environ) -> bytes:
    """The key: that of ``GRM_SECRET``, else of the file in the data folder, which is made on first use.

    SecretError where the key is too short, or the file can neither be read nor made.
    """
    given = environment.get(SECRET_VARIABLE)
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SecretError("secret-short", shortest=SHORTEST_SECRET)
        return given.encode("utf-8", "surrogateescape")
    path = data_folder() / SECRET_FILE
    try:
        content = _read(path)
    except OSError:
        raise SecretError("secret-file", path=path) from None
    if len(content) < SHORTEST_SECRET:
        raise SecretError("secret-damaged", path=path)
    return content


def _read(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    return read_file(path).strip()


def _make(path: Path) -> None:
    """Make the file whole or not at all; where several processes do so at once, the first one's stays."""
    draft = make_data_folder() / f".{SECRET_FILE}-{secrets.token_hex(8)}"
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("wb") as file:
            file.write(secrets.token_hex(32).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
