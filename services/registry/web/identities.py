"""Somebody on file twice: merging and parting; a file that is open to few."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.registry.domain.merging import Merging
from services.registry.domain.person import Person
from services.registry.schemas.affairs.census import WhyForm
from services.registry.schemas.identities import MergedOut, MergeForm, MergeOnPageForm, ProtectForm
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, record
from services.registry.web.alike import alike_to
from services.registry.web.office import may_on_person, names_of, office, person_for, reader
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.forms import tell as tell_done
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, refused

MERGE, APPROVE = "registry.merge_persons", "registry.approve_merge"
PROTECT = "registry.protect_person"
PURPOSE = "人员档案合并"

pages = Blueprint(
    "registry_identities", __name__, url_prefix="/registry/people", template_folder="../templates"
)
api = api_blueprint("registry", "identities")


@pages.route("/<uuid:person_id>/merge", methods=BOTH)
@needs(MERGE)
def merge(person_id: UUID) -> ResponseReturnValue:
    """Propose that this file give way to another, or record a signed paper that says so."""
    person = person_for(person_id, MERGE)
    alike = [(str(it), said) for it, said in alike_to(person.details, but=person.id)]
    return _act(
        person,
        MergeOnPageForm() if alike else MergeForm(),
        lambda asked: _propose(person, **asked),
        options={"into": alike},
        tell=_tell_decided,
        title=_("合并重复档案"),
        said=_l("已登记。"),
    )


@pages.post("/<uuid:person_id>/merge/approve")
@needs(APPROVE)
def approve(person_id: UUID) -> ResponseReturnValue:
    """Decide that the two are one person."""
    person = person_for(person_id, APPROVE)
    try:
        tell_done(office().approve_merge(person_id=person.id), _("档案已合并。"))
    except Refusal as refusal:
        flash(f"{refused(refusal)} {cited(refusal.citation)}".strip(), "late")
    return redirect(_back(person)[1], 303)


@pages.route("/<uuid:person_id>/merge/reject", methods=BOTH)
@needs(APPROVE)
def reject(person_id: UUID) -> ResponseReturnValue:
    """Decide that they are two persons."""
    person = person_for(person_id, APPROVE)
    return _act(
        person,
        WhyForm(),
        lambda asked: office().reject_merge(person_id=person.id, **asked),
        title=_("不同意合并"),
        said=_l("已登记。"),
    )


@pages.route("/<uuid:person_id>/unmerge", methods=BOTH)
@needs(MERGE)
def unmerge(person_id: UUID) -> ResponseReturnValue:
    """Part two files again."""
    person = person_for(person_id, MERGE)
    return _act(
        person,
        WhyForm(),
        lambda asked: office().unmerge_persons(person_id=person.id, **asked),
        title=_("拆分档案"),
        said=_l("档案已拆分，各自独立。"),
    )


@pages.route("/<uuid:person_id>/protection", methods=BOTH)
@needs(PROTECT)
def protect(person_id: UUID) -> ResponseReturnValue:
    """Have the file be open to few."""
    person = person_for(person_id, PROTECT)
    return _act(
        person,
        ProtectForm(),
        lambda asked: office().protect_person(person_id=person.id, **asked),
        title=_("设为受保护人员"),
        said=_l("已设为受保护人员。"),
        initial={"accounts": list(person.protected_for) or [reader()]},
    )


@pages.route("/<uuid:person_id>/protection/lift", methods=BOTH)
@needs(PROTECT)
def lift(person_id: UUID) -> ResponseReturnValue:
    """Have the file be open to everybody whose work it is."""
    person = person_for(person_id, PROTECT)
    return _act(
        person,
        WhyForm(),
        lambda asked: office().lift_protection(person_id=person.id, **asked),
        title=_("解除保护"),
        said=_l("已解除保护。"),
    )


@api.post("/people/<uuid:person_id>/merge")
@needs(MERGE)
@api.arguments(MergeForm, location=JSON_OR_PARTS)
@api.response(201, MergedOut)
def add_merge(proposal: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Propose that the file give way to that of another number; a signed paper decides it.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    person_for(person_id, MERGE)
    done = office().propose_merge(person_id=person_id, **proposal)
    return done_out(done, decided=done.answer)


@api.post("/people/<uuid:person_id>/merge/approval")
@needs(APPROVE)
@api.response(201, DoneOut)
def add_merge_approval(person_id: UUID) -> dict[str, Any]:
    """Decide that the two are one person; not by whoever proposed it."""
    person_for(person_id, APPROVE)
    return done_out(office().approve_merge(person_id=person_id))


@api.post("/people/<uuid:person_id>/merge/rejection")
@needs(APPROVE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_merge_rejection(rejection: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Decide that they are two persons."""
    person_for(person_id, APPROVE)
    return done_out(office().reject_merge(person_id=person_id, **rejection))


@api.post("/people/<uuid:person_id>/unmerge")
@needs(MERGE)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_unmerge(unmerge: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Part two files again."""
    person_for(person_id, MERGE)
    return done_out(office().unmerge_persons(person_id=person_id, **unmerge))


@api.post("/people/<uuid:person_id>/protection")
@needs(PROTECT)
@api.arguments(ProtectForm)
@api.response(201, DoneOut)
def add_protection(protection: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Have the file be open to these accounts alone."""
    person_for(person_id, PROTECT)
    return done_out(office().protect_person(person_id=person_id, **protection))


@api.post("/people/<uuid:person_id>/protection/end")
@needs(PROTECT)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def end_protection(lifting: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Have the file be open to everybody whose work it is."""
    person_for(person_id, PROTECT)
    return done_out(office().lift_protection(person_id=person_id, **lifting))


def standing_of(person: Person) -> dict[str, Any]:
    """What a person's page says of other files of the person, and what can be done about it."""
    merging = office().merging(person.id)
    proposal = merging.proposal if merging else None
    others = [*(merging.others if merging else []), merging.into if merging else None]
    others.append(proposal.into if proposal else None)
    related = [it for it in others if it is not None]
    return {
        "merging": merging,
        "related": names_of(related, purpose=PURPOSE) if related else {},
        "may_approve_merge": proposal is not None and may_on_person(person, APPROVE),
        "acts": _acts(person, merging),
    }


def _acts(person: Person, merging: Merging | None) -> list[tuple[str, str]]:
    """What the reader may do now."""
    proposed, merged = bool(merging and merging.proposal), bool(merging and merging.into)
    takes_in = bool(merging and merging.others)
    offered = (
        ("merge", _("合并重复档案"), MERGE, not (proposed or merged or takes_in)),
        ("reject", _("不同意合并"), APPROVE, proposed),
        ("unmerge", _("拆分档案"), MERGE, merged),
        ("protect", _("设为受保护人员"), PROTECT, not person.is_protected),
        ("protect", _("更改可以查看的账号"), PROTECT, person.is_protected),
        ("lift", _("解除保护"), PROTECT, person.is_protected),
    )
    return [
        (label, url_for(f"registry_identities.{name}", person_id=person.id))
        for name, label, needed, makes_sense in offered
        if makes_sense and may_on_person(person, needed)
    ]


def _act(person: Person, form: Schema, act: Any, **more: Any) -> ResponseReturnValue:
    about = names_of([person.id], purpose=PURPOSE).get(person.id, "")
    return record(
        form,
        act,
        back=_back(person),
        template="registry/identity_form.html",
        about=about,
        **more,
    )


def _propose(person: Person, *, into: UUID | None = None, **asked: Any) -> Done[bool]:
    if into is not None:
        asked["into_id_no"] = person_for(into, MERGE).details.id_no
    return office().propose_merge(person_id=person.id, **asked)


def _tell_decided(decided: object) -> None:
    if not decided:
        flash(_("等待他人审批；审批以前仍是两份档案。"), "wait")


def _back(person: Person) -> tuple[str, str]:
    return _("人员档案"), url_for("registry_people.person", person_id=person.id)
