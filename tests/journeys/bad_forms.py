"""Pages filled in wrongly, and words at the command line that make no sense; places as before."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.bad_input import AHEAD
from tests.journeys.staff import ADMIN, CLERK, WORKER
from tests.journeys.story import TODAY


@dataclass(frozen=True, kw_only=True)
class BadForm:
    """A page's form, filled in wrongly; `labels` are the fields that the answer must point at."""

    what: str
    who: str
    path: str
    typed: dict[str, str]
    labels: tuple[str, ...]


FORMS = (
    BadForm(
        what="a person with a wrong number",
        who=CLERK,
        path="/registry/people/new",
        typed={
            "name": "钱<某>某",
            "id_no": "341524199001019970",
            "village": "梧桐村",
            "phone": "13800000000",
            "residence": "梧桐村3组 & 12号",
            "remark": "第一行\n第二行“引号”",
        },
        labels=("身份证号",),
    ),
    BadForm(
        what="a report-in ahead of time",
        who=CLERK,
        path="/registry/cases/{waiting}/report-in",
        typed={"reported_on": AHEAD, "lateness_reason": "住院，附小结"},
        labels=("报到日期",),
    ),
    BadForm(
        what="an agreement without a number",
        who=CLERK,
        path="/registry/cases/{waiting}/agreement",
        typed={
            "signed_on": TODAY,
            "town_signer": "周经办",
            "measures": "每周谈话",
            "other": "另行约定",
        },
        labels=("协议编号",),
    ),
    BadForm(
        what="what lies back without a reason",
        who=CLERK,
        path="/registry/cases/{case}/care-plan",
        typed={"set_on": "2027-01-05", "plan": "每月谈话两次"},
        labels=("补录或更正的原因",),
    ),
    BadForm(
        what="a talk without a word",
        who=WORKER,
        path="/supervision/cases/{file_id}/talks/new",
        typed={"place": "谈话室", "need_note": "想学电工", "started_at": "2027-02-25T09:00"},
        labels=("谈话内容", "谈话人"),
    ),
    BadForm(
        what="a family that was assessed by nobody",
        who="shehui01",
        path="/assistance/cases/{family_id}/assessments/new",
        typed={"assessed_on": TODAY, "income_per_head": "很低", "hardship": "无劳动力"},
        labels=("评估人员", "人均月收入（元）"),
    ),
    BadForm(
        what="treatment explained without a name of a hospital",
        who="yisheng01",
        path="/treatment/cases/{patient_id}/information/new",
        typed={"given_on": AHEAD, "how": "by_phone"},
        labels=("告知的医疗机构", "回执"),
    ),
    BadForm(
        what="a lesson for nobody",
        who="sifa01",
        path="/legal_aid/sessions/new",
        typed={"held_on": TODAY, "trainer": "吕老师", "topic": "rights"},
        labels=("参加人员",),
    ),
    BadForm(
        what="an account by a name",
        who=ADMIN,
        path="/identity/accounts/new",
        typed={"account": "王督导", "name": "王督导本人"},
        labels=("工号",),
    ),
)


@dataclass(frozen=True, kw_only=True)
class BadWords:
    """Words at the command line: what they end with, and what is said of them."""

    words: tuple[str, ...]
    status: int
    said: str


GOOD = "梅山水库的水面又宽又静"
NEW_ACCOUNT = ("user", "add", "--name", "x", "--role", "auditor", "--unit", "county")
COMMANDS = (
    BadWords(words=("case", "梅社戒〔1999〕0001"), status=1, said="梅社戒〔1999〕0001"),
    BadWords(words=("case", "x", "--as-of", "2027-02-30"), status=2, said="--as-of"),
    BadWords(words=("case", "x", "--known-at", "gestern"), status=2, said="--known-at"),
    BadWords(words=("case", "x", "--known-at", "2027-01-01T08:00:00"), status=2, said="时区"),
    BadWords(words=("case",), status=2, said="REF"),
    BadWords(words=("import", "/nowhere.xlsx"), status=2, said="nowhere.xlsx"),
    BadWords(words=("import", __file__), status=1, said="名册"),
    BadWords(words=("lag", "--loud"), status=2, said="--loud"),
    BadWords(words=("rebuild", "nowhere"), status=2, said="nowhere"),
    BadWords(words=("parked", "nowhere"), status=2, said="nowhere"),
    BadWords(words=("law", "deadline", "--from", "x", "--days", "3"), status=2, said="--from"),
    BadWords(words=("law", "windows", "--start", "2027-01-01", "--plan", "Y"), status=2, said="Y"),
    BadWords(words=("nonsense",), status=2, said="nonsense"),
    BadWords(words=("user", "token", "nobody01"), status=1, said="nobody01"),
    BadWords(words=("serve", "registry"), status=2, said="GUIHANG_DATABASE_URL"),
    BadWords(words=("rebuild", "registry", "extra"), status=2, said="extra"),
    BadWords(words=(*NEW_ACCOUNT, "x9", "--password", GOOD), status=1, said="工号"),
    BadWords(words=(*NEW_ACCOUNT, "ying01", "--password", "1"), status=1, said="密码"),
)
