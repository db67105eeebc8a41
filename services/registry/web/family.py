"""Which account belongs to the family member of the group, by page and by program."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.registry.schemas.affairs.census import WhyForm
from services.registry.schemas.papers import FamilyMemberForm
from services.registry.schemas.told import DoneOut
from services.registry.web.acts import act_on
from services.registry.web.affairs.common import BOTH
from services.registry.web.office import FORM_GROUP, case_for, office
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_family", __name__, url_prefix="/registry/cases", template_folder="../templates"
)
api = api_blueprint("registry", "family")


@pages.route("/<uuid:case_id>/family-member", methods=BOTH)
@needs(FORM_GROUP)
def name_account(case_id: UUID) -> ResponseReturnValue:
    """Say which account belongs to the family member."""
    return act_on(
        case_for(case_id, FORM_GROUP),
        FamilyMemberForm(),
        lambda asked: office().name_family_member(case_id=case_id, **asked),
        title=_("指定家庭成员账号"),
        said=_l("家庭成员账号已指定。"),
    )


@pages.route("/<uuid:case_id>/family-member/end", methods=BOTH)
@needs(FORM_GROUP)
def end_access(case_id: UUID) -> ResponseReturnValue:
    """Have the account look no more."""
    return act_on(
        case_for(case_id, FORM_GROUP),
        WhyForm(),
        lambda asked: office().end_family_access(case_id=case_id, **asked),
        title=_("停用家庭成员账号"),
        said=_l("家庭成员账号已停用。"),
    )


@api.post("/cases/<uuid:case_id>/family-member")
@needs(FORM_GROUP)
@api.arguments(FamilyMemberForm)
@api.response(201, DoneOut)
def add_family_member(named: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Say which account belongs to the family member of the group; one at a time."""
    case_for(case_id, FORM_GROUP)
    return done_out(office().name_family_member(case_id=case_id, **named))


@api.post("/cases/<uuid:case_id>/family-member/end")
@needs(FORM_GROUP)
@api.arguments(WhyForm)
@api.response(201, DoneOut)
def add_end_of_access(ended: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Have the account look no more."""
    case_for(case_id, FORM_GROUP)
    return done_out(office().end_family_access(case_id=case_id, **ended))
