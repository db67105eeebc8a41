"""The family member of the group sees the own relative's agreement and dates, and nothing else."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Clearing
from services.supervision.domain.records.family import Consent, ConsentWithdrawal
from shared import clock
from shared.access.actor import Actor
from shared.law import Refusal
from tests.supervision.conftest import CASE, DAY, START, at, file_of, opened, sampling, told
from tests.supervision.desk import READERS, Register, app_of, reader
from tests.supervision.playing import PAGE as PNG
from tests.supervision.test_pages import HIDDEN, page, send

ACCOUNT, OTHER = "jiashu01", "jiashu02"
ANOTHER_CASE, ANOTHER = "梅社戒〔2026〕0091", UUID("00000000-0000-4000-8000-0000000000f9")
TODAY = START + 20 * DAY
PAGE = "/supervision/family"
SHOWN = {"drug_test", "talk", "home_visit", "periodic_report"}


@pytest.fixture
def app(office: SupervisionApplication, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The desk, with two family members among those who may sign in."""
    for account in (ACCOUNT, OTHER):
        actor = Actor(account=account, role="family_member", unit="office", name="某家属")
        monkeypatch.setitem(READERS, account, actor)
    return app_of(office, Register())


def named(office: SupervisionApplication, account: str = ACCOUNT, **about: Any) -> None:
    """The town says whose account belongs to the group's family member."""
    office.hear(told(office, "family_member_named", happened_on=START, account=account, **about))


def ended(office: SupervisionApplication, account: str = ACCOUNT, **about: Any) -> None:
    office.hear(told(office, "family_access_ended", happened_on=START, account=account, **about))


def of_a_family_member(office: SupervisionApplication) -> None:
    """Named, for the golden files."""
    about: dict[str, Any] = {"case_ref": ANOTHER_CASE, "person_id": ANOTHER}
    opened(office, **about)
    named(office, **about)


def listed(app: Flask, account: str = ACCOUNT, *, on: date = TODAY) -> Any:
    """What a program is told on a day, the twentieth of the case if it is not said."""
    with clock.use(at(on)):
        page(reader(app, account), PAGE)
        answer = app.test_client().get(
            "/supervision/api/family", headers={"Authorization": f"Bearer {account}"}
        )
    assert answer.status_code == 200
    return answer.get_json()


def test_the_own_relatives_agreement_and_next_dates_are_shown(
    office: SupervisionApplication, app: Flask
) -> None:
    opened(office)
    opened(office, case_ref=ANOTHER_CASE, person_id=ANOTHER)
    office.hear(
        told(
            office,
            "agreement_signed",
            happened_on=START,
            signed_on=START.isoformat(),
            tracked_from=None,
        )
    )
    named(office)

    (one,) = listed(app)
    with clock.use(at(TODAY)):
        shown = page(reader(app, ACCOUNT), PAGE)

    assert (one["case_ref"], one["signed_on"]) == (CASE, START.isoformat())
    assert one["last_on"] == file_of(office).windows[-1].last.isoformat()
    assert {it["duty"] for it in one["due"]} == {
        "drug_test",
        "talk",
        "home_visit",
        "periodic_report",
    }
    for it in one["due"]:
        assert it["since"] <= it["due_on"]
        assert it["due_on"] >= TODAY.isoformat()
        assert it["due_on"] in shown
    assert CASE in shown
    assert ANOTHER_CASE not in shown


def test_no_surprise_test_and_no_hidden_day_is_among_them(
    office: SupervisionApplication, app: Flask
) -> None:
    """On every tenth day of a year: of tests the first and last day of a window, and no more."""
    file_id = opened(office)
    office.plan_extra_tests(file_id=file_id)
    named(office)
    file = file_of(office)
    known = {day.isoformat() for it in file.windows for day in (it.first, it.last)}
    surprises = {it.target.isoformat() for it in file.extras} - known

    told_now = [it for days in range(0, 365, 10) for it in listed(app, on=START + days * DAY)]
    due = [it for one in told_now for it in one["due"]]
    of_tests = {it[end] for it in due if it["duty"] == "drug_test" for end in ("since", "due_on")}

    assert surprises
    assert len(of_tests) > 10
    assert of_tests <= known
    assert {it["duty"] for it in due} == SHOWN


@pytest.mark.parametrize(
    "path",
    [
        "/supervision/",
        "/supervision/cases",
        "/supervision/cases/{file_id}",
        "/supervision/calendar",
        "/supervision/cases/{file_id}?part=tests",
        "/supervision/needs",
    ],
)
def test_nothing_else_opens(office: SupervisionApplication, app: Flask, path: str) -> None:
    file_id = opened(office)
    named(office)

    with clock.use(at(TODAY)):
        page(reader(app, ACCOUNT), PAGE)
        answer = reader(app, ACCOUNT).get(path.format(file_id=file_id))

    assert answer.status_code == 403


def test_who_is_not_named_sees_nothing_and_staff_have_no_such_page(
    office: SupervisionApplication, app: Flask
) -> None:
    opened(office)
    named(office)

    assert listed(app, OTHER) == []
    assert reader(app, "shegong01").get(PAGE).status_code == 403


def test_whose_account_was_ended_sees_nothing_any_more(
    office: SupervisionApplication, app: Flask
) -> None:
    opened(office)
    named(office)
    ended(office)

    assert listed(app) == []


def test_when_the_case_is_over_nothing_is_shown(office: SupervisionApplication, app: Flask) -> None:
    opened(office)
    named(office)
    office.hear(
        told(
            office,
            "case_terminated",
            happened_on=START + 9 * DAY,
            ended_on=(START + 9 * DAY).isoformat(),
            cause="compulsory_isolation",
        )
    )

    assert listed(app) == []


def test_while_the_term_stands_still_nothing_is_due(
    office: SupervisionApplication, app: Flask
) -> None:
    opened(office)
    named(office)
    office.hear(
        told(
            office,
            "case_suspended",
            happened_on=START + 5 * DAY,
            number=1,
            suspended_on=(START + 5 * DAY).isoformat(),
            defects=[],
        )
    )

    (one,) = listed(app)

    assert (one["suspended"], one["last_on"], one["due"]) == (True, None, [])


def consented(office: SupervisionApplication, *, shown: bool = True, **about: Any) -> Any:
    """The person signs that the family member may learn how tests ended."""
    file_id = office.file_of(about.get("case_ref", CASE)).id
    proof = office.keep_scan(
        file_id=file_id, content=PNG, filename="同意书.png", field="proof_scan"
    )
    return office.record_consent(
        file_id=file_id, consent=Consent(consented_on=START), proof=proof if shown else None
    ).answer


def of_consents(office: SupervisionApplication) -> None:
    """Given, looked at and withdrawn, for the golden files."""
    about: dict[str, Any] = {"case_ref": ANOTHER_CASE, "person_id": ANOTHER}
    consented(office, **about)
    file_id = office.file_of(ANOTHER_CASE).id
    office.note_results_opened(file_id=file_id)
    office.withdraw_consent(file_id=file_id, withdrawal=ConsentWithdrawal(withdrawn_on=START))


def test_results_are_shown_with_the_persons_consent_alone_and_each_look_is_noted(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(START))
    named(office)
    (before,) = listed(app)
    looked = len(office.entries(names=["supervision.results_opened"]))

    consented(office)
    (after,) = listed(app)
    with clock.use(at(TODAY)):
        shown = page(reader(app, ACCOUNT), PAGE)

    assert (before["results"], looked) == (None, 0)
    assert after["results"] == [{"collected_on": START.isoformat(), "result": "negative"}]
    assert "阴性" in shown
    assert len(office.entries(names=["supervision.results_opened"])) == len(
        ["page before the program", "program", "page"]
    )


@pytest.mark.parametrize("ends", ["withdrawn", "another account", "the same account anew"])
def test_results_are_hidden_again_when_the_consent_or_the_account_ends(
    office: SupervisionApplication, app: Flask, ends: str
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(START))
    named(office)
    consented(office)
    if ends == "withdrawn":
        office.withdraw_consent(file_id=file_id, withdrawal=ConsentWithdrawal(withdrawn_on=START))
    else:
        ended(office)
        named(office, OTHER if ends == "another account" else ACCOUNT)

    (one,) = listed(app, OTHER if ends == "another account" else ACCOUNT)

    assert one["results"] is None


def test_a_consent_without_its_paper_shows_nothing(
    office: SupervisionApplication, app: Flask
) -> None:
    opened(office)
    named(office)

    answer = consented(office, shown=False)

    assert answer["defects"] == ["no_consent_scan"]
    assert listed(app)[0]["results"] is None


def test_nobody_consents_to_somebody_who_is_not_named(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal, match="还没有指定家庭成员账号"):
        consented(office)
    with pytest.raises(Refusal, match="没有有效的同意"):
        office.withdraw_consent(file_id=file_id, withdrawal=ConsentWithdrawal(withdrawn_on=START))


def test_a_strip_that_nobody_has_settled_is_no_result(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    test_id = office.record_test(
        file_id=file_id, taken=sampling(START + DAY, result="positive")
    ).answer["test_id"]
    named(office)
    consented(office)
    (waiting,) = listed(app)[0]["results"]
    shown = page(reader(app, ACCOUNT), PAGE)

    clearing = Clearing(test_id=UUID(test_id), cleared_on=START + 2 * DAY, because="medicine")
    office.clear_positive(file_id=file_id, clearing=clearing)
    (cleared,) = listed(app)[0]["results"]

    assert (waiting["result"], cleared["result"]) == ("unsettled", "cleared")
    assert "阳性" not in shown


def test_the_worker_records_a_consent_on_a_page_and_takes_it_back(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id = opened(office)
    path = f"/supervision/cases/{file_id}"
    with clock.use(at(TODAY, 10)):
        worker = reader(app, "shegong01")
        assert "result-consents" not in page(worker, f"{path}?part=tests")
        named(office)
        assert f"{path}/result-consents/new" in page(worker, f"{path}?part=tests")
        form = f"{path}/result-consents/new"
        hidden = dict(HIDDEN.findall(page(worker, form)))
        typed = {"consented_on": TODAY.isoformat(), "proof_scan": (io.BytesIO(PNG), "同意书.png")}
        answer = worker.post(form, data=hidden | typed)
        given = file_of(office).results_open
        send(worker, f"{path}/result-consents/withdrawals/new", {"withdrawn_on": TODAY.isoformat()})

    assert (answer.status_code, given, file_of(office).results_open) == (303, True, False)
    assert len(file_of(office).scans) == 1
