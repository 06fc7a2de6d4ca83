"""The scrubber measured on labelled texts, and held to time in proportion to the text."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.intake.privacy import Own, Scrubber
from grm_data.intake.scrubbing.endings import is_form_of
from grm_data.intake.scrubbing.removal import Removal, merged
from grm_data.intake.scrubbing.words import skeleton
from tests.intake.redaction.labelled import FILES, HOSTILE, UNSEEN, labelled, measure

LEAST = 0.95


def test_there_are_enough_texts_of_each_kind() -> None:
    texts = labelled(*FILES)
    assert len(texts) >= 150
    kinds = {mark.kind for text in texts for mark in text.marks}
    assert kinds == {"email", "phone", "id", "account", "link", "name", "address"}
    assert sum(not text.marks for text in texts) >= 60
    assert all(text.text.count("{") == text.text.count("}") == 0 for text in texts)


@pytest.mark.parametrize("country", ["MN", None])
@pytest.mark.parametrize("files", [FILES, UNSEEN, *((name,) for name in FILES)], ids=str)
def test_what_identifies_a_person_is_found_and_little_else(
    files: tuple[str, ...], country: str | None
) -> None:
    score = measure(labelled(*files), country)
    assert score.recall >= LEAST, score.faults
    assert score.precision >= LEAST, score.faults


def test_texts_written_to_be_missed_show_why_a_person_clears_texts() -> None:
    score = measure(labelled(HOSTILE))
    assert 0.5 <= score.recall < LEAST


NAMES = ("Түмэнхуяг Болд", "Bold Tumur", "Мөнхбаяр", "T. Bold")
OWN = Own("Т. Болд", "Энхтайвны өргөн чөлөө 12-34 a 1 b " + "a " * 30 + "1")
DETAILS = [("address", f"{'a 1 ' * length}b") for length in range(1, 40)] + [("id", "1 2 3 4 5")]
HOSTILE_UNITS = [
    "a", "а", "1", "1 ", "1.", "1-", "(1)", "+", "@", "a@", "a@b ", "a@b.", "a at ", "a dot ", "a at b dot ", "a (at) b ", "x.com/", "x.com/.",
    "DE89 ", "DE891234", "AB12 1234 ", "данс ", "данс 1", "account no ", "1 234 567 ", "99112233 ", "99112233/", "УБ9", "passport no ", "T. ", "Т.",
    "a 1 ", "12 ", "12-34 чөлөө ", "чөлөөний ",
    "Т.Болд ", "Болд ", "болд, ", "Bold Tumur ", "Мөнхбаяр ", "a-", "a'", "'s ", "2020-07-31 ", "№ 1", "a\u0301",
]  # fmt: skip


@pytest.mark.no_cover  # it would take twice as long
@pytest.mark.parametrize("unit", HOSTILE_UNITS)
def test_a_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    """Of four times the letters; a pattern that begins anew at every letter would take sixteen times as long."""
    scrubber = Scrubber(NAMES, "MN", DETAILS)

    def seconds(letters: int) -> float:
        start = time.process_time()
        scrubber.scrub(unit * (letters // len(unit)), OWN)
        return time.process_time() - start

    assert any(seconds(20_000) < 8 * (seconds(5_000) + 0.02) for _ in range(3))  # a pause of Python's own


def test_many_complainants_of_one_name_take_no_longer() -> None:
    scrubber = Scrubber([f"{first}чулуун Болд" for first in map(chr, range(0x4E00, 0x4E00 + 5_000))])
    start = time.perf_counter()
    scrubber.scrub("Болд Болд ирсэн. " * 500)
    assert time.perf_counter() - start < 60


LETTERS = st.text(st.sampled_from("аБдТ .,@+()/-0123456789abXт'\u0301\n"), max_size=80)


@given(
    st.text(max_size=60) | LETTERS,
    st.none() | LETTERS,
    st.lists(LETTERS, max_size=3),
    st.none() | st.just("MN"),
    st.none() | LETTERS,
)
def test_removals_are_in_order_and_apart_whatever_the_text(
    text: str, name: str | None, names: list[str], country: str | None, address: str | None
) -> None:
    scrubber = Scrubber(names, country, [("address", one) for one in names] + [("id", text)])
    own, at = Own(name, address), 0
    for removal in scrubber.removals(text, own):
        assert at <= removal.start < removal.end <= len(text)
        at = removal.end
    scrubber.scrub(text, own)


@given(LETTERS, LETTERS, LETTERS)
def test_a_cell_with_a_number_is_found_wherever_it_stands(before: str, cell: str, after: str) -> None:
    text = f"{before} | {cell} | {after}"
    signs = [sign for sign in cell if sign.isalnum()]
    if (
        len(signs) < 5
        or not any(map(str.isdecimal, signs))
        or any(len(gap) > 4 for gap in re.split(r"[^\W_]+", cell.strip(" .,@+()/-'\u0301\n")))
    ):
        return
    gone = {i for one in Scrubber((), None, [("id", cell)]).removals(text) for i in range(one.start, one.end)}
    start = len(before) + 3
    assert all(i in gone for i in range(start, start + len(cell)) if text[i].isalnum())


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_removals_that_overlap_are_one(spans: list[tuple[int, int]]) -> None:
    given = [Removal(start, start + length, str(rank)) for rank, (start, length) in enumerate(spans)]
    found = merged(given)
    assert {i for one in found for i in range(one.start, one.end)} == {
        i for one in given for i in range(one.start, one.end)
    }
    assert all(first.end <= second.start for first, second in pairwise(found))
    for one in found:
        inside = [rank for rank, removal in enumerate(given) if one.start <= removal.start < one.end]
        assert one.kind == str(min(inside))


ADDRESS = "Сүхбаатар дүүрэг, 1-р хороо, Энхтайвны өргөн чөлөө 12-34 тоот"


@pytest.mark.parametrize(
    ("text", "own", "rest"),
    [
        (f"Хаяг: {ADDRESS}.", None, "Хаяг: [address]."), ("Сүхбаатар дүүрэгт амьдардаг", ADDRESS, "Сүхбаатар дүүрэгт амьдардаг"),
        ("Энхтайвны өргөн чөлөөний 12-34 тоотод ирнэ үү", ADDRESS, "[address] ирнэ үү"), ("Enkhtaivny urgun chuluu 12", ADDRESS, "[address]"),
        ("Энхтайвны өргөн чөлөөний 12-34 тоотод", None, "Энхтайвны өргөн чөлөөний 12-34 тоотод"), ("2020 онд 12 хүн, 34 гомдол", ADDRESS, "2020 онд 12 хүн, 34 гомдол"),
        ("at Peace Avenue, in flat 12 of it", "Peace Avenue 12, flat 12", "at Peace Avenue, in [address] of it"), ("in 12 of them", "12 in Main Street", "in 12 of them"),
        ("The Lower Mill, by the river", "Lower Mill", "The [address], by the river"), ("in Ulaanbaatar", "Ulaanbaatar", "in Ulaanbaatar"),
        ("see flat 12 bat.dorj@example.org", "flat 12, bat", "see [email]"),
    ],
)  # fmt: skip
def test_addresses_are_taken_out_by_their_rules(text: str, own: str | None, rest: str) -> None:
    assert Scrubber((), "MN", [("address", ADDRESS)]).scrub(text, Own(None, own)) == rest


@pytest.mark.parametrize(
    ("cell", "text", "rest"),
    [
        (("id", "AB-123/45"), "paper ab 123/45 shown", "paper [id] shown"), (("id", "1234"), "1234 letters", "1234 letters"),
        (("id", "passport"), "the passport", "the passport"), (("phone", "ext. 51-52"), "at EXT 51-52", "at [phone]"),
        (("address", "12345"), "12345 letters", "12345 letters"), (("phone", "12345"), "1 12345", "1 [phone]"),
    ],
)  # fmt: skip
def test_whole_cells_are_taken_out_by_their_rules(cell: tuple[str, str], text: str, rest: str) -> None:
    assert Scrubber((), None, [cell]).scrub(text) == rest


@pytest.mark.parametrize(
    ("word", "part", "is_form"),
    [
        ("Болдын", "Болд", True), ("Болдтойгоо", "Болд", True), ("Сарнайгийн", "Сарнай", True), ("Оюунбилгийн", "Оюунбилэг", True),
        ("Бат-Эрдэнийн", "Бат-Эрдэнэ", True), ("Batboldiin", "Батболд", True), ("Ивановым", "Иванов", True), ("Bayarmaa", "Баярмаа", True),
        ("батлах", "Бат", False), ("annual", "Ann", False), ("थापाको", "थापा", True), ("थकाली", "थापा", False), ("willing", "Will", False), ("market", "Mark", False), ("болдоггүй", "Болд", False),
    ],
)  # fmt: skip
def test_a_word_is_known_as_a_form_of_a_name(word: str, part: str, is_form: bool) -> None:
    assert is_form_of(skeleton(word), skeleton(part)) is is_form


@pytest.mark.parametrize(
    ("text", "own", "rest"),
    [
        ("Т.Болд, О. Сарнай нар", "Очир Сарнай", "[name], [name] нар"), ("Mr. Bold came", "Bold Tumur", "Mr. [name] came"),
        ("Citizen asked", "Citizen", "Citizen asked"), ("Иргэн гомдол гаргав", "Иргэн", "Иргэн гомдол гаргав"), ("a bold plan", "Bold Tumur", "a bold plan"),
        ("So we asked", "Kim So", "So we asked"), ("Түмэнхуягийн Болд ирсэн", "Т.Болд", "[name] ирсэн"), ("Тавин хүн ирсэн", "Т.Болд", "Тавин хүн ирсэн"),
        ("Болдын Сарнайгийн хашаа", None, "Болдын Сарнайгийн хашаа"), ("Сарнай Очир, утас 70112233", None, "[name], утас [phone]"),
        ("(99112233) and 98500000 MNT", None, "([phone]) and 98500000 MNT"), ("Bold T. signed", None, "[name]. signed"),
        ("Mөнхбаяр", None, "[name]"), ("мөнхбаяр", None, "мөнхбаяр"), ("", None, ""), ("T. Болд", "", "[name]"),
    ],
)  # fmt: skip
def test_names_are_taken_out_by_their_rules(text: str, own: str | None, rest: str) -> None:
    assert (
        Scrubber(
            ("Түмэнхуяг Болд", "Очир Сарнай", "Мөнхбаяр", "Bold Tumur", "Kim So", "Citizen"), "MN"
        ).scrub(text, Own(own))
        == rest
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("कृष्ण गुरुङ", "{}को घर"), ("สมชาย ใจดี", "{} โทรมา"), ("রহিমা খাতুন", "{}"), ("សុខ ពិសី", "{} បាន"),
        ("مُحَمَّد علي", "قال {} ذلك"), ("فاطمة الزعبي", "قالت {}"), ("Ọláṣubọ̀mí Adé", "{} called"),
    ],
)  # fmt: skip
def test_a_name_in_a_script_that_writes_vowels_as_marks_is_one(name: str, text: str) -> None:
    scrubbed = Scrubber((name,)).scrub(text.format(name), Own(name))
    assert not [word for word in name.split() if word in scrubbed]


@pytest.mark.parametrize(
    ("text", "country", "rest"),
    [
        ("number 323232 rang", "MN", "number 323232 rang"), ("tel. 323232", "MN", "tel. [phone]"), ("01.02.03.04 is an address", "MN", "01.02.03.04 is an address"),
        ("612 34 56 78", "ES", "[phone]"), ("8 701 123 45 67", "KZ", "[phone]"), ("case 15000000", "MN", "case 15000000"),
        ("case 15000000", None, "case [phone]"), ("contract 99112233", "MN", "contract 99112233"), ("99.11.22.33", None, "[phone]"),
        ("12345 67890 12345 678", "MN", "[phone]"), ("0901.234.567", None, "[phone]"), ("call 555.123.4567", None, "call [phone]"),
        ("1.234.567 was paid", None, "1.234.567 was paid"), ("version 2.101.3", None, "version 2.101.3"),
    ],
)  # fmt: skip
def test_phones_follow_the_country_s_rules(text: str, country: str | None, rest: str) -> None:
    assert Scrubber((), country).scrub(text) == rest
