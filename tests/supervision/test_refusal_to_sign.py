"""The person would not sign the agreement: a fact that is reported and counts nothing (0.8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Reporting
from shared import clock
from tests.supervision.conftest import DAY, START, at, events, file_of, opened, told

ON = START + 2 * DAY
MATTER = f"refusal_to_sign:{ON}"


def refused(office: SupervisionApplication, *, defects: list[str] | None = None) -> None:
    """The registry says so, in the afternoon of that day."""
    said: dict[str, Any] = {"refused_on": ON.isoformat(), "defects": defects or []}
    with clock.use(at(ON, 15)):
        office.hear(told(office, "agreement_refused", happened_on=ON, **said))


def test_a_refusal_to_sign_is_to_be_reported_within_the_day_and_counts_nowhere(
    office: SupervisionApplication,
) -> None:
    opened(office)

    refused(office)

    file = file_of(office)
    matter = file.matters[MATTER]
    assert (matter.ground, matter.owed) == ("refusal", True)
    assert matter.report_by == at(ON, 15) + timedelta(hours=24)
    assert {it.value for it in file.counters(ON).values()} == {0}


def test_the_worker_reports_it_once(office: SupervisionApplication) -> None:
    file_id = opened(office)
    refused(office)
    reporting: dict[str, Any] = {
        "matter": MATTER,
        "facts": "两次说明后仍拒绝签字",
        "proofs": ("witnesses",),
        "reporter": "李社工",
        "sent_at": at(ON, 16),
    }

    with clock.use(at(ON, 17)):
        office.report_to_police(file_id=file_id, reporting=Reporting(**reporting))

    assert not file_of(office).matters[MATTER].owed
    assert events(office)[-1] == "reported_to_police"


def test_without_two_witnesses_it_is_kept_and_grounds_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)

    refused(office, defects=["too_few_witnesses"])

    assert file_of(office).matters == {}
    assert events(office)[-1] == "refusal_to_sign_noted"


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_told_again_is_one_matter(office: SupervisionApplication, times: int) -> None:
    opened(office)

    for _ in range(times):
        refused(office)

    assert list(file_of(office).matters) == [MATTER]


def test_who_has_no_file_has_no_matter(office: SupervisionApplication) -> None:
    refused(office)

    assert events(office) == []
