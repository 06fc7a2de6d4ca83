"""What a register is: vocabulary, columns, calendar, periods and the frozen Register. No I/O."""

from grm_data.register.calendar import NO_DURATION, WorkCalendar
from grm_data.register.days import NO_DAY, day_number, day_of, iso
from grm_data.register.findings import Excluded, Finding, Severity, count_by_severity
from grm_data.register.periods import Period, half_year_of, half_years, reporting_periods
from grm_data.register.register import NO_CODE, STATUS_CODE, Category, Reading, Register, category_of
from grm_data.register.vocabulary import CHANNELS, STATUSES, TYPES, Status

__all__ = [
    "CHANNELS",
    "NO_CODE",
    "NO_DAY",
    "NO_DURATION",
    "STATUSES",
    "STATUS_CODE",
    "TYPES",
    "Category",
    "Excluded",
    "Finding",
    "Period",
    "Reading",
    "Register",
    "Severity",
    "Status",
    "WorkCalendar",
    "category_of",
    "count_by_severity",
    "day_number",
    "day_of",
    "half_year_of",
    "half_years",
    "iso",
    "reporting_periods",
]
