"""One pad of numbered blank forms: to whom it went, which are used, which came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain.records.forms import FormIssue, FormReturn
from services.supervision.rules import forms
from services.supervision.rules.serials import Serials, serials_of
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

MOST = 10_000  # of any year; how many are issued at once is the town's number of that day


class FormPad(Aggregate):
    """Consecutive blank forms that one worker took along."""

    class BlankFormsIssued(Aggregate.Created):
        """A worker was given numbered blank forms."""

        issued_on: date
        worker: str
        station: str
        first_serial: str
        last_serial: str
        count: int

    class BlankFormUsed(Aggregate.Event):
        """Something was recorded that stood on a form; the scan is with the record."""

        used_on: date
        number: int
        record: str
        record_id: UUID

    class BlankFormsReturned(Aggregate.Event):
        """Forms came back blank, or will not; `count` leaves out those that were used or gone."""

        returned_on: date
        first_serial: str
        last_serial: str
        count: int
        because: str
        note: Sealed[str]

    @event(BlankFormsIssued)
    def __init__(
        self,
        *,
        issued_on: date,
        worker: str,
        station: str,
        first_serial: str,
        last_serial: str,
        count: int,
    ) -> None:
        self.issued_on = issued_on
        self.worker = worker
        self.station = station
        self.row = serials_of(first_serial, last_serial, most=MOST)
        self.used: dict[int, date] = {}
        self.returned: dict[int, date] = {}

    @classmethod
    def issue(cls, issue: FormIssue) -> FormPad:
        """Make a pad; `Refusal` for what is no row of numbers."""
        row = serials_of(
            issue.first_serial, issue.last_serial, most=forms.most_at_once(on=issue.issued_on)
        )
        return cls(count=len(row), **vars(issue))

    @property
    def outstanding(self) -> list[str]:
        """The numbers, as printed, that are neither used nor returned."""
        return [self.row.printed(number) for number in self._blank(self.row)]

    def use(self, serial: str, *, account: str, used_on: date, record: str, record_id: UUID) -> str:
        """Write down that a record stands on a form; answers its number as it is printed."""
        number = self.row.find(serial)
        if number is None:
            raise LookupError(f"{serial} is not of this pad")  # its claim says that it is
        printed, on = self.row.printed(number), used_on
        forms.a_form_is_its_workers(worker=self.worker, account=account, serial=printed, on=on)
        forms.a_form_is_used_once(used_on=self.used.get(number), serial=printed, on=on)
        forms.a_form_was_not_returned(returned_on=self.returned.get(number), serial=printed, on=on)
        forms.a_form_is_filled_in_after_it_was_issued(
            issued_on=self.issued_on, written_on=on, serial=printed, on=on
        )
        self._use(used_on=used_on, number=number, record=record, record_id=record_id)
        return printed

    @event(BlankFormUsed)
    def _use(self, *, used_on: date, number: int, record: str, record_id: UUID) -> None:
        self.used[number] = used_on

    def take_back(self, returning: FormReturn) -> int:
        """Write down that forms came back blank, or are gone; answers how many those were."""
        row = serials_of(returning.first_serial, returning.last_serial, most=MOST)
        within = self.row.first <= row.first <= row.last <= self.row.last
        if row.prefix != self.row.prefix or not within:
            raise Refusal("这一段编号不在这一本空白表里", field="first_serial")
        blank = list(self._blank(row))
        if not blank:
            raise Refusal("这些空白表都已经用过或者交回", field="first_serial")
        self._take_back(
            returned_on=returning.returned_on,
            first_serial=returning.first_serial,
            last_serial=returning.last_serial,
            count=len(blank),
            because=returning.because,
            note=returning.note,
        )
        return len(blank)

    @event(BlankFormsReturned)
    def _take_back(
        self,
        *,
        returned_on: date,
        first_serial: str,
        last_serial: str,
        count: int,
        because: str,
        note: str | None,
    ) -> None:
        row = serials_of(first_serial, last_serial, most=MOST)
        self.returned |= dict.fromkeys(self._blank(row), returned_on)

    def _blank(self, row: Serials) -> Iterator[int]:
        return (it for it in row if it not in self.used and it not in self.returned)
