"""What follows a positive strip: laboratory, retest, what the police find."""

from __future__ import annotations

from collections.abc import Callable

from services.supervision.domain.records import ObjectionAnswer
from services.supervision.domain.supervision import Supervision
from services.supervision.rules.laboratory import LABORATORY as LABORATORY_STEP
from services.supervision.rules.laboratory import STRIP, Screened
from services.supervision.schemas import told
from services.supervision.schemas.asked import laboratory as asked
from services.supervision.web.deeds import choosing
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import CONFIRM_USE, RECORD_LAB, REQUEST_LAB
from shared import clock
from shared.web.speech import lazy_gettext as _l


def _has(there: Callable[[Screened], bool]) -> Callable[[Supervision], bool]:
    def offered(file: Supervision) -> bool:
        return any(it.ended is None and there(it) for it in file.positives.values())

    return offered


def _what_is_asked_next(
    file: Supervision, answer: ObjectionAnswer
) -> tuple[str, dict[str, str]] | None:
    """An objection that was accepted leads on to the laboratory, or to the retest."""
    known = file.positives.get(answer.test_id)
    if known is None or not answer.accepted:
        return None
    nexts = {STRIP: "request_lab", LABORATORY_STEP: "request_retest"}
    name = nexts.get(known.contests or "")
    return None if name is None else (name, {"test_id": str(answer.test_id)})


LABORATORY = (
    Deed(
        name="object_to_result",
        path="objections",
        right=REQUEST_LAB,
        form=asked.ObjectingForm,
        record="objecting",
        title=_l("登记对检测结果的异议"),
        said=_l("异议已登记，等待公安机关答复。"),
        says="Record that the person objects to a result; until it is answered it grounds nothing.",
        part="tests",
        initial=lambda _: {
            "lodged_on": clock.today(),
            "told_on": clock.today(),
            "lodged_by": "person",
        },
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda it: not it.awaits_answer),
    ),
    Deed(
        name="answer_objection",
        path="objections/answers",
        right=CONFIRM_USE,
        form=asked.ObjectionAnswerForm,
        record="answer",
        title=_l("答复对检测结果的异议"),
        said=_l("答复已登记。"),
        says="Record what the police answered to an objection, by which document.",
        part="tests",
        formal=True,
        initial=lambda _: {"answered_on": clock.today()},
        options=lambda file: {"test_id": choosing.objections(file)},
        offered=_has(lambda it: it.awaits_answer),
        leads_to=_what_is_asked_next,
    ),
    Deed(
        name="request_lab",
        path="laboratory/requests",
        right=REQUEST_LAB,
        form=asked.LabRequestForm,
        record="asked",
        title=_l("申请实验室检测"),
        said=_l("申请已登记。"),
        says="Record that a laboratory is asked about the A sample.",
        part="tests",
        initial=lambda _: {"requested_on": clock.today(), "told_on": clock.today()},
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda it: it.lab_asked_on is None),
    ),
    Deed(
        name="record_lab",
        path="laboratory/results",
        right=RECORD_LAB,
        form=asked.LabResultForm,
        record="result",
        title=_l("登记实验室结果"),
        said=_l("实验室结果已登记。"),
        says="Record what the laboratory found in the A sample.",
        part="tests",
        formal=True,
        initial=lambda _: {"received_on": clock.today()},
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda it: it.lab_asked_on is not None and it.lab_result is None),
    ),
    Deed(
        name="request_retest",
        path="retests/requests",
        right=REQUEST_LAB,
        form=asked.LabRequestForm,
        record="asked",
        title=_l("申请复检"),
        said=_l("申请已登记。"),
        says="Record that another laboratory is asked about the B sample.",
        part="tests",
        initial=lambda _: {"requested_on": clock.today(), "told_on": clock.today()},
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda it: it.lab_result is not None and it.retest_asked_on is None),
    ),
    Deed(
        name="record_retest",
        path="retests/results",
        right=RECORD_LAB,
        form=asked.RetestResultForm,
        record="result",
        title=_l("登记复检结果"),
        said=_l("复检结果已登记。"),
        says="Record what was found in the B sample.",
        part="tests",
        formal=True,
        initial=lambda _: {"received_on": clock.today()},
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda it: it.retest_asked_on is not None and it.retest_result is None),
    ),
    Deed(
        name="clear_positive",
        path="clearings",
        right=CONFIRM_USE,
        form=asked.ClearingForm,
        record="clearing",
        title=_l("排除阳性"),
        said=_l("阳性已排除。"),
        says="Record that a positive strip is no finding.",
        part="tests",
        formal=True,
        initial=lambda _: {"cleared_on": clock.today()},
        options=lambda file: {"test_id": choosing.positives(file)},
        offered=_has(lambda _: True),
    ),
    Deed(
        name="confirm_use",
        path="findings",
        right=CONFIRM_USE,
        form=asked.ConfirmingForm,
        record="confirming",
        title=_l("登记公安机关的吸毒认定"),
        said=_l("认定已登记。"),
        says="Record the police's finding that drugs were used.",
        part="breaches",
        formal=True,
        initial=lambda _: {"decided_on": clock.today()},
        options=lambda file: {
            "test_id": [("", "—"), *choosing.positives(file)],
            "matter": [("", "—"), *choosing.suspicions(file)],
        },
        answers=told.ConfirmedOut,
    ),
)
