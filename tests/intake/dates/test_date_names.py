"""Letters, names of months and weekdays, times: what a text is before it is a date."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.intake.dates import letters, months
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.months import MONTH, ROMAN, WEEKDAY, any_of, mark_names, number_of
from grm_data.intake.dates.times import split_time, without_time


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  a  b\t", "A B"),
        ("'5", "5"),
        ("' 5", "5"),
        ("''5", "'5"),
        ("5'", "5'"),
        ("’5", "5"),
        ("ʼ5", "5"),
        ("é", "E"),
        ("e\u0301", "E"),
        ("й", "И"),
        ("ї", "Y"),
        ("і", "I"),
        ("є", "O"),
        ("ө", "O"),
        ("ү", "Y"),
        ("У", "Y"),
        ("ß", "SS"),
        ("Ａ－／．", "A-/."),
        ("ﾊ", "ハ"),
        ("Ⅻ", "XII"),
        ("ⅶ", "VII"),
        ("۳", "3"),
        ("𝟑", "3"),
        ("３", "3"),
        ("3²", "3²"),
        ("½", "½"),
        ("①", "①"),
        ("3\u0336", "3\u0336"),
        ("3\u20e3", "3\u20e3"),
        ("a\u200bb", "AB"),
        ("a\u00adb", "A-B"),
        ("a\x07b", "A B"),
        ("a\u2028b\u2029c\u00a0d", "A B C D"),
        ("a_x000D_b_X0009_c", "A B C"),
        ("a_x0041_b", "A_X0041_B"),
        ("–—−‑", "----"),
        ("⁄∕", "//"),
        ("。｡", ".."),
        ("1°1º", "1º1º"),
        ("\ue007", "\ufffd"),
        ("", ""),
    ],
)
def test_a_text_is_folded(text, folded, monkeypatch):
    monkeypatch.setattr(letters, "_FOLDING", letters._Folding())  # remembers no letter
    assert fold_date(text) == folded


@pytest.mark.parametrize(
    ("cyrillic", "latin"), list(zip("АВЕКМНОРСТУХІЈЅҮЇӨЄ", "ABEKMHOPCTYXIJSYYOO", strict=True))
)
def test_look_alike_letters_are_one(cyrillic, latin):
    assert unicodedata.name(cyrillic).startswith("CYRILLIC")
    assert fold_date(cyrillic) == fold_date(cyrillic.lower()) == latin


@given(st.text())
def test_folding_twice_is_folding_once(text):
    once = fold_date(text)
    assert fold_date(once) == once.removeprefix("'").strip()


@given(st.text())
def test_no_text_holds_a_mark_of_ours(text):
    assert not re.search(f"{MONTH}|{ROMAN}|{WEEKDAY}", fold_date(text))


def words(rows: Sequence[Iterable[str]]) -> list[tuple[int, str]]:
    return [(number, word) for number, row in enumerate(rows) for word in row]


COUNTED = [row.split() for row in months._COUNTED]


def test_no_name_stands_for_two_months_or_weekdays():
    """ "mar" alone is shared by Tuesday and March: it stands in the months."""
    names = words(months.names_of("months")) + [
        (number + 20, word) for number, word in words(months.names_of("weekdays"))
    ]
    meant: dict[str, set[int]] = {}
    for number, word in names:
        meant.setdefault(fold_date(word), set()).add(number)
    assert {word: numbers for word, numbers in meant.items() if len(numbers) > 1} == {}


@pytest.mark.parametrize(("number", "word"), words(months.names_of("months")))
def test_each_name_of_a_month_is_marked(number, word):
    marked = mark_names(fold_date(word))
    assert re.fullmatch(MONTH, marked)
    assert number_of(marked) == number + 1


@pytest.mark.parametrize(("number", "word"), words(months.names_of("weekdays")))
def test_each_name_of_a_weekday_is_marked(number, word):
    marked = mark_names(fold_date(word))
    assert re.fullmatch(WEEKDAY, marked)
    assert number_of(marked) == number


@pytest.mark.parametrize(("number", "word"), list(enumerate(months._ROMAN, 1)))
def test_each_roman_numeral_is_marked(number, word):
    marked = mark_names(word)
    assert re.fullmatch(ROMAN, marked)
    assert number_of(marked) == number


@pytest.mark.parametrize(("number", "word"), words(COUNTED))
@pytest.mark.parametrize("ending", [" сар", " сарын", "-сар", "сар"])
def test_each_mongolian_numeral_before_the_word_month_is_marked(number, word, ending):
    assert number_of(mark_names(fold_date(word + ending))) == number + 1
    assert mark_names(fold_date(word)) == fold_date(word)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize(
    "spelling", ["{}-р сар", "{} сар", "{}сарын", "{:02} сарын", "{} дугаар сар", "{}-дүгээр сар"]
)
def test_each_mongolian_month_number_is_marked(number, spelling):
    assert number_of(mark_names(fold_date(spelling.format(number)))) == number


@pytest.mark.parametrize("text", ["0-р сар", "13-р сар", "113-р сар", "00 сар", "7-р сард", "7-р саран"])
def test_other_numbers_and_words_are_no_mongolian_month(text):
    assert mark_names(fold_date(text)) == fold_date(text)


def test_the_word_month_may_stand_close_to_the_day():
    assert re.fullmatch(f"{MONTH}31", mark_names(fold_date("7-р сарын31")))


@pytest.mark.parametrize(("number", "text"), [(10, "арван нэгдүгээр сар"), (11, "арван хоёрдугаар сарын")])
def test_november_and_december_are_one_word_or_two(number, text):
    assert number_of(mark_names(fold_date(text))) == number + 1


def test_thirteenth_month_is_left_as_it_stands():
    text = fold_date("арван гуравдугаар сар")
    assert mark_names(text) == text


@pytest.mark.parametrize("text", ["MAR. 31 MARS 2020", "MAR 7 JUILLET 2020", "MAR., 3 DE MARZO DE 2020"])
def test_mar_is_a_tuesday_before_a_day_and_a_month(text):
    assert number_of(mark_names(text)[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "MAR 31 2020",
        "MAR-31 MARS",
        "MAR 1, 2020 - JAN 1, 2021",
        "MAR 1 - JUN 1, 2020",
        "MARS 31 MARS 2020",
        "MAR 131 MARS",
    ],
)
def test_mar_is_march_elsewhere(text):
    assert number_of(mark_names(text)[0]) == 3


def test_text_without_a_name_is_left_as_it_stands():
    assert mark_names("31/07/2020") == "31/07/2020"
    assert mark_names("31 FOO 2020") == "31 FOO 2020"


def test_longest_word_is_tried_first():
    assert any_of("a ab abc") == "ABC|AB|A"


def test_names_are_numbered_row_by_row():
    assert months._by_name((("x", "y z"), ("é",)), 65) == {"X": "A", "Y Z": "A", "E": "B"}


def test_words_are_no_patterns():
    assert any_of("a.b") == r"A\.B"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("D 14:05", "D"),
        ("D 0:00", "D"),
        ("D 00:00:00", "D"),
        ("D 19:59:59", "D"),
        ("D 23:59:59.999", "D"),
        ("D 23:59:59,9", "D"),
        ("DT14:05", "D"),
        ("D,14:05", "D"),
        ("D, 14:05", "D"),
        ("D AT 14:05", "D"),
        ("D A 14:05", "D"),
        ("D B 14:05", "D"),
        ("D A LAS 14:05", "D"),
        ("14:05 D", "D"),
        ("14:05, D", "D"),
        ("A 14:05 B", "A B"),
        ("A 14:05, B", "A B"),
        ("A 14:05 2020", "A 2020"),
        ("14:05 20 A", "20 A"),
        ("A 14:05 20", "A 14:05 20"),
        ("A 14:05 123 B", "A 14:05 123 B"),
        ("D 14H05", "D"),
        ("D 14H", "D"),
        ("D 14:05 H", "D"),
        ("D 14:05HRS.", "D"),
        ("D 2PM", "D"),
        ("D 2 P.M.", "D"),
        ("D 2:05 AM", "D"),
        ("D 2:05:09AM", "D"),
        ("D 14:05Z", "D"),
        ("D 14:05+08:00", "D"),
        ("D 14:05 -0800", "D"),
        ("D 14:05+08", "D"),  # PostgreSQL
        ("D 14:05 UTC", "D"),
        ("D 14:05 GMT+0800", "D"),
        ("20200731T1020", "20200731"),
        ("20200731T102030", "20200731"),
        ("20200731T102030Z", "20200731"),
        ("20200731T102030+0800", "20200731"),
        ("D", "D"),
        ("", ""),
        # no time of day
        ("D 24:00", "D 24:00"),
        ("D 14:60", "D 14:60"),
        ("D 14:05:60", "D 14:05:60"),
        ("D 114:05", "D 114:05"),
        ("D14:05", "D14:05"),
        ("D-14:05", "D-14:05"),
        ("D 14:05X", "D 14:05X"),
        ("D 14", "D 14"),
        ("D 14:5", "D 14:5"),
        ("D 2 XM", "D 2 XM"),
        ("D 14:05+8", "D 14:05+8"),
        ("2020073T1020", "2020073T1020"),
        ("20200731T10", "20200731T10"),
        ("20200731T2420", "20200731T2420"),
        ("20200731T1060", "20200731T1060"),
        ("20200731T102060", "20200731T102060"),
        # two
        ("D 14:05 A 15:05", None),
        ("14:05 D 15:05", None),
    ],
)
def test_the_time_of_day_is_dropped(text, rest):
    assert without_time(text) == rest


@pytest.mark.parametrize(
    ("text", "seconds", "offset"),
    [
        ("20200731T1020", 37_200, None),
        ("20200731T102030", 37_230, None),
        ("2020-07-31 10:20:30", 37_230, None),
        ("2020-07-31T10:20+08", 37_200, 28_800),
        ("2020-07-31T10:20-05:30", 37_200, -19_800),
        ("2020-07-31 12:05 AM", 300, None),
        ("2020-07-31 12:05 PM", 43_500, None),
    ],
)
def test_the_time_of_day_is_told_in_seconds_with_its_zone(text, seconds, offset):
    split = split_time(text)
    assert split is not None
    assert split[1] == (seconds, offset)


def test_letters_are_folded_once_and_remembered():
    assert fold_date("ø") == "Ø"
    assert letters._FOLDING[ord("ø")] == "Ø"
