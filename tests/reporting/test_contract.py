"""What reporting counts is what the registry publishes, under the same names."""

from __future__ import annotations

import pytest

from services.registry.messages import PUBLISHED
from services.reporting.messages import VERSIONS
from services.reporting.rules.town import COUNTED

READ = {
    "person_registered": {"village", "flag"},
    "person_details_revised": {"village"},
    "register_flag_set": {"flag"},
    "person_merged": {"into"},
    "person_unmerged": set(),
    "candidate_lapsed": set(),
    "decision_received": {"kind", "village", "term_months", "credit_days"},
    "reported_in": {"kind", "village", "reported_on"},
    "agreement_signed": {"signed_on"},
    "taken_over_days_corrected": {"reported_on", "signed_on", "kind", "term_months", "credit_days"},
    "case_replaced": set(),
    "case_suspended": {"number", "suspended_on", "defects"},
    "case_resumed": {"number", "resumed_on"},
    "case_terminated": {"ended_on", "cause"},
    "case_reopened": set(),
    "case_sealed": set(),
    "case_unsealed": set(),
    "transfer_receipt_confirmed": {"ended_on"},
    "transferred_in": {"kind", "reported_on", "village", "suspensions", "suspensions_known"},
    "reading_chosen": {"last_day", "counted_from"},
    "term_corrected": {"reported_on", "term_months", "credit_days", "suspensions"},
    "police_list_compared": {"list_id", "listed_on", "open_rows"},
    "police_list_row_decided": {"list_id"},
    "police_list_withdrawn": {"list_id"},
}


def test_these_are_the_events_that_are_counted() -> None:
    assert {f"registry.{name}" for name in READ} == set(COUNTED) == set(VERSIONS)


@pytest.mark.parametrize("name", READ)
def test_the_registry_publishes_what_is_counted(name: str) -> None:
    (published,) = (it for it in PUBLISHED if it.name == name and "reporting" in it.to)

    assert set(published.sources) >= READ[name]
    assert published.version <= VERSIONS[f"registry.{name}"]
