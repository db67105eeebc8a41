"""The papers of a case: filing with their scans, checking, archiving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.case import Case
from services.registry.domain.dossier import Dossier, Paper
from services.registry.domain.duties import SET_CARE_PLAN
from services.registry.domain.look_up import LookUp
from services.registry.domain.scans import Filing
from services.registry.rules import dossier as rules
from shared import clock
from shared.eventstore.attachments import Upload
from shared.eventstore.performing import command
from shared.law import Refusal, Unknown

WRITTEN = "registry.paper_written_noted"
NOTICES = {
    "registry.drug_test_refusal_noted": rules.TEST_RECORDS,
    "registry.police_report_noted": rules.POLICE_REPORT,
}
"""Notices of which each is a paper that was written elsewhere, beside those that say so."""


class Dossiers(Files):
    """One person, one file."""

    def dossier(self, case_id: UUID) -> Dossier | None:
        """The file of a case; None if none was laid out."""
        id_ = Dossier.create_id(case_id=case_id)
        return self.load_all(Dossier, [id_]).get(id_)

    def papers_due(self, case: Case) -> dict[str, int]:
        """How many papers of each item the file of a case must hold by now."""
        care = self.care(case.id)
        return rules.papers_due(
            reported=case.reported_on is not None,
            signed=case.agreement is not None,
            planned=SET_CARE_PLAN in care.done,
            written=self._written(case) + Counter({rules.ASSESSMENTS: care.reassessed}),
            occasions=rules.occasioned(
                changed=bool(case.spans) or case.terminated_on is not None,
                moved=bool(case.transit or case.moving_since or case.transferred_on),
                released=case.released_on is not None,
            ),
        )

    def _written(self, case: Case) -> Counter[str]:
        """How many papers of each item other departments say that they wrote."""
        told = self.entries(case_ref=case.ref, names=[WRITTEN, *NOTICES], limit=None)
        return Counter(NOTICES.get(it.name) or it.facts["code"] for it in told)

    def scan(self, *, case_id: UUID, no: int) -> tuple[bytes, Paper]:
        """The scan of a paper; it is in the read log before it is shown."""
        case = self.case(case_id)
        dossier = self._there(case_id)
        paper = dossier.item(no).paper
        self.note_scan(person_id=case.of_person, no=no)
        content = self.attachments.read(case.of_person, paper.scan)
        if content is None:
            raise Unknown("这份扫描件已经不在")
        return content, paper

    @command
    def note_scan(self, *, person_id: UUID, no: int) -> None:
        """Note that somebody is about to see a scan of a person's file."""
        self.save(
            LookUp(
                looked_up_at=clock.now(),
                persons=(person_id,),
                content=("scan",),
                purpose=f"查阅卷内材料第{no}份",
            )
        )

    @command
    def open_dossier(self, *, case_id: UUID) -> None:
        """Lay out the file of a case."""
        if self.dossier(case_id) is not None:
            raise Refusal("这个个案已经建卷")
        self.save(self._laid_out(case_id))

    @command
    def file_dossier_item(self, *, case_id: UUID, filing: Filing, scan: Upload) -> int:
        """Put a paper into the file, laying the file out if need be; answers its number.

        The scan is kept with the paper, and not at all where the paper is refused.
        """
        media_type = rules.a_scan_is_whole(scan, on=clock.today())
        dossier = self.dossier(case_id) or self._laid_out(case_id)
        paper = Paper(
            **vars(filing),
            scan=scan.digest,
            media_type=media_type,
            size=scan.size,
            filename=scan.filename,
        )
        no = dossier.file(paper, filed_on=clock.today(), filed_by=self.account)
        self.attach(self.case(case_id).of_person, scan)
        self.save(dossier)
        return no

    @command
    def withdraw_dossier_item(self, *, case_id: UUID, no: int, why: str) -> None:
        """Take a paper out of the file."""
        dossier = self._there(case_id)
        dossier.withdraw(no, withdrawn_on=clock.today(), why=why)
        self.save(dossier)

    @command
    def check_dossier(
        self, *, case_id: UUID, faulty: Sequence[int] = (), note: str = ""
    ) -> dict[str, Any]:
        """Record that somebody looked through what others filed; answers which papers."""
        dossier = self._there(case_id)
        checked = dossier.check(
            faulty=tuple(faulty), checked_on=clock.today(), checked_by=self.account, note=note
        )
        self.save(dossier)
        return {"checked": list(checked), "unchecked": len(dossier.unchecked)}

    @command
    def archive_dossier(self, *, case_id: UUID, place: str, missing_reason: str = "") -> None:
        """Close the file and put it away."""
        dossier = self._there(case_id)
        dossier.archive(
            due=self.papers_due(self.case(case_id)),
            archived_on=clock.today(),
            place=place,
            missing_reason=missing_reason,
        )
        self.save(dossier)

    @command
    def reopen_dossier(self, *, case_id: UUID, why: str) -> None:
        """Take an archived file out again."""
        dossier = self._there(case_id)
        dossier.reopen(reopened_on=clock.today(), why=why)
        self.save(dossier)

    def _there(self, case_id: UUID) -> Dossier:
        dossier = self.dossier(case_id)
        if dossier is None:
            raise Unknown("这个个案还没有建卷")
        return dossier

    def _laid_out(self, case_id: UUID) -> Dossier:
        case = self.case(case_id)
        return Dossier(
            case_id=case.id, of_case=case.ref, of_person=case.of_person, opened_on=clock.today()
        )
