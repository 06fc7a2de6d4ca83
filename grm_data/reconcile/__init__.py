"""Is the report right? What it says beside what the register says, figure by figure.

``opening`` reads its bytes and ``checking`` has its lines understood in the guarded process; ``values``
computes the register's figures, ``comparing`` sets them side by side.
"""

from grm_data.reconcile.checking import check
from grm_data.reconcile.comparing import Checked, Figure
from grm_data.reconcile.opening import Document, document_from_bytes, document_from_path

__all__ = ["Checked", "Document", "Figure", "check", "document_from_bytes", "document_from_path"]
