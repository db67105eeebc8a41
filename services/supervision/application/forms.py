"""Numbered blank forms: issued, cited by what is typed later, returned."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.supervision.application.files import past_day
from services.supervision.application.scans import Scans
from services.supervision.domain.duties import duties_of
from services.supervision.domain.forms import FormPad
from services.supervision.domain.records import FormIssue, FormReturn, Paper
from services.supervision.rules import forms
from services.supervision.rules.serials import serial_of
from shared import clock
from shared.duties.rounds import KeepsDuties
from shared.eventstore.act import current_act
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.supervision.domain.supervision import Supervision

Named = tuple[str, str]


class Forms(Scans, KeepsDuties):
    """What was on paper first."""

    @command
    def issue_blank_forms(self, *, issue: FormIssue) -> dict[str, Any]:
        """Record that a worker was given blank forms; each number is given once in the town."""
        past_day(issue.issued_on, "issued_on")
        pad = FormPad.issue(issue)
        claims = [_number(pad.row.printed(number)) for number in pad.row]
        taken = next((it for it in claims if self.holder(it) is not None), None)
        if taken is not None:
            raise Refusal(taken.sentence, field=taken.field)
        self.save(pad, take=claims)
        return {"pad_id": str(pad.id), "count": len(claims)}

    @command
    def return_blank_forms(self, *, returning: FormReturn) -> dict[str, Any]:
        """Record that blank forms came back, were spoiled or lost; answers how many."""
        past_day(returning.returned_on, "returned_on")
        pad = self.load(FormPad, returning.pad_id)
        count = pad.take_back(returning)
        self.save(pad)
        return {"count": count}

    @contextmanager
    def on_paper(
        self,
        file: Supervision,
        paper: Paper | None,
        *,
        written_on: date,
        record: str,
        record_id: UUID,
    ) -> Iterator[None]:
        """What is recorded here stood on a numbered form, if one is cited: it is on time.

        A duty that it met then is missed no more, also if the clock has written that it was.

        `Refusal` for a number that was not issued, is another's, was used, came back, or was issued
        after the day on the paper.
        """
        if paper is None:
            yield
            return
        printed = self._cited(paper, written_on=written_on, record=record, record_id=record_id)
        before = _missed(file, written_on)
        yield
        kept = before - _missed(file, written_on)
        file.cite_paper(
            paper=paper,
            serial=printed,
            written_on=written_on,
            record=record,
            record_id=record_id,
            kept=tuple(f"{kind} {matter}" for kind, matter in sorted(kept)),
        )
        self._found_kept(file, kept, on=written_on, proof=printed)
        self.was_written_in_time()

    def _found_kept(self, file: Supervision, kept: set[Named], *, on: date, proof: str) -> None:
        if not kept:
            return
        duties, claims = self.duty_list(
            file_id=file.id, case_ref=file.case_ref, person_id=file.person_id
        )
        for duty, matter in sorted(kept):
            duties.find_kept(duty=duty, matter=matter, on=on, proof=proof)
        self.save(duties, take=claims)

    def _cited(self, paper: Paper, *, written_on: date, record: str, record_id: UUID) -> str:
        act = current_act()
        held = self.holder(_number(paper.serial))
        pad = self.load(FormPad, forms.a_form_was_issued(held, serial=paper.serial, on=written_on))
        printed = pad.use(
            paper.serial,
            account=act.account if act else "",
            used_on=written_on,
            record=record,
            record_id=record_id,
        )
        self.save(pad)
        return printed


def _missed(file: Supervision, written_on: date) -> set[Named]:
    """Duties that are still owed after their last day, and that could be met on this day."""
    now = clock.now()
    return {
        (it.kind, it.matter)
        for it in duties_of(file)
        if it.owed and it.missed_at <= now and it.opens_at.date() <= written_on <= it.due_on
    }


def _number(printed: str) -> Claim:
    """A number of a form is given once, however it is typed."""
    found = serial_of(printed)
    plain = f"{found.prefix}{found.number}" if found else printed
    return Claim(
        "blank_form",
        plain,
        sentence="这一段里有已经发放过的编号，请核对后再登记",
        field="first_serial",
    )
