"""Exports of the tools that projects use, made up from their documentation (named in each tool's table)."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.register import Register
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status
from tests.intake.books import read

KOBO_END = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
            "__version__", "_tags", "_index")  # fmt: skip
KOBO_CELLS = (7, "u", "2024-03-09T01:10:00", None, None, "submitted_via_web", "clerk CANARY", "v", None, 1)

EXPORTS = {
    # support.kobotoolbox.org/export_download.html: XML names, groups before a slash, one column a choice
    "KoboToolbox": (
        ("start", "end", "grp/received_date", "grp/how_reported", "grp/how_reported/phone", "grp/how_reported/email", "grp/reporter_name",
         "grp/grievance_type", "grp/complaint_details", "grp/case_status", "grp/date_closed", *KOBO_END),
        ("2024-03-09T09:00:00", "2024-03-09T09:10:00", "2024-03-01", "phone", 1, 0, "CANARY",
         "complaint", "dust", "closed", "2024-03-05", *KOBO_CELLS),
    ),
    # docs.getodk.org/central-submissions: groups before a dash, the server's own "Status"
    "ODK Central": (
        ("SubmissionDate", "reg-received_date", "reg-channel", "reg-case_status", "reg-date_closed",
         "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
         "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
        ("2024-03-09T09:00:00", "2024-03-01", "phone", "closed", "2024-03-05", "uuid:1", "uuid:1", "7", "CANARY",
         0, 0, "", "approved", "", 0, "1"),
    ),
    # surveycto.com help, "data format": KEY, instanceID, formdef_version, SubmissionDate beside the form's fields
    "SurveyCTO": (
        ("SubmissionDate", "starttime", "endtime", "username", "date_lodged", "intake_channel", "complaint_status",
         "closing_date", "instanceID", "formdef_version", "KEY"),
        ("2024-03-09 09:00", "2024-03-09 08:00", "2024-03-09 08:10", "CANARY", "2024-03-01", "phone", "closed",
         "2024-03-05", "uuid:1", "24", "uuid:1"),
    ),
    # support.google.com/docs/answer/2917686: the first column is the time of the answer
    "Google Forms": (
        ("Timestamp", "Email Address", "Your full name", "How was the complaint submitted?", "Case status", "Date closed"),
        ("2024-03-01 10:00:00", "canary@example.org", "CANARY", "phone", "closed", "2024-03-05"),
    ),
    # support.microsoft.com, "Check and share your form results": five columns before the questions
    "Microsoft Forms": (
        ("ID", "Start time", "Completion time", "Email", "Name", "Date complaint was lodged", "Channel", "Case status", "Date closed"),
        (1, "2024-03-09 10:00", "2024-03-09 10:05", "anonymous", "CANARY", "2024-03-01", "phone", "closed", "2024-03-05"),
    ),
    # openimis-be-grievance_social_protection_py: the model Ticket
    "openIMIS": (
        ("key", "code", "title", "description", "dateOfIncident", "dateCreated", "status", "priority", "dueDate",
         "category", "flags", "channel", "resolution", "attendingStaff", "reporter"),
        ("k", "GRS1", "t", "dust", "2024-02-01", "2024-03-01 10:00:00", "CLOSED", "High", "2024-03-20",
         "payment", "", "phone", "5,0", "CANARY", "CANARY"),
    ),
    # mysociety/fixmystreet, t/cobrand/: the columns of the dashboard's export
    "FixMyStreet": (
        ("Report ID", "Title", "Detail", "User Name", "Category", "Created", "Confirmed", "Acknowledged", "Fixed", "Closed",
         "Status", "Latitude", "Longitude", "Query", "Ward", "Easting", "Northing", "Report URL", "Device Type", "Site Used",
         "Reported As", "Staff User"),
        (7, "Hole", "dust", "CANARY", "Potholes", "2024-03-01T10:00:00", "2024-03-09T10:10:00", "2024-03-02T09:00:00",
         "2024-03-05T09:00:00", "", "Fixed - Council", 51.1, -2.1, "", "East", 1, 2, "https://example.org/7", "website",
         "phone", "", "CANARY"),
    ),
    # wiki.open311.org/GeoReport_v2: GET Service Requests, as a table
    "Open311": (
        ("service_request_id", "status", "status_notes", "service_name", "service_code", "description",
         "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
         "address", "address_id", "zipcode", "lat", "long", "media_url"),
        ("638344", "closed", "mended", "Sidewalks", "6", "dust", "Works", "", "2024-03-01T10:00:00",
         "2024-03-09T10:00:00", "2024-04-01T10:00:00", "CANARY", "", "94122", 37.7, -122.4, ""),
    ),
    # osTicket/osTicket, include/class.export.php
    "osTicket": (
        ("Ticket Number", "Date Created", "Subject", "From", "From Email", "Priority", "Department", "Help Topic", "Source",
         "Current Status", "Last Updated", "Due Date", "Overdue", "Answered", "Assigned To", "Agent Assigned",
         "Team Assigned", "Thread Count", "Attachment Count"),
        ("100123", "2024-03-01 10:00:00", "dust", "CANARY", "canary@example.org", "Normal", "Works", "Roads", "Phone",
         "Closed", "2024-03-09 10:00:00", "2024-03-20", 0, 1, "CANARY", "CANARY", "", 3, 0),
    ),
    # victor-abz/frappe-eGRM: the fields of GRM Issue
    "e-GRM": (
        ("tracking_code", "auto_increment_id", "intake_date", "issue_date", "description", "citizen", "citizen_type",
         "contact_information", "contact_medium", "citizen_age_group", "gender", "category", "issue_type", "status",
         "administrative_region", "assignee", "reporter", "resolution_date", "escalate_flag"),
        ("Lake77", 7, "2024-03-01T10:00:00", "2024-02-01", "dust", "CANARY", 0, "CANARY", "facilitator", "36-45", "Female",
         "Environment", "Complaint", "Resolved", "East", "CANARY", "CANARY", "2024-03-05", 0),
    ),
    # support.microsoft.com, "Export to Excel from SharePoint or Lists": the list's own columns at the end
    "Microsoft Lists": (
        ("Title", "Date received", "Complainant name", "Channel", "Status", "Date resolved", "Created", "Created By",
         "Modified", "Item Type", "Path"),
        ("dust", "2024-03-01", "CANARY", "phone", "Closed", "2024-03-05", "2024-03-09 10:00", "CANARY", "2024-03-09 10:00",
         "Item", "sites/grm/Lists/cases"),
    ),
}  # fmt: skip


WITHOUT_CHANNEL = ("Open311", "e-GRM")
"""What these tools write doesn't say through which channel a case came in."""


UPLOADS = {
    "_status", "start", "end", "Start time", "SubmissionDate", "dateOfIncident", "Confirmed", "updated_datetime",
    "Last Updated", "issue_date", "Created By", "Modified",
}  # fmt: skip
"""Columns of the upload, or of another event than the case's."""


def export(name: str) -> Register:
    headings, row = EXPORTS[name]
    return read([row], headings=headings)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_known_by_its_own_columns_and_that_is_said(name: str) -> None:
    messages = [finding.message for finding in export(name).reading.findings if finding.code == "platform"]
    assert len(messages) == 1
    assert f"This is an export of {name}" in messages[0]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_case_is_read_and_not_its_upload(name: str) -> None:
    register = export(name)
    columns = register.reading.columns
    assert len(register) == 1
    assert {"received_on", "status"} <= set(columns)
    assert name in WITHOUT_CHANNEL or "channel" in columns
    assert not {*columns.values()} & UPLOADS
    assert name != "ODK Central" or "Status" not in columns.values()
    assert register.first_received == date(2024, 3, 1)
    assert register.status.tolist() == [STATUS_CODE[Status.RESOLVED]]


@pytest.mark.parametrize("name", EXPORTS)
def test_nobody_who_reported_or_typed_is_in_the_register(name: str) -> None:
    register = export(name)
    shown = [*register.reading.columns.values(), *(finding.message for finding in register.reading.findings)]
    assert "CANARY" not in "".join(shown)
    assert "name" not in register.reading.columns


def test_the_day_of_the_upload_is_taken_where_the_form_did_not_ask() -> None:
    headings = ("start", "end", "grp/complaint_details", "grp/case_status", *KOBO_END)
    register = read(
        [("2024-03-09T09:00:00", "2024-03-09T09:10:00", "dust", "open", *KOBO_CELLS)], headings=headings
    )
    assert register.reading.columns["received_on"] == "start"


def test_a_register_of_no_tool_is_said_to_be_of_none() -> None:
    register = read([("1", "2024-03-01", "Open")], headings=("No.", "Date received", "Status"))
    assert not [finding for finding in register.reading.findings if finding.code == "platform"]
