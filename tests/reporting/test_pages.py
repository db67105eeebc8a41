"""What each office sees of the rates, the rows behind them and the dossiers."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

import pytest
from flask.testing import FlaskClient

from services.reporting.projections import case_ids
from shared import clock
from tests.reporting.conftest import Office
from tests.reporting.desk import Department, Registry, line, reader, serve
from tests.reporting.telling import SHIQIAO, Teller, case, days_after, person

START = date(2026, 1, 5)
NOW = datetime(2026, 11, 23, 10, tzinfo=clock.SHANGHAI)
PEOPLE = 6


@pytest.fixture
def town(office: Office) -> Office:
    """Two villages: of six persons two have signed and one is lawfully unsigned."""
    say = Teller()
    messages = []
    for number in range(1, PEOPLE + 1):
        village = SHIQIAO if number > 4 else "青石社区"
        flag = "in_isolation" if number == 6 else "registered_user"
        messages.append(say.registered(number, on=START, village=village, flag=flag))
        if number < 5:
            messages.append(say.ordered(number, on=START))
        if number < 4:
            messages.append(say.reported(number, on=days_after(START, 5)))
        if number < 3:
            messages.append(say.signed(number, on=days_after(START, 7)))
    office.hear(*messages)
    return office


@pytest.fixture
def registry() -> Registry:
    """The registry's word on the first case."""
    told = [
        line(1, "2026-01-05", "2026-01-05T02:00:00+00:00", "收到决定书"),
        line(2, "2026-01-10", "2026-02-01T02:00:00+00:00", "报到"),
    ]
    standing = {"kind": "community_rehab", "status": "active", "last_day": "2029-01-09"}
    return Registry("registry", told, cases={case(1): standing | {"began": "2026-01-05"}})


@pytest.fixture
def supervision() -> Department:
    """What supervision says of it."""
    told = [line(4, "2026-01-12", "2026-01-12T02:00:00+00:00", "第1次检测，结果阴性")]
    return Department("supervision", told)


def text_of(client: FlaskClient, path: str, *, status: int = 200) -> str:
    """What a reader sees of a page, without its markup."""
    with clock.use(NOW):
        answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)[-600:]
    body = re.sub(r"<style.*?</style>", "", answer.get_data(as_text=True), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def links_of(client: FlaskClient, path: str) -> list[str]:
    with clock.use(NOW):
        page = client.get(path).get_data(as_text=True)
    return [unescape(link) for link in re.findall(r'href="(/reporting/[^"]*)"', page)]


def test_the_leading_group_sees_the_rates_with_what_they_are_made_of(town: Office) -> None:
    seen = text_of(reader(serve(town), "leading_group"), "/reporting/")

    assert "未与公安名单核对" in seen
    assert "33.3% 2 / 6 还差4" in seen  # M3a
    assert "50.0% 3 / 6 还差3" in seen  # M3b: one in isolation
    assert "66.6% 2 / 3 还差1" in seen  # M4
    assert "0.0% 0 / 2 还差2 50.0% 1 / 2 还差1 不适用（n/a） 0 / 0" in seen  # 石桥村
    assert "强制隔离戒毒 1 依法不必签 《禁毒法》第38条第1款" in seen
    assert "已报到，应签未签 1 须逐人落实" in seen


def test_every_number_opens_the_rows_behind_it(town: Office) -> None:
    client = reader(serve(town), "office_handler")
    opened = [it for it in links_of(client, "/reporting/") if "/rates/" in it]

    pages = {it: text_of(client, it) for it in opened}

    counts = {it: int(re.search(r"共(\d+)条", seen)[1]) for it, seen in pages.items()}  # type: ignore[index]
    assert counts["/reporting/rates/M3a?part=counted"] == 2
    assert counts["/reporting/rates/M3a?part=all"] == PEOPLE
    assert counts["/reporting/rates/M3a?part=rest&state=to_sign"] == 1
    assert counts["/reporting/rates/M3b?part=rest&village=%E7%9F%B3%E6%A1%A5%E6%9D%91"] == 1
    assert "registry:1" in pages["/reporting/rates/M3a?part=counted"]


def test_the_leading_group_sees_numbers_of_cases_and_no_persons(town: Office) -> None:
    app = serve(town)

    leaders = text_of(reader(app, "leading_group"), "/reporting/rates/M3a?part=all")
    handlers = text_of(reader(app, "office_handler"), "/reporting/rates/M3a?part=all")

    assert case(1) in leaders
    assert person(1)[:8] not in leaders
    assert person(1)[:8] in handlers


def test_the_leading_group_opens_no_dossier(town: Office) -> None:
    client = reader(serve(town), "leading_group")
    case_id = case_ids(town.db, [case(1)])[case(1)]

    assert not [it for it in links_of(client, "/reporting/rates/M3a") if "/cases/" in it]
    text_of(client, f"/reporting/cases/{case_id}", status=403)
    text_of(client, "/reporting/cases/", status=403)


@pytest.mark.parametrize("role", ["health_institution", "justice_office", "sysadmin"])
def test_others_see_neither_rates_nor_rows_nor_cases(town: Office, role: str) -> None:
    client = reader(serve(town), role)

    for path in ("dashboard", "rates/M3a", "cases/", "api/rates", "api/rates/M3a", "api/cases"):
        with clock.use(NOW):
            assert client.get(f"/reporting/{path}").status_code == 403


def test_a_past_day_is_shown_as_past_and_links_stay_there(town: Office) -> None:
    client = reader(serve(town), "auditor")

    seen = text_of(client, "/reporting/?as_of=2026-01-10")
    links = links_of(client, "/reporting/?as_of=2026-01-10")

    assert "正在查看2026年1月10日（周六）的情况（只读）" in seen
    assert "0.0% 0 / 6" in seen
    assert all("as_of=2026-01-10" in link for link in links if "/rates/" in link)
    assert "正在查看" not in text_of(client, "/reporting/?as_of=2026-11-23")


def test_a_past_knowledge_is_shown_as_such(town: Office) -> None:
    client = reader(serve(town), "auditor")

    seen = text_of(client, "/reporting/?known_at=2026-01-05T12:00")

    assert "只含2026-01-05 12:00以前已登记的" in seen
    assert "0.0% 0 / 6" in seen


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("?as_of=yesterday", "请填写日期"),
        ("?as_of=2027-01-01", "这一天还没有到"),
        ("?known_at=noon", "请填写日期和时间"),
        ("rates/M3a?part=some", "请从所列选项中选择"),
    ],
)
def test_a_wrong_question_gets_a_plain_sentence(town: Office, path: str, said: str) -> None:
    assert said in text_of(reader(serve(town), "auditor"), f"/reporting/{path}", status=422)


def test_there_is_no_other_measure(town: Office) -> None:
    seen = text_of(reader(serve(town), "auditor"), "/reporting/rates/M99", status=404)

    assert "没有这项指标：M99" in seen


def test_a_worker_sees_the_cases_of_the_own_villages_only(town: Office) -> None:
    app = serve(town)

    mine = text_of(reader(app, "full_time_worker@青石社区"), "/reporting/cases/")
    nobodys = text_of(reader(app, "full_time_worker@石桥村"), "/reporting/cases/")

    assert "共4条" in mine
    assert "共0条" in nobodys
    case_id = case_ids(town.db, [case(1)])[case(1)]
    text_of(reader(app, "full_time_worker@石桥村"), f"/reporting/cases/{case_id}", status=403)


def test_who_sees_no_rates_starts_at_the_cases(town: Office) -> None:
    with clock.use(NOW):
        answer = reader(serve(town), "police_station").get("/reporting/")

    assert (answer.status_code, answer.location) == (303, "/reporting/cases/")


def test_a_dossier_shows_all_departments_newest_first_and_what_is_missing(
    town: Office, registry: Registry, supervision: Department
) -> None:
    closed = Department("treatment", closed_to=frozenset({"office_handler"}))
    app = serve(town, registry, supervision, closed)
    case_id = case_ids(town.db, [case(1)])[case(1)]

    seen = text_of(reader(app, "office_handler"), f"/reporting/cases/{case_id}")

    assert f"{case(1)} 社区戒毒 期限至2029年1月9日（周二） 执行中" in seen
    assert seen.index("第1次检测") < seen.index("报到") < seen.index("收到决定书")
    assert "jingban01（领导小组办公室经办人） · registry:2" in seen
    assert "登记于 2026-02-01 10:00 补录" in seen
    assert "assistance 没有回答" in seen
    assert "医疗 的记录不向您的岗位开放" in seen


def test_a_dossier_shows_one_department_and_one_day(
    town: Office, registry: Registry, supervision: Department
) -> None:
    client = reader(serve(town, registry, supervision), "auditor")
    case_id = case_ids(town.db, [case(1)])[case(1)]

    police = text_of(client, f"/reporting/cases/{case_id}?department=supervision")
    early = text_of(client, f"/reporting/cases/{case_id}?as_of=2026-01-10")

    assert "第1次检测" in police
    assert "收到决定书" not in police
    assert "正在查看2026年1月10日（周六）的情况（只读）" in early
    assert "第1次检测" not in early


def test_a_dossier_steps_from_event_to_event(town: Office, registry: Registry) -> None:
    client = reader(serve(town, registry), "auditor")
    path = f"/reporting/cases/{case_ids(town.db, [case(1)])[case(1)]}"

    steps = [it for it in links_of(client, f"{path}?as_of=2026-01-10") if "as_of=" in it]

    assert f"{path}?as_of=2026-01-05" in steps
    assert f"{path}?as_of=2026-01-12" in steps


def test_no_case_is_no_page(town: Office) -> None:
    text_of(reader(serve(town), "auditor"), f"/reporting/cases/{person(1)}", status=404)


def test_the_pages_speak_english(town: Office, registry: Registry) -> None:
    client = reader(serve(town, registry), "auditor")
    client.set_cookie("guihang_lang", "en")
    case_id = case_ids(town.db, [case(1)])[case(1)]

    for path in ("?as_of=2026-03-01", "rates/M3a", "cases/", f"cases/{case_id}?as_of=2026-03-01"):
        seen = text_of(client, f"/reporting/{path}")
        allowed = "归航|青石社区|石桥村|收到决定书|报到|补录|梅社戒〔2026〕000\\d|中文"
        assert not re.findall(r"[\u4e00-\u9fff]+", re.sub(allowed, "", seen)), path


def test_a_worker_is_led_to_the_cases_of_the_own_station(town: Office) -> None:
    answer = reader(serve(town), "full_time_worker@青石社区").get("/reporting/")

    assert (answer.status_code, answer.location) == (303, "/reporting/cases/")
