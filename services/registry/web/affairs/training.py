"""Trainings: who was trained, and how they did."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.activities import Training
from services.registry.projections.affairs.activities import TRAINING, held
from services.registry.rules.affairs.activities import passes
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.activities import (
    TRAINED_WORDS,
    HeldOut,
    TrainingForm,
    TrainingOut,
)
from services.registry.web.affairs.common import (
    BOTH,
    HOLD_ACTIVITY,
    SEE_ACTIVITIES,
    TEMPLATES,
    record,
    striking,
)
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

pages = Blueprint(
    "registry_training", __name__, url_prefix="/registry/training", template_folder=TEMPLATES
)
api = api_blueprint("registry", "training")


def trainings() -> list[Training]:
    """All trainings, the newest first."""
    with office().db.reading() as conn:
        found = held(conn, TRAINING)
    return [office().training(it) for it in found]


@pages.get("")
@needs(SEE_ACTIVITIES)
def register() -> str:
    """The trainings with who came and how they did; how many of each role there were."""
    found, today = trainings(), clock.today()
    trained = {
        role: len({it.name for one in found for it in one.attendees if it.counts_as(role)})
        for role in rule("training_roles", on=today).value
    }
    return render_template(
        "registry/affairs/training.html",
        trainings=found,
        trained=[(_(TRAINED_WORDS[role]), number) for role, number in trained.items()],
        passes=lambda one, it: passes(it.score, on=one.held_on),
        why=[why(rule(name, on=today)) for name in ("training_roles", "training_pass")],
        may_hold=opens(HOLD_ACTIVITY),
        striking=striking,
        role=lambda code: _(TRAINED_WORDS[code]),
    )


@pages.route("/new", methods=BOTH)
@needs(HOLD_ACTIVITY)
def hold() -> ResponseReturnValue:
    """Record a training."""
    return record(
        TrainingForm(),
        lambda asked: office().hold_training(**asked),
        back=(_("培训"), url_for("registry_training.register")),
        title=_("登记培训"),
        said=_l("培训已登记。"),
        initial={"held_on": clock.today()},
    )


@api.get("/trainings")
@needs(SEE_ACTIVITIES)
@api.response(200, TrainingOut(many=True))
def list_trainings() -> list[dict[str, Any]]:
    """List the trainings, the newest first."""
    return [{**vars(it), "training_id": it.id} for it in trainings()]


@api.post("/trainings")
@needs(HOLD_ACTIVITY)
@api.arguments(TrainingForm)
@api.response(201, HeldOut)
def add_training(training: dict[str, Any]) -> dict[str, Any]:
    """Record a training with who came and how they did."""
    done = office().hold_training(**training)
    return done_out(done, training_id=done.answer)
