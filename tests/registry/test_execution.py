"""What a decision says beside its days: how it was served, and where it is carried out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY, REHAB
from shared.law import Refusal
from tests.registry.desk import page, send
from tests.registry.town import TODAY, decision, ordered, registered

FACILITY = "某某戒毒康复场所"


def received(office: RegistryApplication, *, agreed: bool = False, **said: Any) -> Any:
    """Receive a decision for somebody new."""
    kind = said.pop("kind", REHAB)
    done = office.receive_decision(
        person_id=registered(office),
        decision=replace(decision(kind=kind), **said),
        facility_agreed=agreed,
    )
    return office.case_called(done.answer["case_ref"])


def test_how_and_where_are_kept_with_the_decision(office: RegistryApplication) -> None:
    case = received(
        office, served_how="by_post", place_kind="in_community", execution_place="金寨县梅山镇"
    )

    assert (case.decision.served_how, case.decision.place_kind) == ("by_post", "in_community")
    assert case.decision.execution_place == "金寨县梅山镇"
    (event,) = office.entries(names=["registry.decision_received"])
    assert "execution_place" not in event.facts


def test_a_decision_for_another_town_is_sent_back(office: RegistryApplication) -> None:
    with pytest.raises(Refusal, match="执行地是霍山县衡山镇，不是梅山镇") as refused:
        received(office, place_kind="in_community", execution_place="霍山县衡山镇")

    assert refused.value.field == "execution_place"
    assert refused.value.citation is not None
    assert (refused.value.citation.law, refused.value.citation.article) == ("禁毒法", "33(2)")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": REHAB, "execution_place": FACILITY, "agreed": True}, "place_kind"),
        ({"kind": RECOVERY, "execution_place": FACILITY}, "facility_agreed"),
        ({"kind": RECOVERY, "execution_place": "", "agreed": True}, "execution_place"),
        ({"kind": RECOVERY, "agreed": True}, "execution_place"),
    ],
    ids=["rehabilitation", "without consent", "without its name", "with the town's"],
)
def test_a_facility_is_for_recovery_with_consent_and_has_a_name(
    office: RegistryApplication, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        received(office, place_kind="in_facility", **said)

    assert refused.value.field == field
    assert refused.value.citation is not None
    assert refused.value.citation.article == "37(2)"


def test_recovery_in_a_facility_is_received(office: RegistryApplication) -> None:
    case = received(
        office, agreed=True, kind=RECOVERY, place_kind="in_facility", execution_place=FACILITY
    )

    assert case.decision.place_kind == "in_facility"


def test_the_office_says_how_and_where_and_which_papers_were_shown(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office)
    typed = {
        "kind": REHAB,
        "decision_no": "金公(禁)社戒决字〔2026〕17号",
        "authority": "金寨县公安局",
        "decided_on": "2026-11-20",
        "served_on": "2026-11-20",
        "term_months": "36",
        "credit_days": "0",
        "served_how": "left_behind",
        "place_kind": "in_community",
        "execution_place": "金寨县梅山镇",
    }
    wrong = send(
        handler,
        f"/registry/people/{person_id}/decisions/new",
        typed | {"execution_place": "霍山县衡山镇"},
        status=422,
    )
    shown = send(handler, f"/registry/people/{person_id}/decisions/new", typed)
    (case_id,) = office.person(person_id).cases
    reported = send(
        handler,
        f"/registry/cases/{case_id}/report-in",
        {"reported_on": TODAY.isoformat(), "papers_shown": ["identity_paper", "decision_letter"]},
    )

    assert "执行地是霍山县衡山镇，不是梅山镇" in wrong
    assert "留置送达" in shown
    assert "金寨县梅山镇" in shown
    assert "身份证件、决定书" in reported
    assert office.case(case_id).papers_shown == ("identity_paper", "decision_letter")


def test_whoever_reports_without_a_paper_is_recorded_all_the_same(
    office: RegistryApplication,
) -> None:
    case_id = ordered(office)

    office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    assert office.case(case_id).papers_shown == ()


def test_nothing_is_shown_where_nobody_noted_it(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    shown = page(handler, f"/registry/cases/{ordered(office)}")

    assert "送达方式" in shown
