"""A partner office on the wire: it tells its part of a case to whoever may hear it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from shared import clock
from shared.access.actor import Actor
from shared.access.rights import Rights
from shared.eventstore.history import case_history
from shared.law import RuleBook
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message
from shared.messaging.rpc import answer
from shared.messaging.service import DepartmentService
from shared.partner.lists import Lists
from shared.partner.rules import STANDINGS, state_on


class PartnerService(DepartmentService):
    """Base of the partners' services; a subclass adds its name, its lists and its words.

    Each hears of cases from the registry and of needs from supervision.
    """

    name: ClassVar[str]
    rights: ClassVar[Rights]
    book: ClassVar[RuleBook]
    lists: ClassVar[Lists]
    duty: ClassVar[str]
    sentences: ClassVar[Mapping[str, str]]
    words: ClassVar[Mapping[str, str]]

    @follow("registry")
    def on_registry(self, message: Message) -> None:
        """Report-ins, agreements, the end of cases."""
        self.app.hear(message)

    @follow("supervision")
    def on_supervision(self, message: Message) -> None:
        """Needs found in talks."""
        self.app.hear(message)

    @answer
    def open_work(self, caller: Actor) -> list[dict[str, str | None]]:
        """What waits for the caller's desk, by case number and day: for a hand-over sheet."""
        if not self.rights.opens(caller, f"{self.name}.accept_need"):
            return []
        with self.app.db.reading() as conn:
            needs, files = self.lists.open_needs(conn), self.lists.open_files(conn)
        waiting = [(it.case_ref, STANDINGS[it.standing], None) for it in needs]
        due = [(it.case_ref, self.duty, it.due_on.isoformat()) for it in files if it.due_on]
        return [
            {"case_ref": case_ref, "what": what, "due_on": due_on}
            for case_ref, what, due_on in (*due, *waiting)
        ]

    @answer
    def case_history(
        self,
        caller: Actor,
        case_ref: str,
        as_of: str | None = None,
        known_at: str | None = None,
    ) -> list[dict[str, Any]]:
        """This office's part of a case, as of a day and as known at an instant; nothing sealed."""
        file = self.app.find_file(case_ref)
        if file is None:
            self.rights.require_some(caller, f"{self.name}.see_history")
            return []
        today = clock.today()
        years = self.book.as_of(today)["seal_years"].number
        state = state_on(today, ended_on=file.ended_on, years=years)
        self.rights.require(caller, f"{self.name}.see_history", state=state)
        return case_history(
            self.app,
            case_ref,
            as_of=date.fromisoformat(as_of) if as_of else None,
            known_at=datetime.fromisoformat(known_at) if known_at else None,
            sentences=self.sentences,
            words=self.words,
        )
