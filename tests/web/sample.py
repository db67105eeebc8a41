"""A small department, made of everything the kit has, and a door where one signs in.

Nothing is stored: what is under test is the way from the socket to a command and back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields, validate

from shared import clock
from shared.access.actor import Actor
from shared.access.rights import Rights, Scope
from shared.eventstore.act import current_act
from shared.law import Citation, Conflict, Refusal, Unknown
from shared.web.api import api_blueprint
from shared.web.face import Face, application, peers
from shared.web.factory import create_app
from shared.web.forms import submit
from shared.web.guards import allow, local_path, needs, public, reach, signed_in
from shared.web.lists import Count, Due, Paging, TimelineItem, by_urgency
from shared.web.sessions import begin_session, end_session
from shared.web.settings import WebSettings
from shared.web.speech import lazy_gettext as _l
from shared.web.town import Desk, NavItem, Town, Words

HERE = Path(__file__).parent
SECRET = "a secret of the tests, long enough to sign with"
RULES = Citation("来访登记规则", "2")
FICTITIOUS = "342400199603079982"

CLERK = Actor(account="clerk01", role="clerk", unit="station-1", villages=("east",), name="王建国")
GUEST = Actor(account="guest01", role="guest", unit="station-1", name="客人")
TOKENS = {"token-of-the-clerk": CLERK, "token-of-the-guest": GUEST}

SAMPLE = Desk(
    id="sample",
    title=Words("来访登记", "Visits"),
    hue="teal",
    nav=(
        NavItem(label="今日", endpoint="sample.home", needs="sample.see"),
        NavItem(label="来访记录", endpoint="sample.visits", needs="sample.see"),
        NavItem(label="登记来访", endpoint="sample.register", needs="sample.register"),
    ),
)
DOOR = Desk(id="door", title=Words("登录", "Sign in"), hue="slate")
ROOM = Desk(id="room", title=Words("阅览室", "Reading room"), hue="violet")
TOWN = Town(
    name=Words("梅山镇", "Meishan Town"),
    desks=(SAMPLE, ROOM, DOOR),
    sign_in="/door/sign-in",
    sign_out="/door/sign-out",
    starts_at={"clerk": "sample"},
    roles={"clerk": Words("专职社工", "Full-time worker"), "guest": Words("访客", "Guest")},
)
RIGHTS = Rights(
    roles={"clerk": "专职社工", "guest": "访客"},
    rows={
        "sample.see": {"clerk": Scope.UNIT},
        "sample.register": {"clerk": Scope.UNIT},
        "room.see": {"clerk": Scope.TOWN},
        "door.see": {},
    },
)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a command gives back, as the event store's `Done` does."""

    answer: Any
    position: int
    repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit."""

    id: UUID
    name: str
    phone: str
    visited_on: date
    kind: str
    reason: str | None
    account: str


@dataclass
class Visits:
    """The department's application: a list, and the rules that it applies."""

    kept: list[Visit] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)

    def register(self, *, name: str, visited_on: date, kind: str, **rest: Any) -> Recorded:
        """Register a visit: not in the future; one that is late says why; once per command id."""
        act = current_act()
        if act is None or act.command_id is None:
            raise RuntimeError("a command outside any act")
        if act.command_id in self.answered:
            answer = self.answered[act.command_id]
            return Recorded(answer=answer, position=len(self.kept), repeated=True)
        if visited_on > clock.today():
            raise Refusal("来访日期{day}还没有到", RULES, field="visited_on", day=visited_on)
        if (clock.today() - visited_on).days > 3 and act.reason is None:
            raise Refusal(
                "发生在{day}，已超过3天，请填写原因", RULES, field="reason", day=visited_on
            )
        if name == "冲突":
            raise Conflict("另一位同事刚刚登记了{name}", name=name)
        visit = Visit(
            id=uuid4(),
            name=name,
            phone=rest.get("phone", ""),
            visited_on=visited_on,
            kind=kind,
            reason=act.reason,
            account=act.account,
        )
        self.kept.append(visit)
        self.answered[act.command_id] = str(visit.id)
        return Recorded(answer=str(visit.id), position=len(self.kept))

    def visit(self, visit_id: UUID) -> Visit:
        """Find a visit."""
        for visit in self.kept:
            if visit.id == visit_id:
                return visit
        raise Unknown("没有这次来访")


class VisitForm(Schema):
    """What the clerk is asked."""

    name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=20),
        metadata={"label": "姓名", "personal": True},
    )
    phone = fields.String(
        validate=validate.Regexp(r"1\d{10}", error="请填写11位手机号码"),
        metadata={
            "label": "手机号码",
            "hint": "没有手机可以不填",
            "inputmode": "tel",
            "personal": True,
        },
    )
    visited_on = fields.Date(required=True, metadata={"label": "来访日期"})
    kind = fields.String(
        required=True,
        validate=validate.OneOf(["talk", "help", "other"], labels=["谈话", "求助", "其他"]),
        metadata={"label": "事由", "widget": "radio"},
    )
    place = fields.String(
        validate=validate.OneOf(["east", "west"], labels=["东村", "西村"]),
        metadata={"label": "村（社区）"},
    )
    needs = fields.List(
        fields.String(validate=validate.OneOf(["job", "relief"])),
        metadata={
            "label": "需要的帮助",
            "widget": "checkboxes",
            "options": (("job", "就业"), ("relief", "救助")),
        },
    )
    companions = fields.List(
        fields.String(validate=validate.Length(max=10)), metadata={"label": "同行人"}
    )
    count = fields.Integer(
        validate=validate.Range(min=1, max=9), metadata={"label": "人数", "hint": "1至9人"}
    )
    consent = fields.Boolean(metadata={"label": "本人同意登记"})
    note = fields.String(validate=validate.Length(max=500), metadata={"label": "说明"})
    scan = fields.Raw(metadata={"label": "登记表扫描件", "widget": "file", "accept": "image/*"})


class VisitOut(Schema):
    """A visit, as programs read it."""

    id = fields.UUID()
    visited_on = fields.Date()
    kind = fields.String()


class VisitIn(Schema):
    """A visit, as programs register it."""

    name = fields.String(required=True)
    visited_on = fields.Date(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["talk", "help", "other"]))


class Registered(Schema):
    """What registering answers."""

    id = fields.UUID()
    position = fields.Integer()


pages = Blueprint("sample", __name__, url_prefix="/sample", template_folder="templates")
api = api_blueprint("sample")


def visits_of_desk() -> Visits:
    """The application."""
    return application(Visits)


@pages.get("/")
@needs("sample.see")
def home() -> str:
    """The landing page: counts, duties by urgency, what came in."""
    duties = _duties(clock.today())
    counts = [
        Count(label="今日应办", number=2, href="#due-today", tone="due"),
        Count(label="已逾期", number=1, href="#due-overdue", tone="late"),
        Count(label="7日内", number=4, href="#due-week", tone="info"),
        Count(label="待我审批", number=0, href="#", tone="neutral"),
    ]
    return render_template("sample/home.html", groups=by_urgency(duties), counts=counts)


@pages.get("/visits")
@needs("sample.see")
def visits() -> str:
    """All visits, by page."""
    reach("sample.see")
    kept = visits_of_desk().kept
    paging = Paging.of(request.args.get("page"), total=len(kept), size=5)
    rows = kept[paging.offset : paging.offset + paging.size]
    return render_template("sample/visits.html", rows=rows, paging=paging)


@pages.get("/visits/<uuid:visit_id>")
@needs("sample.see")
def visit(visit_id: UUID) -> str:
    """One visit with its history."""
    found = visits_of_desk().visit(visit_id)
    return render_template("sample/visit.html", visit=found, history=_history(found))


@pages.route("/visits/new", methods=["GET", "POST"])
@needs("sample.register")
def register() -> ResponseReturnValue:
    """Register a visit."""
    allow("sample.register", village="east")
    return submit(
        VisitForm(),
        lambda form: visits_of_desk().register(**form),
        "sample/register.html",
        then=lambda answer: url_for(".visit", visit_id=answer),
        said=_l("来访已登记。"),
        initial={"visited_on": clock.today()},
    )


@pages.get("/boom")
@signed_in
def boom() -> str:
    """Fail, with personal content in the exception's text."""
    raise ValueError(f"could not read {FICTITIOUS}")


@pages.get("/away")
@public
def away() -> str:
    """Need something that does not answer."""
    raise ConnectionRefusedError("amqp://guest:secret@broker")


@pages.get("/worker")
@signed_in
def worker() -> str:
    """Say which nameko service answers: views reach what is injected into it."""
    return str(peers())


@api.get("/visits")  # type: ignore[untyped-decorator]
@needs("sample.see")
@api.response(200, VisitOut(many=True))  # type: ignore[untyped-decorator]
def list_visits() -> list[Visit]:
    """List visits."""
    return visits_of_desk().kept


@api.post("/visits")  # type: ignore[untyped-decorator]
@needs("sample.register")
@api.arguments(VisitIn)  # type: ignore[untyped-decorator]
@api.response(201, Registered)  # type: ignore[untyped-decorator]
def add_visit(visit: dict[str, Any]) -> dict[str, Any]:
    """Register a visit."""
    allow("sample.register", village="east")
    done = visits_of_desk().register(**visit)
    return {"id": done.answer, "position": done.position}


class Sessions:
    """Whose token it is."""

    def actor_of(self, token: str) -> Actor | None:
        """Look it up."""
        return TOKENS.get(token)


class SignInForm(Schema):
    """What the door asks."""

    account = fields.String(required=True, metadata={"label": "账号", "autocomplete": "username"})
    password = fields.String(
        required=True,
        metadata={"label": "密码", "widget": "password", "autocomplete": "current-password"},
    )


door = Blueprint("door", __name__, url_prefix="/door", template_folder="templates")


@door.get("/")
@signed_in
def hall() -> str:
    """Nothing to see here."""
    return render_template("sample/hall.html")


@door.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, and go on to where one wanted to go."""
    target = local_path(request.args.get("next")) or "/"
    answer = submit(
        SignInForm(),
        lambda form: _known(form["account"]),
        "sample/sign_in.html",
        then=target,
        said=_l("已登录。"),
    )
    if isinstance(answer, tuple | str):
        return answer
    token = f"token-of-the-{request.form['account']}"
    return begin_session(answer, token, account=request.form["account"])  # type: ignore[arg-type]


@door.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    return end_session(redirect(TOWN.sign_in, 303))  # type: ignore[arg-type]


def _known(account: str) -> None:
    if f"token-of-the-{account}" not in TOKENS:
        raise Refusal("账号或密码不正确", field="account")


def make_sample(
    *, settings: WebSettings | None = None, office: Visits | None = None, **more: Any
) -> Flask:
    """The department's Flask application."""
    mine = Face(
        desk=SAMPLE,
        town=TOWN,
        application=office or Visits(),
        rights=RIGHTS,
        sessions=Sessions(),
        settings=settings or WebSettings(secret=SECRET, demonstration=True),
        peers_of=lambda service: type(service).__name__,
        away=(ConnectionError,),
        **more,
    )
    return create_app(mine, pages=[pages], api=[api], translations=[HERE / "translations"])


def make_door(*, settings: WebSettings | None = None) -> Flask:
    """The door's Flask application."""
    mine = Face(
        desk=DOOR,
        town=TOWN,
        application=None,
        rights=RIGHTS,
        sessions=Sessions(),
        settings=settings or WebSettings(secret=SECRET, demonstration=True),
    )
    return create_app(mine, pages=[door], translations=[HERE / "translations"])


def some_visits(number: int) -> Visits:
    """An application with visits on record."""
    day = clock.today()
    kept = [
        Visit(
            id=uuid4(),
            name=("单小明", "曾志强", "仇玉兰", "解放", "欧阳春")[n % 5],
            phone=f"1380000{n:04d}",
            visited_on=day - timedelta(days=n),
            kind=("talk", "help", "other")[n % 3],
            reason=None,
            account=CLERK.account,
        )
        for n in range(number)
    ]
    return Visits(kept=kept)


def _duties(day: date) -> list[Due]:
    why = ("每月谈话一次（来访登记规则第2条）", f"上一次谈话：{day - timedelta(days=33)}")
    shown = (
        ("单*", "尿检（第4次/12）", -3, "梅社戒〔2026〕0017", "东村", "李晓梅"),
        ("曾*", "每月谈话", 0, "梅社戒〔2026〕0021", "西村", "李晓梅"),
        ("仇*", "通知检测", 0, "梅社康〔2026〕0003", "东村", "王建国"),
        ("解*", "家访", 1, "梅社戒〔2026〕0008", "南岭社区居民委员会", "王建国"),
        ("欧*", "签订协议", 4, "梅社戒〔2026〕0030", "东村", ""),
        ("张*", "季度评估", 20, "梅社戒〔2026〕0012", "西村", "李晓梅"),
    )
    return [
        Due(
            title=name,
            duty=duty,
            due_on=day + timedelta(days=days),
            href="#",
            case_ref=ref,
            place=place,
            worker=worker,
            why=why,
        )
        for name, duty, days, ref, place, worker in shown
    ]


def _history(visit: Visit) -> list[TimelineItem]:
    noon = datetime.combine(visit.visited_on, datetime.min.time(), clock.SHANGHAI)
    return [
        TimelineItem(
            sentence="登记来访，事由：谈话",
            who="王建国（专职社工）",
            happened_on=visit.visited_on,
            recorded_at=noon + timedelta(days=5, hours=14),
            department="sample",
            position=12,
            reason="补录纸质登记表",
        ),
        TimelineItem(
            sentence="在阅览室参加法治教育",
            who="陈文静（司法所）",
            happened_on=visit.visited_on - timedelta(days=9),
            recorded_at=noon - timedelta(days=9) + timedelta(hours=10),
            department="room",
            position=8,
            corrects="更正第7号记录的日期",
        ),
    ]
