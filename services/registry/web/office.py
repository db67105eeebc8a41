"""What every view needs: the application, the file that was asked for, how far the reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import url_for

from services.registry.application import RegistryApplication
from services.registry.domain.case import Case
from services.registry.domain.person import Person
from services.registry.domain.standing import SEALED, state_of
from services.registry.projections.people import PersonRow, person_row
from services.registry.projections.stations import titles
from services.registry.projections.within import Within
from services.registry.rules.affairs.users import a_lapsed_file_rests
from services.registry.timeline import WORDS
from shared import clock
from shared.access.actor import Forbidden
from shared.resting import ReasonNeeded
from shared.web.face import application, face
from shared.web.guards import allow, just_checked, may, reach
from shared.web.masks import mask_name
from shared.web.sealed import ask_why
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _

SEE_PEOPLE = "registry.see_people"
SEARCH_PEOPLE = "registry.search_people"
SEE_CASE = "registry.see_case"
SEE_DECISION = "registry.see_decision"
SEE_ESCALATIONS = "registry.see_escalations"
SEE_HISTORY = "registry.see_history"
SEE_DOSSIER = "registry.see_dossier"
SEE_SCAN = "registry.see_scan"
SEE_TOWN_WORK = "registry.see_town_work"
IDENTIFY = "registry.identify"
UNMASK = "registry.unmask"
SEE_UNMASKED = "registry.see_unmasked"
SEE_UNMASKINGS = "registry.see_unmaskings"
IMPORT_ROSTER = "registry.import_roster"
REGISTER_PERSON = "registry.register_person"
VERIFY_USER = "registry.verify_user"
RECEIVE_DECISION = "registry.receive_decision"
RECORD_REPORT_IN = "registry.record_report_in"
FORM_GROUP = "registry.form_group"
SIGN_AGREEMENT = "registry.sign_agreement"
ASSIGN_STATION = "registry.assign_station"
KEEP_COURSE = "registry.keep_course"
REPORT_REFUSAL = "registry.report_refusal"
CORRECT_TERM = "registry.correct_term"
CONFIRM_FLAG = "registry.approve_exclusion"
APPROVE_CORRECTION = "registry.approve_correction"
CHOOSE_READING = "registry.choose_reading"
OPEN_SEALED = "registry.open_sealed_file"


def office() -> RegistryApplication:
    """The department's application."""
    return application(RegistryApplication)


def person_for(person_id: UUID, permission: str) -> Person:
    """The person, if the reader may do this to them; `Unknown`, or `Forbidden`.

    A person is as far as the latest case: where its file is sealed, the reader says why first.
    """
    person, state = sealed_person_for(person_id, permission)
    if state == SEALED and person.cases:
        must_be_readable(office().case(list(person.cases)[-1]))
    return person


def open_person_for(person_id: UUID, permission: str) -> Person:
    """The person, if the reader may do this to them and the file is open to the reader."""
    file = person_for(person_id, permission)
    if not is_open(file):
        raise Forbidden("受保护人员：只有指定的账号可以查看", permission=permission)
    return file


def sealed_person_for(person_id: UUID, permission: str) -> tuple[Person, str]:
    """The same without asking why, and how far the latest case is."""
    person = office().person(person_id)
    a_lapsed_file_rests(lapsed_on=person.lapsed_on)
    station, state = place_of(person)
    allow(permission, village=person.village, unit=station, state=state)
    return person, state


def case_for(case_id: UUID, permission: str) -> tuple[Case, Person]:
    """The case and its person, if the reader may do this to it; `Unknown`, or `Forbidden`."""
    case, person = sealed_case_for(case_id, permission)
    must_be_readable(case)
    return case, person


def sealed_case_for(case_id: UUID, permission: str) -> tuple[Case, Person]:
    """The same for who is about to say why a sealed file is opened."""
    case, person = just_checked(case_id) or _case_and_person(case_id)
    allow(permission, village=person.village, unit=case.station, state=state_of_case(case))
    return case, person


def _case_and_person(case_id: UUID) -> tuple[Case, Person]:
    case = office().case(case_id)
    return case, office().person(case.of_person)


def must_be_readable(case: Case) -> None:
    """A sealed file opens to whoever said why (戒毒条例 7): a page asks, all else is refused."""
    try:
        office().must_be_readable(case)
    except ReasonNeeded as needed:
        ask_why(needed, at=url_for("registry_resting.open_sealed_file", case_id=case.id))


def may_on(case: Case, person: Person, permission: str) -> bool:
    """Whether the reader may do this to the case."""
    return may(permission, village=person.village, unit=case.station, state=state_of_case(case))


def may_on_person(person: Person, permission: str) -> bool:
    """Whether the reader may do this to the person."""
    station, state = place_of(person)
    return may(permission, village=person.village, unit=station, state=state)


def state_of_case(case: Case) -> str:
    """How far a case is today, for the table of rights."""
    return state_of(case.status_on(clock.today()))


def place_of(person: Person) -> tuple[str | None, str]:
    """The station that looks after a person, and how far the latest case is, as the list has it."""
    with office().db.reading() as conn:
        row = person_row(conn, person.id)
    return (row.station, state_of(row.recorded)) if row else (None, state_of(None))


def reader() -> str:
    """Who looks."""
    actor = current_actor()
    return actor.account if actor else ""


def is_open(person: Person | PersonRow) -> bool:
    """Whether the reader may be told who a protected person is; everybody else is not protected."""
    return person.is_open_to(reader())


def station_titles() -> dict[str, str]:
    """What each station is called, by its code."""
    with office().db.reading() as conn:
        return titles(conn)


def opens(permission: str) -> bool:
    """Whether the permission reaches any file at all for the reader."""
    actor = current_actor()
    return actor is not None and face().rights.opens(actor, permission)


def within(permission: str) -> Within:
    """What a list is narrowed down to for this reader."""
    return Within.reached_by(reach(permission))


def names_of(persons: Iterable[UUID], *, purpose: str) -> dict[UUID, str]:
    """Names as this reader may see them: in full, which is noted, where they work; else masked."""
    actor = current_actor()
    found = face().rights.reach(actor, IDENTIFY) if actor else None
    return office().names(persons, reach=found, purpose=purpose, mask=mask_name)


def word(code: str) -> str:
    """A code in plain words."""
    return _(WORDS[code]) if code in WORDS else code


def villages_to_choose(*, held: str | None = None) -> list[tuple[str, str]]:
    """The villages that a unit looks after, and the one on file if it is none of them."""
    known = sorted(office().villages())
    if not known or not held or held in known:
        return [(it, it) for it in known]
    return [(held, _("%(village)s（不在名单里）", village=held)), *((it, it) for it in known)]


def options(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes to choose from, with their words."""
    return [(code, word(code)) for code in codes]


def optional(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The same where nobody need choose."""
    return [("", _("未填")), *options(codes)]
