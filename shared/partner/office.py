"""What every partner office can do: open files when it hears of cases, take up needs, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from shared import clock
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.application import Department
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Unknown
from shared.partner.needs import Need
from shared.partner.news import NeedRaised, News

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

A = TypeVar("A", bound=Aggregate)


class PartnerOffice(Department):
    """A department whose files are opened by what it hears. Its `aggregates` include `Need`."""

    @command
    def accept_need(self, *, need_id: UUID) -> None:
        """Take up a need from the inbox, today."""
        need = self.load(Need, need_id)
        need.accept(accepted_on=clock.today())
        self.save(need)

    @command
    def close_need(self, *, need_id: UUID, result: str, note: str | None = None) -> None:
        """Answer a need that was taken up: done, declined, ineligible; a no says why."""
        need = self.load(Need, need_id)
        need.close(closed_on=clock.today(), result=result, note=note)
        self.save(need)

    @hears(NeedRaised)
    def on_need_raised(self, news: NeedRaised) -> None:
        """Whenever a need is passed on, it goes to the inbox."""
        need = Need(
            raised_on=news.raised_on,
            need_id=news.need_id,
            kind=news.kind,
            case_ref=news.case_ref,
            person_id=news.person_id,
        )
        self.save(need)

    def file_for(self, kind: type[A], news: News) -> A:
        """The file on the case that the news is about; opened if this is the first news of it."""
        claim = _the_case(news.case_ref)
        file_id = self.holder(claim)
        if file_id is not None:
            return self.load(kind, file_id)
        opens: Callable[..., A] = kind
        file = opens(case_ref=news.case_ref, person_id=news.person_id, opened_on=news.told_on)
        self.save(file, take=[claim])
        return file

    def find_file(self, kind: type[A], case_ref: str) -> A | None:
        """The file on a case; None if this office has not heard of the case."""
        file_id = self.holder(_the_case(case_ref))
        return None if file_id is None else self.load(kind, file_id)

    def file_on(self, kind: type[A], case_ref: str, *, field: str | None = None) -> A:
        """The file on a case; `Unknown` if this office never heard of the case."""
        found = self.find_file(kind, case_ref)
        if found is None:
            raise Unknown("没有这个个案：{case_ref}", field=field, case_ref=case_ref)
        return found


def _the_case(case_ref: str) -> Claim:
    return Claim("case", case_ref, "这个个案已经有档案")
