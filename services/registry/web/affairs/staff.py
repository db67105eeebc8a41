"""Full-time workers: the staffing card, selections, hiring and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.staff import Selection, Worker
from services.registry.projections.affairs.census import actual_users
from services.registry.projections.affairs.reconciling import is_reconciled
from services.registry.projections.affairs.staff import (
    SelectionRow,
    all_selections,
    all_workers,
)
from services.registry.projections.affairs.striking import struck_records
from services.registry.projections.within import WHOLE_TOWN
from services.registry.rules.affairs.book import rule
from services.registry.rules.affairs.staffing import EDUCATIONS, workers_required
from services.registry.rules.affairs.stations import stations_named
from services.registry.schemas.affairs.staff import (
    EndWorkerForm,
    HiredOut,
    NotedOut,
    SelectedOut,
    SelectionForm,
    StaffingOut,
    WorkerForm,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, TEMPLATES, record, striking, tell_defects
from services.registry.web.affairs.words import grounds, reason, rules_of, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.forms import tell
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, why

SEE_STAFF, KEEP_STAFF = "registry.see_staff", "registry.keep_staff"
CONDITIONS = ("worker_age_min", "worker_education", "worker_record_clean", "worker_assessed")

WHY = ("users_per_worker", *CONDITIONS, "candidates_min")
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_staff", __name__, url_prefix="/registry/staff", template_folder=TEMPLATES
)
api = api_blueprint("registry", "staff")


@dataclass(frozen=True, kw_only=True)
class Card:
    """How many workers there must be, and who counts (S28; M15).

    `usable` once the head count was held against the list of the police (M1).
    """

    users: int
    usable: bool
    required: int
    workers: Sequence[Worker]
    selections_struck_out: frozenset[UUID]

    @property
    def here(self) -> list[Worker]:
        """Those who work today."""
        return [worker for worker in self.workers if worker.works_on(clock.today())]

    @property
    def qualified(self) -> list[Worker]:
        """Those who count."""
        return [worker for worker in self.here if not self.lacking(worker)]

    def lacking(self, worker: Worker) -> tuple[str, ...]:
        """Why a worker does not count today; empty for one who does."""
        stands = worker.selection_id not in self.selections_struck_out
        return worker.why_not_counted(clock.today(), selection_stands=stands)

    @property
    def aged(self) -> list[Worker]:
        """Those who have turned 56 and of whom nobody has noted it."""
        return [it for it in self.workers if it.is_to_be_noted_over_age(clock.today())]


def card() -> Card:
    """The staffing card of today."""
    with office().db.reading() as conn:
        users, workers = actual_users(conn, within=WHOLE_TOWN), all_workers(conn)
        usable = is_reconciled(conn)
        struck = struck_records(conn, register=Selection.register_name)
    return Card(
        users=users,
        usable=usable,
        required=workers_required(users=users, on=clock.today()),
        workers=[office().worker(worker_id) for worker_id in workers],
        selections_struck_out=frozenset(struck),
    )


# Pages.


@pages.get("")
@needs(SEE_STAFF)
def register() -> str:
    """The card, everybody who works or worked, and how they were chosen."""
    today = clock.today()
    with office().db.reading() as conn:
        selections = all_selections(conn)
    return render_template(
        "registry/affairs/staff.html",
        card=card(),
        selections=selections,
        article=cited(rule("users_per_worker", on=today).citation),
        why=[why(it) for it in rules_of(WHY)],
        may_keep=opens(KEEP_STAFF),
        striking=striking,
        selection_of=lambda row: office().selection(row.selection_id),
        reason=reason,
        word=word,
    )


@pages.route("/selections/new", methods=BOTH)
@needs(KEEP_STAFF)
def open_selection() -> ResponseReturnValue:
    """Record a comparative selection."""
    return record(
        SelectionForm(),
        lambda asked: office().open_selection(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记比选"),
        said=_l("比选已登记。"),
        initial={"held_on": clock.today(), "posts": 1},
    )


@pages.route("/new", methods=BOTH)
@needs(KEEP_STAFF)
def hire_worker() -> ResponseReturnValue:
    """Record that somebody became a worker."""
    with office().db.reading() as conn:
        selections = all_selections(conn)
    return record(
        WorkerForm(),
        lambda asked: office().hire_worker(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记聘用"),
        said=_l("聘用已登记。"),
        initial={"hired_on": clock.today(), "full_time": True},
        options={
            "station": words(stations_named(on=clock.today())),
            "education": words(EDUCATIONS),
            "selection_id": [(str(row.selection_id), _selection(row)) for row in selections],
        },
    )


@pages.route("/<uuid:worker_id>/end", methods=BOTH)
@needs(KEEP_STAFF)
def end_worker(worker_id: UUID) -> ResponseReturnValue:
    """Record that a worker left."""
    worker = office().worker(worker_id)
    return record(
        EndWorkerForm(),
        lambda asked: office().end_worker(worker_id=worker.id, **asked),
        back=_back(),
        title=_("登记离岗"),
        about=worker.name or "",
        said=_l("离岗已登记。"),
        initial={"ended_on": clock.today()},
    )


@pages.post("/over-age")
@needs(KEEP_STAFF)
def note_over_age() -> ResponseReturnValue:
    """Note who has turned 56 and counts no longer."""
    done = office().note_over_age(workers=[worker.id for worker in card().aged])
    tell(done, _("已注明。"))
    return redirect(_back()[1], 303)


# The JSON API.


@api.get("/staff")
@needs(SEE_STAFF)
@api.response(200, StaffingOut)
def read_staffing() -> dict[str, Any]:
    """Read how many workers the town needs and has, and why somebody does not count."""
    found, today = card(), clock.today()
    return {
        "users": found.users,
        "usable": found.usable,
        "required": found.required,
        "qualified": len(found.qualified),
        "employed": len(found.here),
        "article": str(rule("users_per_worker", on=today).citation),
        "why": rules_of(WHY),
        "workers": [_worker(found, it) for it in found.workers],
    }


@api.post("/staff/selections")
@needs(KEEP_STAFF)
@api.arguments(SelectionForm)
@api.response(201, SelectedOut)
def add_selection(selection: dict[str, Any]) -> dict[str, Any]:
    """Record a comparative selection."""
    done = office().open_selection(**selection)
    return done_out(done, **done.answer)


@api.post("/staff/workers")
@needs(KEEP_STAFF)
@api.arguments(WorkerForm)
@api.response(201, HiredOut)
def add_worker(worker: dict[str, Any]) -> dict[str, Any]:
    """Record that somebody became a worker; what breaks a rule is kept and counts for nothing."""
    done = office().hire_worker(**worker)
    return done_out(done, **done.answer)


@api.post("/staff/over-age")
@needs(KEEP_STAFF)
@api.response(201, NotedOut)
def add_over_age() -> dict[str, Any]:
    """Note who has turned 56 and counts no longer; a second time notes nobody."""
    done = office().note_over_age(workers=[worker.id for worker in card().aged])
    return done_out(done, workers=done.answer)


@api.post("/staff/workers/<uuid:worker_id>/end")
@needs(KEEP_STAFF)
@api.arguments(EndWorkerForm)
@api.response(201, DoneOut)
def add_end(end: dict[str, Any], worker_id: UUID) -> dict[str, Any]:
    """Record that a worker left."""
    return done_out(office().end_worker(worker_id=worker_id, **end))


def _worker(found: Card, worker: Worker) -> dict[str, Any]:
    why_not = found.lacking(worker)
    here = worker.works_on(clock.today())
    return {
        **vars(worker),
        "ended_on": worker.ended_on,
        "counts": here and not why_not,
        "why_not": why_not,
        "grounds": grounds(why_not),
    }


def _selection(row: SelectionRow) -> str:
    return _("%(day)s，候选人%(number)s名", day=short_day(row.held_on), number=row.candidates)


def _back() -> tuple[str, str]:
    return _("专职社工"), url_for("registry_staff.register")
