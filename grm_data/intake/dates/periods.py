"""The period that a title or a file's name states.

Two dates or months with a dash or a "to" between them; else one half-year, quarter, month or year.
Where the text names two that differ, or a date alone, it names no period: the date may be the day
of printing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grm_data.expressions import expression
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.months import MONTH, ROMAN, any_of, mark_names, number_of
from grm_data.intake.dates.spans import YEAR, Period, find_spans, month_period, months_from

__all__ = ["find_period"]

_LONGEST = 300  # a title, no paragraph
_LETTER = r"[^\W\d_]"

_ANY_YEAR = expression(rf"(?<![0-9]){YEAR}(?![0-9])")
_YEAR_ALONE = expression(rf"(?<![0-9])(?<![0-9][-/._]){YEAR}(?![0-9]|[-/._][0-9])")
_MONTH_AND_YEAR = expression(rf"{MONTH}.{{0,6}}?{YEAR}|{YEAR}.{{0,5}}?{MONTH}")
_DAY_AND_MONTH = expression(
    rf"(?<![0-9])[0-9]{{1,2}}[^0-9]{{0,4}}{MONTH}|{MONTH}[^0-9]{{0,4}}[0-9]{{1,2}}(?![0-9])"
)
_SET = expression(rf"(?<!{_LETTER})SET(?!{_LETTER})")  # a data set 2020, no setiembre
_NO_PERIOD = expression(  # as of 2020, since 2015; a financial year begins when it likes
    rf"(?<!{_LETTER})(?:AS OF|AS AT|{fold_date('по состоянию')}"
    rf"|{any_of('until till since from before after fy fiscal financial exercice')}"
    rf"|{any_of('depuis jusqu avant après desde hasta antes до с после байдлаар хойш')})(?!{_LETTER})"
)

_ORDINALS = (
    "1 1st first 1er 1re premier première primer primero 1º первое первый 1-е 1-й 1-ое нэгдүгээр эхний",
    "2 2nd second 2e 2ème deuxième segundo 2º 2do второе второй 2-е 2-й 2-ое хоёрдугаар сүүлийн",
    "3 3rd third 3e 3ème troisième tercer tercero 3º 3er третий 3-й гуравдугаар",
    "4 4th fourth 4e 4ème quatrième cuarto 4º 4to четвертый 4-й дөрөвдүгээр",
)
_NUMBER_OF = {word: number for number, row in enumerate(_ORDINALS, 1) for word in fold_date(row).split()}
_WORDS = any_of(" ".join(_ORDINALS))
_NUMBER = rf"(?<![0-9/.])({_WORDS}|{ROMAN})"
_SEVERAL = expression(  # Q1-Q3 2020, I и II кварталы: no one part
    rf"({_WORDS}|{ROMAN}) ?(?:[-,&/+]|(?:{any_of('and et y и ба болон to a по')})) ?"
    rf"(?:[HQST]Y?)?({_WORDS}|{ROMAN})(?![0-9])"
)
_PARTS = {  # its months, its words, and its letters in 2020H2
    6: ("half half-year semestre semester полугодие полугодия хагас хагасын", "HY?|S"),
    3: ("quarter trimestre квартал квартала кв улирал улирлын", "Q|T"),
}


def _part_patterns(words: str, letters: str) -> tuple[re.Pattern[str], ...]:
    """Patterns whose first group is the part's number."""
    unit = rf"(?:{any_of(words)})(?!{_LETTER})"
    return (
        expression(rf"{_NUMBER}(?: ?-? ?(?:{any_of('р дугаар дүгээр')}))?[ -]*{unit}"),
        expression(rf"(?<!{_LETTER}){unit} ?({ROMAN}|[1-9])(?![0-9])"),
        expression(rf"(?<![0-9]){YEAR}[ _.-]?(?:{letters})([1-9])(?![0-9])"),
        expression(rf"(?<!{_LETTER})(?:{letters})([1-9])[ _.-]{YEAR}(?![0-9])"),
        expression(rf"(?<![0-9])([1-9])(?:{letters})[ _.-]?{YEAR}(?![0-9])"),
    )


_PART = expression(rf"(?:{any_of(' '.join(words for words, _ in _PARTS.values()))})(?!{_LETTER})")
_PATTERNS = {months: _part_patterns(*part) for months, part in _PARTS.items()}


def _find_parts(marked: str, year: int) -> Iterator[Period | None]:
    """Each half-year and quarter of ``year`` that the text names; None for a third half."""
    for months, patterns in _PATTERNS.items():
        for found in (match[1] for pattern in patterns for match in pattern.finditer(marked)):
            number = _NUMBER_OF.get(found) or (int(found) if found.isdigit() else number_of(found))
            fits = number * months <= 12 and not _SEVERAL.search(marked)
            yield months_from(year, (number - 1) * months + 1, months) if fits else None


def _find_months(marked: str) -> Iterator[Period | None]:
    """Each month that the text names with its year; a day beside it makes it a date."""
    if not _DAY_AND_MONTH.search(marked):
        for found in _MONTH_AND_YEAR.finditer(marked):
            yield month_period(found[0])


def _stated(marked: str) -> Iterator[Period | None]:
    """Each period that a text without a span states, None for one that isn't certain."""
    years = {int(year) for year in _ANY_YEAR.findall(marked)}
    if len(years) != 1 or _NO_PERIOD.search(marked):
        return
    year = years.pop()
    parts = [*_find_parts(marked, year), *_find_months(marked)]
    yield from parts
    if not (parts or _PART.search(marked) or re.search(MONTH, marked)) and _YEAR_ALONE.search(marked):
        yield months_from(year, 1, 12)


def find_period(text: str) -> Period | None:
    """First and last day of the period that a title or a file's name states, None when not certain.

    >>> from grm_data.register.days import iso
    >>> [iso(day) for day in find_period("Summary Report June 25, 2020 – December 31, 2020")]
    ['2020-06-25', '2020-12-31']
    >>> [iso(day) for day in find_period("GRM_2020H2.xlsx")]
    ['2020-07-01', '2020-12-31']
    """
    if len(text) > _LONGEST:
        return None
    marked = mark_names(_SET.sub("", fold_date(text)))
    spans = set(find_spans(marked))
    names = re.findall(MONTH, marked)
    if len(names) > 2 or (not spans and len(set(names)) > 1):
        return None
    stated: set[Period | None] = set(spans) or set(_stated(marked))
    return stated.pop() if len(stated) == 1 else None
