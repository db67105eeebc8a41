"""The departments of the town, and what each brings: the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import services.assistance.application
import services.assistance.messages
import services.assistance.projections
import services.assistance.service
import services.assistance.web
import services.identity.application
import services.identity.messages
import services.identity.projections
import services.identity.service
import services.identity.web
import services.legal_aid.application
import services.legal_aid.messages
import services.legal_aid.projections
import services.legal_aid.service
import services.legal_aid.web
import services.registry.application
import services.registry.messages
import services.registry.obligations
import services.registry.projections
import services.registry.service
import services.registry.web
import services.reporting.application
import services.reporting.messages
import services.reporting.projections
import services.reporting.service
import services.reporting.web
import services.supervision.application
import services.supervision.messages
import services.supervision.projections
import services.supervision.service
import services.supervision.web
import services.treatment.application
import services.treatment.messages
import services.treatment.projections
import services.treatment.service
import services.treatment.web
from deploy.events import events_of
from shared.eventstore.application import Department
from shared.messaging.directory import Described
from shared.messaging.language import Publish
from shared.messaging.service import DepartmentService
from shared.obligation import Obligation
from shared.projecting import Projection
from shared.web.mounting import DepartmentWeb
from shared.web.town import Desk, Town, Words


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a department brings along."""

    application: type[Department]
    published: Sequence[Publish]
    projections: Sequence[type[Projection]]
    service: type[DepartmentService]
    web: type[DepartmentWeb]
    desk: Desk
    follows: tuple[str, ...] = ()
    heard: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    obligations: Sequence[Obligation] = ()

    @property
    def name(self) -> str:
        """The department."""
        return self.application.name


DEPARTMENTS: Mapping[str, Parts] = {
    parts.name: parts
    for parts in (
        Parts(
            application=services.registry.application.RegistryApplication,
            published=services.registry.messages.PUBLISHED,
            heard=services.registry.messages.HEARD,
            projections=services.registry.projections.PROJECTIONS,
            service=services.registry.service.RegistryService,
            web=services.registry.web.RegistryWeb,
            desk=services.registry.web.DESK,
            follows=("identity", "supervision"),
            obligations=services.registry.obligations.OBLIGATIONS,
        ),
        Parts(
            application=services.supervision.application.SupervisionApplication,
            published=services.supervision.messages.PUBLISHED,
            heard=services.supervision.messages.HEARD,
            projections=services.supervision.projections.PROJECTIONS,
            service=services.supervision.service.SupervisionService,
            web=services.supervision.web.SupervisionWeb,
            desk=services.supervision.web.DESK,
            follows=("registry", "assistance", "treatment", "legal_aid"),
        ),
        Parts(
            application=services.assistance.application.AssistanceApplication,
            published=services.assistance.messages.PUBLISHED,
            heard=services.assistance.messages.HEARD,
            projections=services.assistance.projections.PROJECTIONS,
            service=services.assistance.service.AssistanceService,
            web=services.assistance.web.AssistanceWeb,
            desk=services.assistance.web.DESK,
            follows=("registry", "supervision"),
        ),
        Parts(
            application=services.treatment.application.TreatmentApplication,
            published=services.treatment.messages.PUBLISHED,
            heard=services.treatment.messages.HEARD,
            projections=services.treatment.projections.PROJECTIONS,
            service=services.treatment.service.TreatmentService,
            web=services.treatment.web.TreatmentWeb,
            desk=services.treatment.web.DESK,
            follows=("registry", "supervision"),
        ),
        Parts(
            application=services.legal_aid.application.LegalAidApplication,
            published=services.legal_aid.messages.PUBLISHED,
            heard=services.legal_aid.messages.HEARD,
            projections=services.legal_aid.projections.PROJECTIONS,
            service=services.legal_aid.service.LegalAidService,
            web=services.legal_aid.web.LegalAidWeb,
            desk=services.legal_aid.web.DESK,
            follows=("registry", "supervision"),
        ),
        Parts(
            application=services.reporting.application.ReportingApplication,
            published=services.reporting.messages.PUBLISHED,
            heard=services.reporting.messages.HEARD,
            projections=services.reporting.projections.PROJECTIONS,
            service=services.reporting.service.ReportingService,
            web=services.reporting.web.ReportingWeb,
            desk=services.reporting.web.DESK,
            follows=("registry", "supervision", "assistance", "treatment", "legal_aid"),
        ),
        Parts(
            application=services.identity.application.IdentityApplication,
            published=services.identity.messages.PUBLISHED,
            projections=services.identity.projections.PROJECTIONS,
            service=services.identity.service.IdentityService,
            web=services.identity.web.IdentityWeb,
            desk=services.identity.web.DESK,
        ),
    )
}


@cache
def events_of_town() -> tuple[Described, ...]:
    """All events that can happen in it."""
    return events_of(DEPARTMENTS.values())


TOWN = Town(
    events=events_of_town,
    name=Words("梅山镇", "Meishan Town"),
    desks=tuple(parts.desk for parts in DEPARTMENTS.values()),
    sign_in="/identity/sign-in",
    sign_out="/identity/sign-out",
    switch_user="/identity/switch",
    starts_at={
        "office_handler": "registry",
        "community_secretary": "registry",
        "full_time_worker": "supervision",
        "police_station": "supervision",
        "social_affairs_centre": "assistance",
        "health_institution": "treatment",
        "justice_office": "legal_aid",
        "leading_group": "reporting",
        "auditor": "reporting",
        "sysadmin": "identity",
        "security_admin": "identity",
        "audit_admin": "identity",
    },
    roles={
        "leading_group": Words("领导小组", "Leading group"),
        "office_handler": Words("领导小组办公室经办人", "Office handler"),
        "community_secretary": Words("村（社区）书记", "Village secretary"),
        "full_time_worker": Words("禁毒专职社工", "Full-time social worker"),
        "police_station": Words("派出所禁毒民警", "Anti-drug officer"),
        "health_institution": Words("指定医疗机构", "Designated health institution"),
        "social_affairs_centre": Words("镇社会事业中心", "Social affairs centre"),
        "justice_office": Words("镇司法所", "Justice office"),
        "auditor": Words("上级督导", "Auditor"),
        "sysadmin": Words("系统管理员", "System administrator"),
        "security_admin": Words("安全管理员", "Security administrator"),
        "audit_admin": Words("审计管理员", "Audit administrator"),
    },
)
