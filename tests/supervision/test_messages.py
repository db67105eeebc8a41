"""What leaves supervision, to whom, and what its events are called for ever."""

from __future__ import annotations

import re
from datetime import date, timedelta
from string import Formatter

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import NeedFound
from services.supervision.messages import PUBLISHED
from services.supervision.rules.talks import DEPARTMENT_OF
from services.supervision.timeline import LABORATORY, RESULTS_HIDDEN, SENTENCES, TESTS, WORDS
from shared import clock
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.history import case_history
from shared.messaging.language import Message, Published
from tests.supervision.conftest import (
    CASE,
    START,
    asking,
    on_sqlite,
    opened,
    refusing,
    sampling,
    talk,
    told,
)
from tests.supervision.story import (
    FOURTH_CASE,
    OTHER_CASE,
    THIRD_CASE,
    of_a_plan_that_changes,
    of_a_positive_strip,
    of_breaches,
)

CATALOGUE = Catalogue("supervision", SupervisionApplication.aggregates).by_name


def everything(office: SupervisionApplication) -> None:
    """One of each event."""
    file_id = opened(office)
    office.hear(told(office, "station_assigned", station="station-2"))
    office.hear(told(office, "group_formed", kinds=["full_time_worker"]))
    office.hear(told(office, "agreement_signed", signed_on="2026-01-08"))
    office.hear(told(office, "taken_over_days_corrected", reported_on="2026-01-06"))
    for number, result in enumerate(("negative", "positive", "invalid")):
        taken = sampling(date(2026, 1 + number, 20), result=result)
        office.record_test(file_id=file_id, taken=taken)
    for window in (4, 5, 6):
        on = date(2026, window, 12)
        notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
        office.record_refusal(file_id=file_id, refusing=refusing(notice, on))
    needs = [NeedFound(kind=kind, raised_on=START, agreed=True) for kind in DEPARTMENT_OF]
    asked = office.record_talk(file_id=file_id, talk=talk(START), needs=needs).answer
    for kind, need_id in zip(DEPARTMENT_OF, asked["need_ids"], strict=True):
        said = told(office, "need_accepted", upstream=DEPARTMENT_OF[kind], need_id=need_id)
        office.hear(said)
    office.hear(told(office, "case_replaced", replaced_on="2028-11-01"))


def sent(office: SupervisionApplication, audience: str) -> list[Message]:
    """What one audience is told."""
    published = Published("supervision", PUBLISHED, office.mapper.catalogue.by_name)  # type: ignore[attr-defined]  # ours
    return published.messages_for(audience, office.entries(limit=None), previous=0)


@on_sqlite
def test_a_positive_screening_is_told_to_nobody(office: SupervisionApplication) -> None:
    everything(office)
    audiences = ("registry", "assistance", "treatment", "legal_aid", "reporting", "identity")

    names = {message.name for audience in audiences for message in sent(office, audience)}

    assert any(e.name == "supervision.screened_positive" for e in office.entries(limit=None))
    assert "supervision.screened_positive" not in names
    assert "supervision.drug_test_negative" in names


@on_sqlite
@pytest.mark.parametrize(
    ("audience", "heard"),
    [
        (
            "registry",
            {
                *("drug_test_refused", "serious_breach_detected"),
                *("drug_test_notified", "drug_test_recorded", "talk_held"),
            },
        ),
        ("assistance", {"assistance_need_raised"}),
        ("treatment", {"treatment_need_raised"}),
        ("legal_aid", {"legal_need_raised"}),
    ],
)
def test_each_partner_hears_of_its_own_only(
    office: SupervisionApplication, audience: str, heard: set[str]
) -> None:
    everything(office)

    names = {message.name.removeprefix("supervision.") for message in sent(office, audience)}

    assert names == heard


@on_sqlite
def test_the_registry_learns_that_a_test_was_recorded_and_not_how_it_ended(
    office: SupervisionApplication,
) -> None:
    everything(office)
    of_a_positive_strip(office)

    told = [it for it in sent(office, "registry") if it.name == "supervision.drug_test_recorded"]

    positions = {it.position for it in told}
    ended = {it.name for it in office.entries(limit=None) if it.position in positions}
    assert {"supervision.drug_test_negative", "supervision.screened_positive"} <= ended
    assert [it.data for it in told] == [{}] * len(told)


@on_sqlite
def test_no_message_carries_personal_content(office: SupervisionApplication) -> None:
    everything(office)
    of_a_plan_that_changes(office)
    of_breaches(office)
    of_a_positive_strip(office)

    bodies = "".join(
        message.dump().decode()
        for audience in ("registry", "assistance", "treatment", "legal_aid", "reporting")
        for message in sent(office, audience)
    )

    personal = [str(text) for e in office.entries(limit=None) for text in e.personal.values()]
    assert all(text not in bodies for text in personal if len(text) > 1)


@on_sqlite
def test_what_reporting_counts_says_whether_it_counts(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(officer=""))

    message = sent(office, "reporting")[-1]

    assert message.data == {"window": 1, "collected_on": START.isoformat(), "defective": True}


# The timeline.


@on_sqlite
def test_every_event_is_told_in_one_chinese_sentence(office: SupervisionApplication) -> None:
    everything(office)
    of_a_plan_that_changes(office)
    of_breaches(office)
    of_a_positive_strip(office)
    office.rounds().make(clock.now() + timedelta(days=4))

    lines = [
        line
        for case in (OTHER_CASE, THIRD_CASE, FOURTH_CASE, CASE)
        for line in case_history(office, case, sentences=SENTENCES, words=WORDS)
    ]

    assert set(SENTENCES) == set(CATALOGUE)
    said = {line["event"]: line["summary"] for line in lines}
    assert said["supervision.drug_test_negative"] == "接受检测，结果阴性（计入）"
    assert said["supervision.drug_test_refused"] == "第6次检测，拒绝接受（计入），累计3次"
    told = {line["summary"] for line in lines}
    assert not [text for text in told if re.search(r"[a-z_]{3,}|None|True", text)]


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_sentence_names_facts_that_are_there(name: str) -> None:
    event = CATALOGUE[name]
    places = {place for _, place, _, _ in Formatter().parse(SENTENCES[name]) if place}

    assert places <= event.readers.keys() - event.sealed


def test_results_are_hidden_from_who_may_not_see_tests() -> None:
    assert {RESULTS_HIDDEN[name] for name in (*TESTS, *LABORATORY)} == {"接受检测"}
    assert set(RESULTS_HIDDEN) == set(SENTENCES)
