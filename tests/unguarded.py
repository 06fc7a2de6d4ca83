"""For mutmut alone: jobs work in the tests' own process; in a guarded one it would switch on no mutant and see no call."""

from __future__ import annotations

import io
from typing import BinaryIO

from grm_data.guarded import running
from grm_data.guarded.child import BLOB_BYTES, answer
from grm_data.guarded.jobs import Work, work_of
from grm_data.guarded.wire import read_message, write_message

__all__ = ["work_here"]


def work_here() -> None:
    """From now on no job gets a process of its own."""
    vars(running)["start"] = _Here


class _Here(io.BytesIO):
    """Answers that are worked out when somebody reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: BinaryIO = io.BytesIO()
        self.answers: BinaryIO = self
        self._work: Work | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        if size and self.tell() == self.getbuffer().nbytes:
            self._answer()
        return super().read(size)

    def _answer(self) -> None:
        self.questions.seek(0)
        asked = self.questions
        self.questions = io.BytesIO()
        while (question := read_message(asked, BLOB_BYTES)) is not None:
            if question.kind == "job":
                self._work = work_of(question.values["target"])
            elif self._work is not None:
                reply, self._work = answer(self._work, question)
                unread = self.tell()
                write_message(self, *reply)
                self.seek(unread)

    def kill(self) -> None:
        """Nothing works while nobody reads."""

    def code(self) -> int:
        return 0
