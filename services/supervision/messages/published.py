"""What leaves supervision, as which fields, to whom.

A positive screening is told to nobody, and a test's result goes to reporting alone; a need reaches
the one department that can help, which learns of nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.messaging.language import Facts, Field, Publish


def is_defective(facts: Facts) -> bool:
    """Whether it falls short of a rule, and so does not count."""
    return bool(facts["defects"])


TEST: Mapping[str, Field] = {
    "window": "window",
    "collected_on": "collected_on",
    "defective": is_defective,
}
NEED = ("need_id", "kind", "raised_on")
REPORTING = ("reporting",)

PUBLISHED = (
    Publish("drug_test_scheduled", to=REPORTING, fields=("plan", "windows_total")),
    Publish("drug_test_negative", to=REPORTING, fields=TEST),
    Publish("drug_test_invalid", to=REPORTING, fields=TEST),
    Publish(
        "drug_test_refused",
        to=("registry", *REPORTING),
        fields=("window", "refused_on", "count", "counted"),
    ),
    Publish(
        "drug_test_missed",
        to=("registry", *REPORTING),
        fields=("window", "missed_on", "justified", "count", "counted"),
    ),
    Publish("window_adjusted", to=REPORTING, fields=("window", "adjusted_on", "because")),
    Publish("plan_chosen", to=REPORTING, fields=("chosen_on", "plan")),
    Publish("approval_submitted", to=("registry",), fields=("sent_on", "measure")),
    Publish("approval_decided", to=("registry",), fields=("decided_on", "measure", "result")),
    Publish("serious_breach_detected", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish("talk_held", to=REPORTING, fields=("held_on",)),
    Publish("assistance_need_raised", to=("assistance",), fields=NEED),
    Publish("assistance_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("treatment_need_raised", to=("treatment",), fields=NEED),
    Publish("treatment_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("legal_need_raised", to=("legal_aid",), fields=NEED),
    Publish("legal_need_raised", to=REPORTING, fields=("need_id", "kind")),
)
