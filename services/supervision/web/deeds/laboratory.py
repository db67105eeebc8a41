"""What follows a positive strip: laboratory, retest, what the police find."""

from __future__ import annotations

from collections.abc import Callable

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.laboratory import Screened
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


LABORATORY = (
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
