"""Whoever mistyped a text corrects it within a day; the log keeps both (domain.md 0.23)."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.application.own_typing import known_in
from services.supervision.domain.records import Entered, Retyping
from shared import clock
from shared.eventstore.act import Act, acting
from shared.eventstore.entries import Entry
from shared.law import Refusal, Unknown
from tests.supervision.conftest import (
    START,
    asking,
    at,
    file_of,
    on_sqlite,
    opened,
    refusing,
    talk,
)
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_pages import of, page, send

CASE, PERSON = "梅社戒〔2026〕0096", UUID("00000000-0000-4000-8000-0000000000fe")
TYPED_AT = at(START, 20)
WORKER, ANOTHER = "shegong01", "minjing01"


def by(account: str, *, when: datetime = TYPED_AT) -> AbstractContextManager[Any]:
    """Act under an account, at an instant."""
    acts = ExitStack()
    act = Act(account=account, role="full_time_worker", unit="station-1", command_id=str(uuid4()))
    acts.enter_context(time_machine.travel(when, tick=False))  # the store says when it was typed
    acts.enter_context(clock.use(when))
    acts.enter_context(acting(act))
    return acts


def talked(office: SupervisionApplication, **about: Any) -> tuple[UUID, int]:
    """A talk that was typed on its day: the file, and the number of the record."""
    with by(WORKER):
        file_id = opened(office, **about)
    with by(WORKER):
        office.record_talk(file_id=file_id, talk=talk(START, summary="情绪平隐", place=""))
    return file_id, last(office, file_id).stream_version


def refused(office: SupervisionApplication) -> tuple[UUID, int]:
    """A refusal with two witnesses, typed on its day."""
    with by(WORKER):
        file_id = opened(office)
    with by(WORKER):
        notice = office.notify_test(file_id=file_id, asking=asking(1, START)).answer
    with by(WORKER):
        office.record_refusal(file_id=file_id, refusing=refusing(notice, START))
    return file_id, last(office, file_id).stream_version


def last(office: SupervisionApplication, file_id: UUID) -> Entry:
    return office.stream(file_id)[-1]


def corrected(
    office: SupervisionApplication,
    file_id: UUID,
    record: int,
    field: str = "summary",
    value: str = "情绪平稳",
    *,
    account: str = WORKER,
    when: datetime = TYPED_AT + timedelta(hours=1),
) -> None:
    retyping = Retyping(record=record, field=field, value=value, why="笔误")
    with by(account, when=when):
        office.correct_typing(file_id=file_id, retyping=retyping)


def of_own_typing(office: SupervisionApplication) -> None:
    """A talk of which the summary was mistyped."""
    file_id, record = talked(office, case_ref=CASE, person_id=PERSON)
    corrected(office, file_id, record)


def test_a_text_is_corrected_and_the_log_keeps_both(office: SupervisionApplication) -> None:
    file_id, record = talked(office)

    corrected(office, file_id, record)
    corrected(office, file_id, record, value="情绪平稳，愿意就业")

    shown = office.told(file_id)[record - 1]
    kept = office.stream(file_id)[record - 1]
    assert known_in(shown, "summary") == ("情绪平稳，愿意就业",)
    assert known_in(kept, "summary") == ("情绪平隐",)
    assert known_in(shown, "talkers") == known_in(kept, "talkers")
    assert last(office, file_id).personal["why"] == "笔误"


@on_sqlite
def test_a_witness_may_be_spelt_otherwise_and_stays_one_of_two(
    office: SupervisionApplication,
) -> None:
    file_id, record = refused(office)

    corrected(office, file_id, record, "witnesses", "王某\n赵某某")

    shown = office.told(file_id)[record - 1]
    assert known_in(shown, "witnesses") == ("王某", "赵某某")
    assert file_of(office).refused_tests == 1
    for fewer in ("王某", "王某\n王某", "王某\n赵某\n孙某"):
        with pytest.raises(Refusal, match="人数不能自行更正"):
            corrected(office, file_id, record, "witnesses", fewer)


@on_sqlite
@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"account": ANOTHER}, "只有录入的人"),
        ({"when": TYPED_AT + timedelta(hours=24, minutes=1)}, "录入已超过 24 小时"),
        ({"field": "held_on"}, "日期、结果和次数不能自行更正"),
        ({"field": "mood"}, "日期、结果和次数不能自行更正"),
        ({"value": "情绪平隐"}, "与已录入的内容相同"),
        ({"field": "place", "value": "第二工作站"}, "还没有录入这一项"),
    ],
    ids=["another's", "late", "a day", "a choice", "nothing else", "nothing there"],
)
def test_what_takes_two_or_changes_nothing_is_refused(
    office: SupervisionApplication, differs: dict[str, Any], why: str
) -> None:
    file_id, record = talked(office)

    with pytest.raises(Refusal, match=why):
        corrected(office, file_id, record, **differs)

    assert last(office, file_id).stream_version == record


@on_sqlite
def test_a_correction_makes_nothing_younger(office: SupervisionApplication) -> None:
    file_id, record = talked(office)
    corrected(office, file_id, record, when=TYPED_AT + timedelta(hours=23))

    with pytest.raises(Refusal, match="录入已超过 24 小时"):
        corrected(office, file_id, record, value="又改", when=TYPED_AT + timedelta(hours=25))


@on_sqlite
def test_a_record_that_is_not_there_is_none(office: SupervisionApplication) -> None:
    file_id, record = talked(office)

    with pytest.raises(Unknown):
        corrected(office, file_id, record + 9)


@on_sqlite
def test_what_the_police_have_copied_is_not_changed_on_one_side(
    office: SupervisionApplication,
) -> None:
    file_id, record = refused(office)
    corrected(office, file_id, record, "how", "当面拒绝，未签字")
    assert office.owed_fact(file_id=file_id, fact=record).personal["how"] == "当面拒绝，未签字"
    with by(ANOTHER):
        entered = Entered(fact=record, entered_on=START, by="陈民警")
        office.note_entered(file_id=file_id, entered=entered)

    with pytest.raises(Refusal, match="已录入公安系统"):
        corrected(office, file_id, record, "how", "又改")


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_page_offers_ones_own_texts_for_a_day_and_shows_what_is_right(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id, record = talked(office)
    form, title = of(file_id, "/typing/new"), "更正本人录入"
    typed = {"which": f"{record}:summary", "value": "情绪平稳", "why": "笔误"}

    with clock.use(TYPED_AT + timedelta(hours=2)):
        offered = {it: title in page(reader(app, it), of(file_id)) for it in (WORKER, ANOTHER)}
        choices = page(reader(app, WORKER), form)
        send(reader(app, WORKER), form, typed)
        talks = page(reader(app, WORKER), of(file_id, "?part=talks"))
        history = page(reader(app, WORKER), of(file_id, "?part=timeline"))
    with clock.use(TYPED_AT + timedelta(days=2)):
        later = page(reader(app, WORKER), of(file_id))

    assert offered == {WORKER: True, ANOTHER: False}
    assert f"谈话（{date.isoformat(START)}）内容、小结：情绪平隐" in choices
    assert "情绪平稳" in talks
    assert "情绪平隐" not in talks
    assert "本人更正录入：谈话" in history
    assert title not in later


@on_sqlite
def test_a_program_reads_what_it_may_correct_and_corrects_it(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id, record = talked(office)
    client, token = reader(app, WORKER), {"Authorization": f"Bearer {WORKER}"}
    path, which = f"/supervision/api/cases/{file_id}", f"{record}:summary"

    with clock.use(TYPED_AT + timedelta(hours=2)):
        told = client.get(path, headers=token).get_json()["own_typing"]
        answers = [
            client.post(f"{path}/typing", json=body, headers=token).status_code
            for body in (
                {"which": "summary", "value": "情绪平稳", "why": "笔误"},
                {"which": which, "value": "情绪平稳", "why": "笔误"},
            )
        ]

    assert {"which": which, "value": ["情绪平隐"]} in told
    assert answers == [422, 201]
    assert known_in(office.told(file_id)[record - 1], "summary") == ("情绪平稳",)
