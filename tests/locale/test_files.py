"""Every file of a language: whole, with the placeholders and marks of English, and written as CLDR has it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from grm_data import speech
from grm_data.figures.labels import day_text, month_text, percent_text
from grm_data.messages import digits, message
from grm_data.report.fonts import missing_glyphs
from grm_data.speech import Language, languages, load, speaking

ENGLISH = load("en").texts
OTHERS = languages()[1:]
FORM = re.compile(r"\.(zero|one|two|few|many|other)$")
STEMS = {key.removesuffix(".other") for key in ENGLISH if f"{key.removesuffix('.other')}.one" in ENGLISH}

PLACEHOLDER = re.compile(r"(?<!{){(?!{)([^{}]+)}(?!})")
MARKS = re.compile(r"\*\*|:orange-badge\[|^#+ |^- |`|{{{{|}}}}|{%|%}|<[a-z/]+>", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w{\[-])\d[\d.,:-]*\d|(?<![\w{\[.-])\d(?=er\b|[^\w}]|$)")

own_files = pytest.mark.parametrize("code", OTHERS)


@cache
def in_file(code: str) -> dict[str, str]:
    """The texts that the file itself holds, but for names of countries, of which it may have any."""
    table = tomllib.loads(speech._FOLDER.joinpath(f"{code}.toml").read_text("utf-8"))
    del table["language"]
    return {key: text for key, text in speech._flatten(table) if not key.startswith("country.")}


def expected_keys(spoken: Language) -> set[str]:
    """English's keys, of a counted sentence in each form of the language."""
    single = {key for key in ENGLISH if FORM.sub("", key) not in STEMS}
    return single | {f"{stem}.{form}" for stem in STEMS for form in spoken.forms}


def english_of(key: str) -> str:
    return ENGLISH.get(key) or ENGLISH[f"{FORM.sub('', key)}.other"]


@own_files
def test_a_language_has_every_key_and_no_other(code: str) -> None:
    assert sorted(in_file(code).keys() ^ expected_keys(load(code))) == []


@own_files
def test_a_text_has_the_placeholders_of_english(code: str) -> None:
    """{Setting[x]} begins a sentence that may begin otherwise in another language; of one the number may go."""
    wrong = []
    for key, text in in_file(code).items():
        told, asked = (Counter(map(str.lower, PLACEHOLDER.findall(one))) for one in (text, english_of(key)))
        if FORM.sub("", key) in STEMS:
            for one in (told, asked):
                del one["n"], one["n:,"]
        if told != asked and key != "report.span":  # of which each language has its own pattern of digits
            wrong.append((key, told - asked, asked - told))
    assert wrong == []


@own_files
def test_a_text_has_the_marks_and_the_lines_of_english(code: str) -> None:
    wrong = [
        key for key, text in in_file(code).items()
        if (Counter(MARKS.findall(text)) != Counter(MARKS.findall(english_of(key)))
             or len(text.splitlines()) != len(english_of(key).splitlines()))
    ]  # fmt: skip
    assert wrong == []


@own_files
def test_a_text_keeps_the_numbers_of_english(code: str) -> None:
    wrong = [
        (key, told, asked) for key, text in in_file(code).items()
        if not key.startswith(("month", "report.long_month", "language.", "page.day_", "word."))
        and (told := numbers_of(text)) != (asked := numbers_of(english_of(key)))
    ]  # fmt: skip
    assert wrong == []


WORDS_OF_NUMBERS = re.compile(r"[\s\u00a0\u202f.,]")


def numbers_of(text: str) -> Counter[str]:
    """The digits of each number, without what groups them; one is also said without digits."""
    plain = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3})", "", PLACEHOLDER.sub(" ", text))
    found = Counter(WORDS_OF_NUMBERS.sub("", one) for one in NUMBER.findall(plain))
    del found["1"]
    return found


@own_files
def test_a_text_is_not_much_longer_than_english(code: str) -> None:
    """Else it would not fit where it stands; short words have more room."""
    long = [
        (key, len(text), len(english_of(key))) for key, text in in_file(code).items()
        if len(text) > max(1.6 * len(english_of(key)), len(english_of(key)) + 24)
    ]  # fmt: skip
    assert long == []


LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
NAMES = re.compile(
    r"\[[\w. ]+\]|[\w.-]*(?:grm|GRM)[\w.-]*|https?://\S*|\S+@\S+|--[a-z-]+|[\w./{}-]+\.(?:toml|xlsx|xls|xlsb|docx|csv|md|sqlite|txt)\b"
    r"|[a-z]+_[a-z_]+|\w+ = \S+|\b[A-Z]{2,}\d*\b|`[^`]*`|\b[a-z]+\.[a-z_]+\b|{[^{}]*}"
)
_PROGRAMS = """
accept address and apple asia badge body calc calendar cells check cookie country csv ctrl data day december
deployment dmy docs docx email ethiopian excel export facebook fb file gb google government gregorian grm
group hex history holm host html ignore info init iso jpeg json july kaplan kb libreoffice logo lotus
markdown may mb mdy meier microsoft monitor month name no note nul number numbers ods opendocument openssl
orange order origin pages password pdf png postgre postgresql project protect publish python rand rank read
readme report rows save secret secrets sections server settings sha shift smart smartart sms sql sqlite
start streamlit svg table template timezone to toml trusteduserheaders txt ulaanbaatar unicode url utc utf
verify weekend whatsapp with word workbook xls xlsb xlsx xml ymd zip
"""
PROGRAMS = set(_PROGRAMS.split())
"""Names of programs, formats and places, and what is typed as it stands."""


def latin_words(text: str) -> list[str]:
    return [word for word in LATIN.findall(NAMES.sub(" ", text)) if word.casefold() not in PROGRAMS]


@pytest.mark.parametrize("code", [code for code in OTHERS if code in ("mn", "ru")])
def test_no_latin_word_is_left_but_names(code: str) -> None:
    found = {key: words for key, text in in_file(code).items() if (words := latin_words(text))}
    assert found == {}


@own_files
def test_a_text_is_not_left_in_english(code: str) -> None:
    """But a name, a pattern, or a word that both languages share."""
    alike = [
        key for key, text in in_file(code).items()
        if text == english_of(key) and len(latin_words(text)) > 2
    ]  # fmt: skip
    assert alike == []


NOT = {
    "en": re.compile(r"\b(not|no|none|nothing|nobody|never|without|isn't|can't|aren't|wasn't|doesn't|don't|didn't|weren't|haven't|hasn't|won't)\b", re.I),
    "fr": re.compile(r"\b(ne|n'|non|pas|aucune?s?|rien|personne|jamais|sans|ni|impossible|in\w+)\b|\bn[’']", re.I),
    "mn": re.compile(r"гүй|\b(биш|бүү|алга|үгүй|болохгүй)|аагүй|ээгүй", re.I),
}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in OTHERS if code in NOT])
def test_what_english_denies_is_denied(code: str) -> None:
    """A sentence that lost its *not* says the opposite: most of those must have one, and each kind of error."""
    denied = [key for key in in_file(code) if NOT["en"].search(english_of(key))]
    lost = [key for key in denied if not NOT[code].search(in_file(code)[key])]
    assert len(lost) <= 0.12 * len(denied), lost


@own_files
def test_numbers_percentages_and_plurals_are_those_of_cldr(code: str) -> None:
    locale, spoken = Locale.parse(code), load(code)
    for number in (0, 7, 1234, 1234567):
        with speaking(code):
            assert digits(number) == format_decimal(number, locale=locale)
    with speaking(code):
        assert digits(1234.5, 1) == format_decimal(1234.5, "#,##0.0", locale=locale)
        assert spaced(percent_text(67, 100)) == spaced(format_percent(0.67, locale=locale))
    forms = {"many": "other"}  # CLDR's many of Romance languages: millions
    for n in (*range(131), 1000):
        form = locale.plural_form(n)
        assert spoken.form_of(n) == (form if form in spoken.forms else forms[form]), n


@own_files
def test_days_and_months_are_those_of_cldr(code: str) -> None:
    locale = Locale.parse(code)
    with speaking(code):
        for month in range(1, 13):
            day = date(2020, month, 25)
            assert spaced(day_text(day)) == spaced(format_date(day, "medium", locale=locale))
            assert spaced(month_text(day)) == spaced(format_date(day, month_pattern(locale), locale=locale))
            assert message(f"month_alone.{month}") == locale.months["stand-alone"]["abbreviated"][month]
            assert message(f"month.{month}") == locale.months["format"]["abbreviated"][month]
        for i, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
            assert message(f"weekday.{name}").casefold() == locale.days["stand-alone"]["wide"][i].casefold()


def spaced(text: str) -> str:
    """The text with one kind of blank."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def month_pattern(locale: Locale) -> str:
    return str(locale.datetime_skeletons["yMMM"].pattern)


@own_files
def test_the_fonts_have_every_character(code: str) -> None:
    assert missing_glyphs("".join(in_file(code).values())) == {}


@own_files
def test_a_sheet_s_name_is_one_that_excel_takes(code: str) -> None:
    names = [text for key, text in load(code).texts.items() if key.startswith("report.sheet.")]
    sheets = [load(code).texts[f"report.sheet.{name}"] for name in
              ("summary", "received", "addressed", "tables", "charts", "notes", "records")]  # fmt: skip
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in sheets)
    assert len({name.casefold() for name in sheets}) == len(sheets)
    assert names


@own_files
def test_names_that_stand_beside_each_other_differ(code: str) -> None:
    """Columns of a table, choices of a list: two alike could not be told apart."""
    for kind in ("status", "channel", "type", "severity", "weekday", "month", "priority", "sex", "outcome"):
        texts = [text for key, text in load(code).texts.items() if key.startswith(f"{kind}.")]
        assert len(set(texts)) == len(texts), kind
