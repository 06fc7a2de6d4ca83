"""Write the sample register as Excel and CSV: ``python -m sample_data.make_sample``.

The six addressed rows of 2020 H2 are as the half-yearly report publishes them. Of the other 23 only the
counts are known: their dates, numbers and texts are invented, and so is every complainant.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from grm_data.register import day_number
from grm_data.settings import load_settings

HERE = Path(__file__).parent
PUBLISHED, INVENTED = "as published", "invented"
HEADER_ROW = 5

FACEBOOK, WEBSITE, EMAIL = "Facebook page", "Project' website feedback section", "email"
WRITTEN, MEETING = "written", "face to face meeting"

_LAW = "which were presented on draft law discussion on July 28, 2020"


@dataclass(frozen=True)
class Row:
    """One feedback as it will be written."""

    number: str
    received: date
    channel: str
    issue: str
    type: str | None = None
    action: str | None = None
    resolved: date | None = None
    way: str | None = None
    origin: str = INVENTED


def _published() -> list[Row]:
    request, clarification = "Request", "Clarification"
    return [
        Row("f-2020/03", date(2020, 7, 31), FACEBOOK, "Request a draft law on Open data", request,
            f"Sent a draft law and introduction of Open data, {_LAW}.",
            date(2020, 7, 31), "email", PUBLISHED),
        Row("f-2020/04", date(2020, 8, 2), FACEBOOK, "Request a draft law on Open data", request,
            f"Sent a draft law and introduction of Open data, {_LAW}.",
            date(2020, 8, 3), "email", PUBLISHED),
        Row("f-2020/05", date(2020, 8, 14), FACEBOOK,
            "Availability to use open data published on the open data portal (www.opendata.gov.mn)", clarification,
            "Informed that open data on the portal was free of charge and free to use license.",
            date(2020, 8, 14), "Facebook page chat", PUBLISHED),
        Row("f-2020/06", date(2020, 9, 24), FACEBOOK,
            "Request that 11-11 center should use AI based chat on its Facebook page.", request,
            "The request is informed to the Client. This function had not been included in the initial technical "
            "specification of the system. It needs additional financing.",
            date(2020, 9, 27), "meeting", PUBLISHED),
        Row("f-2020/07", date(2020, 10, 10), MEETING,
            "Cannot get account on Dan Single Sign On system with the old mobile number. In other to use the system, "
            "it needs to request to re-store the old mobile number from Mobile operators.", clarification,
            "As clarified from a CITA official, it was informed that an additional function to link personal "
            "information to new numbers would be added with a week.",
            date(2020, 10, 12), "Phone call", PUBLISHED),
        Row("f-2020/10", date(2020, 11, 25), WEBSITE,
            "Request information on open data policy document and format requirements", clarification,
            f"Sent a draft law, introduction of Open data, {_LAW}, and policy guideline on Open data, which was "
            "approved by CITA chairman. As well as informed that contact with CS in other to publish open data on "
            "the portal.",
            date(2020, 12, 10), "email", PUBLISHED),
    ]  # fmt: skip


def _invented() -> list[Row]:
    other = "Feedback about a matter outside the project (invented)"
    addressed = [
        ("f-2015/02", date(2015, 12, 8), date(2015, 12, 15), WRITTEN, "Request", "letter"),
        ("f-2016/02", date(2016, 6, 14), date(2016, 6, 22), WRITTEN, "Complaint", "letter"),
        ("f-2016/04", date(2016, 11, 3), date(2016, 11, 10), WRITTEN, "Complaint", "letter"),
        ("f-2017/02", date(2017, 5, 22), date(2017, 5, 30), WRITTEN, "Request", "letter"),
        ("f-2017/05", date(2017, 12, 4), date(2017, 12, 7), FACEBOOK, "Comment", "Facebook page chat"),
        ("f-2018/02", date(2018, 4, 17), date(2018, 4, 26), WRITTEN, "Complaint", "letter"),
        ("f-2019/02", date(2019, 8, 26), date(2019, 8, 29), WEBSITE, "Clarification", "email"),
        ("f-2019/04", date(2019, 12, 12), date(2019, 12, 20), WRITTEN, "Request", "letter"),
    ]
    unrelated = [
        ("f-2015/01", date(2015, 10, 20), FACEBOOK), ("f-2016/01", date(2016, 2, 3), FACEBOOK),
        ("f-2016/03", date(2016, 9, 27), WEBSITE), ("f-2017/01", date(2017, 3, 14), FACEBOOK),
        ("f-2017/03", date(2017, 8, 9), EMAIL), ("f-2017/04", date(2017, 10, 18), WEBSITE),
        ("f-2018/01", date(2018, 2, 24), FACEBOOK), ("f-2018/03", date(2018, 10, 5), WEBSITE),
        ("f-2019/01", date(2019, 4, 22), FACEBOOK), ("f-2019/03", date(2019, 10, 16), EMAIL),
        ("f-2020/01", date(2020, 1, 21), WEBSITE), ("f-2020/02", date(2020, 5, 6), FACEBOOK),
        ("f-2020/08", date(2020, 10, 27), EMAIL), ("f-2020/09", date(2020, 11, 12), FACEBOOK),
        ("f-2020/11", date(2020, 12, 17), WEBSITE),
    ]  # fmt: skip
    rows = [
        Row(number, received, channel, f"{kind} about a project activity (invented)", kind,
            "Answered with the information asked for (invented)", resolved, way)
        for number, received, resolved, channel, kind, way in addressed
    ]  # fmt: skip
    return rows + [Row(number, received, channel, other) for number, received, channel in unrelated]


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _days(row: Row) -> int | None:
    """Working days by the sample project's calendar."""
    if row.resolved is None:
        return None
    calendar = load_settings(HERE / "grm.toml").calendar
    days = [np.array([day_number(day)], np.int32) for day in (row.received, row.resolved)]
    return int(calendar.working_days(*days)[0])


def _status_cell(row: Row) -> str:
    if row.resolved is None:
        return "Unrelated"
    days = _days(row)
    unit = "working day" if days == 1 else "working days"
    return f"Resolved Date: {_long(row.resolved)}\nPeriod: {days} {unit}\nWay: {row.way}"


_SYLLABLES = ("zor", "vak", "bel", "tiv", "kuun", "dras", "mol", "peq")


def _complainant(i: int) -> tuple[str, str, str]:
    """Nobody: a name of syllables that is nobody's, a phone number that isn't given out."""
    first, middle, last = _SYLLABLES[i % 8], _SYLLABLES[i // 8], _SYLLABLES[(3 * i + 1) % 8]
    name = f"{first}{middle} {last}{first}".title()
    return name, f"+976 0000 {i:04d}", f"{name.lower().replace(' ', '.')}{i}@example.org"


def write_csv(rows: list[Row], path: Path) -> None:
    """One column per field, ISO dates."""
    header = (
        "Registered No.", "Date received", "Type", "Channel", "Summary of issue", "Summary of actions taken",
        "Status", "Resolved date", "Working days", "Way", "Complainant name", "Phone", "E-mail", "Origin of the row",
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for i, row in enumerate(rows, 1):
            status = "Unrelated" if row.resolved is None else "Resolved"
            writer.writerow(
                (row.number, row.received, row.type, row.channel, row.issue, row.action, status, row.resolved,
                 _days(row), row.way, *_complainant(i), row.origin)
            )  # fmt: skip


def write_xlsx(rows: list[Row], path: Path) -> None:
    """The source report's own layout: title lines, its headings, status and more in one cell."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Register"
    sheet.append(["Smart Government Project Grievance Redress Mechanism"])
    sheet.append(["Register of feedbacks and grievances, 2015.09.15-2020.12.31"])
    sheet.append(
        ["Sample: six rows as published in the half-yearly report, all others and all complainants invented"]
    )
    sheet.append([None])
    kind = "".join(
        map(chr, (0x0422, 0x0443, 0x0440, 0x0435))
    )  # "Type" in four Cyrillic letters, as published
    sheet.append(
        ["No.", "Date received", "Registered No.", kind, "Channel", "Complainant name", "Phone", "E-mail",
         "Summary of issue", "Summary of actions taken",
         "Status, Resolved date, period, /working days/, way", "Origin of the row"]
    )  # fmt: skip
    for i, row in enumerate(rows, 1):
        sheet.append(
            [i, _long(row.received), row.number, row.type, row.channel, *_complainant(i), row.issue, row.action,
             _status_cell(row), row.origin]
        )  # fmt: skip
    for line in sheet.iter_rows(min_row=1, max_row=2):
        line[0].font = Font(bold=True, size=13)
    for cell in sheet[HEADER_ROW]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E6EEF5")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for j, width in enumerate((5, 19, 13, 14, 22, 21, 17, 31, 45, 45, 34, 14), 1):
        sheet.column_dimensions[get_column_letter(j)].width = width
    for line in sheet.iter_rows(min_row=HEADER_ROW + 1):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    book.save(path)


def main() -> None:
    """Write both files beside this one."""
    rows = sorted(_published() + _invented(), key=lambda row: (row.received, row.number))
    write_csv(rows, HERE / "smart_government_register.csv")
    write_xlsx(rows, HERE / "smart_government_register.xlsx")


if __name__ == "__main__":
    main()
