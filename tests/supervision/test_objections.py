"""An objection is answered within three days; until then the result grounds nothing."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.rules.laboratory import OBJECTION
from shared.law import Refusal
from tests.supervision.conftest import on_sqlite
from tests.supervision.playing import Play
from tests.supervision.test_escalations import told_up
from tests.supervision.watching import rounds, story, written

pytestmark = on_sqlite
ANSWER = "answer_objection"


@pytest.fixture
def play(office: SupervisionApplication) -> Play:
    return story(office)


def objected(play: Play) -> UUID:
    """A strip of day 5, objected to on day 6."""
    strip = play.test(5, "positive")
    play.objects(strip, 6)
    return strip


def refused(play: Play, strip: UUID, number: int) -> Refusal:
    with pytest.raises(Refusal) as found:
        play.confirm(number, test_id=strip)
    return found.value


def test_the_police_answer_within_three_days_and_silence_goes_up_without_saying_what_it_is(
    office: SupervisionApplication, play: Play
) -> None:
    strip = objected(play)
    play.lab(strip, 8, "negative")

    rounds(office, 20)

    assert written(office, ANSWER, str(strip)) == {
        "fell_due": 6,
        "missed": 10,
        "office": 11,
        "leading_group": 13,
    }
    assert {it.data["duty"] for it in told_up(office) if "duty" in it.data} == {"test_procedure"}


def test_an_answer_in_time_is_not_missed_and_a_late_one_is_marked(
    office: SupervisionApplication, play: Play
) -> None:
    strip = objected(play)
    play.lab(strip, 8, "positive")

    first = play.answer_objection(strip, 9, accepted=True)
    play.objects(strip, 10, told=8)
    second = play.answer_objection(strip, 14, accepted=True)
    rounds(office, 20)

    assert (first["defects"], second["defects"]) == ([], ["answered_late"])
    assert written(office, ANSWER, str(strip)) == {"fell_due": 10, "missed": 14}


def test_nothing_is_found_on_a_result_until_the_objection_to_it_is_answered(play: Play) -> None:
    strip = objected(play)

    refusal = refused(play, strip, 7)
    play.answer_objection(strip, 8, accepted=False, reason="已过期限，初筛两次均为阳性")
    play.confirm(9, test_id=strip)

    assert refusal.citation == OBJECTION
    assert play.file.positives[strip].ended == "confirmed"


def test_an_objection_that_was_accepted_is_open_until_the_laboratory_has_looked(
    play: Play,
) -> None:
    strip = objected(play)
    play.answer_objection(strip, 7, accepted=True)

    refused(play, strip, 8)
    play.lab(strip, 10, "positive")
    play.confirm(11, test_id=strip)

    assert play.file.positives[strip].ended == "confirmed"


def test_whoever_objects_to_the_laboratory_waits_for_the_retest(play: Play) -> None:
    strip = play.test(5, "positive")
    play.lab(strip, 8, "positive")
    play.objects(strip, 9)
    play.answer_objection(strip, 9, accepted=True)

    refused(play, strip, 10)
    play.retest(strip, 12, "positive")
    play.confirm(13, test_id=strip)

    contests = [e.facts["contests"] for e in play.happened("objection_answered")]
    assert contests == ["laboratory"]


def test_a_strip_under_objection_can_be_cleared_in_the_persons_favour(play: Play) -> None:
    strip = objected(play)

    play.clear(strip, 7)

    assert not any(it.owed for it in play.file.positives[strip].steps())


def test_who_is_told_no_is_told_why(play: Play) -> None:
    strip = objected(play)

    with pytest.raises(Refusal) as found:
        play.answer_objection(strip, 7, accepted=False)

    assert found.value.field == "reason"


def test_what_was_not_asked_is_not_answered_and_what_waits_is_not_asked_again(play: Play) -> None:
    strip = play.test(5, "positive")
    with pytest.raises(Refusal, match="没有等待答复的异议"):
        play.answer_objection(strip, 6, accepted=True)
    play.objects(strip, 6)

    with pytest.raises(Refusal, match="异议还没有答复"):
        play.objects(strip, 7)


def test_an_answer_is_not_earlier_than_its_objection(play: Play) -> None:
    strip = objected(play)

    with pytest.raises(Refusal, match="不能早于提出异议"):
        play.answer_objection(strip, 5, accepted=True)


def test_an_objection_after_more_than_three_days_is_kept_and_marked(play: Play) -> None:
    strip = play.test(5, "positive")

    late = play.objects(strip, 9, told=5)

    assert late["defects"] == ["asked_late"]
    assert play.file.positives[strip].awaits_answer
