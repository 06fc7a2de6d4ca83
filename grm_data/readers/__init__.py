"""What readers get: reviewers, the public, whoever looks at a published version, and the report.

Default deny: a word, a case number or a name of a file or sheet that nobody let out isn't shown, and nothing
tells which cases are sensitive or how many. Staff see their own register as it is written.
"""

from grm_data.readers.flags import Flag, flags_of
from grm_data.readers.names import name_for_readers
from grm_data.readers.shown import for_readers, settings_for_readers
from grm_data.readers.signs import without_sensitive_signs
from grm_data.readers.waiting import Waiting, waiting

__all__ = [
    "Flag",
    "Waiting",
    "flags_of",
    "for_readers",
    "name_for_readers",
    "settings_for_readers",
    "waiting",
    "without_sensitive_signs",
]
