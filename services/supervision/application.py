"""What supervision can do; one method per command, and what it does when it hears of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from services.supervision.domain.records import (
    Admonition,
    Asking,
    NeedFound,
    Refusing,
    Sampling,
    Talk,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.policies import (
    AgreementSigned,
    CaseReplaced,
    DaysCorrected,
    GroupFormed,
    NeedAccepted,
    NeedClosed,
    ReportedIn,
    plan_of,
)
from services.supervision.rules.terms import only_what_has_happened_is_recorded
from shared import clock
from shared.eventstore.application import Department
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown

ACCEPTED = "accepted"


class SupervisionApplication(Department):
    """Tests, refusals, admonitions, talks and needs of every case that has reported in."""

    name = "supervision"
    aggregates = (Supervision,)

    # Tests.

    @command
    def notify_test(self, *, file_id: UUID, asking: Asking) -> str:
        """Record that the person was told to come for a test; answers the notice's id."""
        asking = replace(
            asking, served_at=_here(asking.served_at), appear_at=_here(asking.appear_at)
        )
        _must_be_past(asking.served_at, "served_at")
        file, notice_id = self.file(file_id), uuid4()
        file.notify_test(notice_id=notice_id, asking=asking)
        self.save(file)
        return str(notice_id)

    @command
    def record_test(self, *, file_id: UUID, taken: Sampling) -> dict[str, Any]:
        """Record a test as it was taken; answers its id, its window, and what is wrong with it.

        A kit's serial is claimed by the first test that names it; a later one is kept as
        defective. Two at the same instant: the slower one is asked to look again.
        """
        taken = replace(taken, collected_at=_here(taken.collected_at))
        _must_be_past(taken.collected_at, "collected_at")
        file, test_id, kit = self.file(file_id), uuid4(), _kit(taken)
        used = kit is not None and self.holder(kit) is not None
        found = file.record_test(test_id=test_id, taken=taken, kit_used=used)
        self.save(file, take=[kit] if kit and not used else [])
        return {"test_id": str(test_id), "defects": list(found)}

    @command
    def record_refusal(self, *, file_id: UUID, refusing: Refusing) -> dict[str, Any]:
        """Record that a test was refused; answers the count so far, and why this does not count."""
        now = clock.now()
        only_what_has_happened_is_recorded(
            happened=refusing.refused_on, now=now.date(), field="refused_on"
        )
        file = self.file(file_id)
        found = file.record_refusal(refusing=refusing, now=now)
        self.save(file)
        return {"count": file.refused_tests, "defects": list(found)}

    @command
    def admonish(self, *, file_id: UUID, admonition: Admonition) -> dict[str, Any]:
        """Record a written admonition; its number is given once."""
        only_what_has_happened_is_recorded(
            happened=admonition.served_on, now=clock.today(), field="served_on"
        )
        file, number = self.file(file_id), _document(admonition.document_no)
        if self.holder(number) is not None:
            raise Refusal(number.sentence, field=number.field)
        found = file.admonish(admonition=admonition)
        self.save(file, take=[number])
        return {"defects": list(found)}

    # Talks and needs.

    @command
    def record_talk(
        self, *, file_id: UUID, talk: Talk, needs: Sequence[NeedFound] = ()
    ) -> dict[str, Any]:
        """Record a talk, with the needs that came up in it; answers their ids."""
        talk = replace(talk, started_at=_here(talk.started_at), ended_at=_here(talk.ended_at))
        _must_be_past(talk.ended_at, "ended_at")
        file, talk_id, need_ids = self.file(file_id), uuid4(), [uuid4() for _ in needs]
        found = file.record_talk(talk_id=talk_id, talk=talk)
        for need_id, need in zip(need_ids, needs, strict=True):
            file.raise_need(need_id=need_id, found=need, talk_id=talk_id)
        self.save(file)
        return {
            "talk_id": str(talk_id),
            "need_ids": [str(need_id) for need_id in need_ids],
            "defects": list(found),
        }

    @command
    def raise_need(self, *, file_id: UUID, need: NeedFound) -> str:
        """Ask the department that can help; answers the need's id."""
        only_what_has_happened_is_recorded(
            happened=need.raised_on, now=clock.today(), field="raised_on"
        )
        file, need_id = self.file(file_id), uuid4()
        file.raise_need(need_id=need_id, found=need)
        self.save(file)
        return str(need_id)

    # What others say.

    @hears(ReportedIn)
    def on_reported_in(self, fact: ReportedIn) -> None:
        """Open the file and lay out the plan of tests, once a case."""
        if self.find_file(fact.case_ref) is not None:
            return
        file = Supervision(**asdict(fact))
        self._schedule(file)
        self.save(file, take=[_case(fact.case_ref)])

    @hears(DaysCorrected)
    def on_days_corrected(self, fact: DaysCorrected) -> None:
        """Lay the plan out anew if the term began on another day than was taken over."""
        file = self.find_file(fact.case_ref)
        if file is None or fact.reported_on in {None, file.reported_on}:
            return
        file.correct_report_in(corrected_on=fact.corrected_on, reported_on=fact.reported_on)
        self._schedule(file)
        self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, fact: CaseReplaced) -> None:
        """Let nothing more fall due in a case whose order another has replaced."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_replacement(replaced_on=fact.replaced_on)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, fact: AgreementSigned) -> None:
        """Note it on the file; an agreement without a report-in gives supervision nothing to do."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_agreement(signed_on=fact.signed_on)
            self.save(file)

    @hears(GroupFormed)
    def on_group_formed(self, fact: GroupFormed) -> None:
        """Note it on the file, if there is one: a group may be formed before the report-in."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_group(formed_on=fact.formed_on, kinds=fact.kinds)
            self.save(file)

    @hears(NeedAccepted)
    def on_need_accepted(self, fact: NeedAccepted) -> None:
        """Put the answer on the file that asked."""
        file = self.file_of(fact.case_ref)
        file.note_answer(need_id=fact.need_id, answer=ACCEPTED, answered_on=fact.accepted_on)
        self.save(file)

    @hears(NeedClosed)
    def on_need_closed(self, fact: NeedClosed) -> None:
        """Put the answer on the file that asked."""
        file = self.file_of(fact.case_ref)
        file.note_answer(need_id=fact.need_id, answer=fact.result, answered_on=fact.closed_on)
        self.save(file)

    def _schedule(self, file: Supervision) -> None:
        """The town's key draws the target days, so nobody else can work them out beforehand."""
        plan = plan_of(
            reported_on=file.reported_on,
            term_months=file.term_months,
            credit_days=file.credit_days,
            seed=self.master.digest(str(file.case_ref).encode(), purpose="target days"),
        )
        file.schedule(
            scheduled_on=clock.today(),
            plan=plan.name,
            windows=plan.windows,
            targets=plan.targets,
            table=plan.table,
        )

    # Looking up.

    def file(self, file_id: UUID) -> Supervision:
        """Load a file; `Unknown` if there is none."""
        return self.load(Supervision, file_id)

    def find_file(self, case_ref: str) -> Supervision | None:
        """Find the file of a case."""
        file_id = self.holder(_case(case_ref))
        return None if file_id is None else self.file(file_id)

    def file_of(self, case_ref: str) -> Supervision:
        """Load the file of a case; `Unknown` if there is none."""
        found = self.find_file(case_ref)
        if found is None:
            raise Unknown("没有这个案件的档案：{case_ref}", field="case_ref", case_ref=case_ref)
        return found


def _case(case_ref: str) -> Claim:
    return Claim("case", case_ref, sentence="这个案件已经有监督档案", field="case_ref")


def _kit(taken: Sampling) -> Claim | None:
    if not taken.kit:
        return None
    return Claim(
        "kit",
        taken.kit,
        sentence="这个编号的检测试剂刚被另一份记录用到，请核对编号后再提交",
        field="kit_serial",
    )


def _document(number: str) -> Claim:
    return Claim("document_no", number, sentence="这个文书编号已经用过", field="document_no")


def _must_be_past(at: datetime, field: str) -> None:
    only_what_has_happened_is_recorded(happened=at, now=clock.now(), field=field)


def _here(at: datetime) -> datetime:
    """An instant as the town's clocks show it; without a zone it is one of them."""
    if at.tzinfo is None:
        return at.replace(tzinfo=clock.SHANGHAI)
    return at.astimezone(clock.SHANGHAI)
