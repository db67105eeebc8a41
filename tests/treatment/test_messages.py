"""What leaves the institution, and what a reader of its log is told."""

from __future__ import annotations

from services.treatment.application import TreatmentApplication
from services.treatment.messages import PUBLISHED
from services.treatment.timeline import SENTENCES, WORDS
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.history import case_history
from shared.messaging.language import Published
from tests.partner.support import LI_CASE, TODAY, Desk, Others
from tests.treatment.test_information import INFORMATION

CATALOGUE = Catalogue("treatment", TreatmentApplication.aggregates)


def test_reporting_learns_that_a_person_was_told_and_no_more(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    published = Published("treatment", PUBLISHED, CATALOGUE.by_name)
    others.report_in()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    (told,) = published.messages_for("reporting", office.entries(), previous=0)

    assert (told.name, told.data) == (
        "treatment.treatment_info_given",
        {"given_on": TODAY.isoformat()},
    )


def test_every_event_has_its_sentence() -> None:
    assert SENTENCES.keys() == CATALOGUE.by_name.keys()


def test_the_case_can_be_told(office: TreatmentApplication, others: Others, desk: Desk) -> None:
    others.sign()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    told = case_history(office, LI_CASE, sentences=SENTENCES, words=WORDS)

    assert [it["summary"] for it in told] == [
        "指定医疗机构得知这个个案",
        "指定医疗机构得知协议已于2026年11月23日签订",
        "应在2026年12月3日前告知戒毒治疗信息（自2026年11月23日起算）",
        "告知了戒毒治疗信息：当面告知，本人签收",
    ]
