"""A partner opens one file per case, from whatever news of it comes first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.eventstore.hearing import Unreadable
from tests.partner.conftest import Partner
from tests.partner.support import LI, LI_CASE, TODAY, WANG, WANG_CASE, happened


def test_a_file_is_opened_when_a_person_has_reported_in(partner: Partner) -> None:
    partner.others.report_in(on=TODAY)

    file = partner.desk.file

    assert (file.case_ref, file.person_id) == (LI_CASE, LI)
    assert (file.kind, file.station, file.reported_on) == ("community_rehab", "station-1", TODAY)
    assert file.signed_on is None


def test_an_agreement_goes_into_the_same_file(partner: Partner) -> None:
    partner.others.report_in(on=TODAY - timedelta(days=1))

    partner.others.sign(on=TODAY)

    assert partner.desk.file.signed_on == TODAY
    assert happened(partner.office).count("file_opened") == 1


def test_an_agreement_without_a_report_in_opens_a_file_too(partner: Partner) -> None:
    partner.others.sign(on=TODAY)

    file = partner.desk.file
    assert (file.signed_on, file.reported_on, file.kind) == (TODAY, None, None)


def test_the_header_says_since_when_measures_are_laid_down_and_not_which(partner: Partner) -> None:
    partner.others.report_in(on=TODAY - timedelta(days=2))
    before = partner.desk.file.planned_on

    partner.others.plan(on=TODAY - timedelta(days=1))
    partner.others.plan(on=TODAY)

    assert before is None
    assert partner.desk.file.planned_on == TODAY
    (noted, _) = partner.office.entries(names=[f"{partner.office.name}.care_plan_noted"])
    assert set(noted.facts) == {"planned_on"}


def test_every_case_has_a_file_of_its_own(partner: Partner) -> None:
    partner.others.report_in()
    partner.others.report_in(case_ref=WANG_CASE, person_id=WANG)

    assert {file.case_ref for file in partner.desk.files()} == {LI_CASE, WANG_CASE}


def test_the_header_follows_a_case_to_its_station(partner: Partner) -> None:
    partner.others.move("station-3")
    partner.others.report_in(station=None)
    nowhere = partner.desk.file.station

    partner.others.move("station-1")
    partner.others.move("station-2")

    assert nowhere is None
    assert partner.desk.file.station == "station-2"
    assert happened(partner.office).count("station_noted") == 2


def test_a_case_that_was_replaced_is_open_no_longer(partner: Partner) -> None:
    partner.others.report_in()
    partner.others.sign()
    file_id = partner.desk.file_id

    partner.others.replace_case()

    assert partner.desk.files() == []
    with partner.office.db.reading() as conn:
        file = partner.desk.lists.file(conn, file_id)
    assert file is not None
    assert (file.ended_on, file.due_on) == (TODAY, None)


def test_nothing_more_of_the_case_is_looked_at_than_the_header(partner: Partner) -> None:
    """A publisher that says too much is not repeated."""
    partner.others.tell(
        "registry.reported_in",
        happened_on=TODAY,
        kind="community_rehab",
        station="station-1",
        reported_on=TODAY,
        term_months=36,
        village="青石社区",
    )

    kept = {name for entry in partner.office.entries() for name in entry.facts}
    assert kept.isdisjoint({"term_months", "village"})


def test_what_does_not_concern_a_partner_moves_the_tracking_alone(partner: Partner) -> None:
    partner.others.tell("registry.group_formed", happened_on=TODAY, kinds=[])

    assert happened(partner.office) == []
    assert partner.office.tracked("registry") == 1


def test_news_that_lacks_what_is_needed_stops_the_line(partner: Partner) -> None:
    with pytest.raises(Unreadable, match="ValueError"):
        partner.others.tell("registry.agreement_signed", happened_on=TODAY, signed_on="soon")

    assert partner.office.tracked("registry") == 0


def test_news_of_nobody_stops_the_line(partner: Partner) -> None:
    with pytest.raises(Unreadable, match="ValueError"):
        partner.others.tell(
            "registry.agreement_signed", happened_on=TODAY, case_ref=None, signed_on=TODAY
        )

    assert partner.office.tracked("registry") == 0


def test_a_case_whose_end_was_revoked_is_due_again(partner: Partner) -> None:
    partner.others.report_in()
    partner.others.sign()
    before = partner.desk.file
    partner.others.end_case()
    listed = partner.desk.files()

    partner.others.reopen_case()

    assert before.due_on is not None
    assert listed == []
    assert partner.desk.file == before
