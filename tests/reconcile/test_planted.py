"""Planted differences: each is found with its rows, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from grm_data.reconcile import Checked
from grm_data.register import Register
from grm_data.report import ReportModel, pdf, rendered
from grm_data.settings import Settings
from tests.reconcile.reading import check, document, flat, numbers
from tests.rounds import THOROUGH, rounds

PLANTED = {
    "a count": ("9 feedbacks were received", "10 feedbacks were received", {"new.received"}),
    "a count in words": ("6 were addressed and", "five were addressed and", {"new.addressed", "new.resolved"}),
    "a count of the table": ("20 Unrelated 12\t\t12", "20 Unrelated 12\t\t13", {"previous.unrelated"}),
    "a split": ("website-1, email-1", "website-2, email-1", {"new.channels.unrelated.website"}),
    "a word left out": ("website-1, email-1", "website-1", {"new.channels.unrelated.email"}),
    "another word": ("website-1, email-1", "website-1, SMS-1", {
        "new.channels.unrelated.email", "new.channels.unrelated.sms",
    }),
    "a type": ("comment-1, request-6", "comment-2, request-6", {"total.types.addressed.comment"}),
    "a ratio": ("is 14:14", "is 15:14", {"total.addressed_to_resolved"}),
    "a share": ("(100% resolved)", "(93% resolved)", {"total.resolved_share"}),
    "a duration": ("Period: 11 working", "Period: 12 working", {"case.f-2020/10.working_days"}),
    "a case's day": ("1\tJuly 31, 2020", "1\tJuly 30, 2020", {"case.f-2020/03.received_on"}),
    "a case's resolved day": ("Date: August 3,", "Date: August 4,", {"case.f-2020/04.resolved_on"}),
    "a case's type": ("f-2020/05\tClarification", "f-2020/05\tComplaint", {"case.f-2020/05.type"}),
    "a case's channel": ("f-2020/07\tClarification\tface to face meeting", "f-2020/07\tClarification\tphone", {
        "case.f-2020/07.channel",
    }),
    "an invented case": ("f-2020/07\tC", "f-2020/17\tC", {"case.f-2020/17.listed", "case.f-2020/07.listed"}),
    "an invented number": ("f-2020/07\tC", "GRM 7-2\tC", {"case.line-57.listed", "case.f-2020/07.listed"}),
    "a day of the period": ("(2020.06.25-2020.12.31)", "(2020.06.26-2020.12.31)", {"new.from"}),
    "a year of the period": ("2020 – December 31, 2020", "2020 – December 31, 2021", {"new.to"}),
    "the previous period": ("15-2020.06.25)", "15-2020.06.20)", {"previous.to"}),
    "the project's start": ("September 2015", "October 2015", {"total.start_month"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_difference_is_found_and_nothing_else(
    kind: str, source: str, register: Register, settings: Settings
) -> None:
    before, after, expected = PLANTED[kind]
    assert before in source
    checked = check(document(source.replace(before, after, 1)), register, settings)
    assert {one.name for one in checked.differs} == expected
    has_rows = [one for one in checked.differs if "invented" not in kind and one.register is not None]
    assert all(
        one.rows or one.name.endswith((".from", ".to", "month")) or one.register == 0 for one in has_rows
    )


def test_a_missing_case_is_found_with_its_row(source: str, register: Register, settings: Settings) -> None:
    text = re.sub(r"^4\tSeptember.*\n", "", source, flags=re.M)
    (one,) = check(document(text), register, settings).differs
    assert (one.name, one.report, one.register, one.rows) == (
        "case.f-2020/06.listed", False, True, (("Register", 29),),
    )  # fmt: skip


def test_a_shifted_period_is_found_in_all_that_it_counts(
    source: str, register: Register, settings: Settings
) -> None:
    text = source.replace("June 25, 2020", "September 1, 2020").replace("(2020.06.25-", "(2020.09.01-")
    text = text.replace("-2020.06.25)", "-2020.08.31)")
    checked = check(document(text), register, settings)
    assert checked.period[0] == date(2020, 9, 1)
    differing = {one.name: (one.report, one.register) for one in checked.differs}
    assert differing["new.received"] == (9, 6)
    assert differing["previous.received"] == (20, 23)
    assert not any(name.startswith("total.") for name in differing)


def about(differing: Checked) -> set[str]:
    """What the differences are about: a figure, or a case whatever of it."""
    names = [one.name for one in differing.differs]
    return {name.rpartition(".")[0] if name.startswith("case.") else name for name in names}


def is_told(base: Checked, checked: Checked) -> bool:
    """Whether a change is told: by what differs, what can't be compared, a note, or the number of its line."""
    unknown = checked.count(None) > base.count(None)
    is_unread = not {*checked.unread} <= {*base.unread}
    return bool(checked.differs) or unknown or is_unread or checked.notes != base.notes


def changed(text: str, found: re.Match[str], more: int) -> str:
    number = str(int(found[0]) + more).zfill(len(found[0]))
    return text[: found.start()] + number + text[found.end() :]


def is_about_one_thing(checked: Checked) -> bool:
    """Whether the differences come of one number: a case taken for another one touches both."""
    found = about(checked)
    if all(name.startswith("case.") for name in found):
        return len(found) <= 2
    return len(found) == 1 or {name.partition(".")[2] for name in found} == {"addressed", "resolved"}


@pytest.fixture(scope="session")
def pasted(files: dict[str, bytes]) -> str:
    """Our own report as text."""
    return flat(files["docx"])


@pytest.mark.property
def test_any_changed_number_is_told_and_nothing_else(
    source: str, pasted: str, register: Register, settings: Settings
) -> None:
    texts = (source, pasted)
    bases = [check(document(text), register, settings) for text in texts]
    places = [
        (i, place)
        for i, text in enumerate(texts)
        for place in numbers(text)
        if text.count("\n", 0, place.start()) + 1 not in bases[i].unread  # these are told already
    ]

    @trying(max_examples=rounds(100 if not THOROUGH else 200))
    @given(st.sampled_from(places), st.sampled_from([1, 2, 10]))
    def holds(where: tuple[int, re.Match[str]], more: int) -> None:
        i, place = where
        checked = check(document(changed(texts[i], place, more)), register, settings)
        assert is_told(bases[i], checked)
        assert not checked.differs or is_about_one_thing(checked)

    holds()


COUNTS = {
    "9 feedbacks were received": ("8 feedbacks were received", {"new.received"}),
    "29:14": ("28:14", {"total.received_to_addressed"}),
    "Request 6, Clarification 4": ("Request 6, Clarification 5", {"total.types.addressed.clarification"}),
    "Period: 11 working days": ("Period: 13 working days", {"case.f-2020/10.working_days"}),
    "median 1 working day": ("median 2 working days", {"new.working_days.median"}),
    "1, 1, 1, 2, 1, 11.": ("1, 1, 1, 2, 1, 12.", {"new.working_days.each"}),
    "0 + 6": ("1 + 6", {"new.opening"}),
    "f-2020/06": ("f-2021/06", {"case.f-2020/06.listed", "case.f-2021/06.listed"}),
    "29 rows read": ("30 rows read", {"register.rows_read"}),
}


def altered_docx(docx: bytes, before: str, after: str) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            new.writestr(name, content)
    return stream.getvalue()


def altered_pdf(model: ReportModel, changes: dict[str, tuple[str, set[str]]]) -> bytes:
    def printed(values: dict[str, Any]) -> str:
        text = whole(values)
        for before, (after, _) in changes.items():
            assert before in text
            text = text.replace(before, after, 1)
        return text

    whole = pdf._printable
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_printable", printed)
        return rendered(model, "pdf")


@pytest.mark.parametrize("before", COUNTS)
def test_a_difference_in_a_word_file_is_found(
    before: str, files: dict[str, bytes], register: Register, settings: Settings
) -> None:
    after, expected = COUNTS[before]
    checked = check(document(altered_docx(files["docx"], before, after)), register, settings)
    assert {one.name for one in checked.differs} == expected
    assert checked.count(None) == 0


def test_differences_in_a_pdf_are_found_all_at_once(
    model: ReportModel, register: Register, settings: Settings
) -> None:
    checked = check(document(altered_pdf(model, COUNTS)), register, settings)
    assert {one.name for one in checked.differs} == set().union(
        *(expected for _, expected in COUNTS.values())
    )
    assert checked.count(None) == 0
