"""Is the report right? What it says beside what the register says, figure by figure.

``opening`` reads its bytes in the guarded process, ``understanding`` makes figures of its lines, ``values``
computes the register's, ``comparing`` sets them side by side.
"""

from grm_data.reconcile.comparing import Checked, Figure, check
from grm_data.reconcile.opening import Document, document_from_bytes, document_from_path

__all__ = ["Checked", "Document", "Figure", "check", "document_from_bytes", "document_from_path"]
