"""Two decisions that both stand are cleared up by the police's paper, recorded by two (0.5)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.calendar import DAY
from shared.law import Refusal
from tests.registry import town
from tests.registry.affairs.registers import call
from tests.registry.desk import page, send
from tests.registry.life.story import PAPER, at, both_stand
from tests.registry.papers import SIGNED, signed
from tests.registry.test_messages import told as told_to


def clarify(
    office: RegistryApplication,
    case_id: UUID,
    other: UUID,
    outcome: str,
    *,
    on: date = town.TODAY,
) -> None:
    """Have the handler record what the police's paper says."""
    with at(town.TODAY):
        office.clarify_decisions(
            case_id=case_id,
            other=office.case(other).ref,
            outcome=outcome,
            decided_on=on,
            **PAPER,
        )


def decide(
    office: RegistryApplication, case_id: UUID, other: UUID, *, approved: bool = True
) -> None:
    """Another handler decides."""
    with at(town.TODAY), town.by("jingban02", reason="核对"):
        office.decide_clarification(
            case_id=case_id, other=office.case(other).ref, approved=approved
        )


@pytest.mark.parametrize(
    ("outcome", "replaced"),
    [("former_gives_way", 0), ("later_gives_way", 1)],
)
def test_the_one_that_gives_way_is_replaced_and_whoever_heard_of_it_is_told(
    office: RegistryApplication, outcome: str, replaced: int
) -> None:
    both = both_stand(office, 994)
    gone, stays = both[replaced], both[1 - replaced]

    clarify(office, *both, outcome)
    before = office.case(gone).replaced_by
    decide(office, *both[::-1])

    case = office.case(gone)
    assert before is None
    assert (case.replaced_by, case.replaced_on) == (office.case(stays).ref, town.TODAY)
    assert office.case(stays).replaced_by is None
    assert told_to(office, "supervision")[-1].name == "registry.case_replaced"
    assert not office.unclear_of(office.case(stays))


def test_both_go_on_to_their_terms_where_the_police_say_so(office: RegistryApplication) -> None:
    former, later = both_stand(office, 994)

    clarify(office, later, former, "both_stand")
    decide(office, later, former)

    assert [office.case(it).replaced_by for it in (former, later)] == [None, None]
    assert not office.unclear_of(office.case(former))
    with pytest.raises(Refusal, match="已经查明") as again:
        clarify(office, later, former, "former_gives_way")
    assert again.value.field == "other"


def test_nobody_clears_it_up_alone_and_what_is_declined_leaves_both_standing(
    office: RegistryApplication,
) -> None:
    former, later = both_stand(office, 994)
    clarify(office, later, former, "former_gives_way")

    with at(town.TODAY), pytest.raises(Refusal, match="不能自己审批"):
        office.decide_clarification(case_id=later, other=office.case(former).ref, approved=True)
    with pytest.raises(Refusal, match="等待他人审批"):
        clarify(office, later, former, "both_stand")
    decide(office, later, former, approved=False)

    (open_one,) = office.unclear_of(office.case(former))
    assert (open_one.later.id, open_one.proposal) == (later, None)


def test_a_signed_paper_stands_for_the_second_person(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    former, later = both_stand(office, 994)
    clarify(office, later, former, "former_gives_way")

    with at(town.TODAY):
        office.decide_clarification(
            case_id=later, other=office.case(former).ref, approved=True, paper=signed()
        )

    assert office.case(former).replaced_by == office.case(later).ref
    scan = f"/registry/cases/{later}/approvals/{signed().scan.digest}"
    assert f'href="{scan}"' in page(handler, f"/registry/cases/{later}?part=timeline")
    assert handler.get(scan).data == SIGNED


def test_a_paper_of_tomorrow_clears_up_nothing(office: RegistryApplication) -> None:
    former, later = both_stand(office, 994)

    with pytest.raises(Refusal) as refused:
        clarify(office, later, former, "both_stand", on=town.TODAY + DAY)

    assert refused.value.field == "decided_on"


def test_cases_that_do_not_stand_beside_each_other_are_not_cleared_up(
    office: RegistryApplication,
) -> None:
    former, _later = both_stand(office, 994)
    stranger = town.reported(office)

    with pytest.raises(Refusal, match="没有并存待查明"):
        clarify(office, stranger, former, "both_stand")


def test_it_stands_on_the_desk_and_on_both_pages_until_two_have_cleared_it_up(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    former, later = both_stand(office, 994)
    desk = page(handler, "/registry/")
    pages = [page(handler, f"/registry/cases/{it}") for it in (former, later)]
    path = f"/registry/cases/{later}/clarification"
    typed = {"other": office.case(former).ref, "decided_on": str(town.TODAY), **PAPER}

    form = page(handler, f"{path}?other={typed['other']}")
    shown = send(handler, path, {**typed, "outcome": "former_gives_way"})
    waits = page(handler, f"{path}/decision")
    decide(office, later, former)

    assert "并存待查明的案件" in desk
    assert all("待公安机关查明" in it for it in pages)
    assert typed["other"] in form
    assert "查明结果待他人审批" in shown
    assert "先立的案件被取代" in waits
    assert "并存待查明的案件" not in page(handler, "/registry/")
    assert "已查明：先立的案件被取代" in page(handler, f"/registry/cases/{later}?part=timeline")


def test_a_program_clears_it_up(office: RegistryApplication, app: Flask) -> None:
    former, later = both_stand(office, 994)
    other = office.case(former).ref
    said = {"other": other, "outcome": "both_stand", "decided_on": str(town.TODAY), **PAPER}
    path = f"/cases/{later}/clarification"

    call(app, "POST", path, body=said, status=201)
    call(app, "POST", f"{path}/decision", body={"other": other, "approved": True}, status=422)
    call(app, "POST", f"{path}/decision", body={"other": other, "approved": False}, status=201)
    with at(town.TODAY), town.by("jingban02", reason="核对"):
        office.clarify_decisions(
            case_id=later, other=other, outcome="both_stand", decided_on=town.TODAY, **PAPER
        )
    call(app, "POST", f"{path}/decision", body={"other": other, "approved": True}, status=201)

    assert not office.unclear_of(office.case(later))
