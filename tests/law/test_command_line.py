"""`guihang law` counts for anybody, says how, and answers wrong input with one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deploy.cli.law import law

DEADLINE = ["deadline", "--from", "2025-12-20", "--days", "15"]
LAST_DAY = ["last-day", "--start", "2025-12-01", "--months", "36"]
WINDOWS = ["windows", "--start", "2025-12-01", "--plan", "PLAN_22"]
DETAINED = ["--suspended", "2026-05-10/2026-05-25"]


def run(*words: str) -> Result:
    return CliRunner().invoke(law, words)


def answer(*words: str) -> Any:
    """Give the parsed answer; nothing but JSON may stand on standard output."""
    done = run(*words, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (["--from", "2025-12-01", "--days", "15"], "2025-12-16"),
        (["--from", "2025-12-20", "--days", "15"], "2026-01-04"),
        (["--from", "2025-12-17", "--days", "15"], "2026-01-04"),
        (["--from", "2025-12-17", "--days", "15", "--no-roll"], "2026-01-01"),
    ],
)
def test_a_deadline_is_a_day(words: list[str], day: str) -> None:
    assert answer("deadline", *words) == {"deadline": day}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ([], "2028-11-30"),
        (DETAINED, "2028-12-15"),
        ([*DETAINED, "--suspended", "2026-05-20/2026-06-19"], "2029-01-09"),
        ([*DETAINED, "2026-05-20/2026-06-19"], "2029-01-09"),
        (["--credit", "200"], "2028-05-14"),
        (["--suspended", "2026-05-10/.."], None),
        (["--suspended", "2026-05-10/2026-05-10"], "2028-11-30"),
    ],
)
def test_a_last_day_is_a_day_or_unknown(words: list[str], day: str | None) -> None:
    assert answer(*LAST_DAY, *words) == {"last_day": day}


def test_windows_are_pairs_of_days_both_included() -> None:
    found = answer(*WINDOWS)["windows"]

    assert len(found) == 22
    assert found[0] == ["2025-12-01", "2025-12-31"]
    assert found[12] == ["2026-12-01", "2027-01-31"]
    assert found[21] == ["2028-09-01", "2028-11-30"]


def test_windows_move_past_a_suspension() -> None:
    found = answer(*WINDOWS, "--suspended", "2026-05-10/2026-08-20")["windows"]

    assert len(found) == 22
    assert found[6] == ["2026-09-11", "2026-10-10"]


def test_windows_are_cut_for_a_short_term() -> None:
    found = answer(*WINDOWS, "--months", "14")["windows"]

    assert len(found) == 13
    assert found[-1] == ["2026-12-01", "2027-01-31"]


def test_every_reading_is_told_a_program_that_asks_for_it() -> None:
    asked = [*DETAINED, "--transit", "2026-09-01/2026-09-11", "--readings"]

    term, tests = answer(*LAST_DAY, *asked), answer(*WINDOWS, *asked)

    assert [it["last_day"] for it in term["readings"]] == [
        *("2028-11-30", "2028-12-01", "2028-12-10", "2028-12-11"),
        *("2028-12-15", "2028-12-16", "2028-12-25", "2028-12-26"),
    ]
    assert [it["windows"][-1][1] for it in tests["readings"]] == [
        it["last_day"] for it in term["readings"]
    ]
    assert [{**it, "windows": None} for it in tests["readings"]] == [
        {**it, "windows": None} for it in term["readings"]
    ]
    assert tests["readings"][4]["windows"] == tests["windows"]
    assert term["readings"][-1]["left_out"] == [
        ["2026-05-10", "2026-05-25"],
        ["2026-09-01", "2026-09-11"],
    ]


def test_people_are_told_the_windows_of_every_reading() -> None:
    said = run(*WINDOWS, "--months", "3").stdout

    town, _, others = said.partition("条文未写明的，选定别的算法时：\n")
    assert "第 3 次　2026-02-01 至 2026-02-28" in town
    assert others.count("第 3 次　") == 2
    assert "　自 2025-12-02 起算：至 2026-03-01\n第 1 次　2025-12-02 至 2026-01-01\n" in others


def test_plan_28_and_a_plan_of_ones_own_have_windows_too() -> None:
    start = ["windows", "--start", "2025-12-01"]

    usual = answer(*start, "--plan", "PLAN_28")["windows"]
    own = answer(*start, "--plan", "CUSTOM", "--months", "6", "--span", "1/0.5", "--span", "5/2")

    assert len(usual) == 28
    assert own["windows"][1] == ["2025-12-17", "2025-12-31"]
    assert own["windows"][-1] == ["2026-05-01", "2026-05-31"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            DEADLINE,
            (
                "最后一日：2026-01-04 星期日（元旦调休上班）\n"
                "算法：2025-12-20 当日不计入，加 15 日是 2026-01-04 星期日（元旦调休上班）\n"
                "依据：《公安机关办理行政案件程序规定》第35条、《民法典》第201条第1款、"
                "《民法典》第203条第1款\n"
            ),
        ),
        (
            ["deadline", "--from", "2028-09-16", "--days", "15"],
            "2028-10-01 星期日（国庆节，暂按法定节假日）\n",
        ),
        (
            ["deadline", "--from", "2025-12-17", "--days", "15"],
            "当日不办公，顺延到其后第一个办公日 2026-01-04\n",
        ),
        (
            [*LAST_DAY, *DETAINED],
            (
                "最后一日：2028-12-15 星期五\n"
                "算法：2025-12-01 报到，当日计入，36 个月到 2028-11-30（《戒毒条例》第14条第2款）\n"
                "2026-05-10 中止，2026-05-25 恢复，共 15 日，不计入（《戒毒条例》第24条第2款）\n"
                "期满即解除，不因节假日顺延（《戒毒条例》第23条）\n"
                "条文未写明起算日和中止日怎样计算：别的算法最早 2028-11-30，最晚 2028-12-16\n"
            ),
        ),
        (
            [*LAST_DAY, "--credit", "200"],
            "折抵 200 日，提前到 2028-05-14（《戒毒条例》第31条第2款）",
        ),
        ([*LAST_DAY, "--suspended", "2026-05-10/.."], "最后一日：未知，中止尚未结束\n"),
        (
            [*WINDOWS, *DETAINED],
            "PLAN_22，22 次（《戒毒条例》第19条第2项）\n第 1 次　2025-12-01 至 2025-12-31\n",
        ),
        ([*WINDOWS, *DETAINED], "中止的日子不计入，其后各次顺延（《戒毒条例》第24条第2款）\n"),
        (
            [*WINDOWS, "--suspended", "2026-05-10/.."],
            "中止尚未结束，其后各次待恢复后确定\n",
        ),
    ],
)
def test_without_json_it_says_how_it_was_counted_and_by_which_article(
    words: list[str], said: str
) -> None:
    done = run(*words)

    assert done.exit_code == 0
    assert said in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["deadline", "--days", "15"], "缺少 --from"),
        (["deadline", "--from", "2025-12-01"], "缺少 --days"),
        (
            ["deadline", "--from", "2025-02-30", "--days", "15"],
            "--from：“2025-02-30”不是日期，应写作 2025-12-01 这样",
        ),
        (
            ["deadline", "--from", "20251201", "--days", "15"],
            "--from：“20251201”不是日期，应写作 2025-12-01 这样",
        ),
        (
            ["deadline", "--from", "9999-12-31", "--days", "15"],
            "--from：9999-12-31 不在 1950 年至 2100 年之内",
        ),
        (
            ["deadline", "--from", "2025-12-01", "--days", "-1"],
            "--days：“-1”不是 0 至 36600 的整数",
        ),
        (
            ["deadline", "--from", "2025-12-01", "--days", "十五"],
            "--days：“十五”不是 0 至 36600 的整数",
        ),
        ([*DEADLINE, "--rolling"], "没有 --rolling 这个选项"),
        ([*DEADLINE, "--from"], "--from：后面缺少值，或者不该有值"),
        ([*DEADLINE, "--json=yes"], "--json：后面缺少值，或者不该有值"),
        ([*LAST_DAY[:3], "--months", "0"], "--months：“0”不是 1 至 600 的整数"),
        (
            [*LAST_DAY, "--suspended", "2026-05-25/2026-05-10"],
            "--suspended：恢复日 2026-05-10 早于中止日 2026-05-25",
        ),
        (
            [*LAST_DAY, "--suspended", "2026-05-10"],
            "--suspended：“2026-05-10”应写作 中止日/恢复日，如 2026-05-10/2026-05-25",
        ),
        (
            [*LAST_DAY, "--suspended", "2026-05-10/"],
            "--suspended：“”不是日期，应写作 2025-12-01 这样",
        ),
        ([*LAST_DAY, "2026-05-10/2026-05-25"], "中止期间前面缺少 --suspended"),
        (
            [*LAST_DAY, "--transit", "2026-05-10/.."],
            "--transit：还没有转入的，途中的日子没有结束，不写 ..",
        ),
        ([*LAST_DAY, "--credit", "1096"], "--credit：折抵 1096 日，期限只有 1096 日"),
        (
            [*WINDOWS[:3], "--plan", "PLAN_99"],
            "--plan：没有“PLAN_99”这个方案，可用 PLAN_22、PLAN_28、CUSTOM",
        ),
        (
            [*WINDOWS, "--months", "37"],
            "--plan：检测方案只排到第 36 个月，期限有 37 个月（《戒毒条例》第19条第2项）",
        ),
        ([*WINDOWS, "--span", "12/1"], "--span：只有 CUSTOM 方案才写各段"),
        (
            [*WINDOWS[:3], "--plan", "CUSTOM"],
            "--plan：CUSTOM 要用 --span 写出各段，如 --span 12/1 --span 24/2",
        ),
        (
            [*WINDOWS[:3], "--plan", "CUSTOM", "--span", "12x1"],
            "--span：“12x1”应写作 月数/每次月数，如 12/2 或 6/0.5",
        ),
        (
            [*WINDOWS[:3], "--plan", "CUSTOM", "--span", "36/0"],
            "--plan：36/0 不是检测方案的一段",
        ),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_wrong_input_is_answered_with_one_sentence_that_names_the_option(
    words: list[str], sentence: str, form: list[str]
) -> None:
    done = run(words[0], *form, *words[1:])

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", sentence + "\n")


def test_a_stray_word_says_what_it_should_have_been() -> None:
    done = run(*LAST_DAY, *DETAINED, "tomorrow")

    assert done.exit_code == 2
    assert "tomorrow" in done.stderr
    assert "2026-05-10/2026-05-25" in done.stderr
