"""The departments of the town, and what each brings: the one place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from deploy.events import events_of
from shared.web.town import Town, Words

if TYPE_CHECKING:
    from shared.eventstore.application import Department
    from shared.messaging.directory import Described
    from shared.messaging.language import Publish
    from shared.messaging.service import DepartmentService
    from shared.obligation import Obligation
    from shared.projecting import Projection
    from shared.web.mounting import DepartmentWeb
    from shared.web.town import Desk


FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "registry": ("identity", "supervision", "assistance", "treatment", "legal_aid"),
    "supervision": ("registry", "assistance", "treatment", "legal_aid"),
    "assistance": ("registry", "supervision"),
    "treatment": ("registry", "supervision"),
    "legal_aid": ("registry", "supervision"),
    "reporting": ("registry", "supervision", "assistance", "treatment", "legal_aid"),
    "identity": (),
}
"""All departments, and whom each follows."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a department brings along."""

    name: str
    application: type[Department]
    published: Sequence[Publish]
    projections: Sequence[type[Projection]]
    service: type[DepartmentService]
    web: type[DepartmentWeb]
    desk: Desk
    follows: tuple[str, ...] = ()
    heard: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    obligations: Sequence[Obligation] = ()


@cache
def parts_of(name: str) -> Parts:
    """Load a department; all keep their parts under the same names."""
    camel = name.title().replace("_", "")
    messages = _part(name, "messages")
    return Parts(
        name=name,
        application=getattr(_part(name, "application"), f"{camel}Application"),
        published=messages.PUBLISHED,
        heard=messages.HEARD,
        projections=_part(name, "projections").PROJECTIONS,
        service=getattr(_part(name, "service"), f"{camel}Service"),
        web=getattr(_part(name, "web"), f"{camel}Web"),
        desk=_part(name, "desk").DESK,
        follows=FOLLOWS[name],
        obligations=_obligations_of(name),
    )


def _obligations_of(name: str) -> Sequence[Obligation]:
    """The notice gives some departments nothing to do."""
    if find_spec(f"services.{name}.obligations") is None:
        return ()
    found: Sequence[Obligation] = _part(name, "obligations").OBLIGATIONS
    return found


def _part(name: str, part: str) -> Any:
    return import_module(f"services.{name}.{part}")


class _Departments(Mapping[str, Parts]):
    """A process that serves one department, or a command that reads one, loads no other."""

    def __getitem__(self, name: str) -> Parts:
        if name not in FOLLOWS:
            raise KeyError(name)
        return parts_of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(FOLLOWS)

    def __len__(self) -> int:
        return len(FOLLOWS)


DEPARTMENTS: Mapping[str, Parts] = _Departments()


@cache
def events_of_town() -> tuple[Described, ...]:
    """All events that can happen in it."""
    return events_of(DEPARTMENTS.values())


TOWN = Town(
    events=events_of_town,
    name=Words("梅山镇", "Meishan Town"),
    desks=tuple(_part(name, "desk").DESK for name in FOLLOWS),
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
        "family_member": "/supervision/family",
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
        "family_member": Words("监护小组家庭成员", "Family member of the group"),
    },
)
