"""The paper that replaces the second person: signed by another, in time, and shown by its scan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.records import WHOLE
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.rules.book import RECOVERY
from services.registry.web.approvals import APPROVED
from shared.eventstore.act import Act, acting
from shared.law import Citation, Refusal
from shared.scans import MEBIBYTE
from tests.registry import town
from tests.registry.affairs.test_activities import met
from tests.registry.desk import AUDITOR, SECRETARY, page, reader, send
from tests.registry.life.story import propose
from tests.registry.papers import LEADER_NAME, SIGNED, signed, signed_form
from tests.registry.test_api import call
from tests.registry.test_dossier import attachments
from tests.registry.town import TODAY, by, number, registered

PROPOSER, ENTERS = "jingban01", "jingban02"
DAY = timedelta(days=1)
Decide = Callable[[ApprovedOnPaper], object]
Approval = Callable[[RegistryApplication], Decide]


def exclusion(office: RegistryApplication) -> Decide:
    person_id = registered(office)
    return lambda paper: office.exclude_from_actual(
        person_id=person_id, reason="moved", proof="证明", paper=paper
    )


def merge(office: RegistryApplication) -> Decide:
    double = registered(office, id_no=number(sequence=997))
    registered(office, id_no=number(sequence=998))
    return lambda paper: office.propose_merge(
        person_id=double, into_id_no=number(sequence=998), proof="户籍", paper=paper
    )


def identity(office: RegistryApplication) -> Decide:
    person_id = misspelt(office)
    return lambda paper: office.decide_identity_correction(
        person_id=person_id, approved=True, paper=paper
    )


def term(office: RegistryApplication) -> Decide:
    case_id = miscounted(office)
    return lambda paper: office.decide_correction(case_id=case_id, approved=True, paper=paper)


def facts(office: RegistryApplication) -> Decide:
    case_id = town.ordered(office)
    with by(PROPOSER):
        office.propose_facts_correction(
            case_id=case_id, right={"authority": "霍邱县公安局"}, why="抄错"
        )
    return lambda paper: office.decide_correction(case_id=case_id, approved=True, paper=paper)


def leaving(office: RegistryApplication) -> Decide:
    person_id = registered(office)
    with by(PROPOSER):
        office.set_register_flag(person_id=person_id, flag="abroad", set_on=TODAY, why="护照")
    return lambda paper: office.decide_register_flag(
        person_id=person_id, approved=True, paper=paper
    )


def striking(office: RegistryApplication) -> Decide:
    meeting: dict[str, Any] = {"register": "meetings", "record_id": wrong(office), "entry": WHOLE}
    return lambda paper: office.decide_striking_out(**meeting, approved=True, paper=paper)


def misspelt(office: RegistryApplication) -> UUID:
    """Somebody of whose name a correction is proposed."""
    person_id = registered(office)
    with by(PROPOSER):
        office.correct_identity(
            person_id=person_id, name="李似海", id_type="id_card", id_no=number(), why="户口簿"
        )
    return person_id


def miscounted(office: RegistryApplication) -> UUID:
    """A case of whose term a correction is proposed."""
    case_id = town.reported(office)
    with by(PROPOSER):
        office.propose_correction(
            case_id=case_id, reported_on=TODAY, credit_days=3, suspensions=(), why="漏填"
        )
    return case_id


def wrong(office: RegistryApplication) -> UUID:
    """A meeting that is proposed to be struck out."""
    meeting = UUID(str(met(office)))
    with by(PROPOSER):
        office.propose_striking_out(
            register="meetings", record_id=meeting, entry=WHOLE, why="重复登记"
        )
    return meeting


APPROVALS = (exclusion, merge, identity, leaving, term, facts, striking)
ALONE = (exclusion, merge)
"""Proposed and decided in one act, with the paper at hand."""
AFTERWARDS = [it for it in APPROVALS if it not in ALONE]


@pytest.mark.parametrize("approval", APPROVALS)
@pytest.mark.parametrize("signer", [ENTERS, " Jing Ban02", "周 经办"])
def test_whoever_enters_a_paper_did_not_sign_it(
    office: RegistryApplication, approval: Approval, signer: str
) -> None:
    decide = approval(office)
    who = Act(account=ENTERS, role="office_handler", unit="office", name="周经办")

    with acting(who), pytest.raises(Refusal, match="本人") as refused:
        decide(signed(signer))
    with acting(who):
        decide(signed())

    assert refused.value.field == "signer"
    assert refused.value.citation == Citation("个人信息保护法", "8")


@pytest.mark.parametrize("approval", AFTERWARDS)
def test_whoever_proposed_it_did_not_sign_it_either(
    office: RegistryApplication, approval: Approval
) -> None:
    decide = approval(office)

    with by(ENTERS), pytest.raises(Refusal, match="本人"):
        decide(signed(PROPOSER))


@pytest.mark.parametrize("approval", APPROVALS)
def test_no_paper_is_signed_tomorrow(office: RegistryApplication, approval: Approval) -> None:
    decide = approval(office)

    with by(ENTERS), pytest.raises(Refusal, match="还没有到") as refused:
        decide(signed(on=TODAY + DAY))

    assert refused.value.field == "signed_on"


@pytest.mark.parametrize("approval", APPROVALS)
def test_a_paper_may_have_been_signed_before_anybody_typed_what_it_approves(
    office: RegistryApplication, approval: Approval
) -> None:
    decide = approval(office)

    with by(ENTERS):
        decide(signed(on=TODAY - DAY))

    assert attachments(office) == 1


@pytest.mark.parametrize("approval", APPROVALS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"GIF89a", "只收 PDF、JPG、PNG"),
        (SIGNED.replace(b"%%EOF", b"cut o"), "残缺"),
        (SIGNED[:9] + b"0" * 25 * MEBIBYTE + SIGNED[9:], "超过 25 兆"),
    ],
    ids=["empty", "no scan", "cut off", "too large"],
)
def test_a_scan_that_shows_nothing_approves_nothing(
    office: RegistryApplication, approval: Approval, content: bytes, said: str
) -> None:
    decide, head = approval(office), office.head()

    with by(ENTERS), pytest.raises(Refusal, match=said) as refused:
        decide(signed(content=content))

    assert refused.value.field == "scan"
    assert (office.head(), attachments(office)) == (head, 0)


@pytest.mark.parametrize("approval", APPROVALS)
def test_the_event_says_who_signed_when_and_which_scan_shows_it(
    office: RegistryApplication, approval: Approval
) -> None:
    decide, paper = approval(office), signed()

    with by(ENTERS):
        decide(paper)

    kept = [it for it in office.entries(limit=None) if it.facts.get("paper_scan")]
    assert {it.facts["paper_scan"] for it in kept} == {paper.scan.digest}
    assert {it.facts["paper_signed_on"] for it in kept} == {TODAY}
    assert {it.personal["signer"] for it in kept} == {LEADER_NAME}
    assert LEADER_NAME not in str([it.facts for it in kept])
    assert attachments(office) == 1


@pytest.mark.parametrize("approval", APPROVALS)
def test_an_act_that_is_refused_keeps_no_scan(
    office: RegistryApplication, approval: Approval
) -> None:
    decide = approval(office)
    with by(ENTERS):
        decide(signed())

    with by(ENTERS), pytest.raises(Refusal):
        decide(signed(content=SIGNED + b"%%EOF\n"))

    assert attachments(office) == 1


def test_the_same_paper_of_the_same_person_is_kept_once(office: RegistryApplication) -> None:
    person_id = misspelt(office)
    with by(ENTERS):
        office.decide_identity_correction(person_id=person_id, approved=True, paper=signed())

    with by(ENTERS):
        office.exclude_from_actual(
            person_id=person_id, reason="moved", proof="证明", paper=signed()
        )

    assert attachments(office) == 1
    assert len(office.papers_of_person(person_id)) == len(("corrected", "left out"))


def test_a_paper_says_yes_and_nothing_else(office: RegistryApplication) -> None:
    case_id = miscounted(office)

    with by(ENTERS), pytest.raises(Refusal, match="只用于同意") as refused:
        office.decide_correction(case_id=case_id, approved=False, paper=signed())

    assert refused.value.field == "approved"


def test_a_scan_is_sealed(office: RegistryApplication, tmp_path: Path) -> None:
    case_id = miscounted(office)
    with by(ENTERS):
        office.decide_correction(case_id=case_id, approved=True, paper=signed())

    content, media_type = office.paper_of_case(case_id, signed().scan.digest)
    office.destroy_key(office.case(case_id).of_person)

    assert (content, media_type) == (SIGNED, "application/pdf")
    assert not any(b"/Signed" in it.read_bytes() for it in tmp_path.iterdir())
    with pytest.raises(Refusal, match="没有这份"):
        office.paper_of_case(case_id, signed().scan.digest)


# On the page and by the API.


@pytest.mark.parametrize("missing", ["signer", "signed_on", "scan"])
def test_signer_day_and_scan_go_together_by_page(
    office: RegistryApplication, handler: FlaskClient, missing: str
) -> None:
    path = f"/registry/actual-users/{registered(office)}/exclude"
    typed = {"reason": "moved", "proof": "证明", **signed_form()}
    del typed[missing]

    answer = send(handler, path, typed, status=422)

    assert f'id="field-{missing}-error"' in answer
    assert (missing == "signer") or "由另一账号在系统里审批" in answer
    assert attachments(office) == 0


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"signer": LEADER_NAME}, "scan"),
        ({"signer": LEADER_NAME, "signed_on": "2026-11-23"}, "scan"),
        ({"signer": LEADER_NAME, "scan": "0" * 64, "signed_on": "2026-11-23"}, "scan"),
    ],
    ids=["a name alone", "no scan", "a text for a scan"],
)
def test_a_program_is_told_what_a_paper_lacks(
    office: RegistryApplication, app: Flask, parts: dict[str, Any], field: str
) -> None:
    path = f"/cases/{miscounted(office)}/correction/decision"

    as_json = call(app, "POST", path, body={"approved": True, **parts}, status=422)
    in_parts = call(app, "POST", path, parts={"approved": "true", **parts}, status=422)

    for told in (as_json, in_parts):
        assert field in {it["field"] for it in told["errors"]}


def test_the_timeline_leads_to_the_paper_and_a_trace_is_left(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    case_id = miscounted(office)
    place = f"/registry/cases/{case_id}"
    typed = {"approved": "true", **signed_form()}

    send(handler, f"{place}/correction/decision", typed)
    shown = page(handler, f"{place}?part=timeline")
    scan = f"{place}/approvals/{signed().scan.digest}"
    answer = handler.get(scan)

    assert "冯组长" in shown
    assert f'href="{scan}"' in shown
    assert answer.data == SIGNED
    assert answer.headers["Cache-Control"] == "no-store"
    read = office.entries(names=["registry.names_looked_up"])[-1]
    assert read.facts["content"] == ("scan",)
    assert read.facts["persons"] == (office.case(case_id).of_person,)
    page(handler, f"{place}/approvals/{'0' * 64}", 404)
    page(reader(app, SECRETARY), scan, 403)
    assert f'href="{scan}"' not in page(reader(app, AUDITOR), f"{place}?part=timeline")


def test_pages_have_a_word_for_whatever_a_paper_can_approve(office: RegistryApplication) -> None:
    events = office.catalogue.by_name.items()
    on_paper = {name.removeprefix("registry.") for name, it in events if "paper_scan" in it.readers}

    assert on_paper == {*APPROVED, "record_struck_out"}


def test_the_history_of_a_person_leads_to_the_paper(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = misspelt(office)
    place = f"/registry/people/{person_id}"

    send(handler, f"{place}/identity/decision", {"approved": "true", **signed_form()})
    shown = page(handler, f"{place}/history")
    scan = f"{place}/approvals/{signed().scan.digest}"

    assert f'href="{scan}"' in shown
    assert handler.get(scan).data == SIGNED
    read = office.entries(names=["registry.names_looked_up"])[-1]
    assert (read.facts["content"], read.facts["persons"]) == (("scan",), (person_id,))


def test_the_register_of_what_was_struck_out_leads_to_the_paper(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    entry = f"/registry/struck-out/meetings/{wrong(office)}/{WHOLE}"

    page(handler, f"{entry}/approval", 404)
    send(handler, f"{entry}/decision", {"approved": "true", **signed_form()})

    assert f'href="{entry}/approval"' in page(handler, "/registry/struck-out")
    assert handler.get(f"{entry}/approval").data == SIGNED


def test_programs_send_a_paper_and_read_it_back(office: RegistryApplication, app: Flask) -> None:
    digest = signed().scan.digest
    case, person = (
        f"/cases/{miscounted(office)}",
        f"/people/{registered(office, id_no=number(sequence=998))}",
    )
    entry = f"/records/meetings/{wrong(office)}/entries/{WHOLE}/striking-out"
    yes = {"approved": "true"}

    def sends(path: str, said: dict[str, Any]) -> None:
        call(app, "POST", path, parts={**said, **signed_form()}, status=201)

    sends(f"{case}/correction/decision", yes)
    sends(f"{person}/exclusion", {"reason": "moved", "proof": "证明"})
    sends(f"{entry}/decision", yes)

    told = {"signer": LEADER_NAME, "signed_on": "2026-11-23", "scan": digest}
    listed = [call(app, "GET", f"{it}/approvals") for it in (case, person)]
    assert listed == [
        [{"event": "term_corrected", "decided_on": "2026-11-23", **told}],
        [{"event": "user_excluded", "decided_on": "2026-11-23", **told}],
    ]
    client, bearer = app.test_client(), {"Authorization": "Bearer jingban01"}
    for path in (f"{case}/approvals/{digest}", f"{person}/approvals/{digest}", f"{entry}/approval"):
        assert client.get(f"/registry/api{path}", headers=bearer).data == SIGNED


def test_a_correction_of_papers_and_the_term_that_follows_stand_on_one_paper(
    office: RegistryApplication,
) -> None:
    case_id = town.reported(office, kind=RECOVERY)
    propose(office, case_id, term_months="12")

    with by(ENTERS):
        office.decide_correction(case_id=case_id, approved=True, paper=signed())

    (paper,) = office.papers_of_case(case_id)
    assert paper.name == "registry.facts_corrected"
    assert facts_of(office, "term_corrected")["paper_scan"] == paper.facts["paper_scan"]


def facts_of(office: RegistryApplication, event: str) -> Any:
    """What the last event of a name says."""
    return office.entries(names=[f"registry.{event}"])[-1].facts


def test_the_description_of_the_api_says_that_a_decision_is_json_or_a_form_with_a_scan(
    app: Flask,
) -> None:
    told = app.test_client().get("/registry/api/openapi.json").get_json()

    path = "/registry/api/cases/{case_id}/correction/decision"
    body = told["paths"][path]["post"]["requestBody"]["content"]
    (named,) = {it["schema"]["$ref"].rsplit("/", 1)[1] for it in body.values()}
    assert set(body) == {"application/json", "multipart/form-data"}
    scan = told["components"]["schemas"][named]["properties"]["scan"]
    assert (scan["type"], scan["format"]) == ("string", "binary")
