"""A date written in any spelling is read back the same, or not at all; any text is read without an error."""

import re
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.intake.dates import (
    DateState,
    Known,
    Order,
    find_period,
    read_date_column,
    read_date_columns,
    read_text_date,
)
from grm_data.register.days import day_number
from grm_data.register.fields import Field
from tests.rounds import rounds

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene. feb. mar. abr. may. jun. jul. ago. set. oct. nov. dic.",
    "ru": "янв. февр. мар. апр. май июн. июл. авг. сент. окт. нояб. дек.",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "mn": "даваа мягмар лхагва пүрэв баасан бямба ням",
}
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]

days = st.dates(date(1990, 1, 1), date(2027, 12, 31))
recent = st.dates(date(2000, 1, 1), date(2027, 12, 31))
times = st.sampled_from(["", " 14:05", " 2:05 PM", " 23:59:59", ", 9:00", " 00:00:00.000"])
disguises = st.sampled_from(
    [
        str,
        str.upper,
        str.lower,
        lambda text: f"  {text}\n",
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: "\u200b".join(text),
        lambda text: "'" + text,
        lambda text: text.replace("a", "а").replace("o", "о").replace("e", "е"),
        lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda text: text.translate(str.maketrans("0123456789/.-", "０１２３４５６７８９／．－")),
    ]
)


def numeric(order: Order, mark: str, padded: bool, short: bool, when: date) -> str:
    width = 2 if padded else 1
    parts = {"D": f"{when.day:0{width}}", "M": f"{when.month:0{width}}", "Y": f"{when:%Y}"[2 * short :]}
    return mark.join(parts[letter] for letter in order)


@st.composite
def named(draw: st.DrawFn) -> tuple[date, str]:
    """A date with the name of its month, or marked year by year and month by month."""
    when = draw(days)
    language = draw(st.sampled_from(["en", "fr", "es", "ru"]))
    month = draw(st.sampled_from([MONTHS, SHORT]))[language].split()[when.month - 1]
    weekday = draw(st.sampled_from(["", WEEKDAYS[language].split()[when.weekday()] + ", "]))
    spelling = draw(st.sampled_from([
        "{d} {m} {y}", "{d:02}-{m}-{y}", "{m} {d}, {y}", "{y} {m} {d}", "{d}{m}{y}", "{m}/{d}/{y}",
        "{d} de {m} de {y}", "{d} {m} {y} г.", "le {d} {m} {y}", "{d}.{r}.{y}",
    ]))  # fmt: skip
    return when, weekday + spelling.format(d=when.day, m=month, y=when.year, r=ROMAN[when.month - 1])


@st.composite
def mongolian(draw: st.DrawFn) -> tuple[date, str]:
    when = draw(days)
    spelling = draw(st.sampled_from([
        "{y} оны {m}-р сарын {d}", "{y} оны {m:02} сарын {d:02}-ний өдөр", "{y} он {m} сар {d}",
        "{m}-р сарын {d}, {y}", "{y} оны {m} дугаар сарын {d}-ны өдөр", "{y} оны {m} дїгээр сарын {d}-ний єдєр",
        "{y}.{m:02}.{d:02}-ны өдөр", "{y} оны {m}-р сарын {d}. {w} гараг",
    ]))  # fmt: skip
    weekday = WEEKDAYS["mn"].split()[when.weekday()]
    return when, spelling.format(y=when.year, m=when.month, d=when.day, w=weekday)


@settings(max_examples=rounds(400))
@given(named() | mongolian(), times, disguises)
def test_a_date_with_the_name_of_its_month_is_read_back(written, time, disguise):
    when, text = written
    assert read_text_date(disguise(text + time)) == day_number(when)


@settings(max_examples=rounds(400))
@given(days, st.sampled_from(Order), st.sampled_from("/.-_ "), st.booleans(), times, disguises)
def test_a_numeric_date_is_read_back_under_its_order_and_never_otherwise(
    when, order, mark, padded, time, disguise
):
    text = disguise(numeric(order, mark, padded, False, when) + time)
    assert read_text_date(text, order) == day_number(when)
    assert read_text_date(text) in (day_number(when), None)


@settings(max_examples=rounds(400))
@given(recent, st.sampled_from(Order), st.sampled_from("/.-"), st.booleans())
def test_a_date_with_two_digits_for_its_year_is_read_back_or_not_at_all(when, order, mark, padded):
    text = numeric(order, mark, padded, True, when)
    assert read_text_date(text, order) in (day_number(when), None)
    assert read_text_date(text) in (day_number(when), None)
    if padded:
        assert read_text_date(text, order) == day_number(when)


@settings(max_examples=rounds(100))
@given(st.lists(recent, min_size=1, max_size=30), st.sampled_from(Order), st.booleans())
def test_a_column_in_one_order_is_read_as_it_was_written_or_stays_ambiguous(dates, order, short):
    texts = [numeric(order, "/", True, short, when) for when in dates]
    known = Known(calendar="gregorian")  # else typed years of long ago may be of another
    column = read_date_columns({Field.RECEIVED_ON: pd.Series(texts, dtype="str")}, known)[Field.RECEIVED_ON]
    written = [day_number(when) for when in dates]
    read = column.state == DateState.READ
    assert [day for day, is_read in zip(column.days, read, strict=True) if is_read] == [
        day for day, is_read in zip(written, read, strict=True) if is_read
    ]
    assert set(column.state[~read]) <= {DateState.AMBIGUOUS}
    if not short and any(when.day > 12 for when in dates):
        assert read.all()


characters = st.text() | st.text("0123456789/.-_ :,'", max_size=30)
fragments = st.lists(
    st.sampled_from(
        re.split(
            ";",
            "31;7;07;2020;20;.;,;/;-;:;';T;Z;PM;July;juillet;de;г.;оны;-р;сарын;өдөр;VII;mar;пт;(Fri);º;th; ",
        )
    ),
    max_size=12,
).map("".join)


@settings(max_examples=rounds(600))
@given(characters | fragments, st.sampled_from([None, *Order]))
def test_any_text_is_a_day_or_none(text, order):
    read = read_text_date(text, order)
    assert read is None or day_number(date(1990, 1, 1)) <= read <= day_number(date(2100, 12, 31))


@settings(max_examples=rounds(300))
@given(characters | fragments | st.lists(fragments, max_size=3).map(" - ".join))
def test_any_title_is_a_period_or_none(text):
    period = find_period(text)
    assert period is None or period[0] <= period[1]


cells = st.one_of(
    characters,
    fragments,
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(9)),
    st.sampled_from([pd.NaT, pd.NA, float("nan"), pd.Timestamp("2020-07-31"), 10**400]),
)


@settings(max_examples=rounds(200))
@given(st.lists(cells, max_size=12))
def test_any_column_is_read_cell_by_cell(values):
    column = read_date_column(pd.Series(values, dtype=object))
    assert len(column.days) == len(column.state) == len(column.swapped) == len(values)


@settings(max_examples=rounds(200))
@given(
    days,
    days,
    st.sampled_from([" - ", "–", " to ", " — "]),
    st.sampled_from(["{}", "Report {}", "GRM_{}.xlsx"]),
)
def test_a_span_of_days_in_a_title_is_read_back(first, last, between, title):
    start, end = min(first, last), max(first, last)
    expected = (day_number(start), day_number(end))
    assert find_period(title.format(f"{start:%Y.%m.%d}{between}{end:%Y.%m.%d}")) == expected
    assert find_period(title.format(f"{start:%B %d, %Y}{between}{end:%B %d, %Y}")) == expected
    assert find_period(title.format(f"{start:%d/%m/%Y}{between}{end:%d/%m/%Y}")) in (expected, None)
