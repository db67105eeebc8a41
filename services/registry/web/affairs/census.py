"""Census rounds: how far each village is, whom nobody has visited, the visits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.census import (
    CANVASS,
    MODES,
    OUTCOMES,
    CensusRound,
    HouseholdVisit,
)
from services.registry.projections.affairs import census
from services.registry.projections.affairs.census import Progress, RoundRow, VisitRow
from services.registry.schemas.affairs.census import (
    CanvassForm,
    CloseRoundForm,
    RoundForm,
    RoundOut,
    StartedOut,
    VisitBesideOut,
    VisitedOut,
    VisitForm,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, TEMPLATES, record, striking, tell_defects
from services.registry.web.affairs.known_units import villages_of_mine
from services.registry.web.affairs.words import reason, rules_of, word, words
from services.registry.web.office import (
    SEE_PEOPLE,
    names_of,
    office,
    opens,
    person_for,
    within,
)
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import allow, needs
from shared.web.lists import Paging
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed, why

SEE_CENSUS, START_CENSUS = "registry.see_census", "registry.start_census"
VISIT = "registry.record_household_visit"

WHY = ("census_visitors", "census_by", "registered_by_police")
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_census", __name__, url_prefix="/registry/census", template_folder=TEMPLATES
)
api = api_blueprint("registry", "census")


@pages.get("")
@needs(SEE_CENSUS)
def register() -> str:
    """The rounds, each with how far it is."""
    with office().db.reading() as conn:
        rounds = [(row, _villages(conn, row.round_id)) for row in census.all_rounds(conn)]
    return render_template(
        "registry/affairs/census.html",
        rounds=[(row, *_sums(found)) for row, found in rounds],
        why=[why(it) for it in rules_of(WHY)],
        may_start=opens(START_CENSUS),
        word=word,
    )


@pages.route("/new", methods=BOTH)
@needs(START_CENSUS)
def start() -> ResponseReturnValue:
    """Begin a round."""
    return record(
        RoundForm(),
        lambda asked: office().start_census_round(**asked),
        back=_back(),
        title=_("开始一轮调查"),
        said=_l("本轮调查已开始。"),
        initial={"started_on": clock.today(), "mode": MODES[0]},
        options={"mode": words(MODES)},
    )


@pages.get("/<uuid:round_id>")
@needs(SEE_CENSUS)
def one_round(round_id: UUID) -> str:
    """One round: how far each village is, and whom nobody has visited yet."""
    found, village = office().census_round(round_id), request.args.get("village", "")
    with office().db.reading() as conn:
        villages = _villages(conn, round_id)
        listed = sum(it.listed for it in villages if not village or it.village == village)
        paging = Paging.of(request.args.get("page"), total=listed)
        households = _households(conn, round_id, village, paging) if opens(SEE_PEOPLE) else []
        beside = census.canvassed(conn, round_id=round_id) if found.mode == CANVASS else None
        others = census.how_many_beside(conn, round_id=round_id, within=within(SEE_CENSUS))
    names = names_of((it.person_id for it in households), purpose="逐户调查") if households else {}
    listed, visited = _sums(villages)
    return render_template(
        "registry/affairs/census_round.html",
        found=found,
        villages=villages,
        listed=listed,
        visited=visited,
        beside=beside,
        others=others,
        households=households,
        names=names,
        paging=paging,
        chosen=village,
        visits=office().load_all(HouseholdVisit, [it.visit_id for it in households if it.visit_id]),
        striking=striking,
        may_visit=opens(VISIT),
        may_start=opens(START_CENSUS),
        sees_people=opens(SEE_PEOPLE),
        why=[why(it) for it in rules_of(WHY)],
        word=word,
    )


@pages.get("/<uuid:round_id>/visits")
@needs(SEE_CENSUS)
def visits_beside(round_id: UUID) -> str:
    """Visits that cover nobody on the list: of other households, and what broke a rule."""
    found, seen = office().census_round(round_id), within(SEE_CENSUS)
    with office().db.reading() as conn:
        total = census.how_many_beside(conn, round_id=round_id, within=seen)
        paging = Paging.of(request.args.get("page"), total=total)
        rows = census.beside(
            conn, round_id=round_id, within=seen, offset=paging.offset, size=paging.size
        )
    persons = {it.person_id for it in rows if it.person_id} if opens(SEE_PEOPLE) else set()
    return render_template(
        "registry/affairs/census_visits.html",
        found=found,
        rows=rows,
        paging=paging,
        names=names_of(persons, purpose="逐户调查") if persons else {},
        visits=office().load_all(HouseholdVisit, [it.visit_id for it in rows]),
        striking=striking,
        reasons=lambda codes: listed(map(reason, codes)),
        word=word,
    )


@pages.route("/<uuid:round_id>/close", methods=BOTH)
@needs(START_CENSUS)
def close(round_id: UUID) -> ResponseReturnValue:
    """End a round."""
    found = office().census_round(round_id)
    return record(
        CloseRoundForm(),
        lambda asked: office().close_census_round(round_id=round_id, **asked),
        back=_back_to(found),
        title=_("结束本轮调查"),
        said=_l("本轮调查已结束。"),
        initial={"closed_on": clock.today()},
    )


@pages.route("/<uuid:round_id>/people/<uuid:person_id>", methods=BOTH)
@needs(VISIT)
def visit(round_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Record a visit to the household of a listed person."""
    found, person = office().census_round(round_id), person_for(person_id, VISIT)
    return record(
        VisitForm(),
        lambda asked: _visit(round_id, person_id, **asked),
        back=_back_to(found),
        tell=tell_defects,
        title=_("登记走访"),
        about=names_of([person.id], purpose="逐户调查").get(person.id, ""),
        said=_l("走访已登记。"),
        initial={"visited_on": clock.today()},
        options={"outcome": words(OUTCOMES)},
    )


@pages.route("/<uuid:round_id>/households/new", methods=BOTH)
@needs(VISIT)
def canvass(round_id: UUID) -> ResponseReturnValue:
    """Record a visit to a household where nobody is listed."""
    found = office().census_round(round_id)
    return record(
        CanvassForm(),
        lambda asked: _canvass(round_id, **asked),
        back=_back_to(found),
        tell=tell_defects,
        title=_("登记排查"),
        said=_l("走访已登记。"),
        initial={"visited_on": clock.today()},
        options={"outcome": words(OUTCOMES), "village": villages_of_mine(VISIT)},
    )


@api.get("/census")
@needs(SEE_CENSUS)
@api.response(200, RoundOut(many=True))
def list_rounds() -> list[dict[str, Any]]:
    """List the rounds, each with how far every village is."""
    with office().db.reading() as conn:
        return [_told(row, _villages(conn, row.round_id)) for row in census.all_rounds(conn)]


@api.post("/census")
@needs(START_CENSUS)
@api.arguments(RoundForm)
@api.response(201, StartedOut)
def add_round(begun: dict[str, Any]) -> dict[str, Any]:
    """Begin a round."""
    done = office().start_census_round(**begun)
    return done_out(done, round_id=done.answer)


@api.get("/census/<uuid:round_id>/visits")
@needs(SEE_CENSUS)
@api.response(200, VisitBesideOut(many=True))
def list_visits_beside(round_id: UUID) -> list[VisitRow]:
    """List the visits that cover nobody on the list: of other households, and what broke a rule."""
    office().census_round(round_id)
    seen = within(SEE_CENSUS)
    with office().db.reading() as conn:
        total = census.how_many_beside(conn, round_id=round_id, within=seen)
        return census.beside(conn, round_id=round_id, within=seen, size=total)


@api.post("/census/<uuid:round_id>/close")
@needs(START_CENSUS)
@api.arguments(CloseRoundForm)
@api.response(201, DoneOut)
def add_close(closing: dict[str, Any], round_id: UUID) -> dict[str, Any]:
    """End a round."""
    return done_out(office().close_census_round(round_id=round_id, **closing))


@api.post("/census/<uuid:round_id>/people/<uuid:person_id>/visits")
@needs(VISIT)
@api.arguments(VisitForm)
@api.response(201, VisitedOut)
def add_visit(visited: dict[str, Any], round_id: UUID, person_id: UUID) -> dict[str, Any]:
    """Record a visit to the household of a listed person; one each round."""
    person_for(person_id, VISIT)
    done = _visit(round_id, person_id, **visited)
    return done_out(done, **done.answer)


@api.post("/census/<uuid:round_id>/households")
@needs(VISIT)
@api.arguments(CanvassForm)
@api.response(201, VisitedOut)
def add_household(visited: dict[str, Any], round_id: UUID) -> dict[str, Any]:
    """Record a visit to a household where nobody is listed, in a canvass."""
    done = _canvass(round_id, **visited)
    return done_out(done, **done.answer)


def _visit(round_id: UUID, person_id: UUID, *, call: Any, candidates: Any) -> Any:
    there = replace(call, village=office().person(person_id).village)
    return office().record_household_visit(
        round_id=round_id, call=there, person_id=person_id, candidates=candidates
    )


def _canvass(round_id: UUID, *, call: Any, candidates: Any) -> Any:
    allow(VISIT, village=call.village)
    return office().record_household_visit(round_id=round_id, call=call, candidates=candidates)


def _villages(conn: Any, round_id: UUID) -> list[Progress]:
    return census.progress(conn, round_id=round_id, within=within(SEE_CENSUS))


def _households(conn: Any, round_id: UUID, village: str, paging: Paging) -> Any:
    return census.households(
        conn,
        round_id=round_id,
        within=within(SEE_PEOPLE),
        village=village,
        offset=paging.offset,
        size=paging.size,
    )


def _sums(found: list[Progress]) -> tuple[int, int]:
    return sum(it.listed for it in found), sum(it.visited for it in found)


def _told(row: RoundRow, found: list[Progress]) -> dict[str, Any]:
    listed, visited = _sums(found)
    return {
        **vars(row),
        "listed": listed,
        "visited": visited,
        "villages": found,
        "why": rules_of(WHY),
    }


def _back() -> tuple[str, str]:
    return _("逐户调查"), url_for("registry_census.register")


def _back_to(found: CensusRound) -> tuple[str, str]:
    return found.title, url_for("registry_census.one_round", round_id=found.id)
