"""What every partner office can do: open files when it hears of cases, take up needs, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shared import clock
from shared.eventstore.application import Department
from shared.eventstore.hearing import hears
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Unknown
from shared.partner.files import PartnerFile
from shared.partner.needs import Need
from shared.partner.news import (
    AgreementSigned,
    CarePlanSet,
    CaseEnded,
    CaseReopened,
    CaseReplaced,
    DaysCorrected,
    NeedRaised,
    News,
    ReportedIn,
    StationAssigned,
)

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class PartnerOffice(Department):
    """A department whose files are opened by what it hears. Its `aggregates` include `Need`."""

    file: ClassVar[type[PartnerFile]]

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

    @hears(ReportedIn)
    def on_reported_in(self, news: ReportedIn) -> None:
        """Open the file, and let it say what is due."""
        file = self.file_for(news)
        file.note_report_in(
            reported_on=news.reported_on,
            kind=news.kind,
            station=news.station,
            told_on=news.told_on,
        )
        self.save(file)

    @hears(StationAssigned)
    def on_station_assigned(self, news: StationAssigned) -> None:
        """Whenever a case moves, its header follows; one not heard of opens where the case is."""
        if (file := self.find_file(news.case_ref)) is not None:
            file.note_station(noted_on=news.told_on, station=news.station)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, news: AgreementSigned) -> None:
        """Note it, and let the file say what is due."""
        file = self.file_for(news)
        file.note_agreement(signed_on=news.signed_on, tracked_from=news.tracked_from)
        self.save(file)

    @hears(DaysCorrected)
    def on_days_corrected(self, news: DaysCorrected) -> None:
        """Whenever the agreement was signed on another day than was told, the file follows."""
        file = self.find_file(news.case_ref)
        if file is None or file.signed_on is None or news.signed_on in {None, file.signed_on}:
            return
        file.correct_agreement(signed_on=news.signed_on)
        self.save(file)

    @hears(CarePlanSet)
    def on_care_plan_set(self, news: CarePlanSet) -> None:
        """Note it: whoever helps knows that there are measures to ask the town for."""
        file = self.file_for(news)
        file.note_care_plan(planned_on=news.set_on)
        self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, news: CaseReplaced) -> None:
        """Note that the case has ended: nothing more falls due."""
        self._end(news, news.replaced_on)

    @hears(CaseEnded)
    def on_case_ended(self, news: CaseEnded) -> None:
        """The same, when nothing took its place."""
        self._end(news, news.ended_on)

    @hears(CaseReopened)
    def on_case_reopened(self, news: CaseReopened) -> None:
        """Go on with a case that goes on after all."""
        file = self.file_for(news)
        file.note_reopening(reopened_on=news.reopened_on)
        self.save(file)

    def _end(self, news: News, ended_on: date) -> None:
        file = self.file_for(news)
        file.note_end(ended_on=ended_on)
        self.save(file)

    def file_for(self, news: News) -> PartnerFile:
        """The file on the case that the news is about; opened if this is the first news of it."""
        claim = _the_case(news.case_ref)
        file_id = self.holder(claim)
        if file_id is not None:
            return self.load(self.file, file_id)
        file = self.file(case_ref=news.case_ref, person_id=news.person_id, opened_on=news.told_on)
        self.save(file, take=[claim])
        return file

    def find_file(self, case_ref: str) -> PartnerFile | None:
        """The file on a case; None if this office has not heard of the case."""
        file_id = self.holder(_the_case(case_ref))
        return None if file_id is None else self.load(self.file, file_id)

    def file_id_on(self, case_ref: str, *, field: str | None = None) -> UUID:
        """The id of the file on a case; `Unknown` if this office never heard of the case."""
        found = self.holder(_the_case(case_ref))
        if found is None:
            raise Unknown("没有这个个案：{case_ref}", field=field, case_ref=case_ref)
        return found


def _the_case(case_ref: str) -> Claim:
    return Claim("case", case_ref, "这个个案已经有档案")
