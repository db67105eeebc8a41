"""Facts and messages as other departments tell them; nobody in them is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from services.reporting.messages import read
from services.reporting.rules.town import Fact
from shared.messaging.language import Message

PERSONS = UUID("6f5c1d0a-54f1-4b6e-9a0c-9a2c53f1a001")
QINGSHI, SHIQIAO = "青石社区", "石桥村"


def person(number: int) -> str:
    """The pseudonym of a person."""
    return str(uuid5(PERSONS, str(number)))


def case(number: int) -> str:
    """The number of a case."""
    return f"梅社戒〔2026〕{number:04}"


class Teller:
    """Departments that tell reporting one thing after another, each with positions of its own."""

    def __init__(self, *, recorded_at: datetime | None = None) -> None:
        self.positions: Counter[str] = Counter()
        self.recorded_at = recorded_at

    def registered(self, number: int, *, on: date, village: str = QINGSHI, **said: Any) -> Message:
        """A person came onto the roster."""
        data = {"village": village, "flag": "registered_user", "sex": "male", **said}
        return self.tell("registry.person_registered", on, person=number, **data)

    def revised(self, number: int, *, on: date, **said: Any) -> Message:
        """Details of a person were corrected."""
        return self.tell("registry.person_details_revised", on, person=number, **said)

    def flagged(self, number: int, flag: str, *, on: date) -> Message:
        """A register flag was set."""
        return self.tell("registry.register_flag_set", on, person=number, flag=flag)

    def ordered(self, number: int, *, on: date, **said: Any) -> Message:
        """A decision was received: the person's case of the same number."""
        data = {"kind": "community_rehab", "term_months": 36, "credit_days": 0, "village": QINGSHI}
        data |= {"served_on": on.isoformat(), **said}
        return self.tell("registry.decision_received", on, person=number, case=number, **data)

    def reported(self, number: int, *, on: date, **said: Any) -> Message:
        """The person reported in."""
        data: dict[str, Any] = {"kind": "community_rehab", "village": QINGSHI, "tracked_from": None}
        data |= {"reported_on": on.isoformat(), **said}
        return self.tell("registry.reported_in", on, person=number, case=number, **data)

    def taken_in(
        self, number: int, *, on: date, reported_on: date, spans: list[list[str | None]] | None
    ) -> Message:
        """Another town sent the case; None: nobody said for how long its term stood still."""
        return self.tell(
            "registry.transferred_in",
            on,
            person=number,
            case=number,
            kind="community_rehab",
            village=QINGSHI,
            reported_on=reported_on.isoformat(),
            suspensions=spans or [],
            suspensions_known=spans is not None,
        )

    def term_corrected(self, number: int, *, on: date, spans: list[list[str | None]]) -> Message:
        """Somebody approved on which days the term stood still; nothing else was wrong."""
        return self.tell(
            "registry.term_corrected", on, person=number, case=number, suspensions=spans
        )

    def signed(self, number: int, *, on: date, **said: Any) -> Message:
        """The agreement was signed."""
        data = {"signed_on": on.isoformat(), "tracked_from": None, **said}
        return self.tell("registry.agreement_signed", on, person=number, case=number, **data)

    def corrected(self, number: int, *, on: date, **said: Any) -> Message:
        """A newer roster stated other days than the one from which they were taken over."""
        return self.tell(
            "registry.taken_over_days_corrected", on, person=number, case=number, **said
        )

    def replaced(self, number: int, *, on: date, **said: Any) -> Message:
        """A later decision took the place of the case's."""
        data = {"replaced_on": on.isoformat(), **said}
        return self.tell("registry.case_replaced", on, person=number, case=number, **data)

    def suspended(self, number: int, *, on: date, **said: Any) -> Message:
        """The person was detained."""
        data = {"number": 1, "suspended_on": on.isoformat(), "defects": [], **said}
        return self.tell("registry.case_suspended", on, person=number, case=number, **data)

    def resumed(self, number: int, *, on: date, **said: Any) -> Message:
        """The person was released."""
        data = {"number": 1, "resumed_on": on.isoformat(), "status": "active", **said}
        return self.tell("registry.case_resumed", on, person=number, case=number, **data)

    def chosen(self, number: int, last_day: str, *, on: date, **said: Any) -> Message:
        """Somebody chose by which reading of the law the term is counted."""
        data = {"last_day": last_day, "counted_from": on.isoformat(), "left_out": [], **said}
        return self.tell("registry.reading_chosen", on, person=number, case=number, **data)

    def terminated(self, number: int, cause: str, *, on: date) -> Message:
        """The measure ended before its term."""
        data = {"ended_on": on.isoformat(), "cause": cause}
        return self.tell("registry.case_terminated", on, person=number, case=number, **data)

    def reopened(self, number: int, *, on: date) -> Message:
        """What had ended the measure was revoked."""
        data = {"reopened_on": on.isoformat()}
        return self.tell("registry.case_reopened", on, person=number, case=number, **data)

    def sealed(self, number: int, *, on: date) -> Message:
        """The file of the case rests."""
        data = {"sealed_on": on.isoformat()}
        return self.tell("registry.case_sealed", on, person=number, case=number, **data)

    def unsealed(self, number: int, *, on: date) -> Message:
        """It does so no more."""
        data = {"unsealed_on": on.isoformat()}
        return self.tell("registry.case_unsealed", on, person=number, case=number, **data)

    def tell(
        self,
        name: str,
        on: date,
        *,
        person: int | None = None,
        case: int | None = None,
        **data: Any,
    ) -> Message:
        """Tell anything at all."""
        source = name.partition(".")[0]
        before = self.positions[source]
        self.positions[source] += 1
        return Message(
            upstream=source,
            audience="reporting",
            name=name,
            version=1,
            position=before + 1,
            previous=before,
            case_ref=None if case is None else _case(case),
            person_id=None if person is None else _person(person),
            happened_on=on,
            recorded_at=self.recorded_at or at_noon(on),
            data=data,
        )


def at_noon(day: date) -> datetime:
    """An instant of that day."""
    return datetime.combine(day, time(4), UTC)


def facts(*messages: Message) -> Iterator[Fact]:
    """What reporting's rules make of messages."""
    for it in messages:
        yield Fact(
            source=it.upstream,
            position=it.position,
            name=it.name,
            happened_on=it.happened_on,
            recorded_at=it.recorded_at,
            person_id=it.person_id,
            case_ref=it.case_ref,
            said=dict(read(it).said),
        )


def days_after(day: date, days: int) -> date:
    """That many days later."""
    return day + timedelta(days=days)


_person, _case = person, case
