"""Trainings, publicity and meetings (S10, S14, S36 to S40, S55, S56)."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.activities import Attendee, Issue, Participant
from services.registry.domain.affairs.publicity import Telling
from services.registry.rules.affairs.activities import next_meeting_due, passes
from shared import clock
from shared.eventstore.attachments import Upload
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import (
    HIDDEN,
    JUSTICE,
    OTHER_SECRETARY,
    SECRETARY,
    page,
    posted,
    reader,
    send,
)
from tests.registry.town import NOW, TODAY, by

TELLING = Telling(
    held_on=TODAY,
    village="石桥村",
    place="村部广场",
    form="lecture",
    audiences=("relatives", "neighbours"),
    themes=("rights",),
    headcount=40,
    photos=3,
    without_faces=True,
)
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64) + b"IEND\xae\x42\x60\x82"
THERE = (
    Participant(role="head", name="冯组长"),
    Participant(role="guardianship", name="陶社工"),
)


def trained(office: RegistryApplication) -> None:
    """Train a worker who passes and a village head who takes no test."""
    attendees = (
        Attendee(role="full_time_worker", name="陶社工", signed=True, score=60),
        Attendee(role="community_head", name="王书记", signed=False),
    )
    with by():
        office.hold_training(
            held_on=TODAY, topic="戒毒条例", hours=4, trainer="某教官", attendees=attendees
        )


def met(office: RegistryApplication, *, there: tuple[Participant, ...] = THERE) -> UUID:
    """Have the group meet and give the police a matter for the end of the month."""
    issue = Issue(owner="police", due_on=date(2026, 11, 30), text="检测试剂不足")
    with by():
        done = office.hold_meeting(
            held_on=TODAY, chair="冯组长", participants=there, reports=("工作汇报",), issues=[issue]
        )
    return UUID(done.answer["meeting_id"])


@pytest.mark.parametrize(("score", "passed"), [(59, False), (60, True), (None, None)])
def test_sixty_points_pass(score: int | None, passed: bool | None) -> None:  # noqa: FBT001 - an expectation
    assert passes(score, on=TODAY) is passed


def test_a_training_tells_roles_and_scores_and_no_names(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    trained(office)

    shown = page(handler, "/registry/training")

    assert reports(office, "training_held") == [
        {
            "held_on": "2026-11-23",
            "hours": 4,
            "roles": ["full_time_worker", "community_head"],
            "signed": [True, False],
            "scores": [60, None],
        }
    ]
    assert "陶社工" not in str([entry.facts for entry in office.entries(limit=None)])
    assert "合格" in shown
    assert re.findall(r"<dt>(.+?)</dt><dd>(\d)</dd>", shown)[:3] == [
        ("社区负责人", "0"),  # who did not sign was not there
        ("专职社工", "1"),
        ("社区民警", "0"),
    ]


def test_a_training_by_page_and_by_program(handler: FlaskClient, app: Flask) -> None:
    typed = {
        "held_on": "2026-11-23",
        "topic": "检测流程",
        "hours": "3",
        "trainer": "某教官",
        "attendees": "专职社工 陶社工 已签 55\n社区民警，贺民警，未签",
    }
    attendee = {"role": "community_police", "name": "贺民警", "signed": True}

    shown = send(handler, "/registry/training/new", typed)
    post(app, "/trainings", typed | {"hours": 3, "attendees": [attendee]})

    assert "不合格" in shown
    first = next(it for it in call(app, "GET", "/trainings") if len(it["attendees"]) == 2)
    assert [(it["signed"], it["score"]) for it in first["attendees"]] == [(True, 55), (False, None)]


def test_pictures_with_faces_are_kept_and_marked(office: RegistryApplication) -> None:
    with by():
        marked = office.hold_publicity(telling=replace(TELLING, without_faces=False)).answer
    with by():
        unpictured = office.hold_publicity(
            telling=replace(TELLING, without_faces=False, photos=0)
        ).answer

    assert (marked["defects"], unpictured["defects"]) == (["faces_shown"], [])


def publicised(office: RegistryApplication) -> UUID:
    """Publicity in a village, as its record says."""
    with by():
        return UUID(office.hold_publicity(telling=TELLING).answer["publicity_id"])


def photographed(
    client: FlaskClient, path: str, content: bytes = PHOTO, **more: str
) -> TestResponse:
    """Send a photo with the form of a page."""
    hidden = dict(HIDDEN.findall(page(client, path)))
    file = FileStorage(io.BytesIO(content), filename="a.png")
    return posted(client, path, {**hidden, **more, "file": file})


def test_a_photo_is_kept_once_and_read_again_by_page_and_program(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    publicity_id = publicised(office)
    path = f"/registry/publicity/{publicity_id}/photos"

    first = photographed(handler, f"{path}/new", without_faces="true")
    again = photographed(handler, f"{path}/new", without_faces="true")

    assert (first.status_code, again.status_code) == (303, 422)
    assert "这张照片已经保存" in again.get_data(as_text=True)
    ((photo,),) = [it["kept"] for it in call(app, "GET", "/publicity")]
    assert (photo["entry"], photo["size"], photo["media_type"]) == (2, len(PHOTO), "image/png")
    assert f"{path}/2" in page(handler, "/registry/publicity")
    by_program = {"Authorization": "Bearer jingban01"}
    for got in (
        handler.get(f"{path}/2"),
        app.test_client().get(
            f"/registry/api/publicity/{publicity_id}/photos/2", headers=by_program
        ),
    ):
        assert (got.status_code, got.get_data()) == (200, PHOTO)


@pytest.mark.parametrize(
    ("content", "confirmed", "sentence"),
    [
        (PHOTO, {}, "请先看过照片"),
        (b"PK\x03\x04 a packed file", {"without_faces": "true"}, "只收 PDF、JPG、PNG"),
        (b"", {"without_faces": "true"}, "文件是空的"),
    ],
)
def test_what_is_no_photo_without_faces_is_refused_and_nothing_is_kept(
    content: bytes,
    confirmed: dict[str, str],
    sentence: str,
    office: RegistryApplication,
    handler: FlaskClient,
) -> None:
    publicity_id = publicised(office)

    answer = photographed(
        handler, f"/registry/publicity/{publicity_id}/photos/new", content, **confirmed
    )

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert office.publicity(publicity_id).kept == {}
    assert not office.attachments.has(publicity_id, sha256(content).hexdigest())


def test_a_village_keeps_photos_of_its_own_publicity_alone(
    office: RegistryApplication, app: Flask
) -> None:
    path = f"/registry/publicity/{publicised(office)}/photos/new"

    page(reader(app, OTHER_SECRETARY), path, status=403)
    own = photographed(reader(app, SECRETARY), path, without_faces="true")

    assert own.status_code == 303


def test_a_photo_that_was_struck_out_is_shown_no_more(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    publicity_id = publicised(office)
    with by():
        office.keep_photo(publicity_id=publicity_id, photo=Upload(PHOTO), without_faces=True)
    with by():
        office.propose_striking_out(
            register="publicity", record_id=publicity_id, entry=2, why="有面部"
        )
    with by("minjing01"):
        office.decide_striking_out(
            register="publicity", record_id=publicity_id, entry=2, approved=True
        )

    page(handler, f"/registry/publicity/{publicity_id}/photos/2", status=404)
    assert office.publicity(publicity_id).stands()


def test_the_register_says_whom_publicity_has_not_reached(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    office.hold_publicity(telling=TELLING)

    shown = page(handler, "/registry/publicity")

    assert "还没有覆盖" in shown
    assert "朋友、社会公众、吸毒人员、新理念" in shown


def test_a_village_records_its_own_publicity(app: Flask) -> None:
    typed = {
        "held_on": "2026-11-23",
        "village": "石桥村",
        "place": "村部",
        "form": "leaflet",
        "audiences": ["relatives"],
        "themes": ["rights", "system"],
        "headcount": "12",
    }

    shown = send(reader(app, SECRETARY), "/registry/publicity/new", typed)
    post(app, "/publicity", typed, as_account=OTHER_SECRETARY, status=403)
    post(app, "/publicity", typed | {"village": ""}, as_account=SECRETARY, status=403)
    post(app, "/publicity", typed | {"village": ""})

    assert "发放资料" in shown
    assert {it["village"] for it in call(app, "GET", "/publicity")} == {"石桥村", None}
    page(reader(app, JUSTICE), "/registry/publicity", 403)


@pytest.mark.parametrize(
    ("there", "missing"),
    [(THERE, []), (THERE[:1], ["no_guardianship_present"]), (THERE[1:], ["no_head_present"])],
)
def test_who_was_missing_at_a_meeting_is_said(
    office: RegistryApplication, there: tuple[Participant, ...], missing: list[str]
) -> None:
    met(office, there=there)

    (told,) = reports(office, "meeting_held")
    assert told["defects"] == missing
    assert told["issues"] == [[1, "police", "2026-11-30"]]


def test_a_matter_falls_due_and_is_solved_once(office: RegistryApplication, app: Flask) -> None:
    meeting_id = met(office)
    with clock.use(NOW.replace(month=12, day=1)):
        overdue = call(app, "GET", "/meetings")["issues"][0]["status"]
        closing = {"closed_on": "2026-12-01", "result": "已补齐"}
        post(app, f"/meetings/{meeting_id}/issues/1/closing", closing)
        again = post(app, f"/meetings/{meeting_id}/issues/1/closing", closing, status=422)
        solved = call(app, "GET", "/meetings")["issues"][0]["status"]

    assert (overdue, solved) == ("task_overdue", "task_done_late")
    assert again["detail"] == "这个问题已经办结"


@pytest.mark.parametrize(("issue", "closed_on"), [(2, TODAY), (1, date(2026, 11, 22))])
def test_a_matter_that_is_none_or_was_not_given_yet_cannot_be_solved(
    office: RegistryApplication, issue: int, closed_on: date
) -> None:
    meeting_id = met(office)

    with pytest.raises(Refusal):
        office.close_issue(meeting_id=meeting_id, issue=issue, closed_on=closed_on, result="x")


def test_the_group_meets_again_within_three_months(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    met(office)

    with clock.use(NOW.replace(year=2027, month=2, day=24)):
        shown = page(handler, "/registry/meetings")

    assert next_meeting_due(last_on=TODAY) == date(2027, 2, 23)
    assert "逾期1天" in shown


def test_a_meeting_by_page_and_by_program(handler: FlaskClient, app: Flask) -> None:
    typed = {
        "held_on": "2026-11-23",
        "chair": "冯组长",
        "participants": "组长 冯组长\n监护小组成员 陶社工",
        "reports": "工作站汇报",
        "issues": "police 2026-12-10 检测试剂不足，需要补充",
    }
    people = [{"role": "head", "name": "冯组长"}]

    shown = send(handler, "/registry/meetings/new", typed)
    meeting_id = call(app, "GET", "/meetings")["issues"][0]["meeting_id"]
    closed = send(
        handler,
        f"/registry/meetings/{meeting_id}/issues/1",
        {"closed_on": "2026-11-23", "result": "已补齐"},
    )
    missing = post(app, "/meetings", {**typed, "participants": people, "reports": [], "issues": []})

    assert "检测试剂不足，需要补充" in shown
    assert "按期完成" in closed
    assert missing["defects"] == ["no_guardianship_present"]
    page(handler, f"/registry/meetings/{meeting_id}/issues/9", 404)
