"""What is written into a supervision file: facts in the clear, personal content sealed.

Each event changes what the file remembers, and decides nothing.
"""

from services.supervision.domain.events import breaches, contacts, needs, planning, testing

__all__ = ["breaches", "contacts", "needs", "planning", "testing"]
