"""Who counts among the actual users (M1): candidates to verify, who is left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.person import Person
from services.registry.projections.affairs import census, reconciling
from services.registry.projections.quiet import quiet_since
from services.registry.rules.abstinence import quiet_until
from services.registry.rules.affairs.book import rule
from services.registry.rules.affairs.users import CANDIDATE, FLAGS, REASONS
from services.registry.rules.book import rule as of_cases
from services.registry.schemas.affairs.census import (
    BASES,
    ActualUsersOut,
    ExcludedOut,
    ExcludeForm,
    VerifyForm,
    WhyForm,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, TEMPLATES, record
from services.registry.web.affairs.reconciling import SEE as SEE_RECONCILIATION
from services.registry.web.affairs.words import word, words
from services.registry.web.office import (
    VERIFY_USER,
    may_on_person,
    names_of,
    office,
    opens,
    person_for,
    within,
)
from shared import clock
from shared.law import Due, Refusal
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.forms import tell as tell_done
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, refused, why

SEE_ACTUAL = "registry.see_actual_users"
EXCLUDE, APPROVE = "registry.exclude_user", "registry.approve_exclusion"
OF_THREE_YEARS = ("abstinence_years", "abstinence_hint_days")
PURPOSE = "实有吸毒人员底数"

pages = Blueprint(
    "registry_actual", __name__, url_prefix="/registry/actual-users", template_folder=TEMPLATES
)
api = api_blueprint("registry", "actual")


def head_count() -> dict[str, Any]:
    """The number, and everybody who is not in it or ought to be looked at."""
    reader = within(SEE_ACTUAL)
    with office().db.reading() as conn:
        return {
            "actual_users": census.actual_users(conn, within=reader),
            "usable": reconciling.is_reconciled(conn),
            "candidates": census.candidates(conn, within=reader),
            "marked_only": census.marked_only(conn, flags=tuple(FLAGS.values()), within=reader),
            "left_out": census.left_out(conn, within=reader),
            "three_years": quiet_since(conn, until=quiet_until(today=clock.today()), within=reader),
        }


def reached_on(persons: Iterable[UUID]) -> dict[UUID, date]:
    """On which day each of these reaches three years without use by the file."""
    found = {it: office().abstinent_three_years_on(it) for it in persons}
    return {person_id: day for person_id, day in found.items() if day is not None}


def to_verify(persons: Iterable[UUID]) -> dict[UUID, Due]:
    """Until when the police may verify each of these candidates, and by which rule."""
    found = {it: office().verify_by(it) for it in persons}
    return {person_id: due for person_id, due in found.items() if due is not None}


@pages.get("")
@needs(SEE_ACTUAL)
def register() -> str:
    """The head count, and whom somebody has to look at."""
    found = head_count()
    persons = [*found["candidates"], *found["marked_only"], *found["three_years"]]
    persons += [row.person_id for row in found["left_out"]]
    names = (
        "registered_by_police",
        "candidate_days",
        "exclusion_needs_another",
        "reconciled_with_police",
    )
    return render_template(
        "registry/affairs/actual_users.html",
        **found,
        names=names_of(persons, purpose=PURPOSE) if persons else {},
        sees_lists=opens(SEE_RECONCILIATION),
        verify_by=to_verify(found["candidates"]),
        reached_on=reached_on(found["three_years"]),
        flags={it: office().person(it).flag for it in found["marked_only"]},
        why=[why(rule(name, on=clock.today())) for name in names],
        why_three_years=[why(of_cases(name, on=clock.today())) for name in OF_THREE_YEARS],
        word=word,
    )


@pages.get("/<uuid:person_id>")
@needs(SEE_ACTUAL)
def place(person_id: UUID) -> str:
    """One person's place in the head count, and what can be done."""
    person = person_for(person_id, SEE_ACTUAL)
    found = office().actual_user(person_id)
    return render_template(
        "registry/affairs/actual_user.html",
        person=person,
        name=names_of([person.id], purpose=PURPOSE).get(person.id, ""),
        found=found,
        counts=person.flag != CANDIDATE and not (found and found.excluded),
        acts=_acts(person, found),
        word=word,
    )


@pages.route("/<uuid:person_id>/verify", methods=BOTH)
@needs(VERIFY_USER)
def verify(person_id: UUID) -> ResponseReturnValue:
    """Record that the police have the person registered."""
    person = person_for(person_id, VERIFY_USER)
    return _act(
        person,
        VerifyForm(),
        lambda asked: office().verify_user(person_id=person.id, **asked),
        title=_("登记核实"),
        said=_l("核实已登记。"),
        initial={"verified_on": clock.today()},
        options={"basis": words(BASES)},
    )


@pages.route("/<uuid:person_id>/exclude", methods=BOTH)
@needs(EXCLUDE)
def exclude(person_id: UUID) -> ResponseReturnValue:
    """Propose to leave the person out, or record a signed paper that does."""
    person = person_for(person_id, EXCLUDE)
    return _act(
        person,
        ExcludeForm(),
        lambda asked: office().exclude_from_actual(person_id=person.id, **asked),
        tell=_tell_decided,
        title=_("排除出实有人员"),
        said=_l("已登记。"),
        options={"reason": words(REASONS)},
    )


@pages.post("/<uuid:person_id>/approve")
@needs(APPROVE)
def approve(person_id: UUID) -> ResponseReturnValue:
    """Decide that the person is left out."""
    person = person_for(person_id, APPROVE)
    try:
        tell_done(office().approve_exclusion(person_id=person.id), _("已批准排除。"))
    except Refusal as refusal:
        flash(f"{refused(refusal)} {cited(refusal.citation)}".strip(), "late")
    return redirect(_back(person)[1], 303)


@pages.route("/<uuid:person_id>/reject", methods=BOTH)
@needs(APPROVE)
def reject(person_id: UUID) -> ResponseReturnValue:
    """Decide that the person is not left out."""
    person = person_for(person_id, APPROVE)
    return _act(
        person,
        WhyForm(),
        lambda asked: office().reject_exclusion(person_id=person.id, **asked),
        title=_("不同意排除"),
        said=_l("已登记。"),
    )


@pages.route("/<uuid:person_id>/reinstate", methods=BOTH)
@needs(EXCLUDE)
def reinstate(person_id: UUID) -> ResponseReturnValue:
    """Have the person count again."""
    person = person_for(person_id, EXCLUDE)
    return _act(
        person,
        WhyForm(),
        lambda asked: office().reinstate_user(person_id=person.id, **asked),
        title=_("恢复计入"),
        said=_l("已恢复计入实有吸毒人员。"),
    )


@api.get("/actual-users")
@needs(SEE_ACTUAL)
@api.response(200, ActualUsersOut)
def read_head_count() -> dict[str, Any]:
    """Read the head count, and who is not in it or ought to be looked at; no names."""
    found = head_count()
    due = to_verify(found["candidates"])
    return found | {
        "to_verify": [{"person_id": it, "due_on": by.on, "why": by.rule} for it, by in due.items()]
    }


@api.post("/people/<uuid:person_id>/verification")
@needs(VERIFY_USER)
@api.arguments(VerifyForm)
@api.response(201, DoneOut)
def add_verification(verification: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Record that the police have the person registered."""
    person_for(person_id, VERIFY_USER)
    return done_out(office().verify_user(person_id=person_id, **verification))


@api.post("/people/<uuid:person_id>/exclusion")
@needs(EXCLUDE)
@api.arguments(ExcludeForm, location=JSON_OR_PARTS)
@api.response(201, ExcludedOut)
def add_exclusion(exclusion: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Propose to leave the person out; with a signed paper it is decided.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    person_for(person_id, EXCLUDE)
    done = office().exclude_from_actual(person_id=person_id, **exclusion)
    return done_out(done, decided=done.answer)


@api.post("/people/<uuid:person_id>/exclusion/approval")
@needs(APPROVE)
@api.response(201, DoneOut)
def add_approval(person_id: UUID) -> dict[str, Any]:
    """Decide that the person is left out; not by whoever proposed it."""
    person_for(person_id, APPROVE)
    return done_out(office().approve_exclusion(person_id=person_id))


@api.post("/people/<uuid:person_id>/exclusion/rejection")
@needs(APPROVE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_rejection(rejection: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Decide that the person is not left out."""
    person_for(person_id, APPROVE)
    return done_out(office().reject_exclusion(person_id=person_id, **rejection))


@api.post("/people/<uuid:person_id>/reinstatement")
@needs(EXCLUDE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_reinstatement(reinstatement: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Have the person count again."""
    person_for(person_id, EXCLUDE)
    return done_out(office().reinstate_user(person_id=person_id, **reinstatement))


def _act(person: Person, form: Any, act: Any, **more: Any) -> ResponseReturnValue:
    about = names_of([person.id], purpose=PURPOSE).get(person.id, "")
    return record(form, act, back=_back(person), about=about, **more)


def _acts(person: Person, found: Any) -> list[tuple[str, str]]:
    """What the reader may do now."""
    proposed, excluded = bool(found and found.proposal), bool(found and found.excluded)
    offered = (
        ("verify", _("登记核实"), VERIFY_USER, not (found and found.verified_on)),
        ("exclude", _("排除出实有人员"), EXCLUDE, not proposed and not excluded),
        ("reject", _("不同意排除"), APPROVE, proposed),
        ("reinstate", _("恢复计入"), EXCLUDE, excluded),
    )
    return [
        (label, url_for(f"registry_actual.{name}", person_id=person.id))
        for name, label, needed, makes_sense in offered
        if makes_sense and may_on_person(person, needed)
    ]


def _tell_decided(decided: object) -> None:
    if not decided:
        flash(_("等待他人审批；审批以前仍计入实有吸毒人员。"), "wait")


def _back(person: Person) -> tuple[str, str]:
    return _("实有底数"), url_for("registry_actual.place", person_id=person.id)
