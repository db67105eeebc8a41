"""An objection is answered within three days; until then the result grounds nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.rules.laboratory import OBJECTION
from services.supervision.timeline import LABORATORY, RESULTS_HIDDEN
from shared import clock
from shared.law import Refusal
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.playing import Play, day
from tests.supervision.test_escalations import told_up
from tests.supervision.test_pages import page, send
from tests.supervision.watching import rounds, story, written

pytestmark = on_sqlite
ANSWER = "answer_objection"
WORKER, POLICE = "shegong01", "minjing01"


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


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
    steps = {
        (step, (on - day(0)).days)
        for kind, _, step, on, _ in office.written_duties(play.file_id)
        if kind == ANSWER
    }
    assert steps == {("fell_due", 6), ("fell_due", 10), ("missed", 14)}


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


def test_an_objection_is_recorded_and_answered_on_pages_and_an_accepted_one_leads_to_the_laboratory(
    play: Play, app: Flask
) -> None:
    strip = play.test(5, "positive")
    path = f"/supervision/cases/{play.file_id}"
    with clock.use(at(day(6), 16)):
        lodged = send(
            reader(app, WORKER),
            f"{path}/objections/new",
            {
                "test_id": str(strip),
                "lodged_by": "person",
                "told_on": day(5).isoformat(),
                "lodged_on": day(6).isoformat(),
                "grounds": "当天服用过感冒药",
            },
        )
        waits = page(reader(app, POLICE), "/supervision/")
        next_form = send(
            reader(app, POLICE),
            f"{path}/objections/answers/new",
            {
                "test_id": str(strip),
                "accepted": "true",
                "answered_on": day(6).isoformat(),
                "document_no": "金公〔2026〕6号",
            },
        )
        told = page(reader(app, POLICE), f"{path}?part=tests")

    assert "等待公安机关答复" in lodged
    assert "当天服用过感冒药" in lodged
    assert "答复对检测结果的异议" in waits
    assert "申请实验室检测" in next_form
    assert f'value="{strip}" selected' in next_form
    assert "同意检测、复检" in told
    assert "金公〔2026〕6号" in told


def test_no_worker_answers_for_the_police(play: Play, app: Flask) -> None:
    objected(play)

    with clock.use(at(day(7), 16)):
        page(
            reader(app, WORKER),
            f"/supervision/cases/{play.file_id}/objections/answers/new",
            status=403,
        )


def test_the_history_hides_an_objection_from_whoever_may_not_see_tests(
    play: Play, office: SupervisionApplication
) -> None:
    objected(play)
    names = {e.name for e in office.stream(play.file_id)}

    assert "supervision.objection_lodged" in names
    assert "supervision.objection_lodged" in LABORATORY
    assert RESULTS_HIDDEN["supervision.objection_lodged"] == "接受检测"
