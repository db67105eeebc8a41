"""The health institution's lists: who is to be told until when, and needs."""

from __future__ import annotations

from shared.eventstore.entries import Entry
from shared.partner.lists import Lists, files_of, inbox_of
from shared.projecting import when
from shared.projecting.batch import Batch

Inbox = inbox_of("treatment")


class Files(files_of("treatment")):  # type: ignore[misc]  # mypy follows no base that is made by a call
    """One line a treatment file."""

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
LISTS = Lists(files=Files.tables[0], inbox=Inbox.tables[0])
