"""A message to the person tells a stranger nothing; its picture proves that it was served."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import ProofFiling
from services.supervision.rules.book import rule
from services.supervision.rules.neutral import a_message_tells_nothing, neutral_texts
from shared import clock
from shared.law import Refusal, Unknown
from shared.scans import Scan
from tests.supervision.conftest import (
    CASE,
    asking,
    at,
    events,
    file_of,
    on_sqlite,
    opened,
    refusing,
)
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_pages import HIDDEN, POLICE, WORKER, of, page

PNG = b"\x89PNG\r\n\x1a\n a screenshot IEND\xae\x42\x60\x82"
SERVED = date(2026, 1, 20)
HOURS = [at(SERVED, hour) + timedelta(minutes=minutes) for hour in range(24) for minutes in (0, 30)]


def picture(office: SupervisionApplication, file_id: UUID) -> Scan:
    """A screenshot that is kept already."""
    return office.keep_scan(file_id=file_id, content=PNG, filename="a.png", field="proof_scan")


@pytest.mark.parametrize("day", [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 400, 37)])
def test_no_text_tells_a_stranger_anything(day: date) -> None:
    words = rule("telling_words", on=day).value

    texts = {text for it in HOURS for text in neutral_texts(at(day).replace(hour=it.hour))}

    assert [text for text in texts if any(word in text for word in words)] == []
    assert all(re.fullmatch(r"[\u4e00-\u9fff0-9，。]+", text) for text in texts)
    assert all(f"{day.month}月{day.day}日" in text for text in texts)


def test_the_hour_is_said_as_people_say_it() -> None:
    said = [neutral_texts(it.replace(minute=it.minute))[0] for it in HOURS]

    assert "上午9点到" in said[18]
    assert "下午3点半到" in said[31]
    assert "晚上8点到" in said[40]
    assert "上午12点" not in "".join(said)
    assert "09点05分" not in "".join(said)
    assert "上午9点05分" in neutral_texts(at(SERVED, 9).replace(minute=5))[0]


@pytest.mark.parametrize("word", ["尿检", "社工", "戒毒", "派出所"])
def test_a_text_that_tells_is_refused(word: str) -> None:
    with pytest.raises(Refusal, match="旁人会看出") as refused:
        a_message_tells_nothing(f"请到{word}来一趟", on=SERVED)

    assert refused.value.citation is not None


def test_a_screenshot_proves_that_a_message_was_served(office: SupervisionApplication) -> None:
    file_id = opened(office)
    sent = asking(1, SERVED, how="message", proofs=())

    notice = office.notify_test(file_id=file_id, asking=sent, proof=picture(office, file_id))

    assert events(office)[-2:] == ["drug_test_notified", "delivery_proof_filed"]
    filed = office.entries(names=["supervision.delivery_proof_filed"])[0]
    assert filed.facts["proof"] == "screenshot"
    answer = office.record_refusal(file_id=file_id, refusing=refusing(notice.answer, SERVED))
    assert answer.answer == {"count": 1, "defects": []}


@on_sqlite
def test_without_a_proof_no_refusal_counts_until_one_is_filed(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    sent = asking(1, SERVED, how="message", proofs=())
    notice = office.notify_test(file_id=file_id, asking=sent).answer
    before = office.record_refusal(file_id=file_id, refusing=refusing(notice, SERVED)).answer
    filing = ProofFiling(
        notice_id=UUID(notice), proof="screenshot", filed_on=SERVED + timedelta(days=1)
    )

    office.file_proof(file_id=file_id, filing=filing, proof=picture(office, file_id))

    assert before == {"count": 0, "defects": ["unproven"]}
    assert file_of(office).notices[UUID(notice)].served
    answer = office.record_refusal(file_id=file_id, refusing=refusing(notice, SERVED)).answer
    assert answer == {"count": 1, "defects": []}
    with pytest.raises(Unknown):
        office.file_proof(
            file_id=file_id,
            filing=replace(filing, notice_id=uuid4()),
            proof=picture(office, file_id),
        )


# The pages.


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_page_gives_texts_to_copy_and_takes_the_screenshot(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    with clock.use(at(SERVED, 16)):
        client = reader(app, WORKER)
        text = page(client, of(file_id, "/message?at=2026-01-22T15:30"))
        copied = re.findall(r"<textarea[^>]*readonly>([^<]+)", text)
        assert len(copied) == 3
        assert copied[0] == "您好，请于1月22日下午3点半到约定的地点见面，收到请回复。"
        assert not [it for it in copied if CASE in it or "张" in it]
        assert "1月21日上午9点" in page(client, of(file_id, "/message?at=nonsense"))

        form = of(file_id, "/notices/new")
        hidden = dict(HIDDEN.findall(page(client, form)))
        typed = {
            "window": "1",
            "served_at": "2026-01-20T15:00",
            "appear_at": "2026-01-22T15:30",
            "how": "message",
            "place": "第一工作站",
            "proof_scan": (io.BytesIO(PNG), "wechat.png"),
        }
        answer = client.post(form, data=hidden | typed)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        text = page(client, answer.headers["Location"])
        assert "有凭证" in text
        (link,) = re.findall(r'href="(/supervision/cases/[^"]+/scans/[0-9a-f]{64})"', text)
        assert client.get(link).data == PNG


@on_sqlite
def test_a_picture_is_filed_later_by_form_and_by_program(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(1, SERVED, proofs=())).answer
    with clock.use(at(SERVED, 16)):
        client = reader(app, POLICE)
        form = of(file_id, "/notices/proofs/new")
        hidden = dict(HIDDEN.findall(page(client, form)))
        typed = {"notice_id": notice, "proof": "receipt", "filed_on": "2026-01-20"}
        missing = client.post(form, data=hidden | typed)
        assert missing.status_code == 422
        picture = {"proof_scan": (io.BytesIO(PNG), "receipt.png")}
        assert client.post(form, data=hidden | typed | picture).status_code == 303

        token = {"Authorization": f"Bearer {POLICE}"}
        api = f"/supervision/api/cases/{file_id}"
        files = {"file": (io.BytesIO(PNG), "a.png")}
        digest = client.post(f"{api}/scans", data=files, headers=token).get_json()["scan"]
        answer = client.post(
            f"{api}/notices/proofs", json=typed | {"proof_scan": digest}, headers=token
        )

    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert events(office).count("delivery_proof_filed") == 2
