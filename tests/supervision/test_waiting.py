"""What waits for a second account or an answer is on the desk of those who can give it."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    LeaveAsked,
    OtherDay,
    OtherDayAnswer,
    PoliceDecision,
    WaiverAsked,
)
from shared import clock
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play, day
from tests.supervision.test_overturning import by
from tests.supervision.test_pages import page, send
from tests.supervision.watching import story

WORKER, POLICE, ELSEWHERE, AUDITOR = "shegong01", "minjing01", "shegong02", "dudao01"

pytestmark = on_sqlite


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@pytest.fixture
def play(office: SupervisionApplication) -> Play:
    return story(office)


def desk(app: Flask, account: str, number: int) -> str:
    with clock.use(at(day(number), 20)):
        return page(reader(app, account), "/supervision/")


def case(app: Flask, account: str, play: Play, number: int) -> str:
    with clock.use(at(day(number), 20)):
        return page(reader(app, account), f"/supervision/cases/{play.file_id}")


def waived(office: SupervisionApplication, play: Play, account: str) -> None:
    asked = WaiverAsked(window=1, because="hospital", note="住院证明 17 号")
    with clock.use(at(day(3))), by(account):
        office.propose_waiver(file_id=play.file_id, asked=asked)


def test_a_waiver_waits_on_the_desk_of_the_police_and_says_what_it_would_do(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    waived(office, play, WORKER)

    police, worker = desk(app, POLICE, 4), desk(app, WORKER, 4)
    told = case(app, POLICE, play, 4)
    with clock.use(at(day(4), 12)), by(POLICE):
        office.decide_waiver(file_id=play.file_id, window=1, approved=True)

    assert "免除检测待决定" in police
    assert f"{WORKER}于{day(3):%Y-%m-%d}提出" in police
    assert "免除检测待决定" not in worker, "it is not the worker's to decide"
    assert "第1次检测免除，不计未到场" in told
    assert f"/supervision/cases/{play.file_id}/waivers/decisions/new?window=1" in told
    assert "免除检测待决定" not in desk(app, POLICE, 4)


def test_whoever_proposed_it_sees_it_on_the_case_and_is_not_asked_to_decide(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    waived(office, play, POLICE)

    told = case(app, POLICE, play, 4)

    assert "免除检测待决定" not in desk(app, POLICE, 4)
    assert "免除检测待决定" in told
    assert "waivers/decisions/new?window=1" not in told


def test_a_leave_and_a_correction_wait_until_they_are_decided(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    asked = LeaveAsked(
        written_on=day(2),
        depart_on=day(5),
        return_on=day(12),
        destination="合肥",
        because="看病",
        contact="13800000000",
    )
    with clock.use(at(day(2), 12)), by(WORKER):
        office.report_absence(file_id=play.file_id, asked=asked)
    play.refuse(4)
    with clock.use(at(day(4), 21)), by(WORKER):
        office.propose_overturning(
            file_id=play.file_id, matter_id=play.matters[-1], because="记错人了"
        )

    police, told = desk(app, POLICE, 6), case(app, AUDITOR, play, 6)

    assert "外出待批准" in police
    assert "更正计次待决定" in police
    assert "不再计次：拒检" in told
    assert "去办理" not in told
    assert "外出待批准" not in desk(app, POLICE, 13), "the person is to be back"


def test_the_police_decide_on_what_they_found_and_no_worker_has_to_report_it(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    play.confirm(9, used=4)

    police, worker, told = desk(app, POLICE, 9), desk(app, WORKER, 9), case(app, POLICE, play, 9)
    (use_id,) = play.file.uses
    decision = PoliceDecision(
        report_id=use_id, decided_on=day(11), decision="community", document_no="金公〔2026〕11号"
    )
    with clock.use(at(day(11), 12)), by(POLICE):
        office.record_police_decision(file_id=play.file_id, decision=decision)

    assert "认定吸毒后待公安决定" in police
    assert "由公安机关依《禁毒法》第38条决定" in told
    assert f"report_id={use_id}" in told
    assert "须报告公安机关" not in worker
    assert "认定吸毒后待公安决定" not in desk(app, POLICE, 11)
    assert play.file.reports[use_id].decision == "community"


def test_a_finding_that_was_taken_back_waits_for_no_decision(play: Play, app: Flask) -> None:
    play.confirm(9, used=4)

    play.overturn(10, 0)

    assert "认定吸毒后待公安决定" not in desk(app, POLICE, 11)


def requested(office: SupervisionApplication, play: Play) -> tuple[UUID, UUID]:
    notice = UUID(play.notice_for(10, served=8))
    other = OtherDay(
        kind="drug_test", asked_on=day(9), how="phone", notice_id=notice, wanted_on=day(12)
    )
    with clock.use(at(day(9), 12)), by(WORKER):
        answer = office.ask_other_day(file_id=play.file_id, asked=other).answer
    return notice, UUID(answer)


def test_another_day_that_was_granted_leads_on_to_its_notice(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    _notice, request = requested(office, play)
    path = f"/supervision/cases/{play.file_id}/other-days/answers/new"
    answer = {
        "request_id": str(request),
        "granted": "true",
        "new_day": day(12).isoformat(),
        "answer": "已电话答复",
    }

    with clock.use(at(day(9), 16)):
        form = send(reader(app, WORKER), path, answer)

    assert "通知检测" in form
    assert f'value="{day(12).isoformat()}T09:00"' in form


def test_until_the_notice_of_the_new_day_is_served_the_desk_says_that_it_is_not(
    office: SupervisionApplication, play: Play, app: Flask
) -> None:
    _notice, request = requested(office, play)
    before = desk(app, WORKER, 9)
    answer = OtherDayAnswer(request_id=request, granted=True, new_day=day(12), answer="同意")
    with clock.use(at(day(9), 21)), by(WORKER):
        office.answer_other_day(file_id=play.file_id, answer=answer)

    granted, elsewhere = desk(app, WORKER, 10), desk(app, ELSEWHERE, 10)
    with clock.use(at(day(10), 21)):
        level(reader(app, WORKER))
        listed = reader(app, WORKER).get("/supervision/api/waiting").json or ()
    play.notice_for(12, served=11)

    assert "改期申请待答复" in before
    assert "改期申请待答复" not in granted
    assert f"已同意改到{day(12):%Y-%m-%d}，还没有送达新的通知" in granted
    assert [it["kind"] for it in listed] == ["new_day"]
    assert "改期后的通知待送达" not in elsewhere
    assert "改期后的通知待送达" not in desk(app, WORKER, 11)
