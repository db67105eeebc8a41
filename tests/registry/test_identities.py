"""Somebody on file twice: two files become one in every count, and two again, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.law import Citation, Refusal
from shared.web.masks import mask_id, mask_name
from tests.registry.affairs.registers import call, post, reports
from tests.registry.affairs.test_reconciling import compared, kinds, police_list
from tests.registry.desk import OFFICE, POLICE, WORKER, page, reader, send
from tests.registry.papers import signed
from tests.registry.town import by, decision, moved, number, ordered, registered

PROOF = "梅山派出所户籍证明〔2026〕5号：一人两号"
ONE, OTHER, THIRD = number(sequence=999), number(sequence=997), number(sequence=998)


def twice(office: RegistryApplication) -> tuple[UUID, UUID]:
    """Somebody who is on file under two numbers: the double, then the file that is kept."""
    return registered(office, "李四", id_no=OTHER), registered(office, "李四海", id_no=ONE)


def proposed(office: RegistryApplication, person_id: UUID, *, into: str = ONE) -> None:
    with by():
        office.propose_merge(person_id=person_id, into_id_no=into, proof=PROOF)


def merged(office: RegistryApplication) -> tuple[UUID, UUID]:
    """The same, merged by two people."""
    double, kept = twice(office)
    proposed(office, double)
    with by(POLICE):
        office.approve_merge(person_id=double)
    return double, kept


def test_who_finds_the_double_does_not_decide(office: RegistryApplication, app: Flask) -> None:
    double, _kept = twice(office)
    proposed(office, double)

    with by(), pytest.raises(Refusal) as refused:
        office.approve_merge(person_id=double)
    before = call(app, "GET", "/actual-users")["actual_users"]
    with by(POLICE):
        office.approve_merge(person_id=double)

    assert refused.value.citation == Citation("个人信息保护法", "8")
    assert (before, call(app, "GET", "/actual-users")["actual_users"]) == (2, 1)


def test_a_merged_person_counts_once_and_is_found_by_the_words_of_both_files(
    office: RegistryApplication, app: Flask
) -> None:
    _double, kept = merged(office)

    listed = [row["person_id"] for row in call(app, "GET", "/people")]
    found = [
        [row["person_id"] for row in call(app, "POST", "/people/search", body={"sought": words})]
        for words in ("李四", OTHER, ONE)
    ]

    assert listed == [str(kept)]
    assert found == [[str(kept)]] * 3


def test_both_identities_are_kept_and_parted_again(office: RegistryApplication, app: Flask) -> None:
    double, kept = merged(office)

    with by():
        office.unmerge_persons(person_id=double, why="经核实为两人")
    with by(), pytest.raises(Refusal, match="没有合并"):
        office.unmerge_persons(person_id=double, why="再来")

    assert office.person(double).details.id_no == OTHER
    assert office.person(kept).details.id_no == ONE
    assert call(app, "GET", "/actual-users")["actual_users"] == 2
    assert len(call(app, "GET", "/people")) == 2
    assert reports(office, "person_merged") == [{"merged_on": "2026-11-23", "into": str(kept)}]
    assert reports(office, "person_unmerged") == [
        {"unmerged_on": "2026-11-23", "out_of": str(kept)}
    ]


def test_nothing_new_is_done_on_a_file_that_gave_way(office: RegistryApplication) -> None:
    double, kept = merged(office)

    with by(), pytest.raises(Refusal, match="已并入另一份"):
        office.receive_decision(person_id=double, decision=decision())
    with by(), pytest.raises(Refusal, match="已并入另一份"):
        moved(office, double, "abroad")
    with by():
        office.receive_decision(person_id=kept, decision=decision())

    assert len(office.person(kept).cases) == 1


def test_the_cases_of_both_files_stand_on_the_page_of_the_kept_one(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case = office.case(ordered(office, id_no=OTHER))
    kept = registered(office, "李四海", id_no=ONE)
    proposed(office, case.of_person)
    with by(POLICE):
        office.approve_merge(person_id=case.of_person)

    assert case.ref in page(handler, f"/registry/people/{kept}")
    assert "已并入另一份" in page(handler, f"/registry/people/{case.of_person}")


@pytest.mark.parametrize("way", ["itself", "chain", "twice", "nobody"])
def test_a_merge_that_makes_no_sense_is_refused(office: RegistryApplication, way: str) -> None:
    double, _kept = merged(office)
    third = registered(office, "王五", id_no=THIRD)
    person, into = {
        "itself": (third, THIRD),
        "chain": (third, OTHER),
        "twice": (double, THIRD),
        "nobody": (third, number(sequence=996)),
    }[way]

    with by(), pytest.raises(Refusal):
        office.propose_merge(person_id=person, into_id_no=into, proof=PROOF)


def test_a_signed_paper_merges_at_once_and_a_rejection_merges_nothing(
    office: RegistryApplication, app: Flask
) -> None:
    double, kept = twice(office)
    proposed(office, double)
    with by(POLICE):
        office.reject_merge(person_id=double, why="指纹不同")
    count = call(app, "GET", "/actual-users")["actual_users"]
    with by():
        done = office.propose_merge(person_id=double, into_id_no=ONE, proof=PROOF, paper=signed())

    merging = office.merging(double)
    assert (count, done.answer) == (2, True)
    assert merging is not None
    assert merging.into == kept


def test_a_police_list_with_either_number_means_the_same_person(
    office: RegistryApplication,
) -> None:
    merged(office)

    found = compared(office, police_list("李四海", numbers=[OTHER]))

    assert kinds(found) == []


def test_two_people_merge_by_page_and_one_parts_them(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    double, kept = twice(office)
    place = f"/registry/people/{double}"

    waiting = send(handler, f"{place}/merge", {"into_id_no": ONE, "proof": PROOF})
    own = send(handler, place, {}, to=f"{place}/merge/approve")
    others = send(reader(app, POLICE), place, {}, to=f"{place}/merge/approve")
    beside = page(handler, f"/registry/people/{kept}")
    apart = send(handler, f"{place}/unmerge", {"why": "经核实为两人"})

    assert "等待他人审批" in waiting
    assert "提出合并的人不能自己审批" in own
    assert "档案已合并" in others
    assert "同一人的另一份档案" in beside
    assert "各自独立" in apart
    page(reader(app, WORKER), f"{place}/merge", 403)


def test_merging_by_program(office: RegistryApplication, app: Flask) -> None:
    double, _kept = twice(office)
    one, proposal = f"/people/{double}", {"into_id_no": ONE, "proof": PROOF}

    assert post(app, f"{one}/merge", proposal)["decided"] is False
    post(app, f"{one}/merge/rejection", {"why": "两人"}, as_account=POLICE)
    post(app, f"{one}/merge", proposal)
    post(app, f"{one}/merge/approval", None, status=422)
    post(app, f"{one}/merge/approval", None, as_account=POLICE)
    post(app, f"{one}/unmerge", {"why": "两人"})

    assert call(app, "GET", "/actual-users")["actual_users"] == 2


# Protected persons.


def test_a_protected_person_is_masked_for_all_but_those_named(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id = registered(office, "李四海")
    with by():
        office.protect_person(person_id=person_id, accounts=(POLICE,), why="证人")

    masked, named = page(handler, "/registry/people"), page(reader(app, POLICE), "/registry/people")
    own = page(handler, f"/registry/people/{person_id}")

    assert ("李四海" in masked, mask_name("李四海") in masked) == (False, True)
    assert "李四海" in named
    assert "受保护" in own
    assert "李四海" not in own
    page(handler, f"/registry/people/{person_id}/details", 403)


def test_a_protected_person_is_found_by_nobody_else(
    office: RegistryApplication, app: Flask
) -> None:
    person_id = registered(office, "李四海")
    with by():
        office.protect_person(person_id=person_id, accounts=(POLICE,), why="证人")

    sought = {"sought": "李四海"}
    by_office = call(app, "POST", "/people/search", body=sought)
    by_police = call(app, "POST", "/people/search", body=sought, as_account=POLICE)

    assert (len(by_office), len(by_police)) == (0, 1)


def test_protection_names_somebody_and_ends(office: RegistryApplication, app: Flask) -> None:
    one = f"/people/{registered(office, '李四海')}"
    post(app, f"{one}/protection", {"accounts": [], "why": "证人"}, status=422)
    post(app, f"{one}/protection", {"accounts": [OFFICE], "why": "证人"})
    post(app, f"{one}/protection/end", {"why": "案结"})
    post(app, f"{one}/protection/end", {"why": "再来"}, status=422)

    assert call(app, "POST", "/people/search", body={"sought": "李四海"})[0]["name"] == "李四海"


def test_protection_by_page(office: RegistryApplication, handler: FlaskClient) -> None:
    place = f"/registry/people/{registered(office, '李四海')}"

    protected = send(
        handler, f"{place}/protection", {"accounts": "jingban01\nminjing01", "why": "证人"}
    )
    lifted = send(handler, f"{place}/protection/lift", {"why": "案结"})

    assert "已设为受保护人员" in protected
    assert "李四海" in protected
    assert "已解除保护" in lifted


# The edit history.


def test_the_history_says_what_was_changed_by_whom_and_the_values_for_a_purpose(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id = registered(office, "李四海", phone="13900000000")
    known = office.person(person_id).details
    with by("shegong01"):
        office.revise_person(
            person_id=person_id,
            details=replace(known, phone="13911111111"),
            village="青石社区",
            why="本人告知",
        )
    place = f"/registry/people/{person_id}/history"

    told = call(app, "GET", f"/people/{person_id}/history")
    plain = page(handler, place)
    without = send(handler, place, {"purpose": ""}, to=f"{place}/in-full", status=422)
    full = send(handler, place, {"purpose": "核对电话"}, to=f"{place}/in-full", status=200)

    newest = told[0]
    assert newest["event"] == "person_details_revised"
    assert (newest["by"], newest["what"]) == ("shegong01", ["phone", "village"])
    assert "13911111111" not in plain + without
    assert "13900000000 → 13911111111" in full
    assert "石桥村 → 青石社区" in full
    assert office.entries(limit=None)[-1].name == "registry.names_looked_up"


def test_the_file_that_stays_is_chosen_among_namesakes(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    """The desk knows who is called the same: nobody has to copy a number that is masked."""
    double, kept = (registered(office, "李四海", id_no=it) for it in (OTHER, ONE))
    form = f"/registry/people/{double}/merge"

    shown = page(handler, form)
    neither = send(handler, form, {"proof": PROOF}, status=422)
    chosen = send(handler, form, {"into": str(kept), "proof": PROOF})

    assert mask_id(ONE) in shown
    assert ONE not in shown
    assert "请选择一份档案，或者填写身份证号" in neither
    assert "等待他人审批" in chosen
    assert office.merging(double).proposal.into == kept  # type: ignore[union-attr]  # just proposed
