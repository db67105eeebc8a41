"""Who is told of what, and what each must make of it: written down a second time, by hand."""

from __future__ import annotations

from collections.abc import Mapping

EVERYBODY = ("supervision", "assistance", "treatment", "legal_aid", "reporting")
TOLD: Mapping[str, tuple[str, ...]] = {
    "registry.person_registered": ("reporting",),
    "registry.user_verified": ("reporting",),
    "registry.register_flag_set": ("reporting",),
    "registry.decision_received": ("supervision", "reporting"),
    "registry.reported_in": EVERYBODY,
    "registry.group_formed": ("supervision", "reporting"),
    "registry.agreement_signed": EVERYBODY,
    "supervision.drug_test_scheduled": ("reporting",),
    "supervision.drug_test_notified": ("registry",),
    "supervision.drug_test_negative": ("registry", "reporting"),
    "supervision.drug_test_refused": ("registry", "reporting"),
    "supervision.talk_held": ("registry", "reporting"),
    "supervision.assistance_need_raised": ("assistance", "reporting"),
    "supervision.treatment_need_raised": ("treatment", "reporting"),
    "supervision.legal_need_raised": ("legal_aid", "reporting"),
    **{
        f"{helper}.{event}": ("supervision", "reporting")
        for helper in ("assistance", "treatment", "legal_aid")
        for event in ("need_accepted", "need_closed")
    },
    "assistance.need_closed": ("registry", "supervision", "reporting"),
}
"""Who is told of an event, of those that happen here."""

EFFECTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("registry.reported_in", "supervision"): ("opened", "drug_test_scheduled"),
    ("registry.group_formed", "supervision"): ("group_noted",),
    ("registry.agreement_signed", "supervision"): ("agreement_noted",),
    ("registry.reported_in", "assistance"): (
        *("file_opened", "report_in_noted", "family_assessment_scheduled"),
    ),
    ("registry.agreement_signed", "assistance"): ("agreement_noted",),
    ("registry.reported_in", "treatment"): ("file_opened", "report_in_noted"),
    ("registry.agreement_signed", "treatment"): ("agreement_noted", "treatment_info_scheduled"),
    ("registry.reported_in", "legal_aid"): (
        *("file_opened", "report_in_noted", "law_education_scheduled"),
    ),
    ("registry.agreement_signed", "legal_aid"): ("agreement_noted",),
    ("supervision.drug_test_refused", "registry"): ("drug_test_refusal_noted",),
    **{
        (event, "registry"): ("paper_written_noted",)
        for event in (
            *("supervision.drug_test_notified", "supervision.drug_test_negative"),
            *("supervision.talk_held", "assistance.need_closed"),
        )
    },
    ("supervision.assistance_need_raised", "assistance"): ("need_received",),
    ("supervision.treatment_need_raised", "treatment"): ("need_received",),
    ("supervision.legal_need_raised", "legal_aid"): ("need_received",),
    **{
        (f"{helper}.{event}", "supervision"): ("need_answered",)
        for helper in ("assistance", "treatment", "legal_aid")
        for event in ("need_accepted", "need_closed")
    },
}
"""What a department writes, once, when it hears an event; reporting notes whatever it is told."""

ACTS: Mapping[str, str] = {
    "register_person": "registry.person_registered",
    "receive_decision": "registry.decision_received",
    "record_report_in": "registry.reported_in",
    "form_group": "registry.group_formed",
    "sign_agreement": "registry.agreement_signed",
    "record_test": "supervision.drug_test_negative",
    "notify_test": "supervision.drug_test_notified",
    "record_refusal": "supervision.drug_test_refused",
    "record_talk": "supervision.talk_held",
    "accept_need": "{department}.need_accepted",
    "close_need": "{department}.need_closed",
}
"""What an act must have left in its department's log, once."""

CLAIMS: Mapping[tuple[str, str], str] = {
    ("registry", "identity number"): "registry.person_registered",
    ("registry", "case"): "registry.decision_received",
    ("registry", "agreement number"): "registry.agreement_signed",
    ("supervision", "case"): "supervision.opened",
    ("assistance", "case"): "assistance.file_opened",
    ("treatment", "case"): "treatment.file_opened",
    ("legal_aid", "case"): "legal_aid.file_opened",
}
"""What each file holds for itself alone, by the event that takes it."""

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "registry": ("supervision", "assistance", "treatment", "legal_aid"),
    "supervision": ("registry", "assistance", "treatment", "legal_aid"),
    "assistance": ("registry", "supervision"),
    "treatment": ("registry", "supervision"),
    "legal_aid": ("registry", "supervision"),
    "reporting": ("registry", "supervision", "assistance", "treatment", "legal_aid"),
}
"""Whom each hears."""
