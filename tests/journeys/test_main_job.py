"""The main job, end to end: from a village's roster to a case that an auditor can replay."""

from __future__ import annotations

import re

from tests.journeys.staff import CLERK, VILLAGE, WORKER, Staff
from tests.journeys.story import OFFICES, REPORTED, SIGNED, TODAY, Story

CASE_KEYS = {
    "case_ref",
    "kind",
    "status",
    "last_day",
    "as_of",
    "known_at",
    "timeline",
    "incomplete",
}
LINE_KEYS = {"position", "department", "event", "happened", "recorded", "who", "summary"}
TOLD = {
    "registry": {"decision_received", "reported_in", "group_formed", "agreement_signed"},
    "supervision": {
        *("opened", "drug_test_scheduled", "drug_test_notified", "drug_test_negative"),
        *("drug_test_refused", "serious_breach_detected", "talk_held", "need_answered"),
    },
    "assistance": {"need_received", "need_accepted", "need_closed", "family_assessed"},
    "treatment": {"need_received", "need_accepted", "need_closed", "treatment_info_given"},
    "legal_aid": {"need_received", "need_accepted", "need_closed", "law_education_attended"},
}
PAGES = {
    CLERK: ["/registry/", "/registry/people", "/registry/inbox"],
    WORKER: ["/supervision/", "/supervision/cases", "/supervision/needs"],
    "shehui01": ["/assistance/", "/assistance/cases"],
    "yisheng01": ["/treatment/", "/treatment/cases"],
    "sifa01": ["/legal_aid/", "/legal_aid/cases", "/legal_aid/sessions"],
    "lingdao01": ["/reporting/"],
    "duban01": ["/reporting/cases/"],
    "admin01": ["/identity/accounts", "/identity/units"],
}
FRESH = re.compile(r'nonce="[^"]*"|csrf[^>]*>|name="command_id" value="[^"]*"')


def test_a_dry_run_says_what_would_come_of_a_roster(story: Story) -> None:
    assert story.tried["created"] == story.imported["created"] > 0
    assert story.tried["rejected"] == story.imported["rejected"]
    assert all(it["person_id"] is None for it in story.tried["rows_detail"])


def test_a_second_import_creates_nothing(story: Story) -> None:
    first = story.imported

    again = story.take_over()

    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] == first["created"]
    assert again["rejected"] == first["rejected"]
    assert again["rows_detail"] == first["rows_detail"]


def test_a_report_in_starts_the_term_whatever_was_missed_before_the_takeover(
    story: Story,
) -> None:
    assert story.reported_in["punctuality"] == "before_takeover"

    case = story.clerk.get(story.case)

    assert case["reported_on"] == REPORTED
    assert case["last_day"] == "2029-11-24"
    assert case["tracked_from"] == "2026-11-23"


def test_the_agreement_meets_the_duty_to_sign(story: Story) -> None:
    assert story.signed["defects"] == []

    case = story.clerk.get(story.case)

    met = {it["duty"]: it["met_on"] for it in case["duties"]}
    assert (met["sign_agreement"], met["form_group"]) == (SIGNED, REPORTED)
    assert case["status"] == "active"


def test_what_lies_back_is_not_recorded_without_a_reason(story: Story) -> None:
    assert story.signed

    plan = {"set_on": SIGNED, "plan": "定期检测与谈心"}
    answer = story.clerk.ask("POST", f"{story.case}/care-plan", plan)

    assert (answer.status, answer.blamed) == (422, {"reason"})


def test_the_worker_sees_the_test_that_is_due_next(story: Story) -> None:
    file = story.worker.get(story.file)

    windows = [(it["opens_on"], it["closes_on"]) for it in file["windows"][:4]]
    assert windows == [
        ("2026-11-25", "2026-12-24"),
        ("2026-12-25", "2027-01-24"),
        ("2027-01-25", "2027-02-24"),
        ("2027-02-25", "2027-03-24"),
    ]
    assert len(file["windows"]) == 22


def test_a_test_keeps_its_window(story: Story) -> None:
    assert story.tested["defects"] == []

    fourth = story.worker.get(story.file)["windows"][3]

    assert (fourth["state"], fourth["tested_on"]) == ("done", TODAY)


def test_the_third_refusal_is_a_serious_breach_and_the_office_hears_of_it(story: Story) -> None:
    assert [it["count"] for it in story.refused] == [1, 2, 3]
    assert all(it["defects"] == [] for it in story.refused)

    story.wait_for(lambda: "serious_breach_noted" in story.notices())

    assert story.notices().count("drug_test_refusal_noted") == 3
    assert story.worker.get(story.file)["serious_breach"] is True


def test_a_need_reaches_the_office_that_can_help_and_no_other(story: Story) -> None:
    arrived = story.received

    for kind, (office, _) in OFFICES.items():
        assert [(it["kind"], it["case_ref"]) for it in arrived[office]] == [(kind, story.case_ref)]


def test_another_office_cannot_even_ask_for_a_need(story: Story, staff: Staff) -> None:
    need = story.talked["relief"]

    answers = [
        staff["yisheng01"].ask("GET", f"/assistance/api/needs/{need}").status,
        staff["yisheng01"].ask("GET", f"/treatment/api/needs/{need}").status,
        staff[CLERK].ask("GET", "/assistance/api/needs").status,
    ]

    assert answers == [403, 404, 403]


def test_the_answer_to_a_need_is_back_on_the_file_that_raised_it(story: Story) -> None:
    found = {it["kind"]: (it["answer"], it["answered_on"]) for it in story.answered}

    assert found == dict.fromkeys(OFFICES, ("done", TODAY))
    assert all(story.inbox_of(office) == [] for office, _ in OFFICES.values())


def test_the_rates_of_the_village_rise_by_the_one_who_signed(story: Story) -> None:
    before = story.rates_before
    assert story.signed

    after = story.rates_when(lambda it: it["M4"]["numerator"] > before["M4"]["numerator"])

    rise = {name: after[name]["numerator"] - before[name]["numerator"] for name in before}
    wider = {name: after[name]["denominator"] - before[name]["denominator"] for name in before}
    assert rise == {"M3a": 1, "M3b": 1, "M4": 1}
    assert wider == {"M3a": 0, "M3b": 0, "M4": 1}


def test_a_rate_opens_the_rows_that_it_counts(story: Story, staff: Staff) -> None:
    assert story.signed
    rates = story.rates_when(lambda it: it["M4"]["numerator"])

    for measure in ("M3a", "M3b", "M4"):
        for part, number in (("counted", "numerator"), ("all", "denominator")):
            rows = staff["lingdao01"].get(
                f"/reporting/api/rates/{measure}", part=part, village=VILLAGE
            )
            assert len(rows) == rates[measure][number]


def test_a_case_is_told_across_all_departments(story: Story) -> None:
    told = story.replayed

    assert set(told) == CASE_KEYS
    assert all(set(line) == LINE_KEYS for line in told["timeline"])
    assert (told["kind"], told["status"]) == ("community_rehab", "active")
    assert (told["as_of"], told["known_at"], told["incomplete"]) == (None, None, [])
    for department, events in TOLD.items():
        found = {it["event"] for it in told["timeline"] if it["department"] == department}
        assert {f"{department}.{event}" for event in events} <= found


def test_a_timeline_is_in_the_order_in_which_things_happened(story: Story) -> None:
    days = [line["happened"] for line in story.replayed["timeline"]]

    assert days == sorted(days)


def test_a_case_is_told_as_it_stood_on_an_earlier_day(story: Story) -> None:
    assert story.replayed

    told = story.command("case", story.case_ref, "--as-of", "2026-12-01")

    refusals = [it for it in told["timeline"] if it["event"] == "supervision.drug_test_refused"]
    assert [it["happened"] for it in refusals] == ["2026-11-27"]
    assert max(it["happened"] for it in told["timeline"]) <= "2026-12-01"
    assert (told["as_of"], told["status"]) == ("2026-12-01", "active")


def test_a_case_is_told_as_it_was_known_at_an_earlier_instant(story: Story) -> None:
    assert story.replayed

    told = story.command("case", story.case_ref, "--known-at", story.known_when_signed)

    assert {it["event"] for it in told["timeline"]}.isdisjoint(
        {"supervision.drug_test_refused", "supervision.talk_held", "assistance.need_received"}
    )
    assert "registry.agreement_signed" in {it["event"] for it in told["timeline"]}
    assert all(it["recorded"] <= told["known_at"] for it in told["timeline"])


def test_the_auditor_reads_the_same_dossier_on_the_page(story: Story, staff: Staff) -> None:
    told = story.replayed
    cases = staff["duban01"].get("/reporting/api/cases")
    case = next(it["case_id"] for it in cases if it["case_ref"] == story.case_ref)

    read = staff["duban01"].get(f"/reporting/api/cases/{case}")

    assert read["timeline"] == told["timeline"]
    assert read["incomplete"] == []


def test_everybody_is_level_and_nothing_is_put_aside(story: Story) -> None:
    assert story.replayed

    lag, parked = story.command("lag"), story.command("parked")

    assert parked == []
    assert {name: it["parked"] for name, it in lag.items()} == dict.fromkeys(lag, 0)
    assert {number for it in lag.values() for number in it["behind"].values()} == {0}
    assert {number for it in lag.values() for number in it["read_models"].values()} == {0}


def test_pages_are_the_same_after_their_read_models_were_rebuilt(
    story: Story, staff: Staff
) -> None:
    assert story.replayed
    before = _pages(staff)

    story.command("rebuild")

    assert _pages(staff) == before


def _pages(staff: Staff) -> dict[str, str]:
    return {
        path: FRESH.sub("", staff[account].page(path))
        for account, paths in PAGES.items()
        for path in paths
    }
