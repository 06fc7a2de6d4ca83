"""The countries whose holidays are known are those of the package, each with a name."""

from __future__ import annotations

import holidays
import pytest

from grm_data.register.countries import (
    code_of_country,
    country_name,
    country_names,
    holidays_of,
    is_known_country,
)

CODES = holidays.list_supported_countries(include_aliases=True)


def test_every_code_of_the_package_is_known_and_no_other() -> None:
    assert all(map(is_known_country, CODES))
    assert set(country_names()) == {code for code in CODES if len(code) == 2} - {"UK"}


@pytest.mark.parametrize("code", ["mn", "Mongolia", "", "XX", "HolidaysAX", "Mo"])
def test_a_name_or_another_spelling_is_no_code(code: str) -> None:
    assert not is_known_country(code)


def test_a_country_has_its_own_name() -> None:
    names = country_names()
    assert (names["MN"], names["ST"], names["GW"]) == ("Mongolia", "Sao Tome and Principe", "Guinea Bissau")
    assert len(set(names.values())) == len(names)
    assert "UK" not in names
    assert list(names.values()) == sorted(names.values())
    assert country_name("MNG") == "Mongolia"


@pytest.mark.parametrize("code", CODES)
def test_a_country_by_itself_has_the_holidays_that_the_package_gives_it(code: str) -> None:
    whole = holidays.country_holidays(code, years=(2015, 2024), categories=(holidays.PUBLIC,))
    assert dict(holidays_of(code)(years=(2015, 2024), categories=(holidays.PUBLIC,))) == dict(whole)
    assert code_of_country(code) == whole.country
    assert holidays_of(code).supported_languages == whole.supported_languages
