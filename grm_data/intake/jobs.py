"""What the guarded process does with a spreadsheet: the jobs behind ``grm_data.intake.opening``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from grm_data.expressions import compile_all
from grm_data.guarded import Reply, from_plain
from grm_data.intake import worth_asking
from grm_data.intake.asking import Opened
from grm_data.intake.build import register_of_file
from grm_data.intake.policy import TextPolicy
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes
from grm_data.register import WorkCalendar, sensitive_words
from grm_data.register.body import body_of
from grm_data.settings import Settings

__all__ = ["open_book", "read", "warm_up"]

_OURS = b"""Registered No.,Date received,Type,Channel,Issue,Status,Resolved date,Working days,Way,Name
f-1,2020-07-31,Request,Email,Call 9911-2233,"Resolved Date: August 3, 2020",2020-08-03,2,email,Bat Dorj
f-2,31.07.2020,Reqest,Pigeon,,Opend,,,,
"""
"""A register of nobody's: spellings and patterns that it needs are ready before anybody waits for them."""


def read(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The body of the register in a file."""
    settings, today = from_plain(Settings, arguments["settings"]), date.fromisoformat(arguments["today"])
    texts, name = TextPolicy(arguments["texts"]), arguments["name"]
    register = register_of_file(name, blobs[0], settings, arguments["sheets"], today, texts)
    return Reply({}, [body_of(register)])


def open_book(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """A file's previews; questions about it are answered until nobody asks any more."""
    content = bytes(blobs[0])
    opened = Opened(read_book(source_from_bytes(arguments["name"], content)), arguments["name"], content)
    return Reply(opened.previews(), then=opened.answer)


def warm_up(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """What every job needs, done once in the template process, of whose memory each job has a copy."""
    del arguments, blobs
    compile_all()
    for one in (sensitive_words, worth_asking):
        one.be_ready()
    settings = Settings(calendar=WorkCalendar("MN"))
    book = read_book(source_from_bytes("ours.csv", _OURS))
    Opened(book).answers(settings, settings, date(2026, 1, 1))
    return Reply({})
