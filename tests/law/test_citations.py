"""A rule says where it stands, refuses acts in a plain sentence, and marks facts by a code."""

from __future__ import annotations

from datetime import date

import pytest

from shared.law import Citation, Conflict, Defect, Misuse, Refusal, Unknown, defects

REGULATIONS = "戒毒条例"


@pytest.mark.parametrize(
    ("article", "cited"),
    [
        ("14", "《戒毒条例》第14条"),
        ("24(2)", "《戒毒条例》第24条第2款"),
        ("38(1)(4)", "《戒毒条例》第38条第1款第4项"),
        ("第19条第2项", "《戒毒条例》第19条第2项"),
        ("", "《戒毒条例》"),
    ],
)
def test_a_citation_reads_as_officials_cite(article: str, cited: str) -> None:
    assert str(Citation(REGULATIONS, article)) == cited


def test_a_refusal_says_its_sentence_and_its_article() -> None:
    refusal = Refusal(
        "报到日期 {reported_on} 早于送达日期",
        Citation(REGULATIONS, "14"),
        field="reported_on",
        reported_on=date(2025, 11, 30),
    )

    assert str(refusal) == "报到日期 2025-11-30 早于送达日期（《戒毒条例》第14条）"
    assert refusal.field == "reported_on"
    assert refusal.values == {"reported_on": date(2025, 11, 30)}


def test_a_refusal_keeps_its_sentence_for_translation() -> None:
    refusal = Refusal("没有 {case} 这个案件", case="梅社戒〔2026〕0017")

    assert refusal.sentence == "没有 {case} 这个案件"
    assert refusal.citation is None
    assert str(refusal) == "没有 梅社戒〔2026〕0017 这个案件"


@pytest.mark.parametrize("kind", [Conflict, Misuse, Unknown])
def test_every_kind_of_no_is_a_refusal(kind: type[Refusal]) -> None:
    assert isinstance(kind("不行"), Refusal)


def test_the_defects_found_are_told_by_their_codes() -> None:
    one = Defect("one_tester", "只有一名检测人员", Citation("吸毒检测程序规定", "8"))
    other = Defect("kit_expired", "试剂过期", Citation("吸毒检测程序规定", "8"))

    assert defects(one, None, other) == ("one_tester", "kit_expired")
    assert defects(None) == ()
