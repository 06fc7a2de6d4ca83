"""What Unicode's CLDR knows of a language's months and weekdays is read; ``cldr.toml`` says where it is from."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from grm_data.intake.dates import read_text_date
from grm_data.language.files import languages, tables
from grm_data.register.days import day_number

CLDR = tomllib.loads(Path(__file__).with_name("cldr.toml").read_text("utf-8"))
IN_FIGURES = ("{day} {name} 2020", "{day}-{name}-2020", "{name} {day}, 2020", "2020 {name} {day}")
HAN = ("2020年{name}{day}日",)
BESIDE = ("{name}, {day:%d.%m.%Y}", "{day:%d/%m/%Y} ({name})", "{day:%Y-%m-%d} {name}")


@pytest.mark.parametrize("language", CLDR)
def test_each_name_of_a_month_is_read(language: str) -> None:
    for month, names in enumerate(CLDR[language]["months"], 1):
        for form in HAN if language.startswith("zh") else IN_FIGURES:
            texts = [form.format(day=7, name=name) for name in names]
            assert [read_text_date(text) for text in texts] == [day_number(date(2020, month, 7))] * len(texts)


@pytest.mark.parametrize("language", CLDR)
def test_each_name_of_a_weekday_is_read_beside_its_day_and_no_other(language: str) -> None:
    for i, names in enumerate(CLDR[language]["weekdays"]):
        day, other = date(2020, 6, 15 + i), date(2020, 6, 22 + (i + 1) % 7)
        for form in BESIDE:
            texts = [form.format(day=day, name=name) for name in names]
            assert [read_text_date(text) for text in texts] == [day_number(day)] * len(texts)
            wrong = [form.format(day=other, name=name) for name in names]
            assert not any(read_text_date(text) for text in wrong)


@pytest.mark.parametrize("language", CLDR)
def test_a_date_is_read_as_a_program_in_that_language_writes_it(language: str) -> None:
    for month, texts in enumerate(CLDR[language]["written"], 1):
        assert {read_text_date(text) for text in texts} == {day_number(date(2020, month, 17))}


@pytest.mark.parametrize("language", languages())
def test_every_language_names_the_weekdays_and_all_but_those_that_count_them_the_months(
    language: str,
) -> None:
    found = tables("dates")[language]
    assert len(found["weekdays"]) == 7
    assert language == "mn" or len(found["months"]) == 12
