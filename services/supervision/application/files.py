"""What every command needs: the file that it speaks of, numbers that are given once, the clock."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.terms import only_what_has_happened_is_recorded
from shared import clock
from shared.eventstore.act import current_act
from shared.eventstore.application import Department
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown


class Files(Department):
    """Finding and saving files."""

    def file(self, file_id: UUID) -> Supervision:
        """Load a file; `Unknown` if there is none."""
        return self.load(Supervision, file_id)

    def find_file(self, case_ref: str) -> Supervision | None:
        """Find the file of a case."""
        file_id = self.holder(case_claim(case_ref))
        return None if file_id is None else self.file(file_id)

    def file_of(self, case_ref: str) -> Supervision:
        """Load the file of a case; `Unknown` if there is none."""
        found = self.find_file(case_ref)
        if found is None:
            raise Unknown("没有这个案件的档案：{case_ref}", field="case_ref", case_ref=case_ref)
        return found

    @property
    def account(self) -> str:
        """Which account acts."""
        act = current_act()
        return act.account if act else ""

    @property
    def author(self) -> tuple[str, ...]:
        """What whoever acts is called: nobody is a second person under the own name."""
        act = current_act()
        return tuple(it for it in (act.account, act.name) if it) if act else ()

    @property
    def named(self) -> str:
        """Whoever acts, as a page says it: the name and the account."""
        return " ".join(self.author[::-1])

    def unused(self, number: str) -> Claim:
        """The claim on a document's number; a number that was given before is refused."""
        claim = Claim("document_no", number, sentence="这个文书编号已经用过", field="document_no")
        if self.holder(claim) is not None:
            raise Refusal(claim.sentence, field=claim.field)
        return claim


def case_claim(case_ref: str) -> Claim:
    """One case, one file."""
    return Claim("case", case_ref, sentence="这个案件已经有监督档案", field="case_ref")


def past(at: datetime, field: str) -> datetime:
    """An instant as the town's clocks show it; one that lies ahead is refused."""
    at = here(at)
    only_what_has_happened_is_recorded(happened=at, now=clock.now(), field=field)
    return at


def past_day(on: date, field: str) -> None:
    """Refuse a day that lies ahead."""
    only_what_has_happened_is_recorded(happened=on, now=clock.today(), field=field)


def here(at: datetime) -> datetime:
    """An instant as the town's clocks show it; without a zone it is one of them."""
    if at.tzinfo is None:
        return at.replace(tzinfo=clock.SHANGHAI)
    return at.astimezone(clock.SHANGHAI)
