"""The social affairs centre's lists: families with the assessment that is due next, and needs."""

from __future__ import annotations

from shared.eventstore.entries import Entry
from shared.partner.lists import FileList, Lists, files_table, inbox_of
from shared.projecting import when
from shared.projecting.batch import Batch

files = files_table("assistance_files")
Inbox = inbox_of("assistance")


class Files(FileList):
    """One line a family file."""

    name = "assistance_files"
    tables = (files,)

    @when("assistance.file_opened")
    def on_file_opened(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        self.open(conn, e)

    @when("assistance.report_in_noted", "assistance.agreement_noted", "assistance.station_noted")
    def on_header(self, conn: Batch, e: Entry) -> None:
        """More of the header."""
        self.note(conn, e)

    @when("assistance.case_reopening_noted")
    def on_reopening(self, conn: Batch, e: Entry) -> None:
        """It goes on after all."""
        self.note(conn, e, ended_on=None)

    @when("assistance.case_end_noted")
    def on_end(self, conn: Batch, e: Entry) -> None:
        """The case has ended."""
        self.note(conn, e)
        self.owe_nothing(conn, e)

    @when("assistance.family_assessment_scheduled")
    def on_scheduled(self, conn: Batch, e: Entry) -> None:
        """The next assessment."""
        self.note(conn, e)

    @when("assistance.family_assessed")
    def on_assessed(self, conn: Batch, e: Entry) -> None:
        """An assessment."""
        self.meet(conn, e)


PROJECTIONS = (Files, Inbox)
LISTS = Lists(files=files, inbox=Inbox.tables[0])
