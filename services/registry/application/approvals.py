"""Signed papers that approved something: which they are, and their scans."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.registry.application.reading import Reading
from services.registry.domain.affairs.actual_user import ActualUser
from services.registry.domain.clarification import Clarification
from services.registry.domain.identity_correction import IdentityCorrection
from services.registry.domain.merging import Merging
from services.registry.domain.register_move import RegisterMove
from services.registry.rules.typing import PAPER
from shared.eventstore.attachments import Upload
from shared.eventstore.entries import Entry
from shared.law import Unknown
from shared.scans import kind_of

DECIDED = (IdentityCorrection, RegisterMove, Merging, ActualUser)
"""What is decided about a person is kept beside the file."""


class Approvals(Reading):
    """Approvals on paper."""

    def papers_of_case(self, case_id: UUID) -> list[Entry]:
        """What a signed paper approved in a case, the latest first."""
        beside = self.case(case_id).beside
        return self._on_paper([case_id, *(Clarification.create_id(case_id, it) for it in beside)])

    def papers_of_person(self, person_id: UUID) -> list[Entry]:
        """What a signed paper approved about a person, the latest first."""
        return self._on_paper(kind.create_id(person_id) for kind in DECIDED)

    def paper_of_case(self, case_id: UUID, digest: str) -> tuple[bytes, str]:
        """The scan of a paper, and its media type; it is in the read log before it is shown."""
        about = self.case(case_id).of_person
        return self._shown(digest, self.papers_of_case(case_id), about=about)

    def paper_of_person(self, person_id: UUID, digest: str) -> tuple[bytes, str]:
        """The same of what was decided about a person."""
        return self._shown(digest, self.papers_of_person(person_id), about=person_id)

    def paper_of_record(self, record_id: UUID, digest: str | None) -> tuple[bytes, str]:
        """The scan of a paper that struck out an entry of a register, and its media type."""
        return self._scan(record_id, digest)

    def _shown(self, digest: str, papers: list[Entry], *, about: UUID) -> tuple[bytes, str]:
        if digest not in {it.facts["paper_scan"] for it in papers}:
            raise Unknown("没有这份审批件的扫描件")
        self._note_first([about], purpose="查阅纸质审批件", content=("scan",))
        return self._scan(about, digest)

    def _scan(self, subject: UUID, digest: str | None) -> tuple[bytes, str]:
        content = self.attachments.read(subject, digest) if digest else None
        media_type = kind_of(Upload(content)) if content else None
        if content is None or media_type is None:
            raise Unknown("没有这份审批件的扫描件")
        return content, media_type

    def _on_paper(self, streams: Iterable[UUID]) -> list[Entry]:
        """The first event of each act that such a paper approved."""
        entries = [it for stream in streams for it in self.stream(stream) if _is_on_paper(it)]
        acts: dict[str | None, Entry] = {}
        for entry in sorted(entries, key=lambda it: it.position):
            acts.setdefault(entry.command_id, entry)
        return list(acts.values())[::-1]


def _is_on_paper(entry: Entry) -> bool:
    facts = entry.facts
    return "paper_scan" in facts and (facts.get("on_paper") or facts.get("basis") == PAPER)
