"""What is written into a supervision file: facts in the clear, personal content sealed.

Each event changes what the file remembers, and decides nothing.
"""

from services.supervision.domain.events import (
    absences,
    assessing,
    breaches,
    checking,
    contacts,
    copying,
    family,
    forms,
    laboratory,
    needs,
    other_days,
    planning,
    police,
    takeover,
    testing,
    treatment,
    typing,
    waiving,
)

__all__ = [
    "absences",
    "assessing",
    "breaches",
    "checking",
    "contacts",
    "copying",
    "family",
    "forms",
    "laboratory",
    "needs",
    "other_days",
    "planning",
    "police",
    "takeover",
    "testing",
    "treatment",
    "typing",
    "waiving",
]
