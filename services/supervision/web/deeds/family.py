"""What the person lets the family member of the group know."""

from __future__ import annotations

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas.asked import family as asked
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import RECORD_CONSENT
from shared import clock
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l


def _for_whom(file: Supervision) -> str:
    return _(
        "同意只对账号%(account)s有效；换人以后要另行签字。", account=file.family_account or "—"
    )


FAMILY = (
    Deed(
        name="record_consent",
        path="result-consents",
        right=RECORD_CONSENT,
        form=asked.ConsentForm,
        record="",
        title=_l("登记同意告知检测结果"),
        said=_l("同意已登记。"),
        says="Record that the person consents to the family member learning how tests ended.",
        part="tests",
        initial=lambda _: {"consented_on": clock.today()},
        warning=_for_whom,
        offered=lambda file: file.family_account is not None and not file.results_open,
    ),
    Deed(
        name="withdraw_consent",
        path="result-consents/withdrawals",
        right=RECORD_CONSENT,
        form=asked.ConsentWithdrawalForm,
        record="withdrawal",
        title=_l("登记撤回同意"),
        said=_l("撤回已登记，检测结果不再显示给家庭成员。"),
        says="Record that the person consents no more.",
        part="tests",
        initial=lambda _: {"withdrawn_on": clock.today()},
        offered=lambda file: file.results_open,
    ),
)
