"""One story a department in which each of its events happens: where new golden files come from.

Told through the department's own commands, in a store that is marked as a demonstration, so that
the time of recording is that of the story. Whoever adds an event adds it here, and then runs
`python -m tests.golden --new`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.assistance.application import AssistanceApplication
from services.identity.application import IdentityApplication
from services.legal_aid.application import LegalAidApplication
from services.registry.application import RegistryApplication
from services.registry.domain.papers import Member
from services.reporting.application import ReportingApplication
from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Admonition, CheckIn, Coded
from services.treatment.application import TreatmentApplication
from shared.clock import SHANGHAI
from shared.messaging.language import Message
from shared.partner.office import PartnerOffice
from tests.assistance.test_assessments import ASSESSMENT
from tests.identity import conftest as identity
from tests.legal_aid.test_law_education import SESSION
from tests.partner.support import LI_CASE, Others
from tests.partner.support import by as partner
from tests.registry import town as registry
from tests.registry.affairs.story import of_a_candidate, of_affairs
from tests.registry.life.story import of_courses
from tests.registry.papers import signed
from tests.registry.rows import SECOND, row, take, without_order
from tests.registry.test_dossier import archived, checked, filed
from tests.registry.test_family import of_a_family_account
from tests.registry.units import HERE, THERE, now_looks_after, takes_part
from tests.reporting.telling import Teller
from tests.supervision import conftest as supervision
from tests.supervision.stores import (
    of_a_paper_approval,
    of_an_answer_too_early,
    of_blank_forms,
    of_copies,
    of_kits,
    of_officers,
    of_proofs,
)
from tests.supervision.story import (
    borne_by_two_in_turn,
    of_a_plan_that_changes,
    of_a_positive_strip,
    of_an_objection,
    of_breaches,
    of_silence,
    read_again_when_sealed,
)
from tests.supervision.test_assessments import of_an_assessment
from tests.supervision.test_family import of_a_family_member, of_consents
from tests.supervision.test_messages import everything
from tests.supervision.test_other_days import of_other_days
from tests.supervision.test_overturning import of_a_proposed_correction
from tests.supervision.test_own_typing import of_own_typing
from tests.supervision.test_proposals import of_a_proposed_order
from tests.supervision.test_takeover import of_the_time_before
from tests.supervision.test_treatment import of_treatment_reports
from tests.supervision.test_waivers import of_waivers
from tests.treatment.test_information import INFORMATION
from tests.treatment.test_maintenance import MAINTENANCE, USE


@dataclass(frozen=True)
class Story:
    """What happens in one department, and on which day it is told."""

    at: datetime
    tell: Callable[[Any], None]


def of_registry(office: RegistryApplication) -> None:
    """A person, their case and the town's side of it; a roster and a newer one; two notices."""
    with registry.by():
        office.note_roster(
            digest=SECOND, filename="石桥村.xlsx", village="石桥村", rows=2, rejected=0
        )
    takes_part(office, HERE, ["青石社区"])
    takes_part(office, THERE, [])
    now_looks_after(office, HERE, "青石社区", "石桥村")
    case_id = registry.reported(office)
    with registry.by():
        office.assign_station(case_id=case_id, station=THERE, reason="社工与本人是亲属，回避")
    with registry.by():
        office.form_group(
            case_id=case_id,
            formed_on=registry.TODAY,
            members=registry.without(registry.MEMBERS, "family_member"),
            missing_reason="家属均在外地",
        )
    with registry.by():
        office.change_group(
            case_id=case_id,
            changed_on=registry.TODAY,
            leaves=3,
            joins=Member(kind="community_police", name="新民警", organisation="派出所"),
            why="民警调动",
        )
    with registry.by():
        office.set_care_plan(case_id=case_id, set_on=registry.TODAY, plan="每周谈话一次")
    _sign_twice(office, case_id)
    _replace_and_look_up(office, case_id)
    _take_over_and_correct(office)
    for position, name in enumerate(SAID, start=5):
        office.hear(_from_supervision(name, position, office.tracked("supervision")))
    of_affairs(office)
    _merge_and_protect(office)
    _keep_a_dossier(office)
    of_courses(office)
    of_a_candidate(office)
    of_a_family_account(office)


def of_supervision(office: SupervisionApplication) -> None:
    """A whole case: tests, refusals, an admonition, talks, needs, corrections."""
    everything(office)
    admonition = Admonition(
        served_on=date(2026, 6, 15),
        document_no="梅告〔2026〕1号",
        clause="第三条",
        grounds="拒绝接受检测",
        how="in_person",
        proofs=("receipt",),
    )
    case = "梅社戒〔2026〕0002"
    file_id = supervision.opened(office, case_ref=case)
    on = supervision.START + timedelta(days=3)
    notice = office.notify_test(file_id=file_id, asking=supervision.asking(1, on)).answer
    office.record_refusal(file_id=file_id, refusing=supervision.refusing(notice, on))
    office.admonish(file_id=file_id, admonition=admonition)
    office.check_in(file_id=file_id, entry=CheckIn(arrival="came", at=supervision.at(on, 16)))
    coded = Coded(machine_id=uuid4(), names={"shegong01": "李社工"})
    taken = supervision.sampling(on, kit_serial="")
    office.record_result(file_id=file_id, taken=taken, coded=coded)
    of_an_answer_too_early(office)
    of_a_plan_that_changes(office)
    of_breaches(office)
    of_a_positive_strip(office)
    of_an_objection(office)
    of_kits(office)
    of_blank_forms(office)
    of_officers(office)
    of_treatment_reports(office)
    of_a_family_member(office)
    of_consents(office)
    of_a_proposed_correction(office)
    of_waivers(office)
    of_other_days(office)
    of_the_time_before(office)
    of_own_typing(office)
    of_an_assessment(office)
    of_a_proposed_order(office)
    of_copies(office)
    of_proofs(office)
    of_a_paper_approval(office)
    of_silence(office)
    borne_by_two_in_turn(office)
    read_again_when_sealed(office)


def of_assistance(office: AssistanceApplication) -> None:
    """A family is assessed, and a need is answered."""
    _needed(office, "assistance_need_raised", "job")
    with partner("minzheng01", "social_affairs_centre"):
        file_id = office.entries(names=["assistance.file_opened"])[0].stream_id
        office.assess_family(file_id=file_id, **ASSESSMENT)


def of_treatment(office: TreatmentApplication) -> None:
    """Information is given, and a need is answered."""
    _needed(office, "treatment_need_raised", "treatment")
    with partner("yiyuan01", "health_institution"):
        file_id = office.entries(names=["treatment.file_opened"])[0].stream_id
        office.give_treatment_info(file_id=file_id, **INFORMATION)
    with partner("yiyuan01", "health_institution"):
        office.begin_maintenance_treatment(file_id=file_id, **MAINTENANCE)
    with partner("yiyuan01", "health_institution"):
        office.report_use_in_treatment(file_id=file_id, **USE)
    with partner("yiyuan01", "health_institution"):
        office.end_maintenance_treatment(file_id=file_id, ended_on=USE["found_on"], why="本人申请")


def of_legal_aid(office: LegalAidApplication) -> None:
    """Law education is held, and a need is answered."""
    _needed(office, "legal_need_raised", "legal_aid")
    with partner("sifa01", "justice_office"):
        office.hold_law_education(**SESSION)


def of_reporting(office: ReportingApplication) -> None:
    """A person of the roster reports in."""
    teller, on = Teller(), registry.TODAY
    for message in (
        teller.registered(1, on=on),
        teller.ordered(1, on=on),
        teller.reported(1, on=on),
    ):
        office.hear(message)


def of_identity(office: IdentityApplication) -> None:
    """An account from its opening to its closing."""
    with identity.by("admin01"):
        office.register_unit(unit="office", title="镇禁毒办")
    with identity.by("admin01"):
        office.register_unit(unit="station-1", title="第一工作站")
    with identity.by("admin01"):
        office.assign_villages(unit="station-1", villages=("青石社区", "石桥村"))
    account = identity.worker(office)
    office.set_password(account=account, password_hash=identity.PASSWORD_HASH)
    token = office.issue_token(
        account=account,
        digest="5d" * 32,
        label="与县平台对接",
        expires_on=registry.TODAY + timedelta(days=30),
    ).answer
    office.revoke_token(account=account, token_id=UUID(token))
    _entrust(office, account)
    asked = []
    for role in ("office_handler", "leading_group"):
        with identity.by("admin01"):
            done = office.request_role(account=account, role=role, unit="office")
        asked.append(UUID(done.answer))
    with identity.by("anquan01"):
        office.approve_role(account=account, grant_id=asked[0])
    with identity.by("anquan01"):
        office.decline_role(account=account, grant_id=asked[1])
    first, second = office.account(account).grants
    session = UUID(
        office.sign_in(
            account=account,
            grant_id=first,
            digest="5e" * 32,
            begins_at=registry.NOW,
            refused_before=1,
        ).answer
    )
    office.switch_role(session_id=session, grant_id=second)
    office.end_session(session_id=session)
    office.set_policy(
        combined_administrators=False,
        password_length=12,
        password_classes=2,
        password_days=90,
        second_factor_roles=("sysadmin",),
    )
    office.set_second_factor(
        account=account, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", recovery=("5f" * 32, "60" * 32)
    )
    office.use_recovery_code(account=account, digest="5f" * 32)
    office.remove_second_factor(account=account)
    office.set_pin(account=account, pin_hash=identity.PASSWORD_HASH)
    machine = office.bind_machine(title="接待台", unit="station-1", digest="61" * 32).answer
    office.release_machine(machine_id=UUID(machine))
    with identity.by("admin01"):
        office.open_account(account="shegong02", name="王社工")
    sheet = office.draw_up_hand_over(
        giver=account,
        taker="shegong02",
        role="full_time_worker",
        unit="station-1",
        hands_over_on=registry.TODAY,
        items=["档案柜钥匙一把"],
    ).answer
    office.note_paper_signature(hand_over_id=UUID(sheet), side="giver")
    office.end_role(account=account, grant_id=first)
    office.close_account(account=account)


def _entrust(office: IdentityApplication, account: str) -> None:
    """New passwords and tokens that one asks for and another approves or not."""
    expires_on = registry.TODAY + timedelta(days=30)
    for decide in (office.approve_password_reset, office.decline_password_reset):
        with identity.by("admin01"):
            office.request_password_reset(account=account, first="62" * 32)
        half = {"second": "63" * 32} if decide == office.approve_password_reset else {}
        with identity.by("anquan01"):
            decide(account=account, **half)
    for decide_on in (office.approve_token, office.decline_token):
        with identity.by("admin01"):
            asked = office.request_token(account=account, label="县平台", expires_on=expires_on)
        with identity.by("anquan01"):
            decide_on(account=account, token_id=UUID(asked.answer))


STORIES: Mapping[str, Story] = {
    "registry": Story(registry.NOW, of_registry),
    "supervision": Story(datetime(2028, 12, 1, 18, tzinfo=SHANGHAI), of_supervision),
    "assistance": Story(registry.NOW, of_assistance),
    "treatment": Story(registry.NOW, of_treatment),
    "legal_aid": Story(registry.NOW, of_legal_aid),
    "reporting": Story(registry.NOW, of_reporting),
    "identity": Story(registry.NOW, of_identity),
}


def _sign_twice(office: RegistryApplication, case_id: UUID) -> None:
    """First a paper that lacks what it must say, then a whole one, then a later version."""
    for number, text in ((1, registry.TEXT[:2]), (2, registry.TEXT)):
        signed = replace(
            registry.agreement(agreement_no=f"梅社戒协〔2026〕{number}号", text=text),
            person_signs="cannot_sign",
            witnesses=("邻居甲", "邻居乙"),
        )
        with registry.by():
            office.sign_agreement(case_id=case_id, agreement=signed)
    with registry.by():
        office.amend_agreement(case_id=case_id, agreement=signed, why="调整谈话安排")


def _replace_and_look_up(office: RegistryApplication, case_id: UUID) -> None:
    """A later decision on the same person; the person's details are corrected, and looked up."""
    case = office.case(case_id)
    with registry.by(reason=registry.LATE):
        office.receive_decision(
            person_id=case.of_person, decision=registry.decision(), replaces=case.ref
        )
    revised = replace(office.person(case.of_person).details, phone="13911111111")
    with registry.by():
        office.revise_person(
            person_id=case.of_person, details=revised, village="青石社区", why="本人告知"
        )
    with registry.by():
        registry.moved(office, case.of_person, "in_custody")
    with registry.by():
        office.look_up([case.of_person], purpose="核对身份")


def _merge_and_protect(office: RegistryApplication) -> None:
    """Somebody is on file twice, which is doubted, decided and taken back; a file is closed."""
    double = registry.registered(office, "李四", id_no=registry.number(born=date(1991, 1, 1)))
    kept = registry.number(born=date(1991, 1, 2))
    registry.registered(office, "李四海", id_no=kept)
    proposal: dict[str, Any] = {"person_id": double, "into_id_no": kept, "proof": "户籍证明"}
    with registry.by():
        office.propose_merge(**proposal)
    with registry.by("minjing01"):
        office.reject_merge(person_id=double, why="再核实")
    with registry.by():
        office.propose_merge(**proposal, paper=signed())
    with registry.by():
        office.unmerge_persons(person_id=double, why="经核实为两人")
    number = registry.number(born=date(1992, 2, 9))
    right: dict[str, Any] = {"name": "李似", "id_type": "id_card", "id_no": number}
    for approved in (False, True):
        with registry.by():
            office.correct_identity(person_id=double, **right, why="户口簿")
        with registry.by("minjing01"):
            office.decide_identity_correction(person_id=double, approved=approved, why="已核对")
    with registry.by():
        office.protect_person(person_id=double, accounts=("jingban01",), why="证人")
    with registry.by():
        office.lift_protection(person_id=double, why="案结")


def _keep_a_dossier(office: RegistryApplication) -> None:
    """A paper is filed, checked, archived and taken out again."""
    case_id = registry.reported(office, id_no=registry.number(born=date(1991, 1, 9)))
    no = filed(office, case_id)
    checked(office, case_id)
    archived(office, case_id, missing_reason="原件在县局")
    with registry.by():
        office.reopen_dossier(case_id=case_id, why="补材料")
    with registry.by():
        office.withdraw_dossier_item(case_id=case_id, no=no, why="误归")


def _take_over_and_correct(office: RegistryApplication) -> None:
    """A roster's rows; a newer roster names another day, and differs where it may not correct."""
    known = row(id_no=registry.number(sequence=998))
    take(office, known)
    take(office, replace(known, reported_on=date(2024, 11, 21)), file=SECOND)
    contradicts = replace(known, served_on=date(2024, 12, 1), reported_on=None, signed_on=None)
    take(office, contradicts, file="3" * 64)
    take(office, without_order(id_no=registry.number(sequence=997)), file=SECOND)


def _needed(office: PartnerOffice, name: str, kind: str) -> None:
    """A case reaches a partner, with a need that is taken up and closed; then the case ends."""
    others, on = Others(office), registry.TODAY
    others.report_in()
    others.move("station-2")
    others.sign()
    others.plan()
    need_id = others.raise_need(name, kind)
    with partner("jingban01", "office_handler"):
        office.accept_need(need_id=need_id)
    with partner("jingban01", "office_handler"):
        office.close_need(need_id=need_id, result="done", note="已办妥")
    others.replace_case(on=on)
    others.reopen_case(on=on)


SAID: dict[str, dict[str, Any]] = {
    "drug_test_refused": {"window": 4, "refused_on": "2026-11-22", "count": 2, "counted": True},
    "serious_breach_detected": {"counter": "test", "count": 3},
    "duty_escalated": {
        "alarm_id": "00000000-0000-4000-8000-0000000000f1",
        "duty": "report_to_police",
        "due_on": "2026-11-21",
        "unit": "station-1",
        "level": "office",
        "law": "戒毒条例",
        "article": "21",
        "escalated_on": "2026-11-22",
    },
    "escalation_ended": {
        "alarm_id": "00000000-0000-4000-8000-0000000000f1",
        "ended_on": "2026-11-22",
    },
    "talk_held": {"held_on": "2026-11-22"},
    "serious_breach_withdrawn": {"counter": "test", "count": 2},
    "drug_use_confirmed": {
        "use_id": "00000000-0000-4000-8000-0000000000f2",
        "decided_on": "2026-11-22",
        "counted": True,
    },
    "breach_overturned": {"overturned_on": "2026-11-22", "counter": "use", "count": 0},
    "reported_to_police": {
        "report_id": "00000000-0000-4000-8000-0000000000f3",
        "matter": "test",
        "ground": "serious_breach",
    },
    "police_decision_recorded": {
        "report_id": "00000000-0000-4000-8000-0000000000f3",
        "decided_on": "2026-11-22",
        "decision": "community",
    },
}
"""What supervision tells the registry."""


def _from_supervision(name: str, position: int, previous: int) -> Message:
    return Message(
        upstream="supervision",
        audience="registry",
        name=f"supervision.{name}",
        version=1,
        position=position,
        previous=previous,
        case_ref=LI_CASE,
        person_id=str(supervision.LI),
        happened_on=date(2026, 11, 22),
        recorded_at=registry.NOW,
        data=SAID[name],
    )
