"""From a positive strip to the laboratory, the retest and what the police find."""

from __future__ import annotations

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import LABORATORY, duties_of
from services.supervision.rules.laboratory import RETEST_RESULT
from shared.law import Refusal
from tests.supervision.conftest import on_sqlite
from tests.supervision.playing import Play

pytestmark = on_sqlite


@pytest.fixture
def play(office: SupervisionApplication) -> Play:
    return Play(office)


def test_a_negative_laboratory_clears_a_positive(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "negative")

    play.clear(test_id, 9, because="lab_negative")

    assert play.file.positives[test_id].ended == "lab_negative"
    assert play.owed() == []


def test_a_positive_laboratory_clears_nothing(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "positive")

    with pytest.raises(Refusal, match="没有阴性"):
        play.clear(test_id, 9, because="lab_negative")


def test_a_retest_elsewhere_has_the_last_word(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "positive")

    answer = play.retest(test_id, 11, "negative")
    play.clear(test_id, 12, because="lab_negative")

    assert answer == {"defects": []}


def test_a_retest_in_the_same_house_is_marked(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "positive")

    assert play.retest(test_id, 11, "positive", elsewhere=False) == {
        "defects": ["same_institution"]
    }


def test_a_retest_without_a_sealed_b_sample_is_marked(play: Play) -> None:
    test_id = play.test(5, "positive", sample_b="")
    play.lab(test_id, 8, "positive")

    assert play.retest(test_id, 11, "positive") == {"defects": ["no_b_sample"]}


def test_a_retest_in_the_same_house_clears_nothing_and_is_still_awaited(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "positive")
    play.retest(test_id, 11, "negative", elsewhere=False)

    with pytest.raises(Refusal, match="没有阴性"):
        play.clear(test_id, 12, because="lab_negative")

    assert awaited(play) == [RETEST_RESULT]


def test_a_retest_of_no_sealed_sample_clears_nothing_and_nobody_waits_for_another(
    play: Play,
) -> None:
    test_id = play.test(5, "positive", sample_b="")
    play.lab(test_id, 8, "positive")
    play.retest(test_id, 11, "negative")

    with pytest.raises(Refusal, match="没有阴性"):
        play.clear(test_id, 12, because="lab_negative")

    assert awaited(play) == []


def test_a_retest_elsewhere_makes_good_for_one_in_the_same_house(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.lab(test_id, 8, "positive")
    play.retest(test_id, 11, "negative", elsewhere=False)
    play.retest(test_id, 14, "negative")

    play.clear(test_id, 15, because="lab_negative")

    assert play.file.positives[test_id].ended == "lab_negative"


def awaited(play: Play) -> list[str]:
    """The steps after a positive strip that are owed."""
    return [it.kind for it in duties_of(play.file) if it.kind in LABORATORY and it.owed]


@pytest.mark.parametrize(("waited", "defects"), [(3, ()), (4, ("sent_late",))])
def test_a_sample_that_was_sent_late_is_marked(
    play: Play, waited: int, defects: tuple[str, ...]
) -> None:
    play.lab(play.test(5, "positive"), 12, "positive", waited=waited)

    assert [e.facts["defects"] for e in play.happened("lab_recorded")] == [defects]


def test_nothing_is_retested_before_the_laboratory_has_spoken(play: Play) -> None:
    test_id = play.test(5, "positive")

    with pytest.raises(Refusal, match="前一步"):
        play.retest(test_id, 8, "negative")


def test_a_positive_is_settled_once(play: Play) -> None:
    test_id = play.test(5, "positive")
    play.clear(test_id, 6)

    with pytest.raises(Refusal, match="已经有了结论"):
        play.confirm(7, test_id=test_id)


def test_a_negative_test_asks_for_no_laboratory(play: Play) -> None:
    test_id = play.test(5)

    with pytest.raises(Refusal, match="没有这次阳性"):
        play.lab(test_id, 8, "negative")


@pytest.mark.parametrize(
    ("visitors", "defects"),
    [(("李社工", "王干部"), []), (("李社工",), ["too_few_visitors"])],
)
def test_nobody_visits_alone(play: Play, visitors: tuple[str, ...], defects: list[str]) -> None:
    answer = play.visit(5, visitors=visitors)

    assert answer["defects"] == defects
    assert len(play.file.visits) == 1 - len(defects)


def test_a_report_is_about_a_stretch_of_time(play: Play) -> None:
    play.report(40, about=20)

    (report,) = play.happened("periodic_report_received")
    assert (report.facts["about_on"] - play.file.reported_on).days == 20
