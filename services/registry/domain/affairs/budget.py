"""The special fund of each year: what was approved, and what it was spent on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.affairs.records import Record, Said
from services.registry.rules.affairs import money
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal, defects

BUDGETS = UUID("c4b8d2e1-92a4-4f5e-b1d7-6a0f3b9c8e04")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Money that the budget gives; a second approval of a year adds to the first."""

    approved_on: date
    line_code: str
    dedicated: bool
    amount: Decimal
    fiscal_doc: str


@dataclass(frozen=True, kw_only=True)
class Spending:
    """Money that was spent."""

    spent_on: date
    amount: Decimal
    purpose: str
    voucher: str
    note: str | None = ""
    defects: tuple[str, ...] = ()


class Budget(Record):
    """The special fund of one year, in yuan: approvals and spendings by the number of the entry."""

    register_name = "budgets"

    class BudgetBegun(Aggregate.Created):
        """The town began to keep the fund of a year."""

        year: int
        begun_on: date

    class BudgetApproved(Aggregate.Event):
        """Money was given for the year."""

        approved_on: date
        year: int
        line_code: str
        dedicated: bool
        amount: Decimal
        fiscal_doc: str
        defects: tuple[str, ...]

    class SpendingRecorded(Aggregate.Event):
        """Money of the fund was spent."""

        spent_on: date
        year: int
        amount: Decimal
        purpose: str
        voucher: str
        defects: tuple[str, ...]
        note: Sealed[str]

    @staticmethod
    def create_id(year: int) -> UUID:
        """A year has one fund."""
        return uuid5(BUDGETS, str(year))

    @event(BudgetBegun)
    def __init__(self, *, year: int, begun_on: date) -> None:
        self.year = year
        self.begun_on = begun_on
        self.all_approvals: dict[int, Approval] = {}
        self.all_spendings: dict[int, Spending] = {}

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """What was given."""
        return tuple(self.standing(self.all_approvals).values())

    @property
    def spendings(self) -> tuple[Spending, ...]:
        """What was spent."""
        return tuple(self.standing(self.all_spendings).values())

    @property
    def approved(self) -> Decimal:
        """What was approved on lines of its own; other money is no special fund."""
        return sum((it.amount for it in self.approvals if it.dedicated), Decimal())

    @property
    def spent(self) -> Decimal:
        """What was spent, within the fund or not."""
        return sum((it.amount for it in self.spendings), Decimal())

    @property
    def entries(self) -> frozenset[int]:
        """Each approval and each spending; the year itself is nothing that can be wrong."""
        return frozenset({*self.all_approvals, *self.all_spendings})

    def said(self, entry: int) -> Said:
        """Which paper gives or took how much."""
        if entry in self.all_approvals:
            approval = self.all_approvals[entry]
            return approval.fiscal_doc, approval.approved_on, approval.amount
        spending = self.all_spendings[entry]
        return spending.purpose, spending.voucher, spending.spent_on, spending.amount

    def approve(self, approval: Approval) -> tuple[str, ...]:
        """Record what was approved; answers what it falls short of. A document is entered once."""
        if approval.fiscal_doc in {it.fiscal_doc for it in self.approvals}:
            raise Refusal("这份批复已经登记", field="fiscal_doc")
        found = defects(
            money.a_fund_has_a_line_of_its_own(
                dedicated=approval.dedicated, on=approval.approved_on
            )
        )
        self._approve(year=self.year, defects=found, **vars(approval))
        return found

    @event(BudgetApproved)
    def _approve(
        self,
        *,
        approved_on: date,
        year: int,
        line_code: str,
        dedicated: bool,
        amount: Decimal,
        fiscal_doc: str,
        defects: tuple[str, ...],
    ) -> None:
        approval = Approval(
            approved_on=approved_on,
            line_code=line_code,
            dedicated=dedicated,
            amount=amount,
            fiscal_doc=fiscal_doc,
        )
        self.all_approvals[self.next_entry] = approval

    def spend(self, spending: Spending) -> tuple[str, ...]:
        """Record what was spent; beyond what was approved it is kept and marked.

        A voucher is entered once.
        """
        if spending.voucher in {it.voucher for it in self.spendings}:
            raise Refusal("这张凭证已经登记", field="voucher")
        found = defects(
            money.spending_stays_within_the_fund(
                approved=self.approved,
                spent=self.spent,
                amount=spending.amount,
                on=spending.spent_on,
            )
        )
        self._spend(year=self.year, **vars(spending) | {"defects": found})
        return found

    @event(SpendingRecorded)
    def _spend(
        self,
        *,
        spent_on: date,
        year: int,
        amount: Decimal,
        purpose: str,
        voucher: str,
        defects: tuple[str, ...],
        note: str | None,
    ) -> None:
        spending = Spending(
            spent_on=spent_on,
            amount=amount,
            purpose=purpose,
            voucher=voucher,
            note=note,
            defects=defects,
        )
        self.all_spendings[self.next_entry] = spending
