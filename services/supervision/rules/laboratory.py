"""What follows a positive strip: laboratory, retest, confirmation (吸毒检测程序规定; D12).

A strip line is a screening and no finding. Days that were overrun are the fault of whoever overran
them; what was found stands, and the record says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.supervision.rules import defects
from services.supervision.rules.book import rule
from shared.law import Citation, Defect, Refusal

OBJECTION = Citation("吸毒检测程序规定", "10")
NEGATIVE, POSITIVE = "negative", "positive"
MEDICINE, MAINTENANCE, LAB_NEGATIVE = "medicine", "maintenance", "lab_negative"

ASK_LABORATORY, LABORATORY_RESULT = "ask_laboratory", "laboratory_result"
ASK_RETEST, RETEST_RESULT = "ask_retest", "retest_result"
ANSWER_OBJECTION = "answer_objection"
STRIP, LABORATORY, RETEST = "strip", "laboratory", "retest"
ACCEPTED, REFUSED = "accepted", "refused"
DAYS_OF = {
    ASK_LABORATORY: "lab_days",
    LABORATORY_RESULT: "lab_result_days",
    ASK_RETEST: "lab_days",
    RETEST_RESULT: "lab_result_days",
    ANSWER_OBJECTION: "objection_answer_days",
}
"""Each step that follows a positive strip, and the line that says within how many days."""


@dataclass(frozen=True, kw_only=True)
class Screened:
    """A positive screening on file, and how far it has come."""

    on: date
    lab_asked_on: date | None = None
    lab_result: str | None = None
    lab_on: date | None = None
    retest_asked_on: date | None = None
    retest_result: str | None = None
    ended: str | None = None
    objected_on: date | None = None
    contests: str | None = None
    answer: str | None = None

    @property
    def awaits_answer(self) -> bool:
        """Whether an objection was lodged that the police have not answered."""
        return self.objected_on is not None and self.answer is None

    @property
    def is_contested(self) -> bool:
        """Whether an objection is unanswered, or was accepted and nobody has looked again yet."""
        looked = {STRIP: self.lab_result, LABORATORY: self.retest_result}.get(
            self.contests or "", ""
        )
        return self.awaits_answer or (self.answer == ACCEPTED and looked is None)

    @property
    def last_result(self) -> str:
        """What an objection is about now: the strip, the laboratory's result or the retest's."""
        if self.retest_result is not None:
            return RETEST
        return STRIP if self.lab_result is None else LABORATORY

    def now(self, **changes: object) -> Screened:
        """The same, one step on."""
        return replace(self, **changes)  # type: ignore[arg-type]  # each is one of its own fields

    def steps(self) -> Iterator[Awaited]:
        """Each step that it waits for or waited for.

        A negative laboratory needs no retest, and what the police have settled needs nothing.
        """
        over = self.ended is not None
        asked, found = self.lab_asked_on, self.lab_result
        yield Awaited(what=ASK_LABORATORY, since=self.on, owed=not over and asked is None)
        if self.objected_on is not None:
            owed = not over and self.awaits_answer
            yield Awaited(what=ANSWER_OBJECTION, since=self.objected_on, owed=owed)
        if asked is not None:
            yield Awaited(what=LABORATORY_RESULT, since=asked, owed=not over and found is None)
        again, last = self.retest_asked_on, self.retest_result
        if self.lab_on is not None and found == POSITIVE:
            yield Awaited(what=ASK_RETEST, since=self.lab_on, owed=not over and again is None)
        if again is not None:
            yield Awaited(what=RETEST_RESULT, since=again, owed=not over and last is None)


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """One step that follows a positive strip: which, since when, and whether it is still owed."""

    what: str
    since: date
    owed: bool


def a_step_follows_the_one_before(*, there: bool) -> None:
    """No laboratory without a positive strip, no retest without a laboratory's result."""
    if not there:
        raise Refusal("前一步还没有登记", OBJECTION, field="test_id")


def a_positive_is_settled_once(*, ended: str | None) -> None:
    """Confirmed or cleared, it is over."""
    if ended is not None:
        raise Refusal("这次阳性已经有了结论", OBJECTION, field="test_id")


def one_objection_waits_at_a_time(*, waits: bool) -> None:
    """What was objected to is answered before it is objected to again."""
    if waits:
        raise Refusal("这次检测的异议还没有答复，请先登记答复", OBJECTION, field="test_id")


def an_answer_has_its_objection(*, lodged_on: date | None, on: date) -> None:
    """Only what was asked is answered, and not before."""
    if lodged_on is None:
        raise Refusal("这次检测没有等待答复的异议", OBJECTION, field="test_id")
    if on < lodged_on:
        raise Refusal("答复日期不能早于提出异议的日期", OBJECTION, field="answered_on")


def a_refused_objection_has_its_reason(*, accepted: bool, reason: str) -> None:
    """Whoever is told no is told why."""
    if not accepted and not reason.strip():
        raise Refusal("不同意检测、复检的，请写明理由", OBJECTION, field="reason")


def a_contested_result_grounds_nothing(*, contested: bool) -> None:
    """The police answer an objection, and have looked again, before they rest on the result."""
    if contested:
        raise Refusal(
            "本人对这次检测结果的异议还没有答复，或者检测、复检结果还没有登记，不能据此认定",
            OBJECTION,
            field="test_id",
        )


def it_is_answered_in_time(*, lodged_on: date, on: date) -> Defect | None:
    """The police decide within three days of the objection, its day not counted."""
    days = rule("objection_answer_days", on=lodged_on).number
    return defects.ANSWERED_LATE if (on - lodged_on).days > days else None


def it_is_asked_in_time(*, told_on: date, on: date) -> Defect | None:
    """Three days after being told, the day itself not counted."""
    days = rule("lab_days", on=told_on).number
    return defects.ASKED_LATE if (on - told_on).days > days else None


def it_is_sent_in_time(*, asked_on: date, on: date) -> Defect | None:
    """The police send the sample within three days of being asked."""
    days = rule("lab_days", on=asked_on).number
    return defects.SENT_LATE if (on - asked_on).days > days else None


def a_retest_is_done_elsewhere(*, elsewhere: bool) -> Defect | None:
    """The B sample goes to an institution other than the first (吸毒检测程序规定 4(4))."""
    return None if elsewhere else defects.SAME_INSTITUTION


def a_retest_is_of_the_b_sample(*, kept: bool) -> Defect | None:
    """What was not sealed at the time cannot be looked at again (吸毒检测程序规定 10)."""
    return None if kept else defects.NO_B_SAMPLE


def a_retest_stands(found: Iterable[str]) -> bool:
    """Whether a retest says anything: of another sample, or by the same house, it is none (0.1).

    Days that were overrun take nothing away from what was found.
    """
    return not {defects.SAME_INSTITUTION.code, defects.NO_B_SAMPLE.code} & set(found)


def a_negative_laboratory_clears(*, because: str, results: tuple[str | None, ...]) -> None:
    """A positive is cleared by the laboratory only if one found nothing."""
    if because == LAB_NEGATIVE and NEGATIVE not in results:
        raise Refusal("没有阴性的实验室检测或者复检结果", OBJECTION, field="because")
