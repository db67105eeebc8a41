"""Supervision on the wire: follows the others, tells its part of a case, decides nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from nameko.timer import timer

from services.supervision.projections.bearers import borne
from services.supervision.projections.lists import (
    ANSWERS_THAT_END,
    Asked,
    Within,
    due_rows,
    need_rows,
)
from services.supervision.timeline import (
    FOR_THE_POLICE,
    LABORATORY,
    RESULTS_HIDDEN,
    SENTENCES,
    TAKEN,
    TESTS,
    WORDS,
    tells_a_result,
)
from shared import clock
from shared.access.actor import Actor, Forbidden
from shared.access.rights import Reach, Rights, Scope
from shared.eventstore.act import Act, acting
from shared.eventstore.history import case_history
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message
from shared.messaging.rpc import answer
from shared.messaging.service import DepartmentService

RIGHTS = Path(__file__).parents[1] / "rights.toml"
SEE_HISTORY = "supervision.see_history"
RECORD_TALK = "supervision.record_talk"
MOST_HANDED_OVER = 200
SEE_BEARERS, ASSIGN_DUTIES = "supervision.see_bearers", "supervision.assign_duties"
HAND_OVER = "/supervision/bearers/hand-over"
SEE_TESTS = "supervision.see_tests"
SEE_USE_IN_TREATMENT = "supervision.see_use_in_treatment"
HOUR = 3600  # seconds; a day's work is found at its first hour, a report that is late within one


class SupervisionService(DepartmentService):
    """Hears of cases from the registry, and from the offices that help what became of a need."""

    name = "supervision"
    rights = Rights.load(RIGHTS)

    @follow("registry")
    def on_registry(self, message: Message) -> None:
        """Report-ins, groups, agreements."""
        self.app.hear(message)

    @follow("assistance")
    def on_assistance(self, message: Message) -> None:
        """Answers to needs for relief, work, skills, school."""
        self.app.hear(message)

    @follow("treatment")
    def on_treatment(self, message: Message) -> None:
        """Answers to needs; maintenance treatment, yes or no; what the police alone are told."""
        self.app.hear(message)

    @follow("legal_aid")
    def on_legal_aid(self, message: Message) -> None:
        """Answers to needs for legal help."""
        self.app.hear(message)

    @timer(interval=HOUR)
    def on_the_hour(self) -> None:
        """What time alone has brought about."""
        self.app.run_clock()

    @answer
    def open_work(self, caller: Actor) -> list[dict[str, str | None]]:
        """What waits for the caller's desk, by case number and day: for a hand-over sheet.

        What the caller bears and what nobody bears within reach; what a colleague bears is theirs.
        """
        reach, today = self.rights.reach(caller, RECORD_TALK), clock.today()
        if reach is None:
            return []
        within = _within(reach)
        with self.app.db.reading() as conn:
            tests = due_rows(
                conn,
                within=within,
                asked=Asked(left_to=caller.account),
                today=today,
                limit=MOST_HANDED_OVER,
            )
            needs = need_rows(conn, within=within, left_to=caller.account)
        return [
            *(_work(it.case_ref, f"第{it.number}次检测", it.last) for it in tests),
            *(
                _work(it.case_ref, "需求未办结", None)
                for it in needs
                if it.answer not in ANSWERS_THAT_END
            ),
        ]

    @answer
    def borne_by(self, caller: Actor, account: str) -> dict[str, Any]:
        """How many running cases somebody bears, and where another takes them over.

        For a hand-over sheet, which moves no case: nothing is told of which cases they are, and
        the way is told only to whoever may go it.
        """
        reach = self.rights.reach(caller, SEE_BEARERS)
        if reach is None:
            raise Forbidden(permission=SEE_BEARERS)
        with self.app.db.reading() as conn:
            rows = borne(conn, within=_within(reach), today=clock.today(), bearer=account)
        moves = self.rights.opens(caller, ASSIGN_DUTIES)
        return {"cases": len(rows), "href": HAND_OVER if moves else ""}

    @answer
    def case_history(
        self,
        caller: Actor,
        case_ref: str,
        as_of: str | None = None,
        known_at: str | None = None,
    ) -> list[dict[str, Any]]:
        """Supervision's part of a case, as of a day and as known at an instant; nothing sealed.

        Who keeps the dossier but may not read tests is told that one was taken, not how it ended.
        A sealed one is told to whoever opened it here, with a reason (戒毒条例 7).
        """
        self.rights.require_some(caller, SEE_HISTORY)
        file = self.app.find_file(case_ref)
        if file is None:
            return []
        state = file.state_on(clock.today())
        place = {"village": file.village, "unit": file.station, "state": state}
        self.rights.require(caller, SEE_HISTORY, **place)
        with acting(Act(account=caller.account, role=caller.role, unit=caller.unit)):
            self.app.must_be_readable(file)
        shown = caller.is_system or self.rights.may(caller, SEE_TESTS, **place)
        police = caller.is_system or self.rights.may(caller, SEE_USE_IN_TREATMENT, **place)
        lines = case_history(
            self.app,
            case_ref,
            as_of=date.fromisoformat(as_of) if as_of else None,
            known_at=datetime.fromisoformat(known_at) if known_at else None,
            sentences=SENTENCES if shown else RESULTS_HIDDEN,
            words=WORDS,
            hides=lambda entry: (
                (not shown and tells_a_result(entry.facts))
                or (not police and entry.name in FOR_THE_POLICE)
            ),
        )
        return lines if shown else [_without_result(line) for line in lines]


def _work(case_ref: str, what: str, due_on: date | None) -> dict[str, str | None]:
    return {
        "case_ref": case_ref,
        "what": what,
        "due_on": due_on.isoformat() if due_on is not None else None,
    }


def _without_result(line: dict[str, Any]) -> dict[str, Any]:
    """An event's name tells its result, so it goes too."""
    return {**line, "event": TAKEN} if line["event"] in (*TESTS, *LABORATORY) else line


def _within(reach: Reach) -> Within:
    """What a list is narrowed down to for whoever has this reach."""
    return Within(
        town=reach.scope is Scope.TOWN,
        station=reach.unit if reach.scope is Scope.UNIT else None,
        villages=reach.villages,
    )
