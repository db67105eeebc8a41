"""The part of a file that cites papers, and knows their scans."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.supervision.domain.events import forms as events
from services.supervision.domain.records.forms import Paper
from services.supervision.domain.supervision.state import FileState
from shared.scans import facts_of


class Papers(FileState):
    """What stood on paper before it was typed."""

    def cite_paper(
        self,
        *,
        paper: Paper,
        serial: str,
        written_on: date,
        record: str,
        record_id: UUID,
        kept: tuple[str, ...],
    ) -> None:
        """Write down on which form a record stood, and which duties that keeps."""
        self.trigger(
            events.PaperFormCited,
            written_on=written_on,
            serial=serial,
            record=record,
            record_id=record_id,
            kept=kept,
            **facts_of(paper.scan),
        )
