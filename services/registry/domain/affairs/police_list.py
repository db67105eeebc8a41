"""A list of the police beside the register: what differs, row by row, and who decided what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.registry.domain.person import Details, Person
from services.registry.rules.affairs import reconciling
from services.registry.rules.affairs.reconciling import COUNTS
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True, repr=False)
class Stated:
    """What the police's list says of one person; an empty text says nothing."""

    row: int
    name: str
    id_no: str
    born: date | None = None
    sex: str = ""
    village: str | None = None
    flag: str = ""
    ethnicity: str = ""
    domicile: str = ""
    residence: str = ""
    phone: str = ""
    drug: str = ""

    @property
    def details(self) -> Details:
        """Who the person is by the list."""
        return Details(
            name=self.name,
            id_no=self.id_no,
            born=self.born,
            ethnicity=self.ethnicity,
            domicile=self.domicile,
            residence=self.residence,
            phone=self.phone,
            drug=self.drug,
        )

    def differing_from(self, person: Person, *, counts: bool) -> tuple[str, ...]:
        """In what the list and the register differ; what the list leaves blank is no difference."""
        known = person.details
        return tuple(
            field
            for field, differs in (
                ("name", self.name != known.name),
                ("sex", bool(self.sex) and self.sex != person.sex),
                ("village", bool(self.village) and self.village != person.village),
                ("flag", reconciling.the_flag_differs(theirs=self.flag, ours=person.flag)),
                (COUNTS, not counts),
            )
            if differs
        )


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A line of the list that cannot be read, and why; `id_no` where that much could be."""

    row: int
    reason: str
    id_no: str | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One difference between the list and the register."""

    kind: str
    row: int | None = None
    of_person: UUID | None = None
    differing: tuple[str, ...] = ()
    reason: str = ""
    stated: Stated | None = None


class PoliceList(Aggregate):
    """One list of all registered users of the town, as the police gave it."""

    class PoliceListCompared(Aggregate.Created):
        """A list of the police was held against the register."""

        compared_on: date
        list_id: UUID
        listed_on: date
        digest: str
        people: int
        same: int
        open_rows: int
        source: Sealed[str]
        filename: Sealed[str]

    class PoliceListWithdrawn(Aggregate.Event):
        """The file was the wrong one: nothing more follows from it."""

        withdrawn_on: date
        list_id: UUID
        why: Sealed[str]

    @staticmethod
    def create_id(list_id: UUID) -> UUID:
        """A list is found by the id that reporting is told."""
        return list_id

    @event(PoliceListCompared)
    def __init__(
        self,
        *,
        compared_on: date,
        list_id: UUID,
        listed_on: date,
        digest: str,
        people: int,
        same: int,
        open_rows: int,
        source: str | None,
        filename: str | None,
    ) -> None:
        self.compared_on = compared_on
        self.list_id = list_id
        self.listed_on = listed_on
        self.digest = digest
        self.people = people
        self.same = same
        self.open_rows = open_rows
        self.source = source or ""
        self.filename = filename or ""
        self.withdrawn_on: date | None = None

    def withdraw(self, *, withdrawn_on: date, why: str) -> None:
        """Take the list back."""
        self.is_in_use()
        self._withdraw(withdrawn_on=withdrawn_on, list_id=self.list_id, why=why)

    @event(PoliceListWithdrawn)
    def _withdraw(self, *, withdrawn_on: date, list_id: UUID, why: str | None) -> None:
        self.withdrawn_on = withdrawn_on

    def is_in_use(self) -> None:
        """Refuse to go on with a list that was taken back."""
        if self.withdrawn_on is not None:
            raise Refusal("这份名单已于 {on} 撤回", on=self.withdrawn_on)


class PoliceListRow(Aggregate):
    """One difference, which stays open until somebody decides about it."""

    class PoliceListRowOpened(Aggregate.Created):
        """The list and the register were found to differ in this person."""

        opened_on: date
        list_id: UUID
        kind: str
        row: int | None
        of_person: UUID | None
        differing: tuple[str, ...]
        reason: str
        sex: str
        village: str | None
        flag: str
        name: Sealed[str]
        id_no: Sealed[str]
        born: Sealed[date | None]
        ethnicity: Sealed[str]
        domicile: Sealed[str]
        residence: Sealed[str]
        phone: Sealed[str]
        drug: Sealed[str]

    class PoliceListRowDecided(Aggregate.Event):
        """Somebody decided what becomes of the difference."""

        decided_on: date
        list_id: UUID
        decision: str
        became: UUID | None
        why: Sealed[str]

    @classmethod
    def open(cls, found: Found, *, list_id: UUID, opened_on: date) -> PoliceListRow:
        """Keep a difference for somebody to decide."""
        said = vars(found.stated or Stated(row=0, name="", id_no=""))
        return cls(
            opened_on=opened_on,
            list_id=list_id,
            kind=found.kind,
            of_person=found.of_person,
            differing=found.differing,
            reason=found.reason,
            **{**said, "row": found.row},
        )

    @event(PoliceListRowOpened)
    def __init__(
        self,
        *,
        opened_on: date,
        list_id: UUID,
        kind: str,
        row: int | None,
        of_person: UUID | None,
        differing: tuple[str, ...],
        reason: str,
        sex: str,
        village: str | None,
        flag: str,
        name: str | None,
        id_no: str | None,
        born: date | None,
        ethnicity: str | None,
        domicile: str | None,
        residence: str | None,
        phone: str | None,
        drug: str | None,
    ) -> None:
        self.person_id = of_person
        self.list_id = list_id
        self.kind = kind
        self.row = row
        self.differing = differing
        self.reason = reason
        self.stated = Stated(
            row=row or 0,
            name=name or "",
            id_no=id_no or "",
            born=born,
            sex=sex,
            village=village,
            flag=flag,
            ethnicity=ethnicity or "",
            domicile=domicile or "",
            residence=residence or "",
            phone=phone or "",
            drug=drug or "",
        )
        self.decision: str | None = None
        self.decided_on: date | None = None
        self.became: UUID | None = None
        self.why = ""

    def may_end_in(self, decision: str, *, why: str, on: date) -> None:
        """Refuse a decision that this row cannot end in, or a second one."""
        if self.decision is not None:
            raise Refusal("第 {row} 行已经处理", row=self.row or "—")
        reconciling.a_row_ends_in_a_decision_of_its_kind(
            kind=self.kind, decision=decision, why=why, on=on
        )

    def decide(self, decision: str, *, decided_on: date, why: str, became: UUID | None) -> None:
        """End the row."""
        self.may_end_in(decision, why=why, on=decided_on)
        self._decide(
            decided_on=decided_on, list_id=self.list_id, decision=decision, became=became, why=why
        )

    @event(PoliceListRowDecided)
    def _decide(
        self,
        *,
        decided_on: date,
        list_id: UUID,
        decision: str,
        became: UUID | None,
        why: str | None,
    ) -> None:
        self.decided_on = decided_on
        self.decision = decision
        self.became = became
        self.why = why or ""
