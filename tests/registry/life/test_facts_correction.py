"""What papers say is corrected by two, on a scan, and every day that hangs on it follows (0.23)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS, cases
from services.registry.rules.book import RECOVERY
from services.reporting.rules.town import CORRECTED
from shared.law import Citation, Refusal
from shared.projecting import Projector
from tests.registry import town
from tests.registry.affairs.registers import call
from tests.registry.desk import page, send
from tests.registry.life.story import PAPER, approve, at, on_paper, printed, propose
from tests.registry.papers import signed
from tests.registry.test_messages import told as told_to

ACCURATE = Citation("个人信息保护法", "8")


def refused(office: RegistryApplication, case_id: UUID, **right: str) -> Refusal:
    """The answer to a proposal that cannot be."""
    with pytest.raises(Refusal) as found:
        propose(office, case_id, **right)
    return found.value


def test_another_day_of_service_moves_the_fifteen_days(office: RegistryApplication) -> None:
    case_id = town.ordered(office)

    propose(office, case_id, served_on="2026-11-23")
    before = (office.case(case_id).due_on, town.owed(office, case_id)["report_in"])
    approve(office, case_id)

    case = office.case(case_id)
    assert before == (date(2026, 12, 7), date(2026, 12, 7))  # the fifteenth day is a Saturday
    assert (case.decision.served_on, case.due_on) == (town.TODAY, date(2026, 12, 8))
    assert town.owed(office, case_id)["report_in"] == date(2026, 12, 8)
    Projector(office, PROJECTIONS).catch_up()
    with office.db.reading() as conn:
        row = cases.case_row(conn, case_id)
        (duty,) = [it for it in cases.duties_of(conn, case.ref) if it.duty == "report_in"]
    assert row is not None
    assert (row.served_on, row.due_on, row.in_time_until) == (
        town.TODAY,
        date(2026, 12, 8),
        date(2026, 12, 8),
    )
    assert duty.due_on == date(2026, 12, 8)


def test_another_length_moves_the_last_day_and_is_told(office: RegistryApplication) -> None:
    case_id = town.reported(office, kind=RECOVERY)
    assert office.case(case_id).last_day == date(2028, 11, 22)

    propose(office, case_id, term_months="12", credit_days="10")
    approve(office, case_id)

    case = office.case(case_id)
    assert (case.decision.term_months, case.decision.credit_days) == (12, 10)
    assert case.last_day == date(2027, 11, 12)
    for audience in ("supervision", "reporting"):
        days, told = told_to(office, audience)[-2:]
        assert (days.name, told.name) == (CORRECTED, "registry.term_corrected")
        assert (told.data["term_months"], told.data["credit_days"]) == (12, 10)


def test_corrected_printed_days_are_held_against_the_term_anew(
    office: RegistryApplication,
) -> None:
    case_id = printed(office, 990)
    assert "ask_police" in town.owed(office, case_id)

    propose(office, case_id, printed_from="2026-11-23", printed_to="2029-11-22")
    approve(office, case_id)

    assert office.case(case_id).conflict_since is None
    assert "ask_police" not in town.owed(office, case_id)

    propose(office, case_id, printed_to="2029-11-20")
    approve(office, case_id)

    assert office.case(case_id).conflict_since == town.TODAY


def test_another_day_of_release_judges_the_report_in_anew(office: RegistryApplication) -> None:
    case_id = town.ordered(office, served_on=date(2026, 11, 2), served_while_detained=True)
    freed, came = date(2026, 11, 10), date(2026, 11, 23)
    with at(town.TODAY):
        office.record_custody_release(case_id=case_id, released_on=freed, **PAPER)
    with at(came):
        office.record_report_in(case_id=case_id, reported_on=came, informed=True)
    assert office.case(case_id).punctuality == "late_with_reason"

    propose(office, case_id, released_on="2026-11-03")
    approve(office, case_id)

    case = office.case(case_id)
    assert (case.decision.released_on, case.in_time_until) == (
        date(2026, 11, 3),
        date(2026, 11, 18),
    )
    assert case.punctuality == "late_without_reason"


def test_a_release_that_nobody_recorded_is_recorded_first(office: RegistryApplication) -> None:
    case_id = town.ordered(office, served_while_detained=True)

    assert refused(office, case_id, released_on="2026-11-22").field == "released_on"


def test_another_day_of_signing_is_told_and_one_before_the_report_in_is_refused(
    office: RegistryApplication,
) -> None:
    case_id = town.reported(office, served_on=date(2026, 11, 16), reported_on=date(2026, 11, 18))
    with at(town.TODAY):
        office.sign_agreement(case_id=case_id, agreement=town.agreement())

    propose(office, case_id, signed_on="2026-11-20")
    approve(office, case_id)

    agreement = office.case(case_id).agreement
    assert agreement is not None
    assert agreement.signed_on == date(2026, 11, 20)
    assert told_to(office, "reporting")[-1].data["signed_on"] == "2026-11-20"
    early = refused(office, case_id, signed_on="2026-11-17")
    assert early.field == "signed_on"
    assert early.citation == Citation("戒毒条例", "16")


def test_a_text_takes_no_scan_and_frees_the_number_that_was_wrong(
    office: RegistryApplication,
) -> None:
    case_id = town.signed(office)
    with at(town.TODAY):
        office.propose_facts_correction(
            case_id=case_id, right={"agreement_no": "8号"}, why="看错一位"
        )
    approve(office, case_id)
    other = town.reported(office, id_no=town.number(sequence=998))
    with at(town.TODAY):
        office.sign_agreement(case_id=other, agreement=town.agreement())

    agreement = office.case(case_id).agreement
    assert agreement is not None
    assert agreement.agreement_no == "8号"
    (noted,) = office.entries(names=["registry.facts_corrected"])
    assert noted.facts["changed"] == ("agreement_no",)
    assert "written" not in noted.facts


@pytest.mark.parametrize(
    ("paper_no", "said"), [(None, "更正日期、期限和种类须有扫描件"), (7, "卷内没有第 7 件")]
)
def test_what_counts_rests_on_a_scan_in_the_file(
    office: RegistryApplication, paper_no: int | None, said: str
) -> None:
    case_id = town.ordered(office)
    on_paper(office, case_id)

    with at(town.TODAY), pytest.raises(Refusal) as found:
        office.propose_facts_correction(
            case_id=case_id, right={"served_on": "2026-11-23"}, paper_no=paper_no, why="看错"
        )

    assert (found.value.field, found.value.citation) == ("paper_no", ACCURATE)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("right", "field"),
    [
        ({"served_on": "2026-11-24"}, "served_on"),  # tomorrow
        ({"served_on": "2026-11-19"}, "served_on"),  # before it was made
        ({"decided_on": "2026-11-21"}, "served_on"),
        ({"term_months": "24"}, "term_months"),  # rehab takes three years
        ({"kind": RECOVERY}, "kind"),  # all have acted under it
        ({"served_on": "2026-11-23", "decided_on": "2026-11-20"}, None),
        ({"credit_days": "1100"}, "credit_days"),
        ({"printed_from": "2026-11-23", "printed_to": "2026-11-01"}, "printed_to"),
        ({"signed_on": "2026-11-23"}, "signed_on"),  # nothing was signed
        ({"term_months": "36"}, "why"),  # that is on file
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    office: RegistryApplication, right: dict[str, str], field: str | None
) -> None:
    case_id = town.reported(office)

    if field is None:
        propose(office, case_id, **right)
    else:
        assert refused(office, case_id, **right).field == field

    assert (office.case(case_id).proposal is not None) == (field is None)


def test_the_kind_is_corrected_before_the_report_in_with_its_length(
    office: RegistryApplication,
) -> None:
    case_id = town.ordered(office)

    propose(office, case_id, kind=RECOVERY, term_months="12")
    approve(office, case_id)

    case = office.case(case_id)
    assert (case.kind, case.decision.term_months) == (RECOVERY, 12)
    told = told_to(office, "reporting")[-1]
    assert (told.name, told.data["kind"], told.data["term_months"]) == (CORRECTED, RECOVERY, 12)


def test_what_no_paper_says_is_emptied_by_two(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = printed(office, 998)
    paper_no = on_paper(office, case_id)
    asked = {"cleared": ["printed_from", "printed_to", "authority"], "paper_no": str(paper_no)}
    path = f"/registry/cases/{case_id}/facts-correction"

    form = page(handler, path)
    send(handler, path, {**asked, "why": "决定书没有印起止日期"})
    beside = page(handler, f"/registry/cases/{case_id}/correction/decision")
    approve(office, case_id)

    case = office.case(case_id)
    assert "应为空的项目" in form
    assert "清空" in beside
    assert (case.printed, case.decision.authority) == ((None, None), "")
    assert case.conflict_since is None


@pytest.mark.parametrize(
    ("right", "told"),
    [({}, "本来就是空的"), ({"authority": "六安市公安局"}, "不能既改为别的内容又清空")],
    ids=["empty", "stated otherwise"],
)
def test_only_what_stands_there_and_is_not_stated_otherwise_is_emptied(
    office: RegistryApplication, right: dict[str, str], told: str
) -> None:
    case_id = town.ordered(office)

    with at(town.TODAY), pytest.raises(Refusal, match=told) as found:
        office.propose_facts_correction(
            case_id=case_id,
            right=right,
            cleared=["authority"] if right else ["printed_to"],
            why="对照原件",
        )

    assert found.value.field == "cleared"


def test_a_program_empties_the_day_of_a_release_that_never_was(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = town.ordered(office, served_while_detained=True, released_on=date(2026, 11, 22))
    paper_no = on_paper(office, case_id)

    call(
        app,
        "POST",
        f"/cases/{case_id}/facts-correction",
        body={"cleared": ["released_on"], "paper_no": paper_no, "why": "仍在押"},
        status=201,
    )
    approve(office, case_id)

    case = office.case(case_id)
    assert (case.decision.released_on, case.decision.served_while_detained) == (None, True)


@pytest.mark.parametrize("audience", ["supervision", "assistance", "treatment", "legal_aid"])
def test_a_corrected_day_of_signing_is_told_to_whoever_heard_the_wrong_one(
    office: RegistryApplication, audience: str
) -> None:
    case_id = town.signed(office, reported_on=date(2026, 11, 22))

    propose(office, case_id, signed_on="2026-11-22")
    approve(office, case_id)

    told = told_to(office, audience)[-1]
    assert (told.name, told.data["signed_on"]) == (CORRECTED, "2026-11-22")


def test_a_kind_that_was_mistyped_and_run_under_is_mended_by_the_way_that_is_named(
    office: RegistryApplication,
) -> None:
    """The right decision is received in place of the case; the day of reporting in stays."""
    wrong = town.signed(office)
    told = refused(office, wrong, kind=RECOVERY)
    case = office.case(wrong)

    with at(town.TODAY):
        done = office.receive_decision(
            person_id=case.of_person,
            decision=town.decision(kind=RECOVERY, months=12),
            replaces=case.ref,
        )
    right = UUID(done.answer["case_id"])
    with at(town.TODAY):
        office.record_report_in(
            case_id=right, reported_on=case.reported_on or town.TODAY, informed=True
        )

    assert told.field == "kind"
    assert "请按正确的决定书另行接收，并说明它取代此案" in str(told)
    assert office.case(wrong).replaced_by == office.case(right).ref
    assert (office.case(right).kind, office.case(right).last_day) == (RECOVERY, date(2027, 11, 22))


def test_whoever_proposed_it_does_not_approve_it(office: RegistryApplication) -> None:
    case_id = town.ordered(office)
    propose(office, case_id, served_on="2026-11-23")

    with at(town.TODAY), pytest.raises(Refusal, match="不能自己审批"):
        office.decide_correction(case_id=case_id, approved=True)
    with at(town.TODAY):
        office.decide_correction(case_id=case_id, approved=True, paper=signed())

    (held,) = office.entries(names=["registry.facts_corrected"])
    assert held.facts["on_paper"]
    assert office.case(case_id).decision.served_on == town.TODAY


def test_one_proposal_at_a_time_and_its_author_alone_withdraws_it(
    office: RegistryApplication,
) -> None:
    case_id = town.reported(office)
    with at(town.TODAY):
        office.propose_correction(
            case_id=case_id, reported_on=town.TODAY, credit_days=3, suspensions=(), why="漏填"
        )

    second = refused(office, case_id, decision_no="18号")
    with at(town.TODAY), town.by("jingban02", reason="核对"), pytest.raises(Refusal, match="撤回"):
        office.withdraw_correction(case_id=case_id, why="不属实")
    with at(town.TODAY):
        office.withdraw_correction(case_id=case_id, why="看错了")
    propose(office, case_id, decision_no="18号")

    assert "已有一项更正待审批" in str(second)
    assert office.case(case_id).decision.credit_days == 0
    assert "correction_withdrawn" in town.names_of(office, case_id=case_id)
    assert office.case(case_id).proposal is not None


def test_the_desk_proposes_and_the_decision_shows_what_it_moves(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    case_id = town.ordered(office)
    path = f"/registry/cases/{case_id}"
    typed = {"served_on": "2026-11-23", "paper_no": str(on_paper(office, case_id)), "why": "看错"}

    form = page(handler, f"{path}/facts-correction")
    shown = send(handler, f"{path}/facts-correction", typed)
    decision = page(handler, f"{path}/correction/decision")
    told = call(app, "GET", f"/cases/{case_id}")["facts_correction"]
    after = send(handler, f"{path}/correction/withdrawal", {"why": "还要核对"})

    assert 'value="2026-11-20"' in form
    assert 'name="signed_on"' not in form
    assert "待审批的文书登记更正" in shown
    assert "2026年12月7日" in decision
    assert "<strong>2026年12月8日" in decision
    assert told["changes"] == [{"field": "served_on", "was": "2026-11-20", "right": "2026-11-23"}]
    assert told["moves"]["due_on"] == "2026-12-08"
    assert "待审批的文书登记更正" not in after
