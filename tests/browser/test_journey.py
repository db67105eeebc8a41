"""A person sees in the browser what they just did: on a wide screen, a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.clerks import SEATS, SERVED, Clerks
from tests.browser.demonstration import DAY, Demonstration


@pytest.fixture(scope="module", params=SEATS, ids=lambda seat: seat.id)
def clerks(
    request: pytest.FixtureRequest, browser: Browser, town: Demonstration
) -> Iterator[Clerks]:
    """The people of the town, each at a browser of one sort."""
    seated = Clerks(browser, town, request.param)
    yield seated
    seated.leave()


def test_a_dry_run_shows_each_row_and_writes_nothing(clerks: Clerks) -> None:
    page = clerks.tried

    expect(page.get_by_role("heading", level=1)).to_have_text("试运行结果")
    expect(page.get_by_role("status").first).to_contain_text("什么都没有写入")
    expect(page.get_by_role("table", name="退回的行")).to_contain_text("身份证号")
    expect(page.get_by_role("table", name="逐行结果").get_by_text("新建")).to_have_count(2)


def test_an_import_shows_what_became_of_each_row(clerks: Clerks) -> None:
    page = clerks.imported

    expect(page.get_by_role("heading", level=1)).to_have_text("导入结果")
    expect(page.get_by_role("status").first).to_contain_text("名册已导入")
    expect(page.get_by_role("table", name="逐行结果").get_by_text("梅社戒")).to_have_count(1)
    expect(page.get_by_role("link", name="人员档案")).to_have_count(1)


@pytest.mark.parametrize("by", ["name", "pinyin", "initials", "last four", "case"])
def test_a_person_is_found(clerks: Clerks, by: str) -> None:
    seat, person = clerks.seat, clerks.person
    words = {
        "name": seat.name,
        "pinyin": seat.pinyin,
        "initials": seat.initials,
        "last four": person.id_no[-4:],
        "case": clerks.case_ref,
    }

    page = clerks.sought(words[by])

    expect(page.get_by_role("link", name=seat.name)).to_have_count(1)
    assert words[by] not in page.url


def test_the_case_shows_who_reported_in_formed_a_group_and_signed(clerks: Clerks) -> None:
    page = clerks.signed

    expect(page.get_by_role("heading", level=1)).to_have_text(clerks.seat.name)
    expect(page.get_by_role("region", name="档案")).to_contain_text("执行中")
    expect(page.get_by_role("table", name="监护小组")).to_contain_text("陈警官")
    expect(page.get_by_text(f"梅协{clerks.seat.pinyin}")).to_be_visible()
    expect(page.get_by_text("接管个案")).to_be_visible()


def test_the_worker_sees_the_notice_and_the_test_that_keeps_the_window(clerks: Clerks) -> None:
    page = clerks.tested

    first = page.get_by_role("table", name="各次检测").get_by_role("row").nth(1)
    expect(first).to_contain_text("已完成")
    expect(first).to_contain_text(DAY)
    expect(page.get_by_role("table", name="检测通知")).to_contain_text("有凭证")
    expect(page.get_by_role("table", name="检测记录")).to_contain_text("检测员甲")


def test_the_worker_sees_the_talk_and_the_need_that_was_passed_on(clerks: Clerks) -> None:
    page = clerks.talked

    expect(page.get_by_role("table", name="需求")).to_contain_text("社会事业中心")
    expect(page.get_by_text("家里有困难")).to_be_visible()


def test_the_centre_sees_the_need_and_what_was_answered(clerks: Clerks) -> None:
    page = clerks.closed

    expect(page.get_by_role("status").first).to_contain_text("需求已办结")
    expect(page.get_by_role("listitem").filter(has_text="已提供帮助").first).to_be_visible()
    expect(page.get_by_text("家里有困难")).to_have_count(0)


def test_the_station_sees_the_answer(clerks: Clerks) -> None:
    page = clerks.answered

    line = page.get_by_role("row").filter(has_text=clerks.case_ref)
    expect(line).to_contain_text("救助")
    expect(line).to_contain_text("已办结")


def test_the_auditor_sees_all_that_happened_and_no_name(clerks: Clerks) -> None:
    page = clerks.dossier

    for told in ("社区戒毒决定", "本人报到", "签订协议", "结果阴性", "帮教谈话"):
        expect(page.get_by_role("listitem").filter(has_text=told).first).to_be_visible()
    expect(page.get_by_text(clerks.seat.name)).to_have_count(0)


def test_the_auditor_sees_the_case_as_it_stood_on_an_earlier_day(clerks: Clerks) -> None:
    page = clerks.dossier_as_of(SERVED)

    expect(page.get_by_role("status").first).to_contain_text("2026年11月16日")
    expect(page.get_by_text("社区戒毒决定").first).to_be_visible()
    expect(page.get_by_text("签订协议")).to_have_count(0)
    assert f"as_of={SERVED}" in page.url


def test_all_the_while_no_request_left_the_host_and_no_script_broke(clerks: Clerks) -> None:
    _ = clerks.answered

    assert [it for watch in clerks.watches for it in watch.seen] == []
