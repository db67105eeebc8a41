"""Persons: search first, register after; one person, masked, or in full for a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.registry.domain.person import Details, Person
from services.registry.projections import people
from services.registry.projections.cases import CaseRow, cases_of
from services.registry.projections.people import PersonRow
from services.registry.rules.abstinence import ABSTINENT
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.group import is_minor
from services.registry.rules.register import EDUCATIONS, FLAGS, HOMES, ID_TYPES, MARITAL
from services.registry.schemas.asked import (
    LookForm,
    NewPersonForm,
    RevisionForm,
    SearchForm,
)
from services.registry.schemas.unmasking import UnmaskForm
from services.registry.web.alike import on_file, register_unless_alike, unless_on_file
from services.registry.web.finding import found
from services.registry.web.identities import standing_of
from services.registry.web.identity_correction import acts_on, fields_of, proposal_on
from services.registry.web.office import (
    IDENTIFY,
    RECEIVE_DECISION,
    REGISTER_PERSON,
    SEARCH_PEOPLE,
    SEE_CASE,
    SEE_DECISION,
    SEE_HISTORY,
    SEE_PEOPLE,
    SEE_UNMASKED,
    SEE_UNMASKINGS,
    UNMASK,
    VERIFY_USER,
    is_open,
    may_on_person,
    names_of,
    office,
    open_person_for,
    opens,
    optional,
    options,
    person_for,
    villages_to_choose,
    within,
    word,
)
from services.registry.web.register_move import acts_on as may_confirm
from services.registry.web.telling import TONES, away
from shared import clock
from shared.web.forms import Form, submit
from shared.web.guards import needs
from shared.web.lists import Paging
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_people", __name__, url_prefix="/registry/people", template_folder="../templates"
)

BOTH = ["GET", "POST"]
MOST_FOUND = 50
CODED = {
    "id_type": ID_TYPES,
    "education": EDUCATIONS,
    "marital": MARITAL,
    "fixed_home": HOMES,
}
OPTIONAL = ("education", "marital", "fixed_home")
AT_WORK = ("name", "residence")
IN_FULL = (
    *("name", "id_no", "phone", "other_phone", "domicile", "residence"),
    *("household", "guardian"),
)


@pages.get("")
@needs(SEE_PEOPLE)
def register() -> str:
    """The register, page by page; above it the one box that finds anybody."""
    reader = within(SEE_PEOPLE)
    chosen = {name: request.args.get(name, "") for name in ("village", "flag")}
    with office().db.reading() as conn:
        paging = Paging.of(
            request.args.get("page"), total=people.how_many(conn, within=reader, **chosen)
        )
        rows = people.listed(conn, within=reader, offset=paging.offset, size=paging.size, **chosen)
        villages = people.villages(conn, within=reader)
    return _listed(
        rows,
        purpose="人员列表",
        form=Form(schema=SearchForm()),
        paging=paging,
        villages=villages,
        chosen=chosen,
        sought="",
    )


@pages.post("")
@needs(SEARCH_PEOPLE)
def search() -> str:
    """Who is meant by a name, a number, a telephone or a case; it stands in no address."""
    asked = SearchForm().load({"sought": request.form.get("sought", "").strip()})
    sought: str = asked["sought"]
    return _listed(
        found(sought),
        purpose="人员查找",
        form=Form(schema=SearchForm(), values={"sought": sought}),
        paging=None,
        villages=(),
        chosen={},
        sought=sought,
    )


@pages.route("/new", methods=BOTH)
@needs(REGISTER_PERSON)
def register_person() -> ResponseReturnValue:
    """Register somebody who is not on file yet."""
    return submit(
        NewPersonForm(),
        lambda asked: unless_on_file(lambda: register_unless_alike(**asked)),
        "registry/person_form.html",
        then=lambda person_id: url_for(".person", person_id=person_id),
        said=_l("人员已登记，经公安机关核实以前为待核实人员。"),
        options={"village": villages_to_choose(), **choices()},
        title=_("登记人员"),
        back=(_("人员"), url_for(".register")),
        known=on_file,
        alike=lambda: g.get("alike", []),
    )


@pages.get("/<uuid:person_id>")
@needs(SEE_PEOPLE)
def person(person_id: UUID) -> str:
    """One person, masked as far as the reader's work does not need more."""
    file = person_for(person_id, SEE_PEOPLE)
    details = None
    if may_on_person(file, IDENTIFY):
        shown = office().look_up([file.id], purpose="人员档案", content=AT_WORK)
        details = shown.get(file.id)
    form = LookForm() if may_on_person(file, UNMASK) else UnmaskForm()
    return person_page(file, form=Form(schema=form), known=details)


@pages.post("/<uuid:person_id>/in-full")
@needs(UNMASK)
def in_full(person_id: UUID) -> ResponseReturnValue:
    """Show number, telephone and addresses once, for a purpose that stands in the read log."""
    file = open_person_for(person_id, UNMASK)
    form = Form(schema=LookForm(), values=request.form)
    try:
        asked = LookForm().load({"purpose": request.form.get("purpose", "").strip()})
    except ValidationError:
        form.blame("purpose", _("请写明查看用途"))
        return person_page(file, form=form), 422
    shown = office().look_up([file.id], purpose=asked["purpose"], content=IN_FULL)
    return person_page(file, form=form, known=shown[file.id], in_full=True)


@pages.route("/<uuid:person_id>/details", methods=BOTH)
@needs(REGISTER_PERSON)
def revise_person(person_id: UUID) -> ResponseReturnValue:
    """Bring what is known of a person up to date."""
    file = open_person_for(person_id, REGISTER_PERSON)
    known = office().look_up([file.id], purpose="修改人员资料", content=IN_FULL)[file.id]
    return submit(
        RevisionForm(),
        lambda asked: office().revise_person(
            person_id=file.id,
            details=replace(file.details, **asked["details"]),
            village=asked["village"],
            why=asked["why"],
        ),
        "registry/person_form.html",
        then=url_for(".person", person_id=file.id),
        said=_l("资料已更新。"),
        initial={**vars(known), "village": file.village},
        options={"village": villages_to_choose(held=file.village), **choices()},
        title=_("修改资料"),
        back=(_("人员档案"), url_for(".person", person_id=file.id)),
        known=on_file,
    )


def _listed(rows: Sequence[PersonRow], *, purpose: str, **page: Any) -> str:
    persons = [row.person_id for row in rows]
    with office().db.reading() as conn:
        others = people.merged_with(conn, persons)
        every = [*persons, *(it for files in others.values() for it in files)]
        of_files = cases_of(conn, every)
    return render_template(
        "registry/people.html",
        rows=rows,
        names=names_of(persons, purpose=purpose),
        latest={it: case for it in persons if (case := _latest(it, others, of_files))},
        flags=options(FLAGS),
        may_search=opens(SEARCH_PEOPLE),
        may_register=opens(REGISTER_PERSON),
        word=word,
        tones=TONES,
        away=away,
        sees_unmaskings=opens(SEE_UNMASKINGS),
        most=MOST_FOUND,
        **page,
    )


def _latest(
    person_id: UUID, others: dict[UUID, list[UUID]], of_files: dict[UUID, list[CaseRow]]
) -> CaseRow | None:
    """The last case of a person, whichever of the person's files it is in."""
    files = [person_id, *others.get(person_id, [])]
    cases = [cases[0] for it in files if (cases := of_files.get(it))]
    return max(cases, key=lambda case: case.served_on, default=None)


def choices() -> dict[str, list[tuple[str, str]]]:
    """What can be chosen of a person's details; nothing where nobody asked."""
    return {
        name: optional(codes) if name in OPTIONAL else options(codes)
        for name, codes in CODED.items()
    }


def person_page(
    file: Person, *, form: Form, known: Details | None = None, in_full: bool = False
) -> str:
    """A person as far as the reader sees them; `form` is that by which they see more."""
    standing, opened = standing_of(file), is_open(file)
    files = [file.id, *(standing["merging"].others if standing["merging"] else [])]
    with office().db.reading() as conn:
        cases: list[CaseRow] = [row for rows in cases_of(conn, files).values() for row in rows]
    proposal, abstinent_on = proposal_on(file), None
    if file.flag != ABSTINENT and may_on_person(file, SEE_CASE):
        abstinent_on = office().abstinent_three_years_on(file.id)
    move = office().move_proposed(file.id)
    standing["acts"] = [*may_confirm(file, move), *acts_on(file, proposal), *standing["acts"]]
    return render_template(
        "registry/person.html",
        file=file,
        masked=file.details,
        lacks_guardian=_lacks_guardian(file.details),
        known=known,
        in_full=in_full,
        form=form,
        cases=cases if may_on_person(file, SEE_CASE) else [],
        may_unmask=opened and may_on_person(file, UNMASK),
        unmasks=opened and may_on_person(file, SEE_UNMASKED),
        sees_unmaskings=opens(SEE_UNMASKINGS),
        may_revise=opened and may_on_person(file, REGISTER_PERSON),
        may_move=file.flag != CANDIDATE,
        may_see_history=may_on_person(file, SEE_HISTORY),
        waits_for_correction=fields_of(proposal),
        abstinent_on=abstinent_on,
        move=move,
        verify_by=office().verify_by(file.id),
        may_verify=may_on_person(file, VERIFY_USER),
        **standing,
        may_receive=may_on_person(file, RECEIVE_DECISION),
        may_see_voluntary=may_on_person(file, SEE_DECISION),
        may_take_in=may_on_person(file, RECEIVE_DECISION),
        word=word,
        tones=TONES,
    )


def _lacks_guardian(details: Details) -> bool:
    """Whether somebody is under 18 and nobody is named who stands for them (民法典 19)."""
    born = details.born
    return born is not None and not details.guardian and is_minor(born=born, on=clock.today())
