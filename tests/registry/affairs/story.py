"""Each event of the town's own affairs once: where their golden files come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.records import WHOLE
from services.registry.rules.affairs.users import CANDIDATE
from shared.eventstore.attachments import Upload
from tests.registry.affairs.test_activities import PHOTO, TELLING, met, trained
from tests.registry.affairs.test_actual_users import proposed
from tests.registry.affairs.test_census import started, visited
from tests.registry.affairs.test_means import approved, counted, spent
from tests.registry.affairs.test_plans import LEADERS, OUT_OF_ORDER, adopted, taken
from tests.registry.affairs.test_reconciling import compared, decide, police_list
from tests.registry.affairs.test_staff import hired
from tests.registry.affairs.test_units import assigned
from tests.registry.papers import signed
from tests.registry.town import TODAY, by, number, registered


def of_affairs(office: RegistryApplication) -> None:
    """One of each: the story of a single day."""
    _staff(office)
    _plans(office)
    _units(office)
    _means(office)
    _census(office)
    _activities(office)
    _reconciled(office)
    _struck_out(office)
    _missed(office)
    _moved(office)


def of_a_candidate(office: RegistryApplication) -> None:
    """Somebody whom nobody verified in 60 days; the key of the golden file is kept."""
    id_no = number(born=date(1976, 6, 7))
    person_id = registered(office, "曾某", id_no=id_no, flag=CANDIDATE)
    with by():
        office.lapse_candidate(person_id=person_id, day=TODAY + timedelta(days=61))


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
        office.adopt_work_plan(plan=replace(OUT_OF_ORDER, year=2027), adopted_on=TODAY)
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


def _census(office: RegistryApplication) -> None:
    """Somebody is visited, verified, proposed twice to be left out, left out, taken back."""
    person_id = registered(office, id_no=number(sequence=996), flag=CANDIDATE)
    round_id = started(office)
    visited(office, round_id, person_id, note="家中有老人")
    with by():
        office.close_census_round(round_id=round_id, closed_on=TODAY)
    with by():
        office.verify_user(
            person_id=person_id, verified_on=TODAY, basis="decision", police_ref="M-1"
        )
    proposed(office, person_id)
    with by("minjing01"):
        office.reject_exclusion(person_id=person_id, why="证明不足")
    proposed(office, person_id, paper=signed())
    with by():
        office.reinstate_user(person_id=person_id, why="已迁回")


def _activities(office: RegistryApplication) -> None:
    trained(office)
    with by():
        publicity = office.hold_publicity(telling=TELLING).answer["publicity_id"]
    with by():
        office.keep_photo(
            publicity_id=UUID(publicity), photo=Upload(PHOTO, filename="a.png"), without_faces=True
        )
    meeting_id = met(office)
    with by():
        office.close_issue(meeting_id=meeting_id, issue=1, closed_on=TODAY, result="已补齐")


def _reconciled(office: RegistryApplication) -> None:
    """Somebody is on the list of the police alone, and is taken in; then the list is taken back."""
    found = compared(office, police_list("王五", numbers=[number(born=date(1990, 1, 1))]))
    decide(office, found, "take_in", kind="only_there")
    assert found.list_id is not None
    with by():
        office.withdraw_police_list(list_id=found.list_id, why="换新名单")


def _missed(office: RegistryApplication) -> None:
    """A matter and a task of which nobody says in time that they are done."""
    meeting_id, task_id = met(office), assigned(office)
    late = TODAY + timedelta(days=60)
    with by():
        office.mark_deadline(name="registry.meeting_held", file_id=meeting_id, day=late)
    with by():
        office.mark_deadline(name="registry.unit_task_assigned", file_id=task_id, day=late)


def _moved(office: RegistryApplication) -> None:
    """Somebody is said to be dead, which is not so; then to be abroad, which a paper confirms."""
    person_id = registered(office, "郑九州", id_no=number(born=date(1975, 6, 7)))
    with by():
        office.set_register_flag(person_id=person_id, flag="deceased", set_on=TODAY, why="传闻")
    with by("minjing01"):
        office.decide_register_flag(person_id=person_id, approved=False, why="本人已到所")
    with by():
        office.set_register_flag(person_id=person_id, flag="abroad", set_on=TODAY, why="护照复印件")
    with by():
        office.decide_register_flag(person_id=person_id, approved=True, paper=signed())


def _struck_out(office: RegistryApplication) -> None:
    """A spending that was none is struck out; the meeting was as it is entered."""
    fund = office.budget(TODAY.year)
    assert fund is not None
    (spending,) = fund.all_spendings
    (meeting_id,) = {it.stream_id for it in office.entries(names=["registry.meeting_held"])}
    wrong, right = ("budgets", fund.id, spending), ("meetings", meeting_id, WHOLE)
    for register, record_id, entry in (wrong, right):
        with by():
            office.propose_striking_out(
                register=register, record_id=record_id, entry=entry, why="重复登记"
            )
    for (register, record_id, entry), agreed in ((wrong, True), (right, False)):
        with by("minjing01"):
            office.decide_striking_out(
                register=register,
                record_id=record_id,
                entry=entry,
                approved=agreed,
                why="已核对",
                paper=signed() if agreed else None,
            )
