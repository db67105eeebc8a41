"""The health institution's lists: who is to be told until when, and needs."""

from __future__ import annotations

from shared.eventstore.entries import Entry
from shared.partner.lists import FileList, Lists, files_table, inbox_of
from shared.projecting import when
from shared.projecting.batch import Batch

files = files_table("treatment_files")
Inbox = inbox_of("treatment")


class Files(FileList):
    """One line a treatment file."""

    name = "treatment_files"
    tables = (files,)

    @when("treatment.file_opened")
    def on_file_opened(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        self.open(conn, e)

    @when("treatment.report_in_noted", "treatment.agreement_noted", "treatment.station_noted")
    def on_header(self, conn: Batch, e: Entry) -> None:
        """More of the header."""
        self.note(conn, e)

    @when("treatment.case_reopening_noted")
    def on_reopening(self, conn: Batch, e: Entry) -> None:
        """It goes on after all."""
        self.note(conn, e, ended_on=None)

    @when("treatment.case_end_noted")
    def on_end(self, conn: Batch, e: Entry) -> None:
        """The case has ended."""
        self.note(conn, e)
        self.owe_nothing(conn, e)

    @when("treatment.treatment_info_scheduled")
    def on_scheduled(self, conn: Batch, e: Entry) -> None:
        """The person is to be told."""
        self.note(conn, e)

    @when("treatment.treatment_info_given")
    def on_given(self, conn: Batch, e: Entry) -> None:
        """The person was told, once and for all."""
        self.meet(conn, e)
        self.owe_nothing(conn, e)


PROJECTIONS = (Files, Inbox)
LISTS = Lists(files=files, inbox=Inbox.tables[0])
