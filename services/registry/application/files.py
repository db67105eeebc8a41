"""Finding files: by id, by case reference, by identity number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.duties import REPORT_IN, SIGN_AGREEMENT, owed
from services.registry.domain.merging import Merging
from services.registry.domain.numbers import CaseNumbers
from services.registry.domain.person import Details, Person
from services.registry.domain.stations import Stations
from services.registry.domain.taken_over import TakenOver
from services.registry.roster.identity_numbers import Identity, read_identity
from services.registry.roster.unfit import Unfit
from services.registry.roster.villages import village_among
from services.registry.rules import approvals
from services.registry.rules.abstinence import three_years_reached_on
from services.registry.rules.affairs.users import a_lapsed_file_rests
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.dossier import a_scan_is_whole
from services.registry.rules.register import ID_CARD, IN_ISOLATION
from shared import clock
from shared.eventstore.act import current_act, system_act
from shared.eventstore.application import Department
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown

PAPER_NUMBER = re.compile(r"[A-Z0-9]{5,20}")


class Files(Department):
    """What every command needs: the files that it speaks of."""

    def person(self, person_id: UUID) -> Person:
        """Load a person; `Unknown` if there is none."""
        return self.load(Person, person_id)

    @property
    def account(self) -> str:
        """Who acts now."""
        return (current_act() or system_act(self.name)).account

    def take_paper(
        self,
        paper: ApprovedOnPaper | None,
        *,
        about: UUID,
        approved: bool = True,
        proposed_by: str = "",
    ) -> None:
        """Have the paper's scan be kept with the act that it approves; without one nothing.

        `about` is whose key seals it. A leader signs first and somebody types later, so the paper
        may be older than what it approves. `Refusal` for what does not replace the second person.
        """
        if paper is None:
            return
        act, today = current_act(), clock.today()
        authors = (proposed_by, self.account, act.name if act else "")
        approvals.a_paper_approves(approved=approved)
        approvals.another_signs_a_paper(signer=paper.signer, authors=authors)
        what_happened_is_not_ahead(today=today, signed_on=paper.signed_on)
        a_scan_is_whole(paper.scan, on=today, field="scan")
        self.attach(about, paper.scan)

    def standing_person(self, person_id: UUID) -> Person:
        """Load a person to act on; `Refusal` if the file lapsed, or gave way to another."""
        person = self.person(person_id)
        a_lapsed_file_rests(lapsed_on=person.lapsed_on)
        if self.gave_way(person_id):
            raise Refusal("这份档案已并入另一份，请到那一份办理")
        return person

    def merging(self, person_id: UUID) -> Merging | None:
        """What became of a person's file; None if it was never merged with another."""
        return self.find(Merging, Merging.create_id(person=person_id))

    def gave_way(self, person_id: UUID) -> bool:
        """Whether a person's file is part of another one now."""
        merging = self.merging(person_id)
        return merging is not None and merging.into is not None

    def case(self, case_id: UUID) -> Case:
        """Load a case; `Unknown` if there is none."""
        return self.load(Case, case_id)

    def care(self, case_id: UUID) -> Care:
        """Load the town's side of a case."""
        return self.load(Care, Care.create_id(case_id))

    def person_with(self, id_no: str) -> UUID | None:
        """Find who holds an identity number."""
        return self.holder(identity_claim(id_no))

    def case_called(self, case_ref: str) -> Case:
        """Load a case by its reference, as 梅社戒〔2026〕0017."""
        case_id = self.holder(case_claim(case_ref))
        if case_id is None:
            raise Unknown("没有这个案号：{case_ref}", field="case_ref", case_ref=case_ref)
        return self.case(case_id)

    def cases_of(self, person: Person) -> list[Case]:
        """Load all cases of a person, the first one first."""
        return [self.case(case_id) for case_id in person.cases]

    def cases_beside(self, case: Case) -> list[Case]:
        """Load the other cases of whom a case is about, those under a merged file of theirs too."""
        ids = [it for person in self.files_of(case.of_person) for it in person.cases]
        return [self.case(case_id) for case_id in ids if case_id != case.id]

    def files_of(self, person_id: UUID) -> list[Person]:
        """Load all files of one human being: the one that is kept, and those merged into it."""
        file = self.merging(person_id)
        kept = (file and file.into) or person_id
        merging = self.merging(kept)
        return [self.person(it) for it in (kept, *(merging.others if merging else ()))]

    def abstinent_three_years_on(self, person_id: UUID) -> date | None:
        """On which day a person reaches three years without use; None: nothing runs towards it.

        Nothing does while the person is in isolation, or under an order that is not begun.
        """
        files = self.files_of(person_id)
        cases = [self.case(case_id) for person in files for case_id in person.cases]
        waits = any(it.reported_on is None and it.is_open_on(clock.today()) for it in cases)
        if waits or any(person.flag == IN_ISOLATION for person in files):
            return None
        return three_years_reached_on(
            begun=[it.reported_on for it in cases if it.reported_on],
            freed=[day for person in files for day in person.freed_from_isolation],
            uses=[day for it in cases for day in it.uses.values()],
        )

    def stations(self) -> Stations | None:
        """Load the list of stations; None before the first unit was heard of."""
        return self.find(Stations, Stations.create_id())

    def area_of(self, village: str | None) -> str | None:
        """The station that looks after a village now; None if none does."""
        stations = self.stations()
        return stations.area_of(village) if stations else None

    def save_renumbered(self, case: Case, *, was: str | None) -> None:
        """Save a case whose agreement may have another number than the one it had."""
        number = case.typed("agreement_no")
        moves = number != was
        self.save(
            case,
            take=[agreement_claim(number)] if moves and number else [],
            release=[agreement_claim(was)] if moves and was else [],
        )

    def villages(self) -> frozenset[str]:
        """The villages that a unit looks after; none before identity told of any."""
        stations = self.stations()
        return stations.villages if stations else frozenset()

    def village_of(self, written: str | None, *, held: str | None = None) -> str | None:
        """The village that a list means, as it is called here; unless that is known, as written.

        A file whose village (`held`) is known keeps it where the list has one that is not.
        """
        if not written:
            return held
        known = self.villages()
        return village_among(known, written) or (held if held in known else written)

    def next_number(self, *, kind: str, year: int) -> str:
        """Take the next case number of a year; it is spent when the command is carried out."""
        series_id = CaseNumbers.create_id(kind=kind, year=year)
        today = clock.today()
        series = self.find(CaseNumbers, series_id)
        series = series or CaseNumbers(kind=kind, year=year, begun_on=today)
        number = series.give(given_on=today)
        self.save(series)
        return number


def identity_claim(id_no: str) -> Claim:
    """One identity number, one person."""
    return Claim("identity number", id_no, "这个身份证号已经登记在册", "id_no")


def case_claim(case_ref: str) -> Claim:
    """One reference, one case."""
    return Claim("case", case_ref, "这个案号已经用过", "case_ref")


def agreement_claim(agreement_no: str) -> Claim:
    """One number, one agreement."""
    return Claim("agreement number", agreement_no, "这个协议编号已经用过", "agreement_no")


def identity_of(id_no: str) -> Identity:
    """Read an identity number as somebody typed it; refuse one that cannot be."""
    try:
        return read_identity(id_no)
    except Unfit as unfit:
        raise Refusal(unfit.sentence, None, field="id_no", **unfit.values) from None


def papers_of(details: Details, *, sex: str) -> tuple[Details, str]:
    """Details as their papers have them, and the sex; refuse papers that contradict themselves.

    An identity card says when somebody was born, and as what; of other papers it has to be told.
    """
    if details.id_type != ID_CARD:
        return replace(details, id_no=_paper_number(details.id_no)), _stated_sex(sex)
    identity = identity_of(details.id_no)
    if details.born not in {None, identity.born}:
        raise Refusal("出生日期与身份证号里的不一致，请对照证件核对", field="born")
    return replace(details, id_no=identity.number, born=identity.born), sex or identity.sex


def _paper_number(written: str) -> str:
    number = re.sub(r"[\s.-]", "", unicodedata.normalize("NFKC", written)).upper()
    if not PAPER_NUMBER.fullmatch(number):
        raise Refusal("证件号码应为5至20位字母和数字，请对照证件核对", field="id_no")
    return number


def _stated_sex(sex: str) -> str:
    if not sex:
        raise Refusal("证件不是居民身份证的，请选择性别", field="sex")
    return sex


def note_duties(case: Case, care: Care, *, since: date, source: TakenOver | None = None) -> None:
    """Have the town owe what the case lacks now; nothing is owed before its records begin.

    Of a taken-over fact every day counts from the day of the take-over.
    """
    tracked_from = source.on if source else case.tracked_from
    counted = max(since, tracked_from) if tracked_from else since
    if not case.is_open_on(counted):
        return
    done = set(care.done)
    done |= {REPORT_IN} if case.reported_on else set()
    done |= {SIGN_AGREEMENT} if case.agreement else set()
    served_on = counted if tracked_from else case.decision.served_on
    duties = owed(kind=case.kind, served_on=served_on, since=counted, done=done)
    care.owe(duties, on=counted)
