"""Papers of the story as pictures: a blank one, and an approval that a leader signed today."""

from __future__ import annotations

from services.registry.domain.approvals import ApprovedOnPaper
from shared import clock
from shared.eventstore.attachments import Upload

PICTURE = b"\x89PNG\r\n\x1a\n" + "演示用的空图".encode() + b"IEND\xae\x42\x60\x82"


def signed_today(signer: str) -> ApprovedOnPaper:
    """An approval that somebody signed today."""
    scan = Upload(PICTURE, filename="审批件（演示）.png")
    return ApprovedOnPaper(signer=signer, signed_on=clock.today(), scan=scan)
