"""What in a text deserves a second look before readers get it."""

from __future__ import annotations

import pytest

from grm_data.readers import Flag, flags_of


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("A lamp is broken. Nobody came.", set()),
        ("The lamp of Orsolya is broken", {Flag.NAME}),
        ("Сургуулийн зам эвдэрсэн тухай Болдоо хэлсэн", {Flag.NAME}),
        ("The lamp is broken since [name] left", {Flag.REMOVED}),
        ("House number 7", {Flag.NUMBER}),
        ("Sent to the PIU", set()),
        ("", set()),
    ],
)
def test_a_text_is_flagged(text: str, flags: set[Flag]) -> None:
    assert flags_of(text) == flags


def test_every_digit_of_every_script_is_a_number() -> None:
    digits = filter(str.isdigit, map(chr, range(0x110000)))
    assert all(Flag.NUMBER in flags_of(f"a{digit}") for digit in digits)
