"""Each event of the town's own affairs once: where their golden files come from."""

from __future__ import annotations

from datetime import date

from services.registry.application import RegistryApplication
from tests.registry.affairs.test_means import approved, counted, spent
from tests.registry.affairs.test_plans import LEADERS, adopted, taken
from tests.registry.affairs.test_staff import hired
from tests.registry.affairs.test_units import assigned
from tests.registry.town import TODAY, by


def of_affairs(office: RegistryApplication) -> None:
    """One of each: the story of a single day."""
    _staff(office)
    _plans(office)
    _units(office)
    _means(office)


def _staff(office: RegistryApplication) -> None:
    """A worker of 56 who leaves again."""
    worker_id = hired(office, born=date(1970, 11, 23))
    with by():
        office.note_over_age(workers=[worker_id])
    with by():
        office.end_worker(worker_id=worker_id, ended_on=TODAY, reason="超龄")


def _plans(office: RegistryApplication) -> None:
    taken(office)
    with by():
        office.appoint_leading_group(members=LEADERS, appointed_on=TODAY)
    adopted(office)
    with by():
        office.adopt_rule(
            kind="working_norm",
            title="工作规范",
            text="第一条",
            adopted_on=TODAY,
            holds_from=TODAY,
        )


def _units(office: RegistryApplication) -> None:
    task_id = assigned(office)
    with by():
        office.report_unit_task(task_id=task_id, reported_on=TODAY, done=True, report="已办")
    with by():
        office.designate_base_organisation(
            village="石桥村", organisation="石桥村村委会", designated_on=TODAY, doc_no="1号"
        )


def _means(office: RegistryApplication) -> None:
    with by():
        office.register_station(
            station="station-1",
            registered_on=TODAY,
            dedicated_office=True,
            address="和平路1号",
            keeper="陶社工",
        )
    counted(office)
    approved(office)
    spent(office, "1000.01")
