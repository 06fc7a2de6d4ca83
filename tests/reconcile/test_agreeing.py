"""The source report and our own against the sample: every figure agrees, in each format."""

from __future__ import annotations

import pytest

from grm_data.errors import UsageError
from grm_data.reconcile import Checked, document_from_bytes
from grm_data.reconcile import check as check_guarded
from grm_data.register import Register
from grm_data.settings import Settings
from tests.reconcile.reading import check, document, flat


def found(content: bytes | str, register: Register, settings: Settings) -> Checked:
    return check(document(content), register, settings)


def values(checked: Checked) -> dict[str, object]:
    return {one.name: one.report for one in checked.figures}


def test_every_figure_of_the_source_report_agrees(
    source: str, register: Register, settings: Settings
) -> None:
    checked = found(source, register, settings)
    assert {one.agrees for one in checked.figures} == {True}
    said = values(checked)
    assert {
        name: said[name] for name in ("new.received", "previous.unrelated", "total.addressed_to_resolved")
    } == {
        "new.received": 9,
        "previous.unrelated": 12,
        "total.addressed_to_resolved": "14:14",
    }
    assert said["new.channels.addressed.facebook"] == 4
    assert said["case.f-2020/10.working_days"] == 11
    assert len(checked.figures) > 95


def test_the_source_report_s_own_ways_are_noted(source: str, register: Register, settings: Settings) -> None:
    overlap, spellings, ratio = found(source, register, settings).notes
    assert "25 Jun 2020" in overlap
    assert "Facebook, Facebook page, Facebool" in spellings
    assert "received to addressed" in ratio


def test_only_what_is_no_figure_is_unread(source: str, register: Register, settings: Settings) -> None:
    lines = source.splitlines()
    unread = [lines[n - 1] for n in found(source, register, settings).unread]
    assert [line.split()[0] for line in unread] == ["Smart", "The"]
    assert lines.index(unread[0]) > lines.index("Other:")


@pytest.mark.parametrize("name", ["docx", "pdf", "xlsx"])
def test_our_own_report_reads_back(
    name: str, files: dict[str, bytes], register: Register, settings: Settings
) -> None:
    checked = check(document_from_bytes(files[name]), register, settings)
    assert {one.agrees for one in checked.figures} == {True}
    assert len(checked.figures) > 120
    assert {
        "new.working_days.median",
        "total.received_to_addressed",
        "new.closing",
        "case.f-2020/03.way",
    } <= values(checked).keys()


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "cp1251"])
def test_text_in_any_encoding_is_read(
    code: str, files: dict[str, bytes], register: Register, settings: Settings
) -> None:
    text = flat(files["docx"]).translate(str.maketrans("–−÷×", "--/x")) + "\nИтого по отчёту"
    assert {one.agrees for one in found(text.encode(code), register, settings).figures} == {True}


def test_a_report_of_another_half_year_is_compared_with_that(register: Register, settings: Settings) -> None:
    text = (
        "Report July 1, 2019 – December 31, 2019\n\nIn the period of this report, 3 feedbacks were received."
    )
    checked = found(text, register, settings)
    (one,) = (one for one in checked.figures if one.lines and one.name == "new.received")
    assert (one.report, one.register, one.agrees, len(one.rows)) == (3, 3, True, 3)


def test_a_text_made_to_take_long_ends_in_its_process(
    register: Register, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRM_READ_CPU_S", "1")
    head = "Report July 1, 2020 – December 31, 2020\n\nPeriod\tTotal\tStatus\tNumber, channel, type\n"
    text = f"{head}New period\t9\tUnrelated\t3\n\t\t\tChannel: {'=(' * 200_000}x\n"
    with pytest.raises(UsageError, match="too long"):
        check_guarded(document_from_bytes(text.encode()), register, settings)


def test_the_guarded_process_says_the_same(source: str, register: Register, settings: Settings) -> None:
    lines = document_from_bytes(source.encode())
    assert check_guarded(lines, register, settings) == check(lines, register, settings)
