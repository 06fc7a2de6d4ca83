"""Cells that are no dates are shown beside shapes: never a name, never a row that may be sensitive."""

from __future__ import annotations

from grm_data.intake.opening import Trouble, open_upload
from grm_data.settings import Settings

HEADER = "No,Date received,Complainant name,Phone,Status,Summary of issue"
ROWS = (
    "A1,2020-13-45,Bat Dorj,9911 2233,Resolved,Bat Dorj asked",
    "A2,Bat Dorj,Saraa,9911 2233,Resolved,x",
    "A3,9911-22-33,Saraa,9911 2233,Resolved,x",
    "A4,31.02.2020,Saraa,9911 2233,Resolved,sexual harassment",
    "A5,2020-12-05,Saraa,9911 2233,Resolved,x",
)


def troubles(*rows: str) -> tuple[Trouble, ...]:
    upload = open_upload("register.csv", "\n".join([HEADER, *rows]).encode())
    try:
        return upload.ask(Settings()).troubles
    finally:
        upload.close()


def test_what_looks_like_a_date_is_shown_and_all_else_is_a_shape() -> None:
    found = troubles(*ROWS)
    assert [(one.row, one.cell) for one in found] == [(2, "2020-13-45"), (3, "Aaa Aaaa"), (4, "0000-00-00")]
    beside = repr([one.beside for one in found])
    assert "Resolved" in beside
    assert not [word for word in ("Bat", "Saraa", "9911", "harassment") if word in beside]


def test_a_written_text_is_scrubbed_as_if_it_stood_in_its_row() -> None:
    upload = open_upload("register.csv", "\n".join([HEADER, *ROWS]).encode())
    try:
        assert upload.scrubbed("before it was read", 2) == ""
        upload.ask(Settings())
        written = upload.scrubbed("Bat called from 9911 2233, Saraa too", 2)
    finally:
        upload.close()
    assert "9911" not in written
    assert "Bat" not in written
