"""E-mail addresses, links to profiles, bank accounts and numbers of identity papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

from grm_data.expressions import expression
from grm_data.intake.scrubbing.glance import Glance
from grm_data.intake.scrubbing.removal import Removal

__all__ = ["find_patterns", "is_amount"]

_EMAIL = expression(
    r"(?<![\w.+-])[\w.+-]++\s?[@＠]\s?[\w-]{1,63}(?:(?:\.|\s\.\s)[\w-]{1,63}){1,8}"
    # written so that programs don't see it: "name (at) example.org", "name at example dot org"
    r"|(?<![\w.+-])[\w.+-]++\s{0,2}[(\[{]\s?(?:at|@)\s?[)\]}]\s{0,2}[\w-]{1,63}"
    r"(?:(?:\.|\s{0,2}[(\[{]?\s?dot\s?[)\]}]?\s{0,2})[\w-]{1,63}){1,8}"
    r"|(?<![\w.+-])[\w.+-]++\sat\s[\w-]{1,63}(?:\sdot\s[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)

_LINK = expression(
    r"(?<![\w.@-])(?:https?://)?(?:[a-z]{1,12}\.)?"
    r"(?:facebook|fb|instagram|twitter|x|t|telegram|vk|ok|wa|linkedin|tiktok|threads|viber|skype)\.(?:com|me|ru|net)"
    r"/[^\s,;)<>\"“”]*[\w/=]",
    re.IGNORECASE,
)
_HANDLE = expression(r"(?<![\w.@/])@[a-z_]\w{2,30}(?:\.\w{1,30}){0,3}", re.IGNORECASE)

_IBAN = expression(
    r"(?<!\w)[A-Z]{2}\d{2}\s?[A-Z0-9]{4}(?:\s?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?:\s?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?(?!\w)"
)
_ACCOUNT_WORD = r"(?:accounts?|acct|a/c|данс\w{0,8}|сч[её]т\w{0,4}|comptes?|cuentas?)"
_ACCOUNT = expression(
    rf"(?<!\w){_ACCOUNT_WORD}(?:\s(?:no|number|nr|num[ée]ro|дугаар\w{{0,5}}|номер\w{{0,3}}))?[\s.:№#-]{{0,4}}"
    r"(?P<it>\d(?:[ -]?\d){5,22})(?!\w)"
    r"|(?<![\w.,/-])(?P<before>\d(?:[ -]?\d){7,22})\s?(?=данс|account)",
    re.IGNORECASE,
)

_BIRTH = r"\d\d(?:0[1-9]|1[0-2]|2[1-9]|3[0-2])\s?(?:0[1-9]|[12]\d|3[01])\d\d"
"""Year, month (20 more from the year 2000 on), day and a serial number, as in Mongolia's register number."""

_REGISTER = expression(
    rf"(?<!\w)(?:(?i:[а-яёөү]{{2}})(?:\d{{8}}|[\s/-]?{_BIRTH})|[A-Z]{{2,3}}\s?{_BIRTH}|[a-z]{{2,3}}{_BIRTH})(?!\w)"
)
_PASSPORT = expression(r"(?<!\w)[EЕ]\d{7}(?!\w)")  # Mongolia's
_PAPER = expression(
    r"(?<!\w)(?:passports?|паспорт\w{0,5}|passeport|pasaporte|id(?:\scard)?|рд|үнэмлэх\w{0,5}|регистр\w{0,5}|ИНН|ПИН)"
    r"(?:\s(?:no|nr|number|card|дугаар\w{0,5}|номер\w{0,3})){0,2}[\s.:№#-]{0,4}"
    r"(?P<it>[A-ZА-ЯӨҮ]{0,3}[\s-]?\d{7,14})(?!\w)",
    re.IGNORECASE,
)
_LONG_NUMBER = expression(r"(?<![\w.,/+-])\d{12,14}(?!\w|[.,/-]\d)")  # personal numbers of many countries

_LONG = attrgetter("has_long_number")
_KINDS: tuple[tuple[re.Pattern[str], str, Callable[[Glance], bool]], ...] = (
    (_EMAIL, "email", attrgetter("has_address_sign")),
    (_LINK, "link", attrgetter("has_link")),
    (_HANDLE, "link", attrgetter("has_handle_sign")),
    (_IBAN, "account", attrgetter("has_digit")),
    (_ACCOUNT, "account", _LONG),
    (_PAPER, "id", _LONG),
    (_REGISTER, "id", _LONG),
    (_PASSPORT, "id", _LONG),
    (_LONG_NUMBER, "id", _LONG),
)
"""Pattern, kind, and whether a text may hold one."""
_UNIT = expression(
    r"\s?(?:төг|₮|mnt|t[uöo]gr[ui]g|usd|eur|\$|€|£|us\$|xaf|xof|som|тэнгэ|руб|сая|тэрбум|мян|million|thousand"
    r"|bytes?|kb|mb|gb|%|percent|хувь)",
    re.IGNORECASE,
)


def is_amount(text: str, end: int) -> bool:
    """Whether a currency or a unit follows: 15000000 MNT."""
    return _UNIT.match(text, end) is not None


def find_patterns(text: str, glance: Glance | None = None) -> Iterator[Removal]:
    """Everything but phone numbers and names, the kinds that hold others first.

    With a glance at the text only what it may hold is looked for.
    """
    for pattern, kind, may_hold in _KINDS:
        if glance is None or may_hold(glance):
            yield from _each(pattern, text, kind)


def _each(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Removal]:
    """Every match that is no amount of money; of a word and its number only the number."""
    for match in pattern.finditer(text):
        if not is_amount(text, match.end()):
            named = [name for name, found in match.groupdict().items() if found is not None]
            yield Removal(*match.span(named[0] if named else 0), kind)
