"""What reporting does: it notes what it is told. It has no command that a person could give."""

from __future__ import annotations

from services.reporting import policies
from services.reporting.domain import Fact
from services.reporting.policies import Told
from shared.eventstore.application import Department
from shared.eventstore.hearing import hears


class ReportingApplication(Department):
    """The facts of all departments, in the order in which they were heard."""

    name = "reporting"
    aggregates = (Fact,)

    @hears(Told)
    def on_told(self, told: Told) -> None:
        """Note a fact; a message that comes again is not heard again."""
        self.save(policies.noted(told))
