"""A town office in November 2026, and invented people who come to it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from stdnum.cn import ric

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Agreement, Decision, Member
from services.registry.domain.person import Details
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.rules.register import REGISTERED
from shared import clock
from shared.clock import SHANGHAI
from shared.eventstore.act import Act, acting, current_act

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
LATE = "文书从县局补寄，今日才收到"

TEXT = (
    ("rights_and_help", "可以申请就业指导和临时救助。"),
    ("rules", "外出三日以上须书面报告。"),
    ("measures", "定期检测，每月谈话一次。"),
    ("liability", "严重违反协议的，报告公安机关。"),
    ("other", "本协议一式三份。"),
)
MEMBERS = tuple(
    Member(kind=kind, name=name, organisation="石桥村")
    for kind, name in (
        ("full_time_worker", "陶社工"),
        ("community_cadre", "韦干部"),
        ("community_police", "贺民警"),
        ("community_medic", "段医生"),
        ("family_member", "夏家属"),
    )
)


def by(
    account: str = "jingban01", *, role: str = "office_handler", reason: str | None = None
) -> AbstractContextManager[Act]:
    """Act as a handler of the office, under a command of one's own."""
    return acting(
        Act(account=account, role=role, unit="office", command_id=str(uuid4()), reason=reason)
    )


def number(*, born: date = date(1985, 7, 11), sequence: int = 999) -> str:
    """An identity number that nobody has: sequence part 996 to 999, born after 1961."""
    body = f"341524{born:%Y%m%d}{sequence}"
    return body + ric.calc_check_digit(f"{body}0")


def details(name: str = "李四海", *, id_no: str | None = None, phone: str = "") -> Details:
    """Who somebody is."""
    return Details(name=name, id_no=id_no or number(), phone=phone)


def registered(
    office: RegistryApplication,
    name: str = "李四海",
    *,
    id_no: str | None = None,
    phone: str = "",
    village: str = "石桥村",
    flag: str = REGISTERED,
) -> UUID:
    """Put somebody on the register: whoever is no candidate is verified by the police's list."""
    done = office.register_person(details=details(name, id_no=id_no, phone=phone), village=village)
    person_id = UUID(done.answer)
    if flag != CANDIDATE:
        verified(office, person_id)
    if flag not in {CANDIDATE, REGISTERED}:
        moved(office, person_id, flag)
    return person_id


def verified(office: RegistryApplication, person_id: UUID) -> None:
    """Have the police say that they have somebody registered: an act of its own."""
    act = current_act()
    with acting(replace(act, command_id=None)) if act else nullcontext():
        office.verify_user(
            person_id=person_id, verified_on=clock.today(), basis="police_list", police_ref="M-1"
        )


def moved(
    office: RegistryApplication, person_id: UUID, flag: str, *, set_on: date | None = None
) -> None:
    """Have somebody stand elsewhere in the register, since today unless another day is named.

    Who is away by that, a colleague confirms.
    """
    since = set_on or clock.today()
    told = office.set_register_flag(person_id=person_id, flag=flag, set_on=since, why="家属告知")
    if not told.answer:
        with by("jingban02"):
            office.decide_register_flag(person_id=person_id, approved=True)


def corrected(office: RegistryApplication, person_id: UUID, **right: object) -> None:
    """Have a file say who somebody is: one proposes it, another approves."""
    known = office.person(person_id)
    said = {name: vars(known.details)[name] for name in ("name", "id_type", "id_no")}
    with by("jingban03"):
        office.correct_identity(person_id=person_id, **{**said, **right, "why": "户口簿"})
    with by("jingban04"):
        office.decide_identity_correction(person_id=person_id, approved=True)


def decision(
    *,
    kind: str = REHAB,
    served_on: date = date(2026, 11, 20),
    months: int | None = None,
    **rest: object,
) -> Decision:
    """A decision of the police, served three days ago."""
    return Decision(
        kind=kind,
        served_on=served_on,
        decided_on=rest.pop("decided_on", served_on),  # type: ignore[arg-type]
        term_months=months or {REHAB: 36, RECOVERY: 24}[kind],
        decision_no="金公(禁)社戒决字〔2026〕17号",
        authority="金寨县公安局",
        served_how="handed_over",
        place_kind="in_community",
        execution_place="金寨县梅山镇",
        **rest,  # type: ignore[arg-type]
    )


def ordered(office: RegistryApplication, *, id_no: str | None = None, **rest: object) -> UUID:
    """Open a case of somebody new."""
    person_id = registered(office, id_no=id_no or number(), flag=CANDIDATE)
    with by(reason=LATE):
        done = office.receive_decision(person_id=person_id, decision=decision(**rest))  # type: ignore[arg-type]
    return UUID(done.answer["case_id"])


def reported(
    office: RegistryApplication, *, reported_on: date = TODAY, informed: bool = True, **rest: object
) -> UUID:
    """Have somebody new report in."""
    case_id = ordered(office, **rest)  # type: ignore[arg-type]
    with by(reason=LATE):
        office.record_report_in(
            case_id=case_id,
            reported_on=reported_on,
            informed=informed,
            papers_shown=("identity_paper", "decision_letter"),
        )
    return case_id


def agreement(
    *, signed_on: date = TODAY, agreement_no: str = "梅社戒协〔2026〕1号", text: object = TEXT
) -> Agreement:
    """A whole agreement."""
    return Agreement(
        signed_on=signed_on,
        text=text,  # type: ignore[arg-type]
        agreement_no=agreement_no,
        town_signer="镇政府经办人",
        party_a="town",
        group_lead="李社工",
        person_signs="signature",
    )


def signed(office: RegistryApplication, **rest: object) -> UUID:
    """Have somebody new sign."""
    case_id = reported(office, **rest)  # type: ignore[arg-type]
    with by(reason=LATE):
        office.sign_agreement(case_id=case_id, agreement=agreement())
    return case_id


def names_of(office: RegistryApplication, *, case_id: UUID | None = None) -> list[str]:
    """Name the events of the log, without the department; of one case, if one is given."""
    case_ref = None if case_id is None else office.case(case_id).ref
    entries = office.entries(case_ref=case_ref, limit=None)
    return [entry.name.removeprefix("registry.") for entry in entries]


def owed(office: RegistryApplication, case_id: UUID) -> dict[str, date]:
    """What the town still owes in a case."""
    return dict(office.care(case_id).due)


def without(members: Iterable[Member], kind: str) -> list[Member]:
    """The group without one kind of member."""
    return [member for member in members if member.kind != kind]
