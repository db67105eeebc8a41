"""The desk as people see it: what is due, one file, every form from its first sight to its end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Missing, NeedFound
from shared import clock
from tests.supervision.conftest import (
    CASE,
    START,
    asking,
    at,
    events,
    file_of,
    opened,
    refusing,
    sampling,
    talk,
    told,
)
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import PAGE, Play

TODAY = date(2026, 1, 20)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
WORKER, POLICE, OFFICE, SECRETARY, MEDIC, AUDITOR = (
    "shegong01",
    "minjing01",
    "jingban01",
    "shuji01",
    "yisheng01",
    "dudao01",
)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def app(office: SupervisionApplication, register: Register) -> Flask:
    return app_of(office, register)


@pytest.fixture
def file_id(office: SupervisionApplication) -> UUID:
    return opened(office)


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    level(client)
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def send(client: FlaskClient, path: str, typed: dict[str, Any], status: int = 303) -> str:
    """Open a form, fill it in, send it, confirm it if it asks for that, and go where it leads."""
    hidden = dict(HIDDEN.findall(page(client, path)))
    answer = client.post(path, data=hidden | typed)
    text = answer.get_data(as_text=True)
    if "?checked=1" in text:
        answer = client.post(f"{path}?checked=1", data=hidden | typed)
        text = answer.get_data(as_text=True)
    assert answer.status_code == status, text[:3000]
    return page(client, answer.headers["Location"]) if status == 303 else text


def with_a_scan(client: FlaskClient, path: str, typed: dict[str, Any]) -> str:
    """The same, with a picture of a page, which is kept while the answers are checked."""
    hidden = dict(HIDDEN.findall(page(client, path)))
    picture = {"proof_scan": (io.BytesIO(PAGE), "扫描件.png")}
    checked = client.post(path, data=hidden | typed | picture).get_data(as_text=True)
    answer = client.post(f"{path}?checked=1", data=typed | dict(HIDDEN.findall(checked)))
    return page(client, answer.headers["Location"])


def listed(text: str) -> list[str]:
    """Where the rows of the due list lead."""
    return re.findall(r'class="due-title" href="([^"]+)"', text)


def of(file_id: UUID, rest: str = "") -> str:
    return f"/supervision/cases/{file_id}{rest}"


# The desk.


def test_the_desk_says_who_is_due_until_when_and_why(app: Flask, file_id: UUID) -> None:
    text = page(reader(app, WORKER), "/supervision/")

    assert "张*" in text
    assert CASE in text
    assert "第1次检测" in text
    assert "2026年2月4日" in text
    assert "《戒毒条例》第19条第2项" in text
    assert str(file_id) in text


def test_names_are_asked_once_a_page_with_the_purpose(
    app: Flask, register: Register, office: SupervisionApplication
) -> None:
    opened(office)
    opened(office, case_ref="梅社戒〔2026〕0002")

    page(reader(app, WORKER), "/supervision/")

    assert [asked[0] for asked in register.asked] == [WORKER]
    assert register.asked[0][2] == "监督待办"


def test_with_the_registry_away_the_desk_shows_case_references(
    office: SupervisionApplication, file_id: UUID
) -> None:
    text = page(reader(app_of(office, None), WORKER), "/supervision/")

    assert f">{CASE}</a>" in text
    assert str(file_id) in text


@pytest.mark.parametrize(
    ("account", "status", "seen"),
    [
        (WORKER, 200, True),
        ("shegong02", 200, False),
        (POLICE, 200, True),
        (OFFICE, 200, True),
        (SECRETARY, 200, True),
        (AUDITOR, 200, True),
        (MEDIC, 403, False),
    ],
)
def test_each_sees_what_the_table_of_rights_says(
    app: Flask, file_id: UUID, account: str, status: int, *, seen: bool
) -> None:
    text = page(reader(app, account), "/supervision/", status)

    assert (str(file_id) in text) is seen


def test_the_list_can_be_narrowed_down(app: Flask, office: SupervisionApplication) -> None:
    one = opened(office)
    other = opened(
        office, case_ref="梅社戒〔2026〕0002", village="石桥村", reported_on="2025-12-01"
    )
    client = reader(app, POLICE)

    assert listed(page(client, "/supervision/?when=overdue")) == [of(other)]
    assert listed(page(client, "/supervision/?village=青石社区")) == [of(one)]
    assert listed(page(client, "/supervision/?when=nonsense&kind=")) == [of(other), of(one)]


def test_a_target_day_is_shown_from_three_days_before_to_those_who_test(
    app: Flask, office: SupervisionApplication
) -> None:
    opened(office)
    target = office.entries(names=["supervision.drug_test_scheduled"])[0].facts["targets"][0]
    said = f"建议{target}检测"

    with clock.use(at(target - timedelta(days=4))):
        before = page(reader(app, WORKER), "/supervision/")
    with clock.use(at(target - timedelta(days=3))):
        shown = {
            who: page(reader(app, who), "/supervision/") for who in (WORKER, SECRETARY, AUDITOR)
        }

    assert said not in before
    assert [said in shown[who] for who in (WORKER, SECRETARY, AUDITOR)] == [True, False, False]


def test_what_came_in_stands_beside_the_list(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    asked = NeedFound(kind="job", raised_on=TODAY, agreed=True)
    need_id = office.raise_need(file_id=file_id, need=asked).answer
    office.hear(told(office, "need_accepted", upstream="assistance", need_id=need_id))

    text = page(reader(app, WORKER), "/supervision/inbox")
    hidden = page(reader(app, SECRETARY), "/supervision/")

    assert "需求“就业”得到答复：已受理" in text
    assert "建立监督档案" in text
    assert "来件" not in hidden


def test_needs_and_files_are_listed(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    office.raise_need(file_id=file_id, need=NeedFound(kind="legal", raised_on=TODAY, agreed=True))

    needs = page(reader(app, WORKER), "/supervision/needs")
    files = page(reader(app, WORKER), "/supervision/cases")

    assert "法律帮助" in needs
    assert "待受理" in needs
    assert CASE in files
    assert "2029-01-04" in files


# The file.


def test_the_file_shows_how_far_the_next_refusal_is_from_a_serious_breach(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    for window, on in ((1, START), (2, date(2026, 2, 10))):
        with clock.use(at(on, 18)):
            notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
            office.record_refusal(file_id=file_id, refusing=refusing(notice, on))

    with clock.use(at(date(2026, 2, 11))):
        text = page(reader(app, POLICE), of(file_id))

    assert "再1次即构成严重违反（《戒毒条例》第20条）" in text
    assert "拒检记录" in text


def test_the_file_says_why_a_test_does_not_count(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    office.record_test(file_id=file_id, taken=sampling(TODAY - timedelta(days=1), officer=""))

    text = page(reader(app, WORKER), of(file_id))

    assert "没有写明负责检测的民警（《吸毒检测程序规定》第4条第1款）" in text
    assert "期间内" in text


def test_the_talks_part_shows_talks_and_needs(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    asked = NeedFound(kind="skill", raised_on=START, agreed=True, note="电工")
    office.record_talk(file_id=file_id, talk=talk(START), needs=[asked])

    text = page(reader(app, WORKER), of(file_id, "?part=talks"))

    assert "近来在家，想学一门手艺。" in text
    assert "技能培训" in text


def test_the_timeline_part_tells_what_happened(app: Flask, file_id: UUID) -> None:
    text = page(reader(app, WORKER), of(file_id, "?part=timeline"))

    assert "按22次方案安排检测，共22次" in text


def test_a_case_that_was_taken_over_says_from_when_counters_are_known(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office, reported_on="2024-05-06", tracked_from="2026-01-12")

    text = page(reader(app, WORKER), of(file_id))

    assert "2026-01-12以前的次数不详" in text
    assert "接管前" in text
    assert "第2年" in text


def test_the_head_says_of_which_counters_nobody_has_said_what_they_had(
    app: Flask, office: SupervisionApplication
) -> None:
    play, worker = Play(office, tracked_from="2026-01-12"), reader(app, WORKER)
    for counter in ("test", "leave_times", "leave_days", "no_report"):
        play.balance(8, counter, 0)
    some = page(worker, of(play.file_id))
    for counter in ("use", "minor"):
        play.balance(8, counter, 0)
    all_ = page(worker, of(play.file_id))

    assert "2026-01-12以前的次数不详：又有吸毒行为、其他违反协议" in some
    assert "以前的次数不详" not in all_


def test_a_case_whose_term_is_over_says_so(app: Flask, office: SupervisionApplication) -> None:
    file_id = opened(office, kind="community_recovery", reported_on="2025-06-02", term_months=6)

    text = page(reader(app, WORKER), of(file_id))

    assert "期限已于2025-12-01届满" in text


def test_the_desk_says_who_was_told_to_come_and_who_refused(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, START)).answer
    first = page(reader(app, WORKER), "/supervision/")
    office.record_refusal(file_id=file_id, refusing=refusing(notice, START))

    second = page(reader(app, WORKER), "/supervision/")

    assert f"第1次检测 · 已通知{START}到场" in first
    assert "第2次检测 · 已拒检1次" in second
    assert "已拒检" not in page(reader(app, SECRETARY), "/supervision/")


@pytest.mark.parametrize("account", [SECRETARY, OFFICE])
def test_who_may_not_see_tests_sees_when_the_next_is_and_no_more(
    app: Flask, office: SupervisionApplication, file_id: UUID, account: str
) -> None:
    office.record_test(file_id=file_id, taken=sampling(START, result="positive"))

    for part in ("", "?part=tests", "?part=timeline", "?part=talks"):
        text = page(reader(app, account), of(file_id, part))
        assert "2026年3月4日" in text
        assert not any(word in text for word in ("阳性", "拒绝检测", "计次", "陈民警", "登记检测"))


@pytest.mark.parametrize(("account", "status"), [(MEDIC, 403), ("shegong02", 403)])
def test_others_do_not_see_the_file(app: Flask, file_id: UUID, account: str, status: int) -> None:
    assert reader(app, account).get(of(file_id)).status_code == status


def test_a_serious_breach_is_said_with_the_time_to_report_it(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    for window, on in ((1, START), (2, date(2026, 2, 10)), (3, date(2026, 3, 10))):
        with clock.use(at(on, 18)):
            notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
            office.record_refusal(file_id=file_id, refusing=refusing(notice, on))

    text = page(reader(app, POLICE), of(file_id))

    assert "报告期限：2026-03-11 18:00" in text
    assert "《禁毒法》第38条第1款" in text


# The forms.

TEST = {
    "collected_at": "2026-01-20T09:30",
    "sample": "urine",
    "result": "negative",
    "place": "第一工作站",
    "tester_1": "陈民警",
    "tester_2": "李社工",
    "officer": "陈民警",
    "collector_sex": "male",
    "kit_batch": "B2026",
    "kit_serial": "S-1",
    "kit_expires_on": "2026-12-31",
    "report_no": "J-7",
    "subject_signed": "true",
}
NOTICE = {
    "window": "1",
    "served_at": "2026-01-20T08:00",
    "appear_at": "2026-01-20T15:00",
    "how": "in_person",
    "place": "第一工作站",
}
TALK = {
    "started_at": "2026-01-20T10:00",
    "ended_at": "2026-01-20T10:40",
    "how": "face",
    "talkers": "李社工\n陈民警",
    "summary": "想学电工",
}


def test_a_test_is_recorded_and_seen_at_once(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    text = send(reader(app, WORKER), of(file_id, "/tests/new"), TEST)

    assert "检测已登记" in text
    assert "已完成" in text
    assert events(office)[-1] == "drug_test_negative"


def test_a_positive_strip_says_what_each_item_showed_and_where_its_samples_are(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    strip = {
        "result": "positive",
        "items": ["morphine", "methamphetamine"],
        "positive_items": ["methamphetamine"],
        "sample_a": "梅A-0017",
        "sample_b": "梅B-0017",
    }

    text = send(reader(app, WORKER), of(file_id, "/tests/new"), TEST | strip)

    kept = office.entries(names=["supervision.screened_positive"])[0]
    assert "吗啡：阴性" in text
    assert "甲基苯丙胺：阳性" in text
    assert "A样梅A-0017，B样梅B-0017，保存至2026-07-20" in text
    assert kept.facts["positive_items"] == ("methamphetamine",)
    assert (kept.facts["b_kept"], kept.personal["sample_b"]) == (True, "梅B-0017")


def test_who_recorded_what_does_not_count_is_told_so(app: Flask, file_id: UUID) -> None:
    text = send(reader(app, WORKER), of(file_id, "/tests/new"), TEST | {"tester_2": ""})

    assert "已照实保存，但不计入：检测人员不足两名（《吸毒检测程序规定》第8条第1款）" in text


def test_a_form_with_a_slip_comes_back_with_everything_in_it(app: Flask, file_id: UUID) -> None:
    typed = TEST | {"collected_at": "2026-01-21T09:30", "tester_1": "陈某某"}

    text = send(reader(app, WORKER), of(file_id, "/tests/new"), typed, 422)

    assert "还没有发生的事不能登记" in text
    assert 'value="陈某某"' in text
    assert 'value="2026-01-21T09:30"' in text


def test_what_is_recorded_late_asks_for_the_reason(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    typed = TEST | {"collected_at": "2026-01-12T09:30"}
    client = reader(app, WORKER)

    text = send(client, of(file_id, "/tests/new"), typed, 422)
    send(client, of(file_id, "/tests/new"), typed | {"reason": "乡下没有网络"})

    assert 'name="reason"' in text
    assert office.entries(limit=None)[-1].reason == "乡下没有网络"


def test_a_notice_then_a_refusal(app: Flask, office: SupervisionApplication, file_id: UUID) -> None:
    client = reader(app, POLICE)
    text = send(client, of(file_id, "/notices/new"), NOTICE | {"proofs": "receipt"})
    assert "有凭证" in text
    (notice_id,) = file_of(office).notices

    text = send(
        client,
        of(file_id, "/refusals/new"),
        {
            "notice_id": str(notice_id),
            "refused_on": "2026-01-20",
            "how": "说没有空",
            "witnesses": "王某\n赵某",
        },
    )

    assert "再2次即构成严重违反" in text
    assert file_of(office).refused_tests == 1


REFUSAL = {"refused_on": "2026-01-20", "how": "说没有空", "witnesses": "王某\n赵某"}


def test_a_formal_act_shows_every_answer_once_more_before_it_is_done(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    client = reader(app, POLICE)
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    path = of(file_id, "/refusals/new")
    hidden = dict(HIDDEN.findall(page(client, path)))
    typed = hidden | REFUSAL | {"notice_id": notice}

    shown = client.post(path, data=typed).get_data(as_text=True)
    changed = client.post(f"{path}?change=1", data=typed).get_data(as_text=True)

    assert file_of(office).refused_tests == 0
    assert all(text in shown for text in ("2026-01-20", "说没有空", "王某", "赵某", "确认登记"))
    assert "第1次检测，2026-01-20送达" in shown
    assert dict(HIDDEN.findall(shown))["command_id"] == hidden["command_id"]
    assert "说没有空</textarea>" in changed
    assert client.post(f"{path}?checked=1", data=typed).status_code == 303
    assert client.post(f"{path}?checked=1", data=typed).status_code == 303
    assert file_of(office).refused_tests == 1


def test_a_formal_act_that_lacks_an_answer_is_not_shown_for_checking(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    office.notify_test(file_id=file_id, asking=asking(1, TODAY))

    text = send(reader(app, POLICE), of(file_id, "/refusals/new"), {"how": "不来"}, 422)

    assert "确认登记" not in text


def test_a_plan_is_submitted_approved_and_laid_out(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    client = reader(app, POLICE)
    proposal = {
        "measure": "plan",
        "sent_on": "2026-01-19",
        "plan": "CUSTOM",
        "stages": "12/0.5\n24/1",
        "facts": "风险等级高",
    }
    text = send(client, of(file_id, "/approvals/new"), proposal)
    assert "等待批复" in text

    (approval_id,) = file_of(office).approvals
    answer = {
        "approval_id": str(approval_id),
        "granted": "on",
        "decided_on": "2026-01-20",
        "document_no": "金公禁〔2026〕3号",
        "decider": "张局长",
    }
    text = send(client, of(file_id, "/approvals/answers/new"), answer)

    assert "另定方案" in text
    assert "金公禁〔2026〕3号" in text
    assert len(file_of(office).windows) == 47


def test_a_window_that_needs_no_test_is_shown_with_who_approved_that(
    app: Flask, file_id: UUID
) -> None:
    waiver = {"window": "1", "because": "hospital", "note": "住院证明 17 号"}
    decision = {"window": "1", "approved": "true", "why": "已核实"}

    send(reader(app, WORKER), of(file_id, "/waivers/proposals/new"), waiver)
    asked = page(reader(app, POLICE), of(file_id, "/waivers/decisions/new"))
    text = send(reader(app, POLICE), of(file_id, "/waivers/decisions/new"), decision)

    assert "住院证明 17 号" in asked
    assert "住院" in text
    assert POLICE in text


def test_a_miss_is_recorded_with_its_reason(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    miss = {
        "notice_id": notice,
        "missed_on": "2026-01-20",
        "justified": "on",
        "because": "急诊",
    }
    decision = {"window": "1", "approved": "true", "why": "病历已核对"}

    lacking = send(reader(app, WORKER), of(file_id, "/misses/new"), miss)
    asked = page(reader(app, POLICE), of(file_id, "/waivers/decisions/new"))
    send(reader(app, POLICE), of(file_id, "/waivers/decisions/new"), decision)
    text = page(reader(app, WORKER), of(file_id))

    assert "没有另一人批准" in lacking
    assert "有正当理由未到场 急诊" in asked
    assert "没有另一人批准" not in text
    assert "免除" in text
    assert file_of(office).refused_tests == 0
    assert "有正当理由，不计次" in text
    assert "急诊" in text


def test_whoever_excuses_a_miss_says_why(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    miss = {
        "notice_id": notice,
        "missed_on": "2026-01-20",
        "justified": "on",
        "because": "",
    }

    text = send(reader(app, WORKER), of(file_id, "/misses/new"), miss, 422)

    assert "有正当理由的，请写明是什么理由" in text


def test_refusals_and_misses_are_listed_with_who_saw_them_and_why_they_do_not_count(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    unproven = office.notify_test(file_id=file_id, asking=asking(1, TODAY, proofs=())).answer
    proven = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(proven, TODAY, officer_note="见附件"))
    missing = Missing(notice_id=UUID(unproven), missed_on=TODAY, justified=False, because="说忘了")
    office.record_miss(file_id=file_id, missing=missing)

    text = page(reader(app, WORKER), of(file_id))
    form = page(reader(app, WORKER), of(file_id, "/misses/new"))

    assert "王某、赵某" in text
    assert "民警说明：见附件" in text
    assert "说忘了" in text
    assert "没有送达凭证（" in text
    assert "（没有送达凭证，不计次）" in form


def test_a_strip_is_shown_with_who_looked_at_it_and_what_stands_for_nothing(
    app: Flask, office: SupervisionApplication
) -> None:
    play = Play(office)
    strip = play.test(5, "positive")
    play.lab(strip, 8, "positive")
    play.retest(strip, 11, "negative", elsewhere=False)

    text = page(reader(app, POLICE), of(play.file_id))

    assert "县鉴定中心，报告L-1" in text
    assert "市鉴定中心，报告L-2" in text
    assert "不作依据" in text
    assert "复检不是由另一机构进行" in text


def test_a_worker_neither_submits_for_approval_nor_waives(app: Flask, file_id: UUID) -> None:
    client = reader(app, WORKER)

    for path in ("/approvals/new", "/approvals/answers/new", "/waivers/decisions/new"):
        page(client, of(file_id, path), 403)


def test_while_a_person_is_held_the_desk_lists_nothing(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    client = reader(app, WORKER)
    assert listed(page(client, "/supervision/")) == [of(file_id)]

    office.hear(told(office, "case_suspended", suspended_on="2026-01-18"))

    assert listed(page(client, "/supervision/")) == []
    assert "被依法拘留或者逮捕" in page(client, "/supervision/")
    assert "尚未恢复" in page(client, of(file_id, "?part=plan"))


def test_a_notice_of_a_surprise_test_is_recorded_and_its_refusal_counts(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    office.plan_extra_tests(file_id=file_id)
    client, path = reader(app, POLICE), of(file_id, "/notices/new")
    offered = page(client, path)

    send(client, path, NOTICE | {"window": "", "extra": "surprise 1", "proofs": "receipt"})
    (notice_id,) = file_of(office).notices
    told = {"notice_id": str(notice_id), "refused_on": "2026-01-20", "how": "说没有空"}
    text = send(client, of(file_id, "/refusals/new"), told | {"witnesses": "王某\n赵某"})

    assert 'value="surprise 1"' in offered
    assert "抽检 1" in text
    assert file_of(office).refused_tests == 1
    assert file_of(office).extra_outcomes(TODAY)[0].state == "refused"


def test_a_notice_of_no_test_is_not_recorded(app: Flask, file_id: UUID) -> None:
    path = of(file_id, "/notices/new")

    text = send(reader(app, POLICE), path, NOTICE | {"window": ""}, 422)

    assert "请写明通知的是哪一次检测" in text


def test_a_refusal_without_a_notice_names_the_article(app: Flask, file_id: UUID) -> None:
    client = reader(app, POLICE)
    send(client, of(file_id, "/notices/new"), NOTICE)

    text = send(
        client,
        of(file_id, "/refusals/new"),
        {
            "notice_id": "9f0c4c6e-6d5c-4a56-8b0e-1b6f2d1f0a11",
            "refused_on": "2026-01-20",
            "how": "说没有空",
        },
        422,
    )

    assert "档案里没有这份检测通知" in text
    assert "《戒毒条例》第19条第2项" in text


def test_a_written_admonition(app: Flask, office: SupervisionApplication, file_id: UUID) -> None:
    client = reader(app, WORKER)
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, TODAY))

    text = send(
        client,
        of(file_id, "/admonitions/new"),
        {
            "document_no": "梅告〔2026〕1",
            "served_on": "2026-01-20",
            "clause": "第三条",
            "grounds": "拒绝检测",
            "how": "in_person",
            "proofs": ["receipt", "witnesses"],
            "correct_by": "2026-01-27",
            "witnesses": "王某\n赵某",
        },
    )

    assert "梅告〔2026〕1" in text
    assert "限期2026-01-27以前改正" in text
    assert "针对：拒检 2026-01-20" in text
    assert "见证人：王某、赵某" in text
    assert events(office)[-1] == "admonished"


def test_a_talk_with_needs_reaches_the_offices_that_help(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    text = send(
        reader(app, WORKER),
        of(file_id, "/talks/new"),
        TALK
        | {
            "needs": ["skill", "legal"],
            "need_note": "电工证",
            "agreed": "true",
        },
    )

    assert "谈话已登记" in text
    assert text.count("待受理") == 2
    assert events(office)[-2:] == ["assistance_need_raised", "legal_need_raised"]


def test_a_visit_with_needs_is_one_entry_too(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    visit = {"visited_on": "2026-01-20", "visitors": "李社工\n王干部", "result": "在家"}
    path = of(file_id, "/visits/new")

    send(reader(app, WORKER), path, visit | {"needs": "legal"}, 422)
    text = send(reader(app, WORKER), path, visit | {"needs": ["legal"], "agreed": "true"})

    assert text.count("待受理") == 1
    assert events(office)[-2:] == ["home_visited", "legal_need_raised"]


def test_what_is_folded_away_is_unfolded_where_something_stands_in_it(
    app: Flask, file_id: UUID
) -> None:
    client, path = reader(app, WORKER), of(file_id, "/visits/new")

    fresh = page(client, path)
    again = send(client, path, {"visited_on": "2026-01-20", "address": "河边"}, 422)

    assert fresh.count('<details class="fold">') == 2
    assert again.count('<details class="fold" open>') == 1


def test_a_need_without_consent_stays_on_the_form(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    text = send(reader(app, WORKER), of(file_id, "/talks/new"), TALK | {"needs": "skill"}, 422)

    assert "转介须经本人同意" in text
    assert "《个人信息保护法》第29条" in text
    assert "talk_held" not in events(office)


def test_a_need_by_itself(app: Flask, office: SupervisionApplication, file_id: UUID) -> None:
    typed = {"kind": "relief", "raised_on": "2026-01-20", "agreed": "true"}

    text = send(reader(app, WORKER), of(file_id, "/needs/new"), typed)

    assert "救助" in text
    assert events(office)[-1] == "assistance_need_raised"


@pytest.mark.parametrize("form", ["tests", "notices", "refusals", "admonitions", "talks", "needs"])
@pytest.mark.parametrize("account", ["shegong02", SECRETARY, OFFICE, MEDIC, AUDITOR])
def test_only_those_who_look_after_a_case_write_into_its_file(
    app: Flask, file_id: UUID, account: str, form: str
) -> None:
    assert reader(app, account).get(of(file_id, f"/{form}/new")).status_code == 403


def test_a_file_that_is_not_there_is_said_to_be_unknown(app: Flask) -> None:
    unknown = UUID(int=7)

    assert reader(app, WORKER).get(of(unknown)).status_code == 404


def test_pages_speak_english(app: Flask, file_id: UUID) -> None:
    client = reader(app, WORKER)
    client.get("/supervision/?lang=en")
    paths = ["/supervision/", of(file_id), of(file_id, "?part=timeline"), of(file_id, "/tests/new")]

    texts = [page(client, path) for path in paths]

    assert "Test 1" in texts[0]
    assert "3 more make a serious breach (Drug Rehabilitation Regulations, art. 20)" in texts[1]
    assert "Tests laid out by the plan of 22 tests, 22 in all" in texts[2]
    assert "Officer in charge" in texts[3]


# Breaches, and the report to the police.


def three_refusals(office: SupervisionApplication) -> None:
    for window, on in ((1, START), (2, date(2026, 2, 10)), (3, date(2026, 3, 10))):
        with clock.use(at(on, 18)):
            file_id = file_of(office).id
            notice = office.notify_test(file_id=file_id, asking=asking(window, on)).answer
            office.record_refusal(file_id=file_id, refusing=refusing(notice, on))


def test_the_page_of_breaches_shows_each_counter_with_what_it_counts(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, START)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, START))

    text = page(reader(app, WORKER), of(file_id, "?part=breaches"))

    assert "2026-01-05 拒检" in text
    assert "再2次即构成严重违反（《戒毒条例》第20条）" in text
    assert "再31日即构成严重违反（《戒毒条例》第20条）" in text


def test_three_refusals_become_a_report_to_the_police_with_a_receipt_and_a_decision(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    three_refusals(office)
    with clock.use(at(date(2026, 3, 11), 9)):
        worker, police = reader(app, WORKER), reader(app, POLICE)
        assert "须向公安机关报告" in page(worker, of(file_id))
        report = {
            "matter": "test",
            "sent_at": "2026-03-11T08:30",
            "reporter": "李社工",
            "facts": "三次经通知拒绝检测",
            "proofs": ["notices", "refusals"],
        }
        text = send(worker, of(file_id, "/reports/new"), report)
        assert "须向公安机关报告" not in text
        assert "等待回执" in text

        (report_id,) = file_of(office).reports
        receipt = {
            "report_id": str(report_id),
            "acknowledged_on": "2026-03-11",
            "receipt_no": "回执〔2026〕5号",
        }
        assert "回执〔2026〕5号" in send(police, of(file_id, "/reports/receipts/new"), receipt)
        decision = {
            "report_id": str(report_id),
            "decision": "community",
            "decided_on": "2026-03-11",
            "document_no": "金公决〔2026〕9号",
        }
        text = send(police, of(file_id, "/reports/decisions/new"), decision)

    assert "继续在社区执行" in text


def test_a_matter_is_reported_once(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    three_refusals(office)
    with clock.use(at(date(2026, 3, 11), 9)):
        worker = reader(app, WORKER)
        report = {"sent_at": "2026-03-11T08:30", "reporter": "李社工", "facts": "拒检"}
        send(worker, of(file_id, "/reports/new"), report | {"matter": "test"})

        again = send(worker, of(file_id, "/reports/new"), report | {"matter": "test"}, 422)
        never = send(worker, of(file_id, "/reports/new"), report | {"matter": "leave_days"}, 422)

    assert "已经向公安机关报告" in again
    assert "没有须向公安机关报告的这件事" in never


def test_a_leave_that_overstays_is_counted_and_its_return_recorded(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    client = reader(app, WORKER)
    leave = {
        "written_on": "2026-01-17",
        "depart_on": "2026-01-18",
        "return_on": "2026-01-19",
        "destination": "合肥市",
        "because": "务工",
    }
    assert "书面报告的外出累计1日" in send(client, of(file_id, "/leaves/new"), leave)
    (leave_id,) = file_of(office).leaves
    absence = {
        "kind": "overstay",
        "leave_id": str(leave_id),
        "from_on": "2026-01-19",
        "found_on": "2026-01-20",
        "found_by": "王书记",
        "proof": "电话核实",
    }
    text = send(client, of(file_id, "/absences/new"), absence)
    assert "再30日即构成严重违反" in text
    (absence_id,) = file_of(office).absences

    back = {"absence_id": str(absence_id), "returned_on": "2026-01-20"}
    text = send(client, of(file_id, "/absences/returns/new"), back)

    assert "尚未返回" in text  # from the leave itself, whose return is recorded apart
    assert file_of(office).absences[absence_id].returned_on == TODAY


@pytest.mark.parametrize(
    ("path", "typed", "shown"),
    [
        (
            "/violations/new",
            {"kind": "missed_talk", "violated_on": "2026-01-20", "facts": "未到", "proof": "通知"},
            "不按时谈话",
        ),
        (
            "/suspicions/new",
            {"observed_on": "2026-01-20", "facts": "神情恍惚", "source": "李社工"},
            "须向公安机关报告：又有吸毒行为",
        ),
    ],
)
def test_a_breach_or_signs_of_use_are_recorded(
    app: Flask, file_id: UUID, path: str, typed: dict[str, Any], shown: str
) -> None:
    assert shown in send(reader(app, WORKER), of(file_id, path), typed)


def test_criticism_education_and_a_correction_speak_of_what_is_counted(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, TODAY))
    client = reader(app, POLICE)
    said = {"matter_id": notice, "held_on": "2026-01-20", "by": "李社工", "told": "讲明后果"}
    assert "讲明后果" in send(client, of(file_id, "/criticisms/new"), said)
    assert "教育" in send(client, of(file_id, "/educations/new"), said)

    correction = {
        "matter_id": notice,
        "overturned_on": "2026-01-20",
        "approver": "张局长",
        "because": "证人更正",
    }
    path = of(file_id, "/corrections/new")
    bare = send(client, path, correction)
    assert "没有签字的更正审批件的扫描件" in bare
    assert file_of(office).refused_tests == 1

    text = with_a_scan(client, path, correction)

    assert "证人更正" in text
    assert file_of(office).refused_tests == 0
    (link,) = re.findall(r'href="(/supervision/cases/[^"]+/scans/[0-9a-f]{64})"', text)
    assert client.get(link).data == PAGE


@pytest.mark.parametrize("approver", [POLICE, "陈民警", "陈 民警", " MINJING01"])
def test_nobody_takes_a_count_off_by_typing_the_own_name(
    app: Flask, office: SupervisionApplication, file_id: UUID, approver: str
) -> None:
    notice = office.notify_test(file_id=file_id, asking=asking(1, TODAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, TODAY))
    correction = {
        "matter_id": notice,
        "overturned_on": "2026-01-20",
        "approver": approver,
        "because": "证人更正",
    }

    text = send(reader(app, POLICE), of(file_id, "/corrections/new"), correction, 422)

    assert "更正须由另一人批准" in text
    assert file_of(office).refused_tests == 1


def test_an_opening_balance_is_asked_of_cases_that_were_taken_over(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office, tracked_from="2026-01-10")
    client = reader(app, WORKER)
    assert "2026-01-10以前的次数不详" in page(client, of(file_id, "?part=breaches"))
    balance = {
        "counter": "test",
        "value": "2",
        "recorded_on": "2026-01-20",
        "page": "17",
        "checker": "周经办",
    }

    bare = send(client, of(file_id, "/balances/new"), balance)
    form = of(file_id, "/balances/new")
    text = with_a_scan(client, form, balance)

    assert "没有接管前档案那一页的扫描件" in bare
    assert "2026-01-10以前的次数不详" in bare
    assert "接管前2" in text
    assert "再1次即构成严重违反" in text
    (link,) = re.findall(r'href="(/supervision/cases/[^"]+/scans/[0-9a-f]{64})"', text)
    assert client.get(link).data == PAGE


@pytest.mark.parametrize("checker", [WORKER, "李社工", "李　社工"])
def test_whoever_records_an_opening_balance_does_not_check_it(
    app: Flask, office: SupervisionApplication, checker: str
) -> None:
    file_id = opened(office, tracked_from="2026-01-10")
    balance = {"counter": "test", "value": "2", "recorded_on": "2026-01-20", "page": "17"}

    text = send(
        reader(app, WORKER), of(file_id, "/balances/new"), balance | {"checker": checker}, 422
    )

    assert "接管前的次数须由另一人核对" in text
    assert "opening_balance_recorded" not in events(office)


def test_breaches_are_no_business_of_the_medic_or_the_secretary(app: Flask, file_id: UUID) -> None:
    page(reader(app, "yisheng01"), of(file_id, "?part=breaches"), 403)
    text = page(reader(app, SECRETARY), of(file_id, "?part=breaches"))

    assert "依据的记录" not in text


# From a positive strip to the police's finding; visits and reports.


def test_a_positive_strip_goes_to_the_laboratory_and_becomes_a_finding(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    taken = sampling(date(2026, 1, 17), result="positive")
    test_id = office.record_test(file_id=file_id, taken=taken).answer["test_id"]
    client = reader(app, POLICE)
    asked = {
        "test_id": test_id,
        "requested_by": "person",
        "told_on": "2026-01-17",
        "requested_on": "2026-01-18",
    }
    assert "等待结果" in send(client, of(file_id, "/laboratory/requests/new"), asked)
    result = {
        "test_id": test_id,
        "result": "positive",
        "sent_on": "2026-01-19",
        "received_on": "2026-01-20",
        "institution": "县鉴定中心",
        "report_no": "L-17",
    }
    assert "阳性" in send(client, of(file_id, "/laboratory/results/new"), result)
    finding = {
        "test_id": test_id,
        "used_on": "2026-01-16",
        "decided_on": "2026-01-20",
        "document_no": "金公认〔2026〕2号",
        "substance": "甲基苯丙胺",
    }

    text = send(client, of(file_id, "/findings/new"), finding)

    assert "须向公安机关报告" not in text
    assert "认定吸毒后待公安决定" in text
    assert "公安机关认定吸毒" in page(client, of(file_id, "?part=tests"))


def test_only_the_police_find_use_or_clear_a_positive(app: Flask, file_id: UUID) -> None:
    client = reader(app, WORKER)

    for path in ("/findings/new", "/clearings/new", "/laboratory/results/new"):
        page(client, of(file_id, path), 403)


def test_a_visit_is_one_screen_of_which_only_what_was_found_must_be_typed(
    app: Flask, file_id: UUID
) -> None:
    client = reader(app, WORKER)
    form = page(client, of(file_id, "/visits/new"))
    assert 'value="2026-01-20"' in form
    assert "李社工" in form

    visit = {
        "visited_on": "2026-01-20",
        "visitors": "李社工\n王干部",
        "met": "on",
        "result": "家中平静",
    }
    text = send(client, of(file_id, "/visits/new"), visit)

    assert "家中平静" in text
    assert "王干部" in text


def test_a_periodic_report_came_and_another_did_not(app: Flask, file_id: UUID) -> None:
    client = reader(app, WORKER)
    report = {
        "received_on": "2026-01-20",
        "about_on": "2026-01-10",
        "how": "written",
        "received_by": "李社工",
        "told": "在超市上班",
    }
    assert "在超市上班" in send(client, of(file_id, "/periodic-reports/new"), report)

    missing = {"marked_on": "2026-01-20", "about_on": "2026-01-06"}
    text = send(client, of(file_id, "/periodic-reports/missing/new"), missing)

    assert "没有汇报" in text


def test_a_periodic_report_outside_the_term_says_on_the_page_why_it_does_not_count(
    app: Flask, file_id: UUID
) -> None:
    client = reader(app, WORKER)
    report = {
        "received_on": "2026-01-20",
        "about_on": "2026-01-04",
        "how": "written",
        "received_by": "李社工",
        "told": "报到以前的事",
    }

    said = send(client, of(file_id, "/periodic-reports/new"), report)
    later = page(client, of(file_id, "?part=talks"))

    assert "已照实保存，但不计入：发生在期限之外" in said
    assert "报到以前的事" in later
    assert "<li>发生在期限之外（《戒毒条例》第23条）</li>" in later


def test_a_duty_says_until_when_by_which_rule_and_article(app: Flask, file_id: UUID) -> None:
    text = page(reader(app, WORKER), of(file_id, "?part=duties"))

    assert "应办事项" in text
    assert "定期检测" in text
    assert "《戒毒条例》第19条第2项" in text
