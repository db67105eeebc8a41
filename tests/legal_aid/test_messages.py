"""What leaves the justice office, and what a reader of its log is told."""

from __future__ import annotations

from services.legal_aid.application import LegalAidApplication
from services.legal_aid.messages import PUBLISHED
from services.legal_aid.timeline import SENTENCES, WORDS
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.history import case_history
from shared.messaging.language import Published
from tests.legal_aid.test_law_education import SESSION, two_cases
from tests.partner.support import LI_CASE, TODAY, WANG_CASE, Others

CATALOGUE = Catalogue("legal_aid", LegalAidApplication.aggregates)


def test_reporting_learns_who_attended_case_by_case(
    office: LegalAidApplication, others: Others
) -> None:
    published = Published("legal_aid", PUBLISHED, CATALOGUE.by_name)
    two_cases(others)
    office.hold_law_education(**SESSION | {"attendees": (LI_CASE, WANG_CASE)})

    told = published.messages_for("reporting", office.entries(), previous=0)

    assert [(it.case_ref, it.data) for it in told] == [
        (LI_CASE, {"held_on": TODAY.isoformat()}),
        (WANG_CASE, {"held_on": TODAY.isoformat()}),
    ]


def test_every_event_has_its_sentence() -> None:
    assert SENTENCES.keys() == CATALOGUE.by_name.keys()


def test_the_case_can_be_told(office: LegalAidApplication, others: Others) -> None:
    others.report_in()
    office.hold_law_education(**SESSION)

    told = case_history(office, LI_CASE, sentences=SENTENCES, words=WORDS)

    assert [it["summary"] for it in told] == [
        "司法所得知这个个案",
        "司法所得知本人已于2026年11月23日报到",
        "应在2027年11月23日前接受法治教育（自2026年11月23日起算）",
        "参加了法治教育，主题：禁毒法",
        "应在2027年11月23日前接受法治教育（自2026年11月23日起算）",
    ]
