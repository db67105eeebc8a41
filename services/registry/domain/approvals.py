"""What replaces a second person: a paper that somebody else signed, its day and its scan (0.23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from shared.eventstore.attachments import Upload


@dataclass(frozen=True, kw_only=True)
class ApprovedOnPaper:
    """A signed approval: by whom, on which day, and the scan that shows it."""

    signer: str
    signed_on: date
    scan: Upload

    @classmethod
    def as_it_came(
        cls, *, signer: str, signed_on: date, content: IO[bytes], filename: str
    ) -> ApprovedOnPaper:
        """Make it of a file that came with a form; it lies on the disk meanwhile."""
        return cls(signer=signer, signed_on=signed_on, scan=Upload(content, filename=filename))


def facts_of(paper: ApprovedOnPaper | None) -> dict[str, Any]:
    """How an event keeps which paper approved it, or that another account did."""
    if paper is None:
        return {"paper_signed_on": None, "paper_scan": None, "signer": ""}
    return {
        "paper_signed_on": paper.signed_on,
        "paper_scan": paper.scan.digest,
        "signer": paper.signer,
    }


def only_the_signer_is_known(state: dict[str, Any]) -> None:
    """What was approved on paper before its day and its scan were asked for has neither."""
    state.update(paper_signed_on=None, paper_scan=None)
