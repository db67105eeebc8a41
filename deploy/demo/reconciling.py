"""The list of the police in the story: most agree, a few differ, some of that is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from deploy.demo.people import number_of
from services.registry.application import RegistryApplication
from services.registry.domain.affairs.police_list import Stated
from services.registry.rules.affairs.reconciling import DIFFERS, ONLY_HERE, TAKE_THEIRS
from shared import clock

ELSEWHERE = Stated(
    row=1,
    name="邹某",
    id_no=number_of(date(1979, 3, 2)),
    sex="男",
    village="洪冲村",
)


def plan_reconciling(
    registry: RegistryApplication, on: Callable[[int, Callable[[], object]], None]
) -> None:
    """A list comes late in the year."""
    on(335, lambda: _reconcile(registry))


def _reconcile(registry: RegistryApplication) -> None:
    """One is missing there, one spelt otherwise there, one only there; one row is decided."""
    listed = [*_as_registered(registry)[1:], ELSEWHERE]
    listed[0] = replace(listed[0], village="梅山社区")
    listed_on = clock.today()
    done = registry.compare_police_list(
        listed=listed,
        unread=(),
        digest=f"{listed_on:%Y%m%d}".ljust(64, "0"),
        filename="名单（演示）.xlsx",
        listed_on=listed_on,
        source="梅山派出所名单（演示）",
    )
    list_id = UUID(done.answer)
    rows = {row.kind: row.id for row in registry.police_list_rows(list_id)}
    for kind, decision, why in (
        (DIFFERS, TAKE_THEIRS, ""),
        (ONLY_HERE, "keep_counting", "派出所漏列，已去函（演示）"),
    ):
        if kind in rows:
            registry.decide_police_list_rows(
                list_id=list_id, row_ids=[rows[kind]], decision=decision, why=why
            )


def _as_registered(registry: RegistryApplication) -> list[Stated]:
    entries = registry.entries(names=["registry.person_registered"], limit=None)
    persons = [registry.person(entry.stream_id) for entry in entries]
    return [
        Stated(
            row=row,
            name=person.details.name,
            id_no=person.details.id_no,
            sex=person.sex,
            village=person.village,
        )
        for row, person in enumerate(persons, 2)
        if person.flag != "candidate"
    ]
