"""Names of months and weekdays in the languages of registers, and how a text's words become marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grm_data.intake.dates.letters import fold_date

__all__ = ["MONTH", "NAMED_MONTH", "ROMAN", "WEEKDAY", "any_of", "mark_names", "number_of"]

# English | French | Spanish | Russian | Portuguese | German | Indonesian | Turkish | Arabic, of the east and
# then of the Maghreb. An abbreviation two months share ("jui.") is in none.
_MONTHS = (
    "january jan | janvier janv | enero ene | январь января янв | janeiro | januar jänner | januari | ocak"
    " | يناير جانفي",
    "february feb | février févr fév | febrero | февраль февраля фев февр | fevereiro fev | februar"
    " | februari | şubat | فبراير فيفري",
    "march mar | mars | marzo | март марта мар | março | märz | maret | mart | مارس",
    "april apr | avril avr | abril abr | апрель апреля апр | nisan | أبريل ابريل أفريل",
    "may | mai | mayo | май мая | maio | mei | mayıs | مايو ماي",
    "june jun | juin | junio | июнь июня июн | junho | juni | haziran | يونيو جوان",
    "july jul | juillet juil juill | julio | июль июля июл | julho | juli | temmuz | يوليو جويلية",
    "august aug | août | agosto ago | август августа авг | agustus agu agt | ağustos | أغسطس اغسطس أوت",
    "september sept sep | septembre | septiembre setiembre set | сентябрь сентября сент сен | setembro"
    " | eylül | سبتمبر",
    "october oct | octobre | octubre | октябрь октября окт | outubro out | oktober okt | ekim"
    " | أكتوبر اكتوبر",
    "november nov | novembre | noviembre | ноябрь ноября нояб ноя | novembro | kasım | نوفمبر",
    "december dec | décembre déc | diciembre dic | декабрь декабря дек | dezembro dez | dezember"
    " | desember des | aralık | ديسمبر",
)
# Mongolian months are counted: 7-р сар, 7 дугаар сарын, долоодугаар сарын.
_COUNTED = (
    "нэгдүгээр",
    "хоёрдугаар",
    "гуравдугаар",
    "дөрөвдүгээр",
    "тавдугаар",
    "зургадугаар зургаадугаар",
    "долдугаар долоодугаар",
    "наймдугаар",
    "есдүгээр",
    "аравдугаар",
    "арваннэгдүгээр",
    "арванхоёрдугаар",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# "mar" is Tuesday in French and Spanish, and March: see mark_names.
_WEEKDAYS = (
    "monday mon | lundi lun | lunes | понедельник пн | даваа | segunda seg | montag | senin",
    "tuesday tue tues | mardi | martes | вторник вт | мягмар | terça ter | dienstag | selasa",
    "wednesday wed | mercredi mer | miércoles mié | среда ср | лхагва | quarta qua | mittwoch | rabu",
    "thursday thu thur thurs | jeudi jeu | jueves jue | четверг чт | пүрэв | quinta qui | donnerstag | kamis",
    "friday fri | vendredi ven | viernes vie | пятница пт | баасан | sexta sex | freitag | jumat",
    "saturday sat | samedi sam | sábado sáb | суббота сб | бямба | samstag sonnabend | sabtu",
    "sunday sun | dimanche dim | domingo dom | воскресенье вс | ням | sonntag | minggu",
)

# A mark is one character for private use, of which fold leaves none; its last five bits are the number.
_NAMED_MARK, _COUNTED_MARK, _ROMAN_MARK, _WEEKDAY_MARK = 0xE000, 0xE020, 0xE040, 0xE060


def _marks(first: int) -> str:
    return f"{chr(first)}-{chr(first + 12)}"


NAMED_MONTH = f"[{_marks(_NAMED_MARK)}]"
MONTH = f"[{_marks(_NAMED_MARK)}{_marks(_COUNTED_MARK)}]"  # or 7-р сар
ROMAN = f"[{_marks(_ROMAN_MARK)}]"
WEEKDAY = f"[{_marks(_WEEKDAY_MARK)}]"


def number_of(mark: str) -> int:
    """The number that a mark stands for: of a month from 1, of a weekday from 0 for Monday."""
    return ord(mark) & 31


def any_of(words: str) -> str:
    """A pattern for any one of the words, as they look when folded; "ab" is tried before "a"."""
    return "|".join(re.escape(word) for word in sorted(fold_date(words).split(), reverse=True))


def _by_word(rows: Iterable[str], first_mark: int) -> dict[str, str]:
    numbered = enumerate(rows, first_mark)
    return {word: chr(mark) for mark, row in numbered for word in fold_date(row.replace("|", "")).split()}


_NAMES = (
    _by_word(_WEEKDAYS, _WEEKDAY_MARK)
    | _by_word(_ROMAN, _ROMAN_MARK + 1)
    | _by_word(_MONTHS, _NAMED_MARK + 1)
)
_BY_COUNT = (
    _by_word([f"{number} {number:02}" for number in range(1, 13)], _COUNTED_MARK + 1)
    | _by_word(_COUNTED, _COUNTED_MARK + 1)
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
_SAR = f"(?:{any_of('сар сарын')})(?![^\\W\\d_])"
_NUMBER_SAR = re.compile(rf"(?<![0-9])([0-9]{{1,2}}) ?-? ?(?:{any_of('р дугаар дүгээр')})? ?{_SAR}")
_NUMERAL_SAR = re.compile(rf"({any_of('арван')})? ?({any_of(' '.join(_COUNTED))}) ?-? ?{_SAR}")
_A_MONTH = any_of(" ".join(_MONTHS).replace("|", ""))
_TUESDAY = re.compile(rf"^MAR(?=[ .,]+[0-9]{{1,2}} (?:DE )?(?:{_A_MONTH}))")


def _mark_number(found: re.Match[str]) -> str:
    return _BY_COUNT.get(found[1], found[0])


def _mark_numeral(found: re.Match[str]) -> str:
    """арван нэгдүгээр сар is November, in one word or two."""
    return _BY_COUNT.get((found[1] or "") + found[2], found[0])


def _mark_word(found: re.Match[str]) -> str:
    return _NAMES.get(found[0], found[0])


def mark_names(folded: str) -> str:
    """A folded text with one mark for each name of a month or weekday.

    "mar. 31 mars 2020" begins with a Tuesday, since its month follows.
    """
    if not _WORD.search(folded):
        return folded
    numbered = _NUMERAL_SAR.sub(_mark_numeral, _NUMBER_SAR.sub(_mark_number, folded))
    return _WORD.sub(_mark_word, _TUESDAY.sub("MARDI", numbered))
