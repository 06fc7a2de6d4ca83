"""Every spelling of a date that we know, and what must come of it: 0 wrong is the rule."""

from datetime import date

import pandas as pd
import pytest

from grm_data.intake.dates import DateState, Order, read_date_column, read_text_date
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.spellings import Readings, readings
from grm_data.register.days import NO_DAY, day_number, iso

DMY, MDY, YMD = Order

# (text, order of its column, the day); all of them are dates to a person
READABLE = [
    # numeric, year first
    ("2020-07-31", None, "2020-07-31"),
    ("2020/07/31", None, "2020-07-31"),
    ("2020.07.31", None, "2020-07-31"),
    ("2020.7.31.", None, "2020-07-31"),
    ("2020-7-3", None, "2020-07-03"),
    ("2020. 7. 3.", None, "2020-07-03"),
    ("2020 07 31", None, "2020-07-31"),
    ("2020_07_31", None, "2020-07-31"),
    ("2020-04-03", MDY, "2020-04-03"),
    ("2020-04-03", DMY, "2020-04-03"),
    ("20200731", None, "2020-07-31"),
    ("20200403", MDY, "2020-04-03"),
    ("2020-07-31T10:20:30Z", None, "2020-07-31"),
    ("2020-07-31T23:30:00+08:00", None, "2020-07-31"),
    ("2020-07-31T00:30:00-0500", None, "2020-07-31"),
    ("2020-07-31T10:20:30.123456", None, "2020-07-31"),
    ("2020-07-31 10:20:30,5", None, "2020-07-31"),
    ("2020-07-31 00:00:00", None, "2020-07-31"),
    ("2020-07-31 23:59", None, "2020-07-31"),
    ("20200731T102030Z", None, "2020-07-31"),
    ("20200731T1020", None, "2020-07-31"),
    ("2020-07-31 10:20 UTC", None, "2020-07-31"),
    # numeric, day first
    ("31.07.2020", None, "2020-07-31"),
    ("31/07/2020", None, "2020-07-31"),
    ("31-07-2020", None, "2020-07-31"),
    ("31_07_2020", None, "2020-07-31"),
    ("31 07 2020", None, "2020-07-31"),
    ("31\\07\\2020", None, "2020-07-31"),
    ("31 / 07 / 2020", None, "2020-07-31"),
    ("31. 7. 2020", None, "2020-07-31"),
    ("31/7/2020", None, "2020-07-31"),
    ("31.07.2020.", None, "2020-07-31"),
    ("31/07/2020,", None, "2020-07-31"),
    ("31.07.2020 г.", None, "2020-07-31"),
    ("«31» июля 2020 г.", None, "2020-07-31"),
    ('"01" июля 2020 года', None, "2020-07-01"),
    ("Ngày 31/07/2020", None, "2020-07-31"),
    ("1º/08/2020", None, "2020-08-01"),
    ("1er/08/2020", None, "2020-08-01"),
    ("1°.08.2020", None, "2020-08-01"),
    ("31.07.2020г", None, "2020-07-31"),
    ("31/07/2020 14:05", None, "2020-07-31"),
    ("31/07/2020 2:05 PM", None, "2020-07-31"),
    ("31/07/2020 2:05:09 p.m.", None, "2020-07-31"),
    ("31/07/2020 9 am", None, "2020-07-31"),
    ("31/07/2020 14h05", None, "2020-07-31"),
    ("31/07/2020 14h", None, "2020-07-31"),
    ("31/07/2020 à 14 h 05", None, "2020-07-31"),
    ("31/07/2020 a las 14:05 hrs.", None, "2020-07-31"),
    ("31.07.2020 в 14:05", None, "2020-07-31"),
    ("31.07.2020, 14:05 ч.", None, "2020-07-31"),
    ("14:05 31.07.2020", None, "2020-07-31"),
    ("14:05, 31.07.2020", None, "2020-07-31"),
    ("31-07-20", None, "2020-07-31"),
    ("31/7/20", None, "2020-07-31"),
    ("03/04/2020", DMY, "2020-04-03"),
    ("3.4.2020", DMY, "2020-04-03"),
    ("03/04/20", DMY, "2020-04-03"),
    ("03/03/2020", None, "2020-03-03"),
    ("12.12.2020", None, "2020-12-12"),
    ("25-09-2003", MDY, "2003-09-25"),  # proves its own order
    # numeric, month first
    ("07/31/2020", None, "2020-07-31"),
    ("7/31/2020", None, "2020-07-31"),
    ("07_31_2020", None, "2020-07-31"),
    ("07-31-20", None, "2020-07-31"),
    ("7/31/2020 2:05 PM", None, "2020-07-31"),
    ("03/04/2020", MDY, "2020-03-04"),
    ("03/04/20", MDY, "2020-03-04"),
    ("09/25/2003", DMY, "2003-09-25"),
    # two digits for the year, first
    ("20-07-31", None, "2020-07-31"),
    ("20.7.25", YMD, "2020-07-25"),
    ("03-04-05", YMD, "2003-04-05"),
    ("03-04-05", DMY, "2005-04-03"),
    ("03-04-05", MDY, "2005-03-04"),
    # English
    ("31 July 2020", None, "2020-07-31"),
    ("July 31, 2020", None, "2020-07-31"),
    (" July 31,2020 ", None, "2020-07-31"),  # dateutil: 2026-07-31
    ("Jul 31 2020", None, "2020-07-31"),
    ("July 31st, 2020", None, "2020-07-31"),
    ("31st July 2020", None, "2020-07-31"),
    ("31st of July 2020", None, "2020-07-31"),
    ("the 31st of July, 2020", None, "2020-07-31"),
    ("July the 2nd, 2020", None, "2020-07-02"),
    ("3rd March 2020", None, "2020-03-03"),
    ("31-Jul-2020", None, "2020-07-31"),
    ("31-Jul-20", None, "2020-07-31"),
    ("31/Jul/2020", None, "2020-07-31"),
    ("31.Jul.2020", None, "2020-07-31"),
    ("31Jul2020", None, "2020-07-31"),
    ("31 July '20", None, "2020-07-31"),
    ("Jul-31-20", None, "2020-07-31"),
    ("Jul-31-2020", None, "2020-07-31"),
    ("2020 July 31", None, "2020-07-31"),
    ("2020-Jul-31", None, "2020-07-31"),
    ("03 Jun 2009", None, "2009-06-03"),
    ("27 June 2017", MDY, "2017-06-27"),
    ("JULY 31, 2020", None, "2020-07-31"),
    ("july 31, 2020", None, "2020-07-31"),
    ("Sept. 5, 2020", None, "2020-09-05"),
    ("5 May 2020", None, "2020-05-05"),
    ("Friday, 31 July 2020", None, "2020-07-31"),
    ("Fri 31 Jul 2020", None, "2020-07-31"),
    ("Fri, 31 Jul 2020 10:20:30 +0800", None, "2020-07-31"),
    ("Fri Jul 31 10:20:30 2020", None, "2020-07-31"),
    ("Fri Jul 31 2020 10:20:30 GMT+0800", None, "2020-07-31"),
    ("Friday, July 31, 2020 at 2:05 PM", None, "2020-07-31"),
    ("31/07/2020 (Fri)", None, "2020-07-31"),
    ("2020-07-31 Friday", None, "2020-07-31"),
    ("Friday 03/04/2020", None, "2020-04-03"),  # 4 March was a Wednesday
    # French
    ("31 juillet 2020", None, "2020-07-31"),
    ("1er août 2020", None, "2020-08-01"),
    ("1er aout 2020", None, "2020-08-01"),
    ("le 3 mars 2020", None, "2020-03-03"),
    ("3 févr. 2020", None, "2020-02-03"),
    ("3 fevrier 2020", None, "2020-02-03"),
    ("15 DÉCEMBRE 2019", None, "2019-12-15"),
    ("juil. 31, 2020", None, "2020-07-31"),
    ("vendredi 31 juillet 2020", None, "2020-07-31"),
    ("mar. 31 mars 2020", None, "2020-03-31"),
    ("mar. 7 juillet 2020", None, "2020-07-07"),
    ("31-juil-20", None, "2020-07-31"),
    ("12 avr. 2018", None, "2018-04-12"),
    # Spanish
    ("31 de julio de 2020", None, "2020-07-31"),
    ("31 de julio del 2020", None, "2020-07-31"),
    ("31 julio 2020", None, "2020-07-31"),
    ("1º de enero de 2020", None, "2020-01-01"),
    ("1° de enero de 2020", None, "2020-01-01"),
    ("1ro de enero de 2020", None, "2020-01-01"),
    ("el 5 de mayo de 2020", None, "2020-05-05"),
    ("5 sept. 2020", None, "2020-09-05"),
    ("5 set. 2020", None, "2020-09-05"),
    ("5 de setiembre de 2020", None, "2020-09-05"),
    ("30-dic-2019", None, "2019-12-30"),
    ("10 ene 2020", None, "2020-01-10"),
    ("miércoles, 30 de septiembre de 2020", None, "2020-09-30"),
    ("agosto 3, 2020", None, "2020-08-03"),
    # Russian
    ("31 июля 2020 г.", None, "2020-07-31"),
    ("31 июля 2020 года", None, "2020-07-31"),
    ("31 июля 2020", None, "2020-07-31"),
    ("31 июл. 2020", None, "2020-07-31"),
    ("31 ИЮЛЬ 2020", None, "2020-07-31"),
    ("31-го июля 2020 года", None, "2020-07-31"),
    ("1 мая 2020", None, "2020-05-01"),
    ("1 май 2020", None, "2020-05-01"),
    ("9 сент. 2020", None, "2020-09-09"),
    ("9 нояб. 2020 г.", None, "2020-11-09"),
    ("пятница, 31 июля 2020 г.", None, "2020-07-31"),
    ("31-дек-19", None, "2019-12-31"),
    ("5 марта 2020 г. 14:05", None, "2020-03-05"),
    # Mongolian
    ("2020 оны 7-р сарын 31", None, "2020-07-31"),
    ("2020 оны 07 сарын 31-ний өдөр", None, "2020-07-31"),
    ("2020 оны 7 сарын 1-ний өдрийн 14:05 цагт", None, "2020-07-01"),
    ("2020 оны долоодугаар сарын 31", None, "2020-07-31"),
    ("2020 оны арван нэгдүгээр сарын 30-ны өдөр", None, "2020-11-30"),
    ("2020 оны арванхоёрдугаар сарын 3", None, "2020-12-03"),
    ("2020 он 7 сар 31", None, "2020-07-31"),
    ("2020 оны 10 дугаар сарын 3-ны өдөр", None, "2020-10-03"),
    ("2020 оны 4 дүгээр сарын 30-нд", None, "2020-04-30"),
    ("2020 оны 4-дүгээр сарын 30", None, "2020-04-30"),
    ("7-р сарын 31, 2020", None, "2020-07-31"),
    ("7 сарын 31-ний өдөр, 2020 он", None, "2020-07-31"),
    ("20 оны 7 сарын 31", None, "2020-07-31"),
    ("2020.07.31-ний өдөр", None, "2020-07-31"),
    ("2020 оны 7-р сарын 31-ний єдєр", None, "2020-07-31"),  # є for ө: code page 1251
    ("2020 оны 4 дїгээр сарын 3", None, "2020-04-03"),  # ї for ү
    ("2020 оны 4 дугээр сарын 3-ны одор", None, "2020-04-03"),  # a Russian keyboard
    ("2011 оны 3-р сарын 17. Пүрэв гараг.", None, "2011-03-17"),
    ("Баасан гараг, 2020.07.31", None, "2020-07-31"),
    ("2020он7сар31", None, "2020-07-31"),
    ("20.07.25-ны өдөр", None, "2020-07-25"),
    ("20.07.25-ны өдөр", DMY, "2020-07-25"),
    ("31.07.20 г.", YMD, "2020-07-31"),
    ("20.07.2020-ны өдөр", None, "2020-07-20"),
    ("20 7-р сарын 2020", None, "2020-07-20"),
    # Roman months
    ("31.VII.2020", None, "2020-07-31"),
    ("3 IX 2020", None, "2020-09-03"),
    ("31.ХII.2020", None, "2020-12-31"),  # a Cyrillic Х
    ("31.Ⅶ.2020", None, "2020-07-31"),
    # odd characters
    ("３１／０７／２０２０", None, "2020-07-31"),
    ("２０２０年".replace("年", "-") + "07-31", None, "2020-07-31"),
    ("٣١/٠٧/٢٠٢٠", None, "2020-07-31"),
    ("'31/07/2020", None, "2020-07-31"),
    ("’ 31/07/2020", None, "2020-07-31"),
    ("31\u00a0July\u202f2020", None, "2020-07-31"),
    ("\ufeff31/07/2020\u200b", None, "2020-07-31"),
    ("31\u200e/07/2020", None, "2020-07-31"),
    ("31/07/2020\r\n", None, "2020-07-31"),
    ("31/07/2020_x000D_\n", None, "2020-07-31"),
    ("31/07/2020\x00", None, "2020-07-31"),
    ("31\t07\t2020", None, "2020-07-31"),
    ("31–07–2020", None, "2020-07-31"),
    ("2020‑07‑31", None, "2020-07-31"),
    ("31\u00ad07\u00ad2020", None, "2020-07-31"),
    ("31−07−2020", None, "2020-07-31"),
    ("31⁄07∕2020", None, "2020-07-31"),
    ("31 Маrch 2020", None, "2020-03-31"),  # М and а are Cyrillic
    ("31 Мaя 2020", None, "2020-05-31"),  # a is Latin
    ("31 aвгуста 2020", None, "2020-08-31"),
    ("1er aou\u0302t 2020", None, "2020-08-01"),  # û in two characters
    ("29 February 2020", None, "2020-02-29"),
    ("31 July 2020\u00a0", None, "2020-07-31"),
    # times with a dot, halves of the day, zones
    ("31.07.2020 14.05", None, "2020-07-31"),
    ("31-Jul-20 02.05.30.000000 PM", None, "2020-07-31"),
    ("2020-07-31-14.05.30", None, "2020-07-31"),
    ("31/07/2020 02:05:30 p. m.", None, "2020-07-31"),
    ("31/07/2020 2:05 de la tarde", None, "2020-07-31"),
    ("2020/07/31 2:05:30 PM GMT+8", None, "2020-07-31"),
    ("Fri Jul 31 2020 14:05:30 GMT+0800 (Hovd Standard Time)", None, "2020-07-31"),
    ("Fri Jul 31 14:05:30 MSK 2020", None, "2020-07-31"),
    ("2020-07-31T14:05:30.1234567Z", None, "2020-07-31"),
    ("2020-07-31 14:05:30 -03", None, "2020-07-31"),
    ("2020-07-31+08:00", None, "2020-07-31"),
    ("/Date(1596182430000)/", None, "2020-07-31"),
    # further languages
    ("2020年7月31日", None, "2020-07-31"),
    ("2020 年 7 月 31 日 下午2:05", None, "2020-07-31"),
    ("2020년 7월 31일", None, "2020-07-31"),
    ("31 tháng 7 năm 2020", None, "2020-07-31"),
    ("31. Oktober 2020", None, "2020-10-31"),
    ("1 de março de 2020", None, "2020-03-01"),
    ("sexta-feira, 31 de julho de 2020", None, "2020-07-31"),
    ("31 Agustus 2020", None, "2020-08-31"),
    ("31 Mei 2020", None, "2020-05-31"),
    ("31 Temmuz 2020", None, "2020-07-31"),
    ("31 يوليو 2020", None, "2020-07-31"),
    # marks and notes
    ("31/07/2020*", None, "2020-07-31"),
    ("31.07.2020 (approx)", None, "2020-07-31"),
    ("31 July 2020 (by phone)", None, "2020-07-31"),
    ("31/07/2020 14:05 (estimated) ", None, "2020-07-31"),
    ('="31/07/2020"', None, "2020-07-31"),
    # words and signs around it
    ("Jul 31 '20", None, "2020-07-31"),
    ("31/07/2020 - 14:05", None, "2020-07-31"),
    ("On 31 July 2020", None, "2020-07-31"),
    ("le 31/07/2020", None, "2020-07-31"),
    ("[31/07/2020]", None, "2020-07-31"),
    ("31 تموز/يوليو 2020", None, "2020-07-31"),
    ("Ngày 31 tháng 07 năm 2020", None, "2020-07-31"),
    ("2020年7月31日星期五", None, "2020-07-31"),
    ("31.07.2020 Cuma", None, "2020-07-31"),
    # both ends of the window
    ("1990-01-01", None, "1990-01-01"),
    ("31.12.2100", None, "2100-12-31"),
    # a person reads these; we refuse them rather than risk the others
    ("31-Jul-95", None, None),  # 1995 or a slip
    ("31,07,2020", None, None),
    ("thirty-first of July 2020", None, None),
    ("31.VII.20", None, None),
]

AMBIGUOUS = [
    "03/04/2020",
    "3/4/2020",
    "03.04.2020",
    "03-04-2020",
    "03_04_2020",
    "3 4 2020",
    "01/12/2020 14:05",
    "12/01/2020",
    "03-04-05",
    "26-07-20",  # 26 July 2020, 20 July 2026
    "20.7.25",
    "25/12/20",
    "11/12/20",
    "٠٣/٠٤/٢٠٢٠",
    "'03/04/2020",
    "03.04.2020 г.",
]

NO_DATE = [
    "[31/07/2020",
    "on 31/07/2020 - 02/08/2020",
    "31/07/2020 - 14:05 - 15:05",
    "2020年7月31日星期四",
    # no such day
    "30 February 2020",
    "29 February 2021",
    "29.02.2100",
    "31/04/2020",
    "31 April 2020",
    "2020-13-45",
    "2020-00-10",
    "2020-10-00",
    "00/00/0000",
    "0000-00-00",
    "2003-25-09",  # nobody writes year-day-month
    "20200230",
    "20201301",
    "32 July 2020",
    "0 July 2020",
    "13-р сарын 5, 2020",
    "32/01/20",
    # outside the window
    "1989-12-31",
    "2101-01-01",
    "1900-01-02",
    "31/07/0202",
    "31.07.2563",
    "31 July 1066",
    # no whole date
    "August",
    "August 2020",
    "2020",
    "2020 оны 7-р сар",
    "2020 оны",
    "31/07",
    "July 31",
    "31 July",
    "7-р сарын 31",
    "2020/07",
    "2020-07",
    "07/2020",
    "Jul-20",
    "Q3 2020",
    "2020-W31",
    "31",
    "31.",
    # two dates, ranges
    "31/07/2020 - 03/08/2020",
    "July 31, 2020 / August 1, 2020",
    "31.07.2020 04.08.2020",
    "31.07.2020, 04.08.2020",
    "2020.06.25-2020.12.31",
    "30-31 July 2020",
    "30/31 July 2020",
    "July 30-31, 2020",
    "31/07/2020 10:00 12:00",
    "31/07/2020 14:05 04/08/2020 15:00",
    "31/07/2020 and 03/08/2020",
    "from 31/07/2020",
    "2020.07.31-нээс",
    "31 July 2020 31 July 2020",
    # weekdays
    "Friday",
    "Friday.",
    "Monday, 31 July 2020",  # it was a Friday
    "31/07/2020 (Mon)",
    "2011 оны 3-р сарын 17. Лхагва гариг.",
    "Friday, Friday 31 July 2020",
    "Fri 31 July 2020 Fri",
    # times
    "14:05",
    "2:05 PM",
    "31/07/2020 25:00",
    "31/07/2020 24:00",
    "31/07/2020 14:65",
    "July 3, 20:30",
    "31/07/2020 14:05 approx",
    "31/07/2020 14:05 (or 03/08)",
    "Fri Jul 31 14:05:30 IST 2020",  # of India, Israel or Ireland
    "Fri Jul 31 14:05:30 BLAH 2020",
    "10.11.12 10.11.12",
    "109年7月31日",
    "令和2年7月31日",
    "/Date(159618243)/",
    # words
    "N/A",
    "NA",
    "n/a",
    "pending",
    "нет",
    "байхгүй",
    "today",
    "next Friday",
    "yesterday",
    "#REF!",
    "#VALUE!",
    "TRUE",
    "see above 31/07/2020",
    "31/07/2020?",
    "~31/07/2020",
    "approx. July 2020",
    "31 Julember 2020",
    "31 jui. 2020",  # juin or juillet
    # numbers of other kinds
    "1.2.3",
    "10.0.19041",
    "3.11.2",
    "192.168.0.1",
    "+976 9911 2233",
    "99112233",
    "11 22 33",
    "11 12 13",  # a telephone's
    "11-22-33-44",
    "f-2020/07",
    "GRM-2020-07-31",
    "-1",
    "-44043",
    "44043",
    "1596182430",
    "1596182430000",
    "2020.5",
    "31.07",
    "1e5",
    "½",
    "3¹/07/2020",  # a footnote
    "2020-07-3¹",
    "3\u03361/07/2020",  # struck through
    "2020/31/07",
    "031/07/2020",
    "2020/07/005",
    "31/007/2020",
    "31/07/20200",
    "31/07/020",
    "31.07/2020",
    "31/07-2020",
    "31//07/2020",
    "2O20-07-31",  # a letter O
    "31\ue0072020",  # private use
    "123/07/2020",
    "2020/07/2020",
    "July 31 20, 2020",
    "20-7-5",
    "20.07 сарын 07",  # no 20 July 2007
    "31-7-р сар-20",
    "7-р сар-20-15",
    "31.12.20-ны өдөр",  # 2031
    "20.07.31 г.",  # 2031
    "5 July 14:05 20",
    "2 July 2",
    "x" * 5000,
    "31/07/2020" + " x" * 100,
    "1/" * 1000,
]


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def state(text: str) -> DateState:
    return DateState(read_date_column(pd.Series([text], dtype="str")).state[0])


@pytest.mark.parametrize(("text", "order", "expected"), READABLE)
def test_a_spelling_is_read_as_its_day_or_not_at_all(text, order, expected):
    read = read_text_date(text, order)
    assert (None if read is None else iso(read)) == expected


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_a_date_whose_order_nothing_tells_is_ambiguous(text):
    assert read_text_date(text) is None
    assert state(text) is DateState.AMBIGUOUS


@pytest.mark.parametrize("text", NO_DATE)
@pytest.mark.parametrize("order", [None, *Order])
def test_what_is_no_whole_date_is_refused(text, order):
    assert read_text_date(text, order) is None


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_whole_date_is_no_ambiguous_date_either(text):
    assert readings(fold_date(text)) == Readings(NO_DAY, NO_DAY, NO_DAY)


def test_at_least_95_of_100_readable_spellings_are_read():
    assert len(READABLE) >= 150
    read = sum(expected is not None for _, _, expected in READABLE)
    assert read / len(READABLE) >= 0.95


def test_no_spelling_stands_in_the_table_twice():
    rows = [(text, order) for text, order, _ in READABLE]
    assert len(rows) == len(set(rows))
    assert len(NO_DATE) == len(set(NO_DATE))


def test_each_order_reads_its_own_day():
    assert readings("03-04-05") == Readings(day("2005-04-03"), day("2005-03-04"), day("2003-04-05"))
    assert readings("03.04.05 Г.") == Readings(day("2005-04-03"), day("2005-03-04"), NO_DAY)
    assert readings(fold_date("03.04.05-ны өдөр")) == Readings(NO_DAY, NO_DAY, day("2003-04-05"))
    assert readings("3-04-05") == Readings(day("2005-04-03"), day("2005-03-04"), NO_DAY)
    assert readings("03/04/2020") == Readings(day("2020-04-03"), day("2020-03-04"), NO_DAY)
    assert readings("2020-04-03") == Readings(*[day("2020-04-03")] * 3)
    assert readings("3 APRIL 2020") == Readings(*[day("2020-04-03")] * 3)


def test_a_date_without_a_day_under_the_order_stays_unread():
    assert read_text_date("03/04/2020", YMD) is None
    assert read_text_date("26-07-20", MDY) is None


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("25/11/2020", (DMY,)),
        ("11/25/2020", (MDY,)),
        ("20-07-31", (YMD,)),
        ("03/04/2020", ()),
        ("2020-07-31", ()),
        ("no date", ()),
    ],
)
def test_a_date_that_can_be_read_in_one_order_only_proves_it(text, proof):
    assert readings(fold_date(text)).proof == proof


@pytest.mark.parametrize(("year", "expected"), [("27", "2027-07-31"), ("28", None), ("00", "2000-07-31")])
def test_two_digits_name_a_year_up_to_the_next(year, expected):
    assert read_text_date(f"31-Jul-{year}") == (expected and day(expected))


def test_the_longest_text_that_is_read_has_80_characters():
    blanks = "," * (80 - len("31/07/2020"))
    assert read_text_date("31/07/2020" + blanks) == day("2020-07-31")
    assert read_text_date("31/07/2020" + blanks + ",") is None


def test_a_program_s_milliseconds_are_one_day_under_every_order():
    assert readings(fold_date("/Date(1593561600000+0800)/")) == Readings(*[day_number(date(2020, 7, 1))] * 3)


@pytest.mark.parametrize("text", ["()", "[]", "on "])
def test_brackets_around_nothing_hold_no_date(text):
    assert readings(fold_date(text)) == Readings()
