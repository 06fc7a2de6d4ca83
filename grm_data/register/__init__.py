"""What a register is: vocabulary, columns, calendar, periods and the frozen Register. No I/O."""

from grm_data.register.calendar import NO_DURATION, WorkCalendar
from grm_data.register.codes import Severity
from grm_data.register.columns import (
    NO_CODE,
    NO_FLAG,
    Category,
    Columns,
    TextColumn,
    TextState,
    category_of,
    columns_of,
    text_column,
    texts_of,
)
from grm_data.register.days import NO_DAY, day_number, day_of, iso
from grm_data.register.fields import CHANNELS, TYPES, Field
from grm_data.register.findings import Excluded, Finding
from grm_data.register.noticed import Findings, count_by_severity
from grm_data.register.periods import Period, half_year_of, half_years, reporting_periods
from grm_data.register.register import STATUS_CODE, HeldBack, Reading, Register, SheetRead, SheetState
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import STATUSES, Status

__all__ = [
    "CHANNELS",
    "NO_CODE",
    "NO_DAY",
    "NO_DURATION",
    "NO_FLAG",
    "STATUSES",
    "STATUS_CODE",
    "TYPES",
    "Category",
    "Columns",
    "Excluded",
    "Field",
    "Finding",
    "Findings",
    "HeldBack",
    "Kind",
    "Period",
    "Reading",
    "Register",
    "Severity",
    "SheetRead",
    "SheetState",
    "Status",
    "TextColumn",
    "TextState",
    "WorkCalendar",
    "category_of",
    "columns_of",
    "count_by_severity",
    "day_number",
    "day_of",
    "half_year_of",
    "half_years",
    "iso",
    "reporting_periods",
    "text_column",
    "texts_of",
]
