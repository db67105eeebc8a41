"""A paper that a leader signed, as whoever has it brings it: in a command, and in a form."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from werkzeug.datastructures import FileStorage

from services.registry.domain.approvals import ApprovedOnPaper
from shared.eventstore.attachments import Upload
from tests.registry.town import TODAY

LEADER_NAME = "冯组长"
SIGNED = b"%PDF-1.7\n1 0 obj\n<< /Signed (2026-11-23) >>\nendobj\n%%EOF\n"


def signed(
    signer: str = LEADER_NAME, *, on: date = TODAY, content: bytes = SIGNED
) -> ApprovedOnPaper:
    """The paper as a command takes it."""
    scan = Upload(content, filename="审批件.pdf")
    return ApprovedOnPaper(signer=signer, signed_on=on, scan=scan)


def signed_form(content: bytes = SIGNED, **otherwise: str) -> dict[str, Any]:
    """The paper as a form asks for it."""
    scan = FileStorage(io.BytesIO(content), filename="审批件.pdf")
    return {"signer": LEADER_NAME, "signed_on": TODAY.isoformat(), "scan": scan, **otherwise}
