"""Published versions: a checked, complainant-free register, by whom, from which file, and all before it.

store = Store()                                      # GRM_DATABASE_URL, else grm.sqlite in the data folder
current = store.read()                               # Published, or None
draft = draft_of(register, settings, current.register if current else None)
draft = draft.clear(key of each text that a person has read)
store.publish(draft, by="…", note="…", base=current.version.number if current else 0)

key = keyed_hash(secret(), "word", word)             # grm_data.secret
store.decide("word", {key: "show"}, by="…")          # kept by key only; the last decision counts
store.decisions("word", [key])                       # {key: Decision}
"""

from grm_data.store.applying import by_settings, words_to_read_again
from grm_data.store.chain import Break
from grm_data.store.changes import changes_since, more_sensitive, without_disappeared
from grm_data.store.clearing import Draft, DraftText, draft_of, text_key
from grm_data.store.correcting import correction_hashes, may_be_corrected
from grm_data.store.database import database_url
from grm_data.store.deciding import Decision
from grm_data.store.errors import ErrorsNotAccepted, PublishedMeanwhile, StoreError, SuspiciousFile
from grm_data.store.merging import known_to_both, merged_settings, settings_changes
from grm_data.store.reported import figures_of_sent, latest_of_each_period, sent_by
from grm_data.store.sent import SentReport
from grm_data.store.settings_text import settings_toml
from grm_data.store.store import Published, Store
from grm_data.store.suspicion import Following, following, require_reason
from grm_data.store.version import Purge, Version
from grm_data.store.withholding import long_words

__all__ = [
    "Break",
    "Decision",
    "Draft",
    "DraftText",
    "ErrorsNotAccepted",
    "Following",
    "Published",
    "PublishedMeanwhile",
    "Purge",
    "SentReport",
    "Store",
    "StoreError",
    "SuspiciousFile",
    "Version",
    "by_settings",
    "changes_since",
    "correction_hashes",
    "database_url",
    "draft_of",
    "figures_of_sent",
    "following",
    "known_to_both",
    "latest_of_each_period",
    "long_words",
    "may_be_corrected",
    "merged_settings",
    "more_sensitive",
    "require_reason",
    "sent_by",
    "settings_changes",
    "settings_toml",
    "text_key",
    "without_disappeared",
    "words_to_read_again",
]
