"""Reporting on the wire: it follows every department that has cases, and is asked by none."""

from __future__ import annotations

from shared.messaging.entrypoints import follow
from shared.messaging.language import Message
from shared.messaging.service import DepartmentService


class ReportingService(DepartmentService):
    """Hears what all others publish to it."""

    name = "reporting"

    @follow("registry")
    def on_registry(self, message: Message) -> None:
        """Persons, orders, report-ins, groups, agreements."""
        self.app.hear(message)

    @follow("supervision")
    def on_supervision(self, message: Message) -> None:
        """Tests, refusals, talks, needs."""
        self.app.hear(message)

    @follow("assistance")
    def on_assistance(self, message: Message) -> None:
        """Families assessed, needs answered."""
        self.app.hear(message)

    @follow("treatment")
    def on_treatment(self, message: Message) -> None:
        """Information given, needs answered."""
        self.app.hear(message)

    @follow("legal_aid")
    def on_legal_aid(self, message: Message) -> None:
        """Law education, needs answered."""
        self.app.hear(message)
