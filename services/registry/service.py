"""Registry on the wire: names for other desks, its part of a case, what supervision tells it."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from nameko.timer import timer

from services.registry.domain.standing import state_of
from services.registry.projections import people
from services.registry.projections.owed import listed
from services.registry.projections.search_words import PURPOSE, tail_sought
from services.registry.projections.tries import Tries
from services.registry.projections.within import Within
from services.registry.rules.book import rule
from services.registry.timeline import SENTENCES, WORDS
from shared import clock
from shared.access.actor import Actor, Forbidden
from shared.access.rights import Rights
from shared.eventstore.act import Act, acting
from shared.eventstore.history import case_history
from shared.law import Refusal, Unknown
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message
from shared.messaging.rpc import answer
from shared.messaging.service import DepartmentService
from shared.web.masks import mask_name

RIGHTS = Path(__file__).parents[1] / "rights.toml"
IDENTIFY, SEE_PEOPLE = "registry.identify", "registry.see_people"
SEARCH_PEOPLE = "registry.search_people"
SEE_HISTORY = "registry.see_history"
KEEP_COURSE = "registry.keep_course"
MOST_HANDED_OVER = 200
MOST_FOUND = 20
MOST_TAILS, TAIL_MINUTES = "tail_searches", "tail_search_minutes"
BY_TAIL = "现场签到：按身份证号末四位查找"
CLOCK_SECONDS = 900
"""How often it is looked what time brought about; days change once in 96 of these."""


class RegistryService(DepartmentService):
    """Tells others who somebody is, as far as they may know, and how a case stands."""

    name = "registry"
    rights = Rights.load(RIGHTS)

    @follow("supervision")
    def on_supervision(self, message: Message) -> None:
        """Refused tests, serious breaches, what it wrote: notices for the town office."""
        self.app.hear(message)

    @follow("assistance")
    def on_assistance(self, message: Message) -> None:
        """What it wrote that belongs in the file of a case."""
        self.app.hear(message)

    @follow("treatment")
    def on_treatment(self, message: Message) -> None:
        """What it wrote that belongs in the file of a case."""
        self.app.hear(message)

    @follow("legal_aid")
    def on_legal_aid(self, message: Message) -> None:
        """What it wrote that belongs in the file of a case."""
        self.app.hear(message)

    @timer(interval=CLOCK_SECONDS)
    def on_the_clock(self) -> None:
        """Write what fell due and what ended, each once, however often this runs."""
        self.app.run_clock()

    @follow("identity")
    def on_identity(self, message: Message) -> None:
        """Units and their villages: which station a new case goes to."""
        self.app.hear(message)

    @answer
    def identify(
        self, caller: Actor, person_ids: list[str], purpose: str
    ) -> dict[str, dict[str, str]]:
        """Say who these persons are, for a page of another desk.

        Full names go to those whose work they are, and are in the read log before they leave; who
        may see lists only gets them masked; nobody else gets any. Persons not on file are left out.
        """
        reach = self.rights.reach(caller, IDENTIFY)
        if reach is None and not self.rights.opens(caller, SEE_PEOPLE):
            raise Forbidden(permission=IDENTIFY)
        with acting(_reading(caller)):
            names = self.app.names(
                map(UUID, person_ids), reach=reach, purpose=purpose, mask=mask_name
            )
        return {str(person_id): {"name": name} for person_id, name in names.items()}

    @answer
    def find_by_tail(
        self, caller: Actor, tail: str, station: str | None = None
    ) -> list[dict[str, str]]:
        """Say whose identity number ends so, for the check-in: ids and masked names, no more.

        Only those whom the caller may search for, of one station if it is named. Whoever is told
        of is in the read log before the answer leaves. `Refusal` for what are no four digits, and
        for whoever asks so often that it is guessing.
        """
        within = Within.reached_by(self.rights.require_some(caller, SEARCH_PEOPLE))
        with acting(_reading(caller)):
            found = self._with_tail(caller, tail, within=within, station=station)
            names = self.app.masked_names(found, purpose=BY_TAIL, mask=mask_name)
        return [{"person_id": str(it), "name": name} for it, name in names.items()]

    def _with_tail(
        self, caller: Actor, tail: str, *, within: Within, station: str | None
    ) -> list[UUID]:
        """Whose number ends so, as far as this caller may find them."""
        word, today = tail_sought(tail), clock.today()
        if word is None:
            raise Refusal("请填写身份证号的末四位，例如 0017、123X", field="last_four")
        most, minutes = (rule(it, on=today).number for it in (MOST_TAILS, TAIL_MINUTES))
        now = int(time.time())
        if not Tries(self.app.db).begin(caller.account, now=now, most=most, seconds=minutes * 60):
            raise Refusal(
                "按末四位查找得太频繁，请过几分钟再试，或者按案件编号查找", field="last_four"
            )
        token = self.app.token(word, purpose=PURPOSE)
        with self.app.db.reading() as conn:
            rows = people.find(conn, [{token}], within=within, most=MOST_FOUND)
        here = [it for it in rows if station is None or it.station == station]
        return [it.person_id for it in here if it.is_open_to(caller.account)]

    @answer
    def case_history(
        self,
        caller: Actor,
        case_ref: str,
        as_of: str | None = None,
        known_at: str | None = None,
    ) -> list[dict[str, Any]]:
        """Registry's part of a case, as of a day and as known at an instant; nothing sealed."""
        if not self._is_seen_by(caller, case_ref):
            return []
        return case_history(
            self.app,
            case_ref,
            as_of=_day(as_of),
            known_at=_instant(known_at),
            sentences=SENTENCES,
            words=WORDS,
        )

    @answer
    def case_summary(
        self,
        caller: Actor,
        case_ref: str,
        as_of: str | None = None,
        known_at: str | None = None,
    ) -> dict[str, Any]:
        """The case in a line; `Unknown` if there was none, or none was known of."""
        if not self._is_seen_by(caller, case_ref):
            raise Unknown("没有这个案号：{case_ref}", field="case_ref", case_ref=case_ref)
        summary: dict[str, Any] = self.app.case_summary(
            case_ref, as_of=_day(as_of), known_at=_instant(known_at)
        )
        return summary

    @answer
    def open_work(self, caller: Actor) -> list[dict[str, str | None]]:
        """What waits for the caller's desk, by case number and day: for a hand-over sheet."""
        reach, today = self.rights.reach(caller, KEEP_COURSE), clock.today()
        if reach is None:
            return []
        with self.app.db.reading() as conn:
            rows = listed(conn, within=Within.reached_by(reach), today=today, size=MOST_HANDED_OVER)
        return [
            {"case_ref": it.case_ref, "what": WORDS[it.duty], "due_on": it.due_on.isoformat()}
            for it in rows
        ]

    def _is_seen_by(self, caller: Actor, case_ref: str) -> bool:
        """Whether there is such a case; `Forbidden` if its history is not for the caller.

        A sealed one is told to whoever opened it here, with a reason (戒毒条例 7).
        """
        self.rights.require_some(caller, SEE_HISTORY)
        try:
            case = self.app.case_called(case_ref)
        except Unknown:
            return False
        village = self.app.person(case.of_person).village
        state = state_of(case.status_on(clock.today()))
        self.rights.require(caller, SEE_HISTORY, village=village, unit=case.station, state=state)
        with acting(_reading(caller)):
            self.app.must_be_readable(case)
        return True


def _reading(caller: Actor) -> Act:
    return Act(account=caller.account, role=caller.role, unit=caller.unit)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
