"""The social affairs centre's lists: families with the assessment that is due next, and needs."""

from __future__ import annotations

from shared.eventstore.entries import Entry
from shared.partner.lists import Lists, files_of, inbox_of
from shared.projecting import when
from shared.projecting.batch import Batch

Inbox = inbox_of("assistance")


class Files(files_of("assistance")):  # type: ignore[misc]  # mypy follows no base that is made by a call
    """One line a family file."""

    @when("assistance.family_assessment_scheduled")
    def on_scheduled(self, conn: Batch, e: Entry) -> None:
        """The next assessment."""
        self.note(conn, e)

    @when("assistance.family_assessed")
    def on_assessed(self, conn: Batch, e: Entry) -> None:
        """An assessment."""
        self.meet(conn, e)


PROJECTIONS = (Files, Inbox)
LISTS = Lists(files=Files.tables[0], inbox=Inbox.tables[0])
