"""What leaves the centre, and what a reader of its log is told."""

from __future__ import annotations

from services.assistance.application import AssistanceApplication
from services.assistance.messages import PUBLISHED
from services.assistance.timeline import SENTENCES, WORDS
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.history import case_history
from shared.messaging.language import Published
from tests.assistance.test_assessments import ASSESSMENT
from tests.partner.support import LI_CASE, TODAY, Desk, Others

CATALOGUE = Catalogue("assistance", AssistanceApplication.aggregates)


def test_reporting_learns_that_a_family_was_assessed_and_no_more(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    published = Published("assistance", PUBLISHED, CATALOGUE.by_name)
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    (told,) = published.messages_for("reporting", office.entries(), previous=0)

    assert (told.name, told.data) == (
        "assistance.family_assessed",
        {"assessed_on": TODAY.isoformat()},
    )


def test_every_event_has_its_sentence() -> None:
    assert SENTENCES.keys() == CATALOGUE.by_name.keys()


def test_the_case_can_be_told(office: AssistanceApplication, others: Others, desk: Desk) -> None:
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT | {"eligible": ()})

    told = case_history(office, LI_CASE, sentences=SENTENCES, words=WORDS)

    assert [it["summary"] for it in told] == [
        "社会事业中心得知这个个案",
        "社会事业中心得知本人已于2026年11月23日报到",
        "应在2026年12月23日前评估家庭情况（自2026年11月23日起算）",
        "评估了家庭情况；符合条件的救助：无；瑕疵：无",
        "应在2027年11月23日前评估家庭情况（自2026年11月23日起算）",
    ]
