"""Write the broken sample register: ``python -m sample_data.make_broken``.

A hand-kept sheet with one of everything that goes wrong in one; every row and person is invented.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

HERE = Path(__file__).parent

HEADINGS = (
    "Registered No.", "Date received", "Type", "Channel", "Complainant", "Telephone", "Summary of issue", "Status",
    "Date resolved", "Working days", "Way", "Filled in by",
)  # fmt: skip


def _day(month: int, day: int) -> datetime:
    return datetime(2025, month, day)


ROWS: list[tuple[object, ...]] = [
    ("f-2025/01", _day(1, 14), "Request", "Facebool", "Zorvak Beltiv", "0000 1001", "Road dust", "Resolved", _day(1, 16), 3, "email", "A"),
    ("f-2025/02", "30 February 2025", "Request", "Email", "Tivmol Dras", "0000 1002", "Noise", "Resolved", _day(3, 4), 3, "email", "A"),
    ("f-2025/03", _day(3, 6), "Complaint", "Drone", "Molkuun Vak", "0000 1003", "Noise", "Rejected", None, None, None, "A"),
    ("f-2025/04", _day(3, 11), "Complain", "Email", "Peqzor Bel", "0000 1004", "Fence", "Resolvd", _day(3, 13), 3, "letter", "B"),
    ("f-2025/04", _day(3, 12), "Complaint", "Email", "Drasbel Tiv", "0000 1005", "Fence", "Resolved", _day(3, 14), 3, "letter", "B"),
    ("f-2025/05", _day(4, 22), "Clarification", "Written", "Vakmol Zor", "0000 1006", "Date of start", "Resolved", _day(4, 18), None, "letter", "B"),
    ("f-2025/06", "April 24, 2025", "Clarification", "Written", "Kuunpeq Mol", "0000 1007", "Date of end", "Resolved", None, None, "letter", "B"),
    ("f-2025/06", "April 24, 2025", "Clarification", "Written", "Kuunpeq Mol", "0000 1007", "Date of end", "Resolved", None, None, "letter", "B"),
    HEADINGS,
    ("f-2025/09", _day(5, 19), "Request", "#REF!", "Beldras Kuun", "0000 1008", "Lighting", "Resolved", _day(5, 21), 9, "meeting", "A"),
    (None, _day(5, 26), "Request", "Phone", "Zortiv Peq", "0000 1009", "Lighting", "Resolving", None, None, None, "A"),
    ("f-2025/11", _day(6, 2), None, "Website", "Tivvak Zor", "0000 1010", "Not ours", "Unrelated", None, None, None, "A"),
    ("f-2025/12", None, "Request", "Website", "Molbel Dras", "0000 1011", "Water", "Resolving", None, None, None, "A"),
    ("f-2025/13", _day(6, 16), "GBV complaint", "Phone", "Withheld", "0000 1012", "Withheld", "Resolving", None, None, None, "A"),
    ("f-2025/14", _day(6, 20), "Request", "Phone", "Drasvak Tiv", "0000 1013", "Water", "Resolving", None, "=I21-B21", None, "A"),
    ("Total", None, None, None, None, None, None, None, None, None, None, 17),
    ("Checked by the coordinator",),
]  # fmt: skip


def main() -> None:
    """Write the workbook beside this file."""
    book = Workbook()
    book.active.title = "Lists"
    book.active.sheet_state = "hidden"
    book.active.append(("Channel",))
    sheet = book.create_sheet("Register 2025")
    sheet.append(["Register of complaints, 2025"])
    sheet["A1"].font = Font(bold=True)
    sheet.append(["Broken on purpose, for trying the checks; every row is invented"])
    sheet.merge_cells("A1:F1")
    sheet.append([None])
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for column in "BI":
        for cell in sheet[column]:
            cell.number_format = "yyyy-mm-dd"
        sheet.column_dimensions[column].width = 17
    sheet["H7"].comment = Comment("To be discussed", "clerk")
    sheet.row_dimensions[16].hidden = True
    sheet.column_dimensions["L"].hidden = True
    book.active = 1
    book.save(HERE / "broken_register.xlsx")


if __name__ == "__main__":
    main()
