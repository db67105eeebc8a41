"""What leaves registry, to whom, and the names under which its events are kept for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import services.registry.messages.published as language
from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.hearing import Unreadable
from shared.messaging.language import Message
from shared.messaging.wiring import language_of
from tests.registry.town import (
    MEMBERS,
    NOW,
    TODAY,
    agreement,
    decision,
    names_of,
    number,
    reported,
    signed,
)
from tests.registry.units import takes_part

CATALOGUE = Catalogue(RegistryApplication.name, RegistryApplication.aggregates).by_name


def told(office: RegistryApplication, audience: str) -> list[Message]:
    """What one audience is told of everything so far."""
    published = language_of(RegistryApplication, language.PUBLISHED)
    return published.messages_for(audience, office.entries(limit=None), previous=0)


def said(messages: list[Message]) -> list[str]:
    """The names of messages, without the department."""
    return [message.name.removeprefix("registry.") for message in messages]


def test_supervision_hears_what_it_needs_to_plan(office: RegistryApplication) -> None:
    takes_part(office)
    case_id = signed(office)
    office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    messages = told(office, "supervision")

    assert said(messages) == [
        "decision_received",
        "reported_in",
        "agreement_signed",
        "group_formed",
    ]
    assert messages[1].data == {
        "kind": "community_rehab",
        "reported_on": "2026-11-23",
        "term_months": 36,
        "credit_days": 0,
        "village": "石桥村",
        "station": "station-1",
        "sex": "男",
        "tracked_from": None,
    }
    assert {message.case_ref for message in messages} == {"梅社戒〔2026〕0001"}


@pytest.mark.parametrize("audience", language.HELPERS)
def test_those_who_help_hear_a_header_and_nothing_of_the_order(
    office: RegistryApplication, audience: str
) -> None:
    signed(office)

    messages = told(office, audience)

    assert said(messages) == ["reported_in", "agreement_signed"]
    assert messages[0].data.keys() == {"kind", "reported_on", "station"}


def test_whoever_helps_or_supervises_hears_that_there_is_a_plan_and_nothing_of_it(
    office: RegistryApplication,
) -> None:
    case_id = signed(office)
    office.set_care_plan(case_id=case_id, set_on=TODAY, plan="每周谈话一次")

    last = {audience: told(office, audience)[-1] for audience in language.EVERYBODY}

    assert last.pop("reporting").name != "registry.care_plan_set"
    assert {it.name for it in last.values()} == {"registry.care_plan_set"}
    assert all(it.data == {"set_on": TODAY.isoformat()} for it in last.values())


def test_an_agreement_with_a_defect_is_nobodys_news(office: RegistryApplication) -> None:
    case_id = reported(office)
    office.sign_agreement(case_id=case_id, agreement=agreement(text=()))

    heard = {name for audience in language.EVERYBODY for name in said(told(office, audience))}

    assert "defective_agreement_signed" in names_of(office)
    assert not any("agreement" in name for name in heard)


def test_everybody_hears_that_a_case_gave_way(office: RegistryApplication) -> None:
    old = office.case(reported(office))
    office.receive_decision(
        person_id=old.of_person, decision=decision(kind=RECOVERY), replaces=old.ref
    )

    last = {audience: said(told(office, audience))[-1] for audience in language.EVERYBODY}

    assert set(last.values()) == {"case_replaced"}


def test_nothing_personal_leaves(office: RegistryApplication) -> None:
    case_id = signed(office)
    office.form_group(case_id=case_id, formed_on=TODAY, members=MEMBERS)

    bodies = "".join(
        message.dump().decode()
        for audience in language.EVERYBODY
        for message in told(office, audience)
    )

    secrets = ("李四海", number(), "1985-07-11", "金公", "金寨县公安局", "陶社工", "梅社戒协")
    assert [secret for secret in secrets if secret in bodies] == []


def heard(name: str, **data: object) -> Message:
    """A message from supervision."""
    return Message(
        upstream="supervision",
        audience="registry",
        name=f"supervision.{name}",
        version=1,
        position=5,
        previous=0,
        case_ref="梅社戒〔2026〕0001",
        person_id="6b316009-58f7-4a09-b446-4ea0b2caef89",
        happened_on=date(2026, 11, 22),
        recorded_at=NOW,
        data=data,
    )


def test_a_refused_test_becomes_a_notice(stored_office: RegistryApplication) -> None:
    stored_office.hear(
        heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2, counted=True)
    )

    (noted,) = stored_office.entries()
    assert noted.name == "registry.drug_test_refusal_noted"
    assert noted.case_ref == "梅社戒〔2026〕0001"
    assert (noted.facts["window"], noted.facts["count"]) == (4, 2)
    assert noted.causation == "supervision:5"
    assert stored_office.tracked("supervision") == 5


def test_a_serious_breach_becomes_a_notice(office: RegistryApplication) -> None:
    office.hear(heard("serious_breach_detected", counter="test", count=3))

    (noted,) = office.entries()
    assert noted.name == "registry.serious_breach_noted"
    assert (noted.facts["counter"], noted.facts["detected_on"]) == ("test", date(2026, 11, 22))


@pytest.mark.parametrize("data", [{}, {"window": "four", "refused_on": "soon", "count": 1}])
def test_a_message_that_cannot_be_read_is_not_taken_for_heard(
    office: RegistryApplication, data: dict[str, object]
) -> None:
    with pytest.raises(Unreadable):
        office.hear(heard("drug_test_refused", **data))

    assert office.tracked("supervision") == 0


BREACH = heard("serious_breach_detected", counter="test", count=3)


@pytest.mark.parametrize(
    "message", [replace(BREACH, case_ref=None), replace(BREACH, person_id=None)]
)
def test_a_message_about_no_case_is_not_taken_for_heard(
    office: RegistryApplication, message: Message
) -> None:
    with pytest.raises(Unreadable):
        office.hear(message)
