"""Tests: notices, what was taken, what was refused or missed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import here, past, past_day
from services.supervision.application.forms import Forms
from services.supervision.application.kits import Kits
from services.supervision.domain.records import (
    PROOF_OF,
    Asking,
    Coded,
    Missing,
    Paper,
    ProofFiling,
    Refusing,
    Sampling,
)
from services.supervision.domain.records.forms import MISS, NOTICE, REFUSAL, TEST
from services.supervision.rules.kits import Kit
from shared import clock
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.scans import Scan


class Testing(Kits, Forms):
    """What is recorded about tests."""

    @command
    def notify_test(
        self,
        *,
        file_id: UUID,
        asking: Asking,
        proof: Scan | None = None,
        paper: Paper | None = None,
    ) -> str:
        """Record that the person was told to come for a test; answers the notice's id.

        `proof` is a picture that shows it, as of a message and its answer.
        """
        served_at = past(asking.served_at, "served_at")
        proofs = asking.proofs or ((PROOF_OF[asking.how],) if proof else ())
        asking = replace(
            asking, served_at=served_at, appear_at=here(asking.appear_at), proofs=proofs
        )
        file, notice_id, on = self.file(file_id), uuid4(), served_at.date()
        with self.on_paper(file, paper, written_on=on, record=NOTICE, record_id=notice_id):
            file.notify_test(notice_id=notice_id, asking=asking)
        if proof is not None:
            filing = ProofFiling(notice_id=notice_id, proof=proofs[0], filed_on=on)
            file.file_proof(filing=filing, scan=proof)
        self.save(file)
        return str(notice_id)

    @command
    def file_proof(self, *, file_id: UUID, filing: ProofFiling, proof: Scan) -> None:
        """Record a picture that shows that an earlier notice was served."""
        past_day(filing.filed_on, "filed_on")
        file = self.file(file_id)
        file.file_proof(filing=filing, scan=proof)
        self.save(file)

    @command
    def record_test(
        self, *, file_id: UUID, taken: Sampling, paper: Paper | None = None
    ) -> dict[str, Any]:
        """Record a test as it was taken; answers its id, its window, and what is wrong with it.

        A kit's serial is claimed by the first test that names it; a later one is kept as
        defective. Two at the same instant: the slower one is asked to look again. A kit of the
        stock is taken out of it.
        """
        return self._record_test(file_id, taken, paper)

    @command
    def record_result(self, *, file_id: UUID, taken: Sampling, coded: Coded) -> dict[str, Any]:
        """Record a test at the station's desk: its testers are those who gave their own codes.

        With one of them only it is kept as defective. Answers as `record_test` does.
        """
        one, other = (*coded.signatures, "", "")[:2]
        return self._record_test(
            file_id, replace(taken, tester_1=one, tester_2=other), None, coded=coded
        )

    def _record_test(
        self, file_id: UUID, taken: Sampling, paper: Paper | None, coded: Coded | None = None
    ) -> dict[str, Any]:
        taken = replace(taken, collected_at=past(taken.collected_at, "collected_at"))
        file, test_id, claim = self.file(file_id), uuid4(), _kit(taken)
        here_taken = claim is not None and not taken.elsewhere
        batch = self.kit_batch(taken.kit_batch) if here_taken else None
        kit = Kit() if taken.elsewhere else self.kit_of(taken, batch)
        used = claim is not None and self.holder(claim) is not None
        with self.on_paper(
            file, paper, written_on=taken.collected_on, record=TEST, record_id=test_id
        ):
            found = file.record_test(
                test_id=test_id, taken=taken, kit=replace(kit, used=kit.used or used)
            )
        if coded is not None:
            file.note_codes(test_id=test_id, coded=coded, given_on=clock.today())
        self.save(file, take=[claim] if claim and not used else [])
        if batch is not None:
            batch.use(taken.kit_serial, used_on=taken.collected_on, test_id=test_id)
            self.save(batch)
        return {"test_id": str(test_id), "defects": list(found)}

    @command
    def record_refusal(
        self, *, file_id: UUID, refusing: Refusing, paper: Paper | None = None
    ) -> dict[str, Any]:
        """Record that a test was refused; answers the count so far, and why this does not count."""
        past_day(refusing.refused_on, "refused_on")
        file, on, notice_id = self.file(file_id), refusing.refused_on, refusing.notice_id
        with self.on_paper(file, paper, written_on=on, record=REFUSAL, record_id=notice_id):
            found = file.record_refusal(refusing=refusing)
        self.save(file)
        return {"count": file.refused_tests, "defects": list(found)}

    @command
    def record_miss(
        self,
        *,
        file_id: UUID,
        missing: Missing,
        proof: Scan | None = None,
        paper: Paper | None = None,
    ) -> dict[str, Any]:
        """Record that the person did not come; answers as `record_refusal` does.

        `proof` is the scan of what somebody else signed to excuse it.
        """
        past_day(missing.missed_on, "missed_on")
        past_day(missing.approved_on or missing.missed_on, "approved_on")
        file, on, notice_id = self.file(file_id), missing.missed_on, missing.notice_id
        with self.on_paper(file, paper, written_on=on, record=MISS, record_id=notice_id):
            found = file.record_miss(
                missing=missing, scan=proof, author=self.author, on=clock.today()
            )
        self.save(file)
        return {"count": file.refused_tests, "defects": list(found)}


def _kit(taken: Sampling) -> Claim | None:
    if not taken.kit:
        return None
    return Claim(
        "kit",
        taken.kit,
        sentence="这个编号的检测试剂刚被另一份记录用到，请核对编号后再提交",
        field="kit_serial",
    )
