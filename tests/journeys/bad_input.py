"""What people and programs send by mistake or on purpose, and what the town must say to it.

In paths `{case}` is a case that is under way, `{waiting}` one that nobody has reported in for,
`{file}` supervision's file on the first, `{need}` a need that nobody took up, `{nobody}` an id that
nothing has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.journeys.staff import ADMIN, CLERK, WORKER
from tests.journeys.story import TODAY

AHEAD = "2031-01-01"
PERSON = {"name": "某某", "id_no": "341524199001019976", "village": "梧桐村"}
DECISION = {
    "kind": "community_rehab",
    "decision_no": "金公（测）决字〔2027〕1号",
    "authority": "金寨县公安局",
    "decided_on": TODAY,
    "served_on": TODAY,
    "term_months": 36,
}
NOTICE = {
    "window": 5,
    "served_at": f"{TODAY}T00:00:00+08:00",
    "appear_at": "2027-03-26T09:00:00+08:00",
    "how": "phone",
    "place": "工作站",
    "proofs": ["call_record"],
}
TALK = {
    "started_at": f"{TODAY}T00:00:00+08:00",
    "ended_at": f"{TODAY}T00:00:01+08:00",
    "how": "face",
    "talkers": ["社工"],
    "summary": "谈话",
}
ASSESSMENT = {
    "assessed_on": TODAY,
    "assessors": ["甲", "乙"],
    "household_size": 2,
    "income_per_head": "10",
}
LESSON = {"held_on": TODAY, "topic": "rights", "trainer": "吕司法"}


@dataclass(frozen=True)
class At:
    """Who sends something where."""

    who: str
    path: str
    method: str = "POST"


@dataclass(frozen=True)
class Bad:
    """One request that must be refused; `field` or `article` is what the answer must name."""

    what: str
    at: At
    body: Any = None
    field: str = ""
    article: str = ""
    status: int = 422


PEOPLE = At(CLERK, "/registry/api/people")
REPORT_IN = At(CLERK, "/registry/api/cases/{waiting}/report-in")
DECISIONS = At(CLERK, "/registry/api/people/{person}/decisions")
GROUP = At(CLERK, "/registry/api/cases/{waiting}/group")
NOTICES = At(WORKER, "{file}/notices")
NEEDS = At(WORKER, "{file}/needs")
TESTS = At("minjing01", "{file}/tests")
FAMILY = At("shehui01", "{family}/assessments")
CLOSE = At("shehui01", "/assistance/api/needs/{need}/close")
PATIENT = At("yisheng01", "{patient}/information")
LESSONS = At("sifa01", "/legal_aid/api/sessions")
REQUESTS = (
    Bad("no name", PEOPLE, PERSON | {"name": ""}, field="name"),
    Bad("a name that is missing", PEOPLE, {"id_no": "1", "village": "某村"}, field="name"),
    Bad("a name of ten thousand letters", PEOPLE, PERSON | {"name": "王" * 10_000}, field="name"),
    Bad("a name that is a number", PEOPLE, PERSON | {"name": 7}, field="name"),
    Bad("a name that is nothing", PEOPLE, PERSON | {"name": None}, field="name"),
    Bad("a wrong check digit", PEOPLE, PERSON | {"id_no": "341524199001019970"}, field="id_no"),
    Bad("letters for a number", PEOPLE, PERSON | {"id_no": "不详"}, field="id_no"),
    Bad("a field that nobody asked for", PEOPLE, PERSON | {"nickname": "小王"}, field="nickname"),
    Bad(
        "a place in the register that does not exist",
        PEOPLE,
        PERSON | {"flag": "vanished"},
        field="flag",
    ),
    Bad("a list for a form", PEOPLE, []),
    Bad("a body that is no JSON", PEOPLE, b"{name:", status=400),
    Bad("a body that is no text", PEOPLE, b"\xff\xfe\x00", status=400),
    Bad("no body at all", PEOPLE, b"", field="name"),
    Bad("a body of forty megabytes", PEOPLE, b"[" * 40_000_000, status=413),
    Bad("a day that does not exist", REPORT_IN, {"reported_on": "2027-02-30"}, field="reported_on"),
    Bad("a day in words", REPORT_IN, {"reported_on": "昨天"}, field="reported_on"),
    Bad("a day ahead", REPORT_IN, {"reported_on": AHEAD}, field="reported_on"),
    Bad(
        "a report-in before the decision was served",
        REPORT_IN,
        {"reported_on": "2001-01-01"},
        field="reported_on",
        article="戒毒条例",
    ),
    Bad(
        "a report-in that was recorded already",
        At(CLERK, "/registry/api/cases/{case}/report-in"),
        {"reported_on": TODAY},
        field="reported_on",
    ),
    Bad(
        "what lies back without a reason",
        At(CLERK, "/registry/api/cases/{case}/care-plan"),
        {"set_on": "2027-01-05", "plan": "谈话"},
        field="reason",
    ),
    Bad(
        "a decision that was served before it was made",
        DECISIONS,
        DECISION | {"served_on": "2027-02-20"},
        field="served_on",
    ),
    Bad(
        "a term that the law does not know",
        DECISIONS,
        DECISION | {"term_months": 48, "both_stand": True},
        field="term_months",
        article="戒毒条例",
    ),
    Bad(
        "half a month",
        DECISIONS,
        DECISION | {"term_months": 36.5, "both_stand": True},
        field="term_months",
    ),
    Bad("a term in words", DECISIONS, DECISION | {"term_months": "三年"}, field="term_months"),
    Bad("a second order that says nothing of the first", DECISIONS, DECISION, field="replaces"),
    Bad(
        "a group without a reason for who is missing",
        GROUP,
        {"formed_on": TODAY, "members": [{"kind": "community_cadre", "name": "钱干部"}]},
        field="missing_reason",
        article="梅政办",
    ),
    Bad("a group of nobody", GROUP, {"formed_on": TODAY, "members": []}, field="members"),
    Bad(
        "a second agreement",
        At(CLERK, "/registry/api/cases/{case}/agreement"),
        {"signed_on": TODAY, "agreement_no": "乙", "town_signer": "甲", "text": {}},
        field="signed_on",
    ),
    Bad(
        "a notice for a day outside its window",
        NOTICES,
        NOTICE | {"appear_at": "2027-09-01T09:00:00+08:00"},
        field="appear_at",
        article="戒毒条例",
    ),
    Bad(
        "a notice for a test that is not planned", NOTICES, NOTICE | {"window": 99}, field="window"
    ),
    Bad(
        "a notice that was served after the test",
        NOTICES,
        NOTICE | {"appear_at": "2027-02-01T09:00:00+08:00"},
        field="appear_at",
    ),
    Bad(
        "a refusal of a notice that nobody served",
        At(WORKER, "{file}/refusals"),
        {"notice_id": "{nobody}", "refused_on": TODAY, "how": "不来"},
        field="notice_id",
        article="戒毒条例",
    ),
    Bad(
        "a test that was not taken yet",
        TESTS,
        {"collected_at": f"{AHEAD}T09:00:00+08:00", "sample": "urine", "result": "negative"},
        field="collected_at",
    ),
    Bad(
        "a result that is none",
        TESTS,
        {"collected_at": f"{TODAY}T00:00:00+08:00", "sample": "urine", "result": "maybe"},
        field="result",
    ),
    Bad(
        "a talk that ends before it begins",
        At(WORKER, "{file}/talks"),
        TALK | {"ended_at": "2027-02-24T00:00:00+08:00"},
        field="ended_at",
    ),
    Bad(
        "a need without consent",
        NEEDS,
        {"kind": "job", "raised_on": TODAY, "agreed": False},
        article="个人信息保护法",
    ),
    Bad(
        "a need of no known kind",
        NEEDS,
        {"kind": "money", "raised_on": TODAY, "agreed": True},
        field="kind",
    ),
    Bad(
        "an income below nothing",
        FAMILY,
        ASSESSMENT | {"income_per_head": "-5"},
        field="income_per_head",
    ),
    Bad(
        "an income in words",
        FAMILY,
        ASSESSMENT | {"income_per_head": "很低"},
        field="income_per_head",
    ),
    Bad("half a person", FAMILY, ASSESSMENT | {"household_size": 1.5}, field="household_size"),
    Bad("an answer before anybody took the need up", CLOSE, {"result": "done"}),
    Bad("an answer that is none", CLOSE, {"result": "later"}, field="result"),
    Bad(
        "a need that does not exist",
        At("shehui01", "/assistance/api/needs/{nobody}/accept"),
        status=404,
    ),
    Bad(
        "treatment explained in an unknown way",
        PATIENT,
        {"given_on": TODAY, "institutions": ["县医院"], "how": "telepathy", "receipt": "signed"},
        field="how",
    ),
    Bad(
        "treatment explained tomorrow",
        PATIENT,
        {"given_on": AHEAD, "institutions": ["县医院"], "how": "by_phone", "receipt": "none"},
        field="given_on",
    ),
    Bad("a lesson for nobody", LESSONS, LESSON | {"attendees": []}, field="attendees"),
    Bad(
        "a lesson for a case that does not exist",
        LESSONS,
        LESSON | {"attendees": ["梅社戒〔1999〕0001"]},
        status=404,
    ),
    Bad(
        "rates of a day ahead",
        At("lingdao01", "/reporting/api/rates?as_of=2031-01-01", "GET"),
        field="as_of",
    ),
    Bad(
        "rates of no day", At("lingdao01", "/reporting/api/rates?as_of=heute", "GET"), field="as_of"
    ),
    Bad(
        "a rate that does not exist", At("lingdao01", "/reporting/api/rates/M99", "GET"), status=404
    ),
    Bad(
        "another administrator's password",
        At(ADMIN, "/identity/api/accounts/anquan01/password-reset"),
        {},
        article="8.1.4.2",
    ),
    Bad(
        "a role that does not exist",
        At(ADMIN, "/identity/api/accounts/sifa01/roles", "POST"),
        {"role": "king", "unit": "justice"},
        field="role",
    ),
    Bad(
        "an auditor for ever",
        At(ADMIN, "/identity/api/accounts"),
        {"account": "王督导", "name": "王督导"},
        field="account",
    ),
    Bad(
        "an account that is taken",
        At(ADMIN, "/identity/api/accounts"),
        {"account": "sifa01", "name": "另一人"},
        field="account",
    ),
    Bad(
        "a token for ever",
        At(ADMIN, "/identity/api/accounts/sifa01/tokens"),
        {"label": "长期", "expires_on": "2099-01-01"},
        field="expires_on",
    ),
    Bad(
        "an id that nothing has",
        At(CLERK, "/registry/api/cases/{nobody}/report-in"),
        {"reported_on": TODAY},
        status=404,
    ),
    Bad("an id that is none", At(CLERK, "/registry/api/cases/1/report-in"), {}, status=404),
    Bad("an address that does not exist", At(CLERK, "/registry/api/nowhere", "GET"), status=404),
    Bad(
        "a way of asking that is not open", At(CLERK, "/registry/api/people", "DELETE"), status=405
    ),
    Bad("an act of another office", At("sifa01", "/registry/api/people"), PERSON, status=403),
    Bad("nobody's request", At("", "/registry/api/people"), PERSON, status=401),
)
