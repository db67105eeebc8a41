"""A need that was passed on is taken up once and answered once, and the answer goes back."""

from __future__ import annotations

from uuid import UUID

import pytest

from shared.eventstore.catalogue import Catalogue
from shared.law import Refusal, Unknown
from shared.messaging.language import Published
from tests.partner.conftest import PARTNERS, Partner
from tests.partner.support import LI, LI_CASE, TODAY, by, happened, last


def test_a_need_arrives_in_the_inbox(partner: Partner) -> None:
    need_id = partner.needed()

    need = partner.desk.need

    assert (need.need_id, need.case_ref, need.person_id) == (need_id, LI_CASE, LI)
    assert (need.kind, need.raised_on, need.standing) == (partner.kind, TODAY, "received")


def test_a_need_may_arrive_before_its_case(partner: Partner) -> None:
    """Two upstreams keep no order between them."""
    partner.needed()
    partner.others.report_in()

    assert partner.desk.need.case_ref == partner.desk.file.case_ref


def test_a_need_is_taken_up(partner: Partner) -> None:
    need_id = partner.needed()

    partner.office.accept_need(need_id=need_id)

    assert partner.desk.need.standing == "accepted"
    assert last(partner.office, "need_accepted") == {"accepted_on": TODAY, "need_id": need_id}


def test_a_need_is_answered(partner: Partner) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)

    partner.office.close_need(need_id=need_id, result="done", note="已安排")

    assert partner.desk.needs() == []
    assert last(partner.office, "need_closed") == {
        "closed_on": TODAY,
        "need_id": need_id,
        "result": "done",
    }


def test_the_note_of_an_answer_stays_sealed(partner: Partner) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)
    partner.office.close_need(need_id=need_id, result="done", note="已安排在某厂")

    (closed,) = partner.office.entries(names=[f"{partner.office.name}.need_closed"])

    assert closed.personal == {"note": "已安排在某厂"}


def test_a_need_is_taken_up_once(partner: Partner) -> None:
    need_id = partner.needed()
    with by("first", "social_affairs_centre"):
        partner.office.accept_need(need_id=need_id)

    with by("second", "social_affairs_centre"), pytest.raises(Refusal, match="已经接收"):
        partner.office.accept_need(need_id=need_id)


def test_nobody_answers_what_nobody_took_up(partner: Partner) -> None:
    need_id = partner.needed()

    with pytest.raises(Refusal, match="先接收"):
        partner.office.close_need(need_id=need_id, result="done")

    assert happened(partner.office) == ["need_received"]


def test_an_answer_is_given_once(partner: Partner) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)
    partner.office.close_need(need_id=need_id, result="done")

    with pytest.raises(Refusal, match="已经办结"):
        partner.office.close_need(need_id=need_id, result="ineligible", note="收入超过标准")


@pytest.mark.parametrize("result", ["declined", "ineligible"])
def test_a_no_says_why(partner: Partner, result: str) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)

    with pytest.raises(Refusal) as refused:
        partner.office.close_need(need_id=need_id, result=result)

    assert refused.value.field == "note"


def test_there_are_three_answers(partner: Partner) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)

    with pytest.raises(Refusal) as refused:
        partner.office.close_need(need_id=need_id, result="later", note="再说")

    assert refused.value.field == "result"


def test_a_need_that_never_arrived_is_unknown(partner: Partner) -> None:
    with pytest.raises(Unknown):
        partner.office.accept_need(need_id=UUID(int=404))


def test_a_need_that_another_office_answers_is_not_heard(partner: Partner) -> None:
    others = {need for _, _, _, need, _ in PARTNERS.values()} - {partner.need}

    for name in sorted(others):
        partner.others.raise_need(name, "whatever")

    assert partner.desk.needs() == []


def test_the_answer_goes_back_and_the_note_does_not(partner: Partner) -> None:
    _, messages, *_ = PARTNERS[partner.office.name]
    catalogue = Catalogue(partner.office.name, partner.office.aggregates).by_name
    published = Published(partner.office.name, messages.PUBLISHED, catalogue)
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)
    partner.office.close_need(need_id=need_id, result="declined", note="本人另有打算")

    told = published.messages_for("supervision", partner.office.entries(), previous=0)

    assert [(message.name.partition(".")[2], message.data) for message in told] == [
        ("need_accepted", {"need_id": str(need_id)}),
        ("need_closed", {"need_id": str(need_id), "result": "declined"}),
    ]
    assert {(message.case_ref, message.person_id) for message in told} == {(LI_CASE, str(LI))}
