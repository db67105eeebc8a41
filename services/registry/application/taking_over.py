"""Taking a village's roster over, row by row: each row once, whoever imports the file how often."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from services.registry.application.cases import Cases
from services.registry.application.files import identity_claim, note_duties
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.comparing import compare
from services.registry.domain.duties import REPORT_IN, SIGN_AGREEMENT
from services.registry.domain.papers import Agreement, Days, Decision
from services.registry.domain.person import Details, Person
from services.registry.domain.roster_file import RosterFile
from services.registry.domain.taken_over import TakenOver
from services.registry.roster.rows import RosterRow
from services.registry.roster.villages import village_among
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.rules.register import DECEASED
from services.registry.rules.term import is_lawful_term, months_of_rehab
from shared import clock
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
KEPT_IF_BLANK = ("ethnicity", "domicile", "residence", "phone", "drug", "remark")

ODDITIES = {
    "name_differs": "此身份证号已登记在册，姓名与档案不同，已按名册更新。请核对证件。",
    "village_unknown": "名单里没有这个村（社区），已照名册登记；档案原在名单内的不改。请核对。",
    "village_written_otherwise": "村（社区）的写法与名单不同，已按名单登记。请核对。",
    "flag_differs": "现状与档案不同，已按名册更新。请核对。",
    "days_corrected": "名册上的日期比档案新，已按名册更新。请核对文书。",
    "days_kept": "名册上的日期比档案新，但档案由办公室登记，未改动。请核对文书。",
    "days_older": "名册上的日期比档案早，未改动。请核对文书。",
    "days_without_order": "有报到或者协议日期，但没有决定书，只登记人员。请接收决定书。",
    "order_kind_unknown": "有决定书，但看不出是社区戒毒还是社区康复，只登记人员。请接收决定书。",
    "order_not_served": "有决定书，但没有送达日期，只登记人员。请接收决定书。",
    "order_term_unlawful": "社区康复的期限没有填，或者超过法定上限，只登记人员。请接收决定书。",
    "rehab_term_by_law": "社区戒毒的期限依法为36个月，名册所写的期限未采用。请核对决定书。",
    "another_case_open": "此人另有未结案件，两案并存待查明。请核对是否由新决定取代。",
    "reported_without_service": "报到日期早于档案里的送达日期，未登记报到。请核对。",
    "signed_with_defect": "名册所写的协议签订日期不合规定，按有瑕疵登记，仍须签订协议。",
}


class TakingOver(Cases):
    """What a roster states becomes events that say from which file and row they come."""

    @command
    def take_over_row(self, *, row: RosterRow, digest: str) -> dict[str, Any]:
        """Take one row over: answers outcome, person, case reference and what is to be checked.

        A number on file is never a second person; a row that was taken over is not taken again;
        what the law wants beside it and the roster lacks is owed from today on, never before.
        """
        source = TakenOver(digest=digest, row=row.row, on=clock.today())
        return _Row(self, row, source).take_over()

    @command
    def note_roster(
        self, *, digest: str, filename: str, village: str | None, rows: int, rejected: int
    ) -> None:
        """Keep a roster's name and size with its digest, which the rows' events refer to."""
        if self.holder(_digest_claim(digest)) is not None:
            return
        file = RosterFile(
            received_on=clock.today(),
            digest=digest,
            village=village,
            rows=rows,
            rejected=rejected,
            filename=filename,
        )
        self.save(file, take=[_digest_claim(digest)])


@dataclass
class _Row:
    """One row on its way into the register."""

    office: TakingOver
    row: RosterRow
    source: TakenOver
    odd: list[str] = field(default_factory=list)
    changed: bool = False

    def take_over(self) -> dict[str, Any]:
        known = self.office.person_with(self.row.id_no)
        if known is None:
            person, outcome = self._register(), CREATED
            case = self._take_order(person)
        else:
            person = self.office.person(known)
            cases = self.office.cases_of(person)
            case = self._same_order(cases)
            if self.source.mark not in person.marks.union(*(case.marks for case in cases)):
                self._revise(person)
                case = self._take_order(person, case)
            outcome = UPDATED if self.changed else UNCHANGED
        return {
            "outcome": outcome,
            "person_id": str(person.id),
            "case_ref": case.ref if case else None,
            "warnings": self.odd,
        }

    # The person.

    def _register(self) -> Person:
        row = self.row
        person = Person.register(
            self._details(),
            registered_on=self.source.on,
            village=self._village(),
            sex=row.sex,
            flag=row.flag,
            source=self.source,
        )
        self.office.save(person, take=[identity_claim(row.id_no)])
        return person

    def _details(self) -> Details:
        row = self.row
        said = {name: getattr(row, name) for name in KEPT_IF_BLANK}
        return Details(name=row.name, id_no=row.id_no, born=row.born, **said)

    def _revise(self, person: Person) -> None:
        """What the roster says stands, what it leaves blank stays."""
        row, old = self.row, person.details
        said = {n: stated for n in KEPT_IF_BLANK if (stated := getattr(row, n))}
        if row.name != old.name:
            self.odd.append("name_differs")
        revised = person.revise(
            replace(old, name=row.name, id_no=row.id_no, born=row.born, **said),
            village=self._village(held=person.village),
            sex=row.sex,
            revised_on=self.source.on,
            source=self.source,
        )
        flagged = person.set_flag(row.flag, set_on=self.source.on, source=self.source)
        if flagged:
            self.odd.append("flag_differs")
        if revised or flagged:
            self.changed = True
            self.office.save(person)

    def _village(self, *, held: str | None = None) -> str | None:
        """Where the file lies; a village that the town's list lacks is pointed out."""
        written, known = self.row.village, self.office.villages()
        found = self.office.village_of(written, held=held)
        if known and written and village_among(known, written) is None:
            self.odd.append("village_unknown")
        elif written and found != written:
            self.odd.append("village_written_otherwise")
        return found

    # The order.

    def _take_order(self, person: Person, case: Case | None = None) -> Case | None:
        row = self.row
        if case is None:
            decision = self._decision()
            return self._open(person, decision) if decision else None
        care = self.office.care(case.id)
        found = compare(case, _days(row), source=self.source)
        self.odd += ["days_corrected"] if found.corrected else []
        self.odd += ["days_kept"] if found.kept else []
        self.odd += ["days_older"] if found.older else []
        self.changed |= bool(found.corrected or found.kept)
        return self._go_on(person, case, care)

    def _open(self, person: Person, decision: Decision) -> Case:
        others = [c.ref for c in self.office.cases_of(person) if c.is_open_on(self.source.on)]
        self.odd += ["another_case_open"] if others else []
        case, care = self.office.open_case(person, decision, beside=others, source=self.source)
        self.changed = True
        return self._go_on(person, case, care)

    def _go_on(self, person: Person, case: Case, care: Care) -> Case:
        """Record what the roster has further: report-in, agreement; then what is lacking."""
        self._report_in(person, case, care)
        self._sign(person, case, care)
        if self.changed and person.flag != DECEASED:
            note_duties(case, care, since=self.source.on, source=self.source)
        self.office.save(case)
        self.office.save(care)
        return case

    def _report_in(self, person: Person, case: Case, care: Care) -> None:
        reported_on = self.row.reported_on
        if reported_on is None or case.reported_on is not None or case.replaced_by:
            return
        if reported_on < case.decision.served_on:
            self.odd.append("reported_without_service")
            return
        case.report_in(
            reported_on=reported_on,
            village=person.village,
            station=self.office.area_of(person.village),
            sex=person.sex,
            source=self.source,
        )
        care.meet(REPORT_IN, on=reported_on)
        self.changed = True

    def _sign(self, person: Person, case: Case, care: Care) -> None:
        signed_on = self.row.signed_on
        if signed_on is None or case.agreement is not None or case.replaced_by:
            return
        if any(known.signed_on == signed_on for known, _ in case.defective):
            return
        found = case.sign_agreement(
            Agreement(signed_on=signed_on, text=()),
            born=person.details.born,
            was_held=False,
            source=self.source,
        )
        if found:
            self.odd.append("signed_with_defect")
        else:
            care.meet(SIGN_AGREEMENT, on=signed_on)
        self.changed = True

    def _decision(self) -> Decision | None:
        """The order as far as it can be acted on; what it lacks is said, and nothing is guessed."""
        row = self.row
        if not row.has_order:
            self.odd += ["days_without_order"] if row.reported_on or row.signed_on else []
            return None
        if row.case_kind is None:
            self.odd.append("order_kind_unknown")
            return None
        if row.served_on is None:
            self.odd.append("order_not_served")
            return None
        months = self._months()
        if months is None:
            return None
        return Decision(
            kind=row.case_kind,
            served_on=row.served_on,
            decided_on=row.decided_on,
            term_months=months,
            decision_no=row.decision_no,
        )

    def _months(self) -> int | None:
        row = self.row
        decided_on = row.decided_on or self.source.on
        if row.case_kind == REHAB:
            by_law = months_of_rehab(decided_on=decided_on)
            self.odd += ["rehab_term_by_law"] if row.term_months not in {None, by_law} else []
            return by_law
        if not is_lawful_term(kind=RECOVERY, months=row.term_months or 0, decided_on=decided_on):
            self.odd.append("order_term_unlawful")
            return None
        return row.term_months

    def _same_order(self, cases: list[Case]) -> Case | None:
        """The case that this row speaks of: the same order, or the one open case of its kind."""
        if self.row.has_order:
            return next((case for case in cases if self._speaks_of(case)), None)
        alike = [c for c in cases if c.kind == self.row.case_kind and c.is_open_on(self.source.on)]
        return alike[0] if len(alike) == 1 else None

    def _speaks_of(self, case: Case) -> bool:
        row, decision = self.row, case.decision
        if row.decision_no and row.decision_no == decision.decision_no:
            return True
        same_day = {row.served_on, row.decided_on} & {decision.served_on, decision.decided_on}
        return case.kind == row.case_kind and bool(same_day - {None})


def _days(row: RosterRow) -> Days:
    return Days(
        decided_on=row.decided_on,
        served_on=row.served_on,
        reported_on=row.reported_on,
        signed_on=row.signed_on,
    )


def _digest_claim(digest: str) -> Claim:
    return Claim("roster", digest)
