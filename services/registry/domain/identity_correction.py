"""Corrections of who a person is: proposed by one, decided by another, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.approvals import (
    ApprovedOnPaper,
    facts_of,
    only_the_signer_is_known,
)
from services.registry.domain.person import Details
from services.registry.rules.course import somebody_else_approves
from services.registry.rules.typing import ANOTHER, OWN_TYPING, PAPER
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

IDENTITY = ("name", "id_type", "id_no", "born", "sex")
"""What says who somebody is; all else of a person's details may simply become another."""

Stated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class IdentityProposal:
    """What is said to be right, by field; of a person whose key was destroyed it is None."""

    proposed_on: date
    proposed_by: str
    changed: tuple[str, ...]
    stated: Stated | None
    why: str | None

    def applied_to(self, details: Details, *, sex: str) -> tuple[Details, str]:
        """The person's details and sex as they would be; all else stays as it is now."""
        if self.stated is None:
            raise Refusal("此人的资料已按规定销毁，不能更正")
        said = dict(self.stated)
        texts = {name: said[name] for name in ("name", "id_type", "id_no") if name in said}
        born = date.fromisoformat(said["born"]) if said.get("born") else details.born
        return replace(details, born=born, **texts), said.get("sex", sex)


def differing(details: Details, sex: str, *, known: Details, known_sex: str) -> tuple[str, ...]:
    """Which fields of who somebody is differ from what is on file."""
    fields = {*details.differing_from(known), *(("sex",) if sex != known_sex else ())}
    return tuple(name for name in IDENTITY if name in fields)


def stated(details: Details, sex: str, changed: tuple[str, ...]) -> Stated:
    """The fields that are to change, as text."""
    said = {**vars(details), "sex": sex, "born": details.born and details.born.isoformat()}
    return tuple((name, said[name] or "") for name in changed)


class IdentityCorrection(Aggregate):
    """What was ever said to be wrong in who a person is, and what became of it."""

    class IdentityCorrectionBegun(Aggregate.Created):
        """The town began to keep note of such corrections."""

        person: UUID
        begun_on: date

    class IdentityCorrectionProposed(Aggregate.Event):
        """Somebody found that the file has a name, number, birth date or sex wrong."""

        proposed_on: date
        proposed_by: str
        changed: tuple[str, ...]
        stated: Sealed[Stated]
        why: Sealed[str]

    class IdentityCorrected(Aggregate.Event):
        """The correction holds; the details that follow it in the log have it.

        Version 2: the day and the scan of the paper, where one was signed.
        """

        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Of a paper that approved it, the signer alone is known."""
            only_the_signer_is_known(state)

        corrected_on: date
        changed: tuple[str, ...]
        basis: str
        paper_signed_on: date | None
        paper_scan: str | None
        signer: Sealed[str]
        why: Sealed[str]

    class IdentityCorrectionDeclined(Aggregate.Event):
        """The file is right as it is."""

        declined_on: date
        why: Sealed[str]

    @staticmethod
    def create_id(person: UUID) -> UUID:
        """Each file of a person has one."""
        return uuid5(person, "identity correction")

    @event(IdentityCorrectionBegun)
    def __init__(self, *, person: UUID, begun_on: date) -> None:
        self.person_id = self.of_person = person
        self.begun_on = begun_on
        self.proposal: IdentityProposal | None = None
        self.settled: set[str] = set()

    @property
    def open(self) -> IdentityProposal:
        """The proposal that waits for a decision; `Refusal` if there is none."""
        if self.proposal is None:
            raise Refusal("没有待审批的身份信息更正")
        return self.proposal

    def propose(self, proposal: IdentityProposal) -> None:
        """Say what is right; one proposal at a time."""
        if not proposal.changed:
            raise Refusal("与已登记的内容相同", field="name")
        if self.proposal is not None:
            raise Refusal("已提出更正，等待他人审批")
        self._propose(**vars(proposal))

    @event(IdentityCorrectionProposed)
    def _propose(
        self,
        *,
        proposed_on: date,
        proposed_by: str,
        changed: tuple[str, ...],
        stated: Stated | None,
        why: str | None,
    ) -> None:
        self.proposal = IdentityProposal(
            proposed_on=proposed_on,
            proposed_by=proposed_by,
            changed=changed,
            stated=stated,
            why=why,
        )

    def hold_as_own_typing(self, *, on: date) -> None:
        """Let what the author mistyped today be right at once (domain.md 0.23)."""
        self._hold(
            corrected_on=on,
            changed=self.open.changed,
            basis=OWN_TYPING,
            why="",
            **facts_of(None),
        )

    def approve(self, *, approver: str, paper: ApprovedOnPaper | None, why: str, on: date) -> None:
        """Let the correction hold: another approves it, or a leader signed a paper."""
        if paper is None:
            somebody_else_approves(author=self.open.proposed_by, approver=approver)
        self._hold(
            corrected_on=on,
            changed=self.open.changed,
            basis=PAPER if paper else ANOTHER,
            why=why,
            **facts_of(paper),
        )

    @event(IdentityCorrected)
    def _hold(
        self,
        *,
        corrected_on: date,
        changed: tuple[str, ...],
        basis: str,
        paper_signed_on: date | None,
        paper_scan: str | None,
        signer: str | None,
        why: str | None,
    ) -> None:
        self.proposal = None
        if basis != OWN_TYPING:
            self.settled |= set(changed)

    def decline(self, *, why: str, on: date) -> None:
        """Leave the file as it is; whoever proposed it may withdraw it that way."""
        _ = self.open
        self._decline(declined_on=on, why=why)

    @event(IdentityCorrectionDeclined)
    def _decline(self, *, declined_on: date, why: str | None) -> None:
        self.proposal = None
