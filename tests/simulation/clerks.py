"""The people of the town: each does one thing after the other, and again until it is answered.

What they asked for and what they were told is written down in a ledger, which is all that the model
believes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import eventlet
from sqlalchemy.exc import OperationalError

from services.registry.application.persons import OnFile
from shared.eventstore.act import Act, acting
from shared.eventstore.performing import CannotReach, Done
from shared.law import Conflict, Misuse, Refusal
from tests.simulation.model.files import folded
from tests.simulation.process import Gone, Process
from tests.simulation.town import Town

ACCOUNT = "jingban01"
AGAIN, TWICE, OTHERWISE = 0.12, 0.10, 0.04
THOUGHT_SECONDS = 1.5
LONGEST_SEARCH = 60.0  # seconds after which somebody stops looking for a file


class Dropped(Exception):
    """The person's course ends here: the town refused, or the file never came."""


@dataclass
class Asked:
    """One act: what was asked for, and what was answered."""

    command_id: str
    department: str
    name: str
    answered: bool = False
    answer: Any = None
    position: int = 0
    refused: bool = False


@dataclass
class Ledger:
    """All acts, and what the town should not have said."""

    acts: list[Asked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    open: int = 0


class Clerk:
    """Sends acts to the town."""

    def __init__(self, town: Town, ledger: Ledger) -> None:
        self.town = town
        self.ledger = ledger
        self.dice = town.dice

    def act(self, department: str, name: str, **asked: Any) -> Any:
        """Have an act carried out; a refusal is tried anew twice, for clocks may be wrong."""
        for _ in range(3):
            eventlet.sleep(self.dice.expovariate(1 / THOUGHT_SECONDS))
            entry = Asked(str(uuid4()), department, name)
            self.ledger.acts.append(entry)
            if self.dice.random() < TWICE:
                eventlet.spawn(self._send_quietly, entry, asked)
            try:
                answer = self._persist(entry, asked)
            except Refusal as refusal:
                self.town.story.tell("clerk", f"{name} is refused: {refusal.sentence}")
                if isinstance(refusal, OnFile):
                    return str(refusal.person_id)
                continue
            self._try_again(entry, asked)
            return answer
        raise Dropped(name)

    def _persist(self, entry: Asked, asked: dict[str, Any]) -> Any:
        """Until there is an answer, with the same command id."""
        while self.town.open:
            try:
                done = self._send(entry, asked)
            except (Gone, CannotReach, Conflict, OperationalError) as trouble:
                self.town.story.tell("clerk", f"{entry.name}: {type(trouble).__name__}, once more")
                eventlet.sleep(0.1 + self.dice.expovariate(2))
            except Misuse:
                raise
            except Refusal:
                entry.refused = not entry.answered
                raise
            else:
                self._note(entry, done)
                return done.answer
        raise Dropped("the town has ended")

    def _send(self, entry: Asked, asked: dict[str, Any]) -> Done[Any]:
        """One request: the act, and the wait until the desk shows it."""
        process = self.town.somebody(entry.department)
        if process is None:
            raise Gone(entry.department)

        def work() -> tuple[Done[Any], bool]:
            act = Act(
                account=ACCOUNT,
                role="office_handler",
                unit="office",
                command_id=entry.command_id,
                reason="演练",
            )
            with acting(act):
                done: Done[Any] = getattr(process.app, entry.name)(**asked)
            return done, process.projector.wait(done.position)

        done, shown = process.ask(work)
        view = self.town.views[entry.department].name
        if shown and folded(self.town.path(entry.department), view) < done.position:
            self.ledger.wrong.append(f"{entry.name} is said to be shown and is not")
        self.town.story.tell("clerk", f"{entry.name} is answered by {process.name}")
        return done

    def _note(self, entry: Asked, done: Done[Any]) -> None:
        """The first answer is the answer for ever."""
        if entry.answered and (entry.answer, entry.position) != (done.answer, done.position):
            self.ledger.wrong.append(f"{entry.name} got two answers under {entry.command_id}")
        entry.answered, entry.answer, entry.position = True, done.answer, done.position

    def _send_quietly(self, entry: Asked, asked: dict[str, Any]) -> None:
        """A second click on the same button."""
        try:
            self._note(entry, self._send(entry, asked))
        except (Gone, CannotReach, Conflict, OperationalError, Refusal):
            return

    def _try_again(self, entry: Asked, asked: dict[str, Any]) -> None:
        """Later the same id comes once more; or comes with something else, which is refused."""
        if self.dice.random() < AGAIN:
            eventlet.sleep(self.dice.expovariate(0.3))
            self._persist(entry, asked)
        if self.dice.random() < OTHERWISE:
            try:
                self._persist(Asked(entry.command_id, entry.department, entry.name), _other(asked))
            except Misuse:
                return
            self.ledger.wrong.append(f"{entry.name} took other input under {entry.command_id}")

    def look(self, department: str, find: Callable[[Process], Any]) -> Any:
        """Look for something until it is there; it may be parked, or not told yet."""
        until = self.town.hub.now + LONGEST_SEARCH
        while self.town.open and self.town.hub.now < until:
            try:
                found = self._found(department, find)
            except (Gone, Refusal, OperationalError):
                found = None
            if found:
                return found
            eventlet.sleep(0.5 + self.dice.expovariate(0.5))
        raise Dropped("looked for in vain")

    def _found(self, department: str, find: Callable[[Process], Any]) -> Any:
        process = self.town.somebody(department)
        return process and process.ask(lambda: find(process))


def _other(asked: dict[str, Any]) -> dict[str, Any]:
    """The same act about somebody else."""
    if "details" in asked:
        return {**asked, "village": "石桥村"}
    return {**asked, next(iter(asked)): uuid4()}
