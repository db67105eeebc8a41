"""What is recorded in a case: one form each, one screen each, one act each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.registry.domain.case import Case
from services.registry.domain.person import Person
from services.registry.domain.standing import SEALED
from services.registry.rules.agreement import PARTIES, TOWN, WAYS_TO_SIGN
from services.registry.rules.execution import IN_COMMUNITY, PLACE_KINDS, SERVED_HOW
from services.registry.rules.group import kinds_known
from services.registry.rules.reporting import LATE_REASON_STATED, LATE_WITHOUT_REASON, PAPERS
from services.registry.schemas.asked import (
    ANSWERS,
    CarePlanForm,
    PrivacyNoticeForm,
)
from services.registry.schemas.decisions import BOTH_STAND, KINDS, DecisionForm, ReportInForm
from services.registry.schemas.papers import (
    AmendmentForm,
    GroupChangeForm,
    boxes_of,
    form_of_agreement,
    form_of_group,
)
from services.registry.timeline import WORDS
from services.registry.web.office import (
    FORM_GROUP,
    RECEIVE_DECISION,
    RECORD_REPORT_IN,
    SIGN_AGREEMENT,
    case_for,
    names_of,
    office,
    optional,
    options,
    sealed_person_for,
    word,
)
from shared import clock
from shared.eventstore.performing import Done
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed

pages = Blueprint("registry_acts", __name__, url_prefix="/registry", template_folder="../templates")

BOTH = ["GET", "POST"]
TEXTS = Path(__file__).with_name("agreement_texts.toml")


@pages.route("/people/<uuid:person_id>/decisions/new", methods=BOTH)
@needs(RECEIVE_DECISION)
def receive_decision(person_id: UUID) -> ResponseReturnValue:
    """Enter a decision of the police; a former file that is sealed stays so, and asks no reason."""
    person, state = sealed_person_for(person_id, RECEIVE_DECISION)
    others = open_cases(person)
    return submit(
        DecisionForm(exclude=() if others else ("other",)),
        lambda asked: office().receive_decision(person_id=person.id, **asked),
        "registry/decision.html",
        then=lambda answer: url_for("registry_case.case", case_id=answer["case_id"]),
        said=_l("决定书已接收，案件已立。"),
        initial={
            "authority": "金寨县公安局",
            "term_months": 36,
            "credit_days": 0,
            "place_kind": IN_COMMUNITY,
            "execution_place": "金寨县梅山镇",
        },
        options={"kind": options(KINDS), **places(), "other": becoming(others)},
        title=_("接收决定书"),
        about=about_newcomer(person, state),
        back=url_for("registry_people.person", person_id=person.id),
    )


@pages.route("/cases/<uuid:case_id>/report-in", methods=BOTH)
@needs(RECORD_REPORT_IN)
def record_report_in(case_id: UUID) -> ResponseReturnValue:
    """Record that the person reported in."""
    return act_on(
        case_for(case_id, RECORD_REPORT_IN),
        ReportInForm(),
        lambda asked: office().record_report_in(case_id=case_id, **asked),
        title=_("登记报到"),
        said=_l("报到已登记，期限开始计算。"),
        initial={"reported_on": clock.today(), "informed": True},
        options={"papers_shown": options(PAPERS)},
        tell=_tell_lateness,
    )


@pages.route("/cases/<uuid:case_id>/privacy-notice", methods=BOTH)
@needs(RECORD_REPORT_IN)
def give_privacy_notice(case_id: UUID) -> ResponseReturnValue:
    """Record that the person was told what is kept about them."""
    return act_on(
        case_for(case_id, RECORD_REPORT_IN),
        PrivacyNoticeForm(),
        lambda asked: office().give_privacy_notice(case_id=case_id, **asked),
        title=_("登记告知"),
        said=_l("告知已登记。"),
        initial={"given_on": clock.today()},
    )


@pages.route("/cases/<uuid:case_id>/group", methods=BOTH)
@needs(FORM_GROUP)
def form_group(case_id: UUID) -> ResponseReturnValue:
    """Record who carries the measure out."""
    today = clock.today()
    return act_on(
        case_for(case_id, FORM_GROUP),
        form_of_group(on=today),
        lambda asked: office().form_group(case_id=case_id, **asked),
        template="registry/group_form.html",
        title=_("成立监护小组"),
        said=_l("监护小组已登记。"),
        initial={"formed_on": today},
        kinds=[(word(kind), boxes_of(kind)) for kind in kinds_known(on=today)],
    )


@pages.route("/cases/<uuid:case_id>/group/change", methods=BOTH)
@needs(FORM_GROUP)
def change_group(case_id: UUID) -> ResponseReturnValue:
    """Record who left the group, and who joined it."""
    today, file = clock.today(), case_for(case_id, FORM_GROUP)
    members = enumerate(office().care(case_id).members, start=1)
    leaving = [(str(place), f"{word(it.kind)} {it.name}") for place, it in members]
    return act_on(
        file,
        GroupChangeForm(),
        lambda asked: office().change_group(case_id=case_id, **asked),
        title=_("变更小组成员"),
        said=_l("小组成员已变更。"),
        initial={"changed_on": today},
        options={
            "leaves": [("", _("没有人退出")), *leaving],
            "kind": [("", _("没有人加入")), *options(kinds_known(on=today))],
        },
    )


@pages.route("/cases/<uuid:case_id>/agreement", methods=BOTH)
@needs(SIGN_AGREEMENT)
def sign_agreement(case_id: UUID) -> ResponseReturnValue:
    """Record the agreement as it was signed."""
    today = clock.today()
    case, person = case_for(case_id, SIGN_AGREEMENT)
    return act_on(
        (case, person),
        form_of_agreement(WORDS, on=today),
        lambda agreement: office().sign_agreement(case_id=case_id, agreement=agreement),
        title=_("登记协议"),
        said=_l("协议已登记。签好的协议请扫描归入卷宗。"),
        initial={"signed_on": today, "party_a": TOWN, **agreement_texts()[case.kind]},
        options=_ways_to_sign(),
        tell=_tell_shortcomings,
    )


@pages.route("/cases/<uuid:case_id>/agreement/amendment", methods=BOTH)
@needs(SIGN_AGREEMENT)
def amend_agreement(case_id: UUID) -> ResponseReturnValue:
    """Record a later version of the agreement; it begins with what stands."""
    today = clock.today()
    case, person = case_for(case_id, SIGN_AGREEMENT)
    standing = case.agreement_to_amend()
    signers = ("agreement_no", "town_signer", "guardian", "group_lead", "person_signs")
    return act_on(
        (case, person),
        form_of_agreement(WORDS, on=today, form=AmendmentForm),
        lambda asked: office().amend_agreement(case_id=case_id, **asked),
        title=_("变更协议"),
        said=_l("变更已登记。签好的协议请扫描归入卷宗。"),
        initial={
            "signed_on": today,
            "party_a": standing.party_a or TOWN,
            **{name: getattr(standing, name) for name in signers},
            "witnesses": "\n".join(standing.witnesses),
            **dict(standing.text or ()),
        },
        options=_ways_to_sign(),
        tell=_tell_what_stands,
    )


@pages.route("/cases/<uuid:case_id>/care-plan", methods=BOTH)
@needs(SIGN_AGREEMENT)
def set_care_plan(case_id: UUID) -> ResponseReturnValue:
    """Lay the measures down."""
    care = office().care(case_id)
    return act_on(
        case_for(case_id, SIGN_AGREEMENT),
        CarePlanForm(),
        lambda asked: office().set_care_plan(case_id=case_id, **asked),
        title=_("确定戒毒、帮扶措施"),
        said=_l("措施已登记。"),
        tell=_tell_what_is_owed,
        initial={"set_on": clock.today(), "plan": care.plan, **dict(care.plan_parts)},
        options=dict.fromkeys(("treatment_needed", "maintenance_advised"), optional(ANSWERS)),
    )


@cache
def agreement_texts() -> dict[str, dict[str, str]]:
    """What an agreement says where nobody writes otherwise, by kind of case and heading."""
    read = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    return {
        kind: {heading: text.strip() for heading, text in texts.items()}
        for kind, texts in read.items()
    }


def act_on(
    file: tuple[Case, Person],
    form: Schema,
    act: Callable[[Any], Done[Any]],
    *,
    template: str = "registry/case_form.html",
    tell: Callable[[Any], None] | None = None,
    **more: Any,
) -> ResponseReturnValue:
    """A form about one case, which is named on the page, and back to the case."""
    case, person = file
    back = url_for("registry_case.case", case_id=case.id)

    def then(answer: Any) -> str:
        if tell is not None:
            tell(answer)
        return back

    named = f"{case.ref} {about(person)}"
    return submit(form, act, template, then=then, about=named, back=back, **more)


def open_cases(person: Person) -> list[Case]:
    """The cases of the person of which a new decision says what becomes."""
    return [case for case in office().cases_of(person) if case.is_open_on(clock.today())]


def about(person: Person) -> str:
    """Whom a form is about, as the reader may see."""
    return names_of([person.id], purpose="登记处办理").get(person.id, "")


def about_newcomer(person: Person, state: str) -> str:
    """Whom a new case is about; of whoever has a sealed file nothing is opened by it."""
    if state != SEALED:
        return about(person)
    return _("此人以前的档案已封存；登记新案不打开它，也不须写明理由。")


def places() -> dict[str, list[tuple[str, str]]]:
    """How a decision can have been served, and where it can be carried out."""
    return {"served_how": optional(SERVED_HOW), "place_kind": optional(PLACE_KINDS)}


def becoming(others: Iterable[Case]) -> list[tuple[str, str]]:
    """What can become of open cases."""
    found = [(case.ref, _("取代%(case_ref)s", case_ref=case.ref)) for case in others]
    return [*found, (BOTH_STAND, _("两案并存，待查明"))]


def _ways_to_sign() -> dict[str, list[tuple[str, str]]]:
    """Who can sign as party A, and how the person can sign."""
    return {"party_a": options(PARTIES), "person_signs": optional(WAYS_TO_SIGN)}


def _tell_lateness(punctuality: str) -> None:
    if punctuality == LATE_WITHOUT_REASON:
        flash(_("已照实登记为逾期报到，本人没有说明理由。"), "due")
    if punctuality == LATE_REASON_STATED:
        flash(_("已登记为逾期报到；本人说的理由是否正当，待领导小组认定。"), "due")


def _tell_shortcomings(found: list[str]) -> None:
    """Who has just recorded an agreement that does not stand is told so, and why."""
    if found:
        reasons = listed(map(word, found))
        flash(_("已照实保存，但有瑕疵，仍须签订协议：%(reasons)s", reasons=reasons), "due")


def _tell_what_is_owed(found: list[str]) -> None:
    """Whoever has just laid down measures that meet no duty is told that they stay owed."""
    if found:
        reasons = listed(map(word, found))
        flash(_("已照实保存，但有瑕疵，仍须确定措施：%(reasons)s", reasons=reasons), "due")


def _tell_what_stands(found: list[str]) -> None:
    """Whoever has just recorded a version that does not stand is told which one does."""
    if found:
        reasons = listed(map(word, found))
        flash(_("这一版有瑕疵，已照实保存，前一版仍然有效：%(reasons)s", reasons=reasons), "due")
