"""The town as the facts tell it: each person of the roster, each case, and since which event.

Only facts go in; whoever leaves out what had not happened by a day, or was not known at an instant,
gets the town of that day and that knowledge. The order in which facts are given does not matter.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from services.reporting.rules import book
from shared.calendar import OpenSpan, last_day

REGISTERED = "registry.person_registered"
REVISED = "registry.person_details_revised"
FLAGGED = "registry.register_flag_set"
ORDERED = "registry.decision_received"
REPORTED = "registry.reported_in"
SIGNED = "registry.agreement_signed"
CORRECTED = "registry.taken_over_days_corrected"
REPLACED = "registry.case_replaced"
SUSPENDED = "registry.case_suspended"
RESUMED = "registry.case_resumed"
TERMINATED = "registry.case_terminated"
REOPENED = "registry.case_reopened"
SEALED, UNSEALED = "registry.case_sealed", "registry.case_unsealed"
TRANSFERRED = "registry.transfer_receipt_confirmed"
TAKEN_IN = "registry.transferred_in"
TERM_CORRECTED = "registry.term_corrected"
CHOSEN = "registry.reading_chosen"
MERGED = "registry.person_merged"
UNMERGED = "registry.person_unmerged"
LAPSED = "registry.candidate_lapsed"
COMPARED = "registry.police_list_compared"
DECIDED = "registry.police_list_row_decided"
WITHDRAWN = "registry.police_list_withdrawn"
OF_LISTS = (COMPARED, DECIDED, WITHDRAWN)
OF_PERSONS = (REGISTERED, REVISED, FLAGGED, MERGED, UNMERGED, LAPSED)
OF_CASES = (
    *(ORDERED, REPORTED, TAKEN_IN, SIGNED, CORRECTED, TERM_CORRECTED),
    *(SUSPENDED, RESUMED, CHOSEN, REPLACED, TERMINATED, REOPENED, TRANSFERRED),
    *(SEALED, UNSEALED),
)
COUNTED = (*OF_PERSONS, *OF_CASES, *OF_LISTS)
"""The events on which the rates rest; all others are kept for the timeline and for later."""

OF_SIGNING = (SIGNED, CORRECTED)
"""What says on which day an agreement was signed; a later word holds for the days before it."""
OF_DETENTION = (SUSPENDED, RESUMED, TERM_CORRECTED, TAKEN_IN)
"""What says on which days a person was held; the last two state all such days at once."""

REGISTERED_USER, CANDIDATE = "registered_user", "candidate"
BEFORE = "before"
KINDS = ("community_rehab", "community_recovery")
OVER = frozenset({"term_completed", "replaced", "terminated", "transferred"})
"""Where a case is no longer carried out, and no agreement under it is in force."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What one department said of one event, in plain values."""

    source: str
    position: int
    name: str
    happened_on: date
    recorded_at: datetime
    person_id: str | None
    case_ref: str | None
    said: Mapping[str, str]

    @property
    def reference(self) -> str:
        """Where the event stands in its department's log, as `registry:17`."""
        return f"{self.source}:{self.position}"

    @property
    def order(self) -> tuple[date, datetime, str, int]:
        """Before and after: by when it happened, then by when it was recorded."""
        return self.happened_on, self.recorded_at, self.source, self.position


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of the roster; `because` are the events that say so."""

    person_id: str
    village: str
    flag: str
    because: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case; what nobody has said yet is None.

    `chosen_last_day`: somebody chose how its term is counted, where the law is silent. Of a case
    that another town sent without its suspensions the end is unknown until they are stated.
    """

    case_ref: str
    person_id: str | None
    kind: str | None
    village: str
    term_months: int | None
    credit_days: int
    reported_on: date | None
    signed_on: date | None
    is_replaced: bool
    spans: tuple[OpenSpan, ...] = ()
    suspensions_known: bool = True
    chosen_last_day: date | None = None
    end_cause: str | None = None
    is_sealed: bool = False
    because: tuple[str, ...]

    @property
    def last_day(self) -> date | None:
        """The last day of the term, which runs from reporting in (戒毒条例 14(2)); None: open."""
        if self.reported_on is None or self.term_months is None or not self.suspensions_known:
            return None
        if self.chosen_last_day is not None:
            return self.chosen_last_day
        counts = book.first_day_counts(on=self.reported_on)
        start = self.reported_on if counts else self.reported_on + timedelta(days=1)
        try:
            return last_day(start, self.term_months, self.spans, self.credit_days)
        except ValueError:  # more days credited than there are: the papers contradict each other
            return None

    def status(self, on: date) -> str:
        """Where the case stood on a day: release is by law when the term is over (戒毒条例 23)."""
        last = self.last_day
        if self.is_replaced:
            return "replaced"
        if self.end_cause is not None:
            return "transferred" if self.end_cause == "transferred" else "terminated"
        if last is not None and last < on:
            return "term_completed"
        if self.reported_on is None:
            return "ordered"
        if self.is_suspended:
            return "suspended"
        return "reported" if self.signed_on is None else "active"

    def state(self, on: date) -> str:
        """How far it is, for the table of rights; that a file rests the registry says (T18)."""
        status = self.status(on)
        if status == "ordered":
            return BEFORE
        if status not in OVER:
            return "running"
        return "sealed" if self.is_sealed else "over"

    @property
    def is_suspended(self) -> bool:
        """The person is held, and the term stands still (戒毒条例 24(2))."""
        return any(end is None for _, end in self.spans)

    def agreement_in_force(self, on: date) -> bool:
        """Whether there is an agreement, and the case that it belongs to is not over."""
        return self.signed_on is not None and self.status(on) not in OVER


@dataclass(frozen=True, kw_only=True)
class Town:
    """Everybody on the roster and every case, on a day.

    `is_reconciled`: the roster was held against the newest list of the police, and somebody decided
    about every difference.
    """

    on: date
    persons: Mapping[str, Person]
    cases: Mapping[str, Case]
    is_reconciled: bool = False

    @cached_property
    def cases_of(self) -> dict[str, list[Case]]:
        """The cases of each person, the latest last; one that is not begun comes after all."""
        found: dict[str, list[Case]] = defaultdict(list)
        latest = sorted(
            self.cases.values(), key=lambda case: (case.reported_on or date.max, case.case_ref)
        )
        for case in latest:
            found[case.person_id or ""].append(case)
        return dict(found)


def town_of(facts: Iterable[Fact], *, on: date) -> Town:
    """The town that these facts make, on a day."""
    by_person: dict[str, list[Fact]] = defaultdict(list)
    by_case: dict[str, list[Fact]] = defaultdict(list)
    later: dict[str, list[Fact]] = defaultdict(list)
    in_order = sorted(facts, key=lambda fact: fact.order)
    for fact in in_order:
        if fact.name in OF_SIGNING and fact.happened_on > on:
            later[fact.case_ref or ""].append(fact)
            continue
        if fact.name in OF_PERSONS and fact.person_id is not None:
            by_person[fact.person_id].append(fact)
        elif fact.name in OF_CASES and fact.case_ref is not None:
            by_case[fact.case_ref].append(fact)
    kept = {key: into for key, told in by_person.items() if (into := _kept(told))}
    persons = {
        key: person
        for key, told in by_person.items()
        if key not in kept and (person := _person(key, told))
    }
    cases = {
        key: _case(key, told, persons, kept, signed=_signed(told, later[key], on=on))
        for key, told in by_case.items()
    }
    lists = [fact for fact in in_order if fact.name in OF_LISTS]
    return Town(on=on, persons=persons, cases=cases, is_reconciled=_reconciled(lists))


def _reconciled(facts: Sequence[Fact]) -> bool:
    """Whether nothing of the newest list of the police is open; a withdrawn list is none."""
    withdrawn = {fact.said["list_id"] for fact in facts if fact.name == WITHDRAWN}
    lists = [
        fact for fact in facts if fact.name == COMPARED and fact.said["list_id"] not in withdrawn
    ]
    if not lists:
        return False
    newest = max(lists, key=lambda fact: (fact.said["listed_on"], fact.position)).said
    decided = [f for f in facts if f.name == DECIDED and f.said["list_id"] == newest["list_id"]]
    return len(decided) >= int(newest["open_rows"])


def _kept(facts: Sequence[Fact]) -> str | None:
    """Which file of the person counts, if this one gave way to another."""
    last = _last([fact for fact in facts if fact.name in {MERGED, UNMERGED}])
    return last.said["into"] if last and last.name == MERGED else None


def _person(person_id: str, facts: Sequence[Fact]) -> Person | None:
    """What is set later stands before what the registration said, whenever it happened.

    So too what verified a candidate: that is no move.
    Of a candidate whom the police did not verify in time nothing is left to count.
    """
    registrations = [fact for fact in facts if fact.name == REGISTERED]
    if not registrations or any(fact.name == LAPSED for fact in facts):
        return None
    begun = [*registrations, *_verification(registrations[0], facts)]
    in_order = begun + [fact for fact in facts if fact not in begun]
    village, flag = _last(in_order, "village"), _last(in_order, "flag")
    return Person(
        person_id=person_id,
        village=village.said["village"] if village else "",
        flag=flag.said["flag"] if flag else REGISTERED_USER,
        because=_references(registrations[0], village, flag),
    )


def _verification(registration: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """What the police's word made of a candidate, the first that was set of the person."""
    if registration.said.get("flag") != CANDIDATE:
        return []
    flagged = sorted(
        (fact for fact in facts if fact.name == FLAGGED), key=lambda fact: fact.position
    )
    return flagged[:1]


def _case(
    case_ref: str,
    facts: Sequence[Fact],
    persons: Mapping[str, Person],
    kept: Mapping[str, str],
    *,
    signed: tuple[date | None, tuple[Fact | None, ...]],
) -> Case:
    order, report, replaced = (
        _last([fact for fact in facts if fact.name in names])
        for names in ({ORDERED}, {REPORTED, TAKEN_IN}, {REPLACED})
    )
    signed_on, of_signing = signed
    corrected = [fact for fact in facts if fact.name in {CORRECTED, TERM_CORRECTED}]
    ended = _last([fact for fact in facts if fact.name in {TERMINATED, TRANSFERRED, REOPENED}])
    held = [fact for fact in facts if fact.name in OF_DETENTION]
    chosen = _chosen(facts)
    told = [fact for fact in (order, report) if fact]
    stated = [*told, *corrected]
    person_id = next((fact.person_id for fact in facts if fact.person_id), None)
    person_id = kept.get(person_id or "", person_id)
    return Case(
        case_ref=case_ref,
        person_id=person_id,
        kind=_value(stated, "kind"),
        village=_village(told, persons.get(person_id or "")),
        term_months=_number(stated, "term_months"),
        credit_days=_number([*stated, *held], "credit_days") or 0,
        reported_on=_day(report, corrected, "reported_on"),
        signed_on=signed_on,
        is_replaced=replaced is not None,
        spans=_spans(held),
        suspensions_known=_suspensions_known(held),
        chosen_last_day=_date(chosen.said["last_day"]) if chosen else None,
        end_cause=_end_cause(ended),
        is_sealed=_is_sealed(facts),
        because=_references(
            order, report, *of_signing, *corrected[-1:], replaced, *held, chosen, ended
        ),
    )


def _signed(
    facts: Sequence[Fact], later: Sequence[Fact], *, on: date
) -> tuple[date | None, tuple[Fact | None, ...]]:
    """When the agreement was signed, if by that day, and what says so.

    What was corrected later counts for the days before, too: it is on which day it was signed.
    """
    by_then, afterwards = ([it for it in told if it.name == SIGNED] for told in (facts, later))
    agreement = _last(by_then or afterwards)
    corrected = [it for it in (*facts, *later) if it.name == CORRECTED]
    signed_on = _day(agreement, corrected, "signed_on")
    if signed_on is None or signed_on > on:
        return None, ()
    return signed_on, (agreement, _last(corrected, "signed_on"))


def _end_cause(ended: Fact | None) -> str | None:
    """Why the case ended; None of one that did not, or goes on after all."""
    if ended is None or ended.name == REOPENED:
        return None
    return ended.said.get("cause", "transferred")


def _is_sealed(facts: Sequence[Fact]) -> bool:
    """Whether the file rests by what was said last; that can name an earlier day than before."""
    said = [fact for fact in facts if fact.name in {SEALED, UNSEALED}]
    last = max(said, key=lambda fact: fact.position, default=None)
    return last is not None and last.name == SEALED


def _chosen(facts: Sequence[Fact]) -> Fact | None:
    """By whose choice the term ends, until its days change: then it is open to choice again.

    What counts is which was recorded later. A choice that names no day from which to count is of
    old times, and moved nothing.
    """
    chosen, reported_on = None, None
    for fact in sorted(facts, key=lambda fact: fact.position):
        said = fact.said
        if fact.name == CHOSEN and "counted_from" in said:
            chosen = fact
        elif _moves_the_end(fact, reported_on):
            chosen = None
        reported_on = said.get("reported_on", reported_on)
    return chosen


def _moves_the_end(fact: Fact, reported_on: str | None) -> bool:
    """Whether days of the term are others from this fact on."""
    if fact.name == CORRECTED:
        return fact.said.get("reported_on") != reported_on
    return fact.name in {RESUMED, TERM_CORRECTED} or (fact.name == SUSPENDED and _counts(fact))


def _counts(suspended: Fact) -> bool:
    """Whether a detention counts; one that does not says why."""
    return not json.loads(suspended.said.get("defects", "[]"))


def _spans(facts: Sequence[Fact]) -> tuple[OpenSpan, ...]:
    """The days on which the person was held, as they were recorded one after the other.

    Whoever is freed from what was stated with others has no number here: it is the first that is
    open. A detention that is not to be counted says why, and is left out.
    """
    spans: dict[str, OpenSpan] = {}
    for fact in sorted(facts, key=lambda fact: fact.position):
        if fact.name in {TERM_CORRECTED, TAKEN_IN}:
            stated = json.loads(fact.said.get("suspensions", "[]"))
            spans = {f"stated {n}": (_date(a), b and _date(b)) for n, (a, b) in enumerate(stated)}
        elif fact.name == RESUMED:
            spans |= _freed(spans, fact.said)
        elif _counts(fact):
            spans[fact.said["number"]] = (_date(fact.said["suspended_on"]), None)
    return tuple(spans.values())


def _freed(spans: Mapping[str, OpenSpan], said: Mapping[str, str]) -> dict[str, OpenSpan]:
    """The span that ends with a release."""
    still_open = (key for key, (_, end) in spans.items() if end is None)
    key = said["number"] if said["number"] in spans else next(still_open, None)
    return {} if key is None else {key: (spans[key][0], _date(said["resumed_on"]))}


def _suspensions_known(facts: Sequence[Fact]) -> bool:
    """Whether somebody said, of a case from another town, for how long its term had stood still."""
    stated = [fact for fact in facts if fact.name in {TERM_CORRECTED, TAKEN_IN}]
    last = max(stated, key=lambda fact: fact.position, default=None)
    return last is None or last.said.get("suspensions_known", "true") == "true"


def _date(said: str) -> date:
    return date.fromisoformat(said)


def _village(told: Sequence[Fact], person: Person | None) -> str:
    """Where the person is registered; before the roster was there, where the papers say."""
    return person.village if person and person.village else _value(told, "village") or ""


def _last(facts: Sequence[Fact], field: str | None = None) -> Fact | None:
    """The last of them that says anything in this field."""
    return next((fact for fact in reversed(facts) if field is None or fact.said.get(field)), None)


def _value(facts: Sequence[Fact], field: str) -> str | None:
    found = _last(facts, field)
    return found.said[field] if found else None


def _number(facts: Sequence[Fact], field: str) -> int | None:
    found = _value(facts, field)
    return int(found) if found is not None else None


def _day(fact: Fact | None, corrected: Sequence[Fact], field: str) -> date | None:
    """The day that a fact names, unless it was corrected later; None without the fact."""
    if fact is None:
        return None
    said = _value([fact, *corrected], field)
    return date.fromisoformat(said) if said else fact.happened_on


def _references(*facts: Fact | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.reference for fact in facts if fact))
