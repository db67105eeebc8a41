"""What the town does in a case and still owes: its duties, the notice, the group, the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.duties import FORM_GROUP, PRIVACY_NOTICE, REASSESS, SET_CARE_PLAN
from services.registry.domain.papers import Member, Text
from services.registry.rules import agreement, group, once
from shared.calendar import DAY
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Due, defects

StoredMember = tuple[str, str, str, str]


class Care(Aggregate):
    """The town's side of one case."""

    class CareBegun(Aggregate.Created):
        """The town began to keep track of what it owes in this case."""

        case_id: UUID
        person_id: UUID
        case_ref: str
        begun_on: date

    class DutyOpened(Aggregate.Event):
        """Something is to be done until a day, by a rule."""

        opened_on: date
        duty: str
        due_on: date
        rule: str
        law: str
        article: str
        table: date

    class DutyMet(Aggregate.Event):
        """What was to be done was done."""

        met_on: date
        duty: str

    class DutyLifted(Aggregate.Event):
        """What was to be done need not be done any more; `cause` is a code of why."""

        lifted_on: date
        duty: str
        cause: str

    class DutyFellDue(Aggregate.Event):
        """The last day for something came, and it was not done."""

        fell_due_on: date
        duty: str

    class DutyMissed(Aggregate.Event):
        """The last day for something passed, and it was not done."""

        missed_on: date
        duty: str
        due_on: date

    class PrivacyNoticeGiven(Aggregate.Event):
        """The person was told what is kept about them, and by which right."""

        given_on: date

    class GroupFormed(Aggregate.Event):
        """A guardianship group took charge."""

        formed_on: date
        kinds: tuple[str, ...]
        missing: tuple[str, ...]
        members: Sealed[tuple[StoredMember, ...]]
        missing_reason: Sealed[str]

    class GroupChanged(Aggregate.Event):
        """Somebody left the guardianship group, or joined it; these are its members now."""

        changed_on: date
        kinds: tuple[str, ...]
        missing: tuple[str, ...]
        members: Sealed[tuple[StoredMember, ...]]
        missing_reason: Sealed[str]
        why: Sealed[str]

    class CarePlanSet(Aggregate.Event):
        """The measures for this person were laid down.

        Version 2: family, history, state, treatment, talks and help each stand for themselves.
        Version 3: what they fall short of.
        """

        class_version = 3

        set_on: date
        defects: tuple[str, ...]
        plan: Sealed[str]
        parts: Sealed[Text]

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """Nobody asked whether the agreement came first."""
            state["defects"] = ()

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """It was one text."""
            state["parts"] = ()

    @staticmethod
    def create_id(case_id: UUID) -> UUID:
        """Give the town's side of a case its id, so that it is found from the case."""
        return uuid5(case_id, "care")

    @event(CareBegun)
    def __init__(self, *, case_id: UUID, person_id: UUID, case_ref: str, begun_on: date) -> None:
        self.case_id = case_id
        self.person_id = person_id
        self.case_ref = case_ref
        self.begun_on = begun_on
        self.due: dict[str, date] = {}
        self.done: dict[str, date] = {}
        self.fell_due: dict[str, date] = {}
        self.missed: dict[str, date] = {}
        self.reassessed = 0
        self.kinds: tuple[str, ...] = ()
        self.missing_kinds: tuple[str, ...] = ()
        self.missing_reason: str | None = None
        self.members: tuple[Member, ...] = ()
        self.plan: str | None = None
        self.plan_parts: Text = ()
        self.plan_defects: tuple[str, ...] = ()

    # Duties.

    def owe(self, owed: Mapping[str, Due], *, on: date) -> None:
        """Note what is to be done from now on; what is noted already keeps its day."""
        for duty, due in owed.items():
            if duty not in self.due and duty not in self.done:
                self._note_owed(duty, due, on=on)

    def owe_anew(self, duty: str, due: Due, *, on: date) -> None:
        """Note what is to be done each time that something happens, done before or not."""
        if self.due.get(duty) != due.on:
            self._note_owed(duty, due, on=on)

    def owe_otherwise(self, duty: str, due: Due, *, on: date) -> None:
        """Have something that is owed fall due on another day; nothing moves into the past."""
        if duty in self.due and max(due.on, on) != self.due[duty] != due.on:
            self._note_owed(duty, Due(on=max(due.on, on), rule=due.rule), on=on)

    def owe_reassessment(self, due: Due, *, on: date) -> None:
        """Note that the measures are to be looked at anew, as they are again and again."""
        if REASSESS not in self.due:
            self._note_owed(REASSESS, due, on=on)

    def _note_owed(self, duty: str, due: Due, *, on: date) -> None:
        self._open(
            opened_on=on,
            duty=duty,
            due_on=due.on,
            rule=due.rule.name,
            law=due.rule.citation.law,
            article=due.rule.citation.article,
            table=due.rule.table,
        )

    @event(DutyOpened)
    def _open(
        self,
        *,
        opened_on: date,
        duty: str,
        due_on: date,
        rule: str,
        law: str,
        article: str,
        table: date,
    ) -> None:
        self.due[duty] = due_on

    def meet(self, duty: str, *, on: date) -> None:
        """Note that something was done, owed or not."""
        if duty in self.due or duty not in self.done:
            self._meet(met_on=on, duty=duty)

    @event(DutyMet)
    def _meet(self, *, met_on: date, duty: str) -> None:
        self.due.pop(duty, None)
        self.done[duty] = met_on
        self.reassessed += duty == REASSESS

    def lift(self, duty: str, *, cause: str, on: date) -> None:
        """Note that something that is owed is owed no more, though nobody did it."""
        if duty in self.due:
            self._lift(lifted_on=on, duty=duty, cause=cause)

    @event(DutyLifted)
    def _lift(self, *, lifted_on: date, duty: str, cause: str) -> None:
        self.due.pop(duty, None)

    def tell_time(self, duty: str, *, due_on: date, day: date, adverse: bool) -> None:
        """Write that a duty fell due, and that it was missed; each once, however late the clock.

        Nothing is called missed where `adverse` is False: the law can be read otherwise, and
        nobody has chosen.
        """
        if day >= due_on and self.fell_due.get(duty) != due_on:
            self._fall_due(fell_due_on=due_on, duty=duty)
        if adverse and day > due_on and self.missed.get(duty) != due_on:
            self._miss(missed_on=due_on + DAY, duty=duty, due_on=due_on)

    @event(DutyFellDue)
    def _fall_due(self, *, fell_due_on: date, duty: str) -> None:
        self.fell_due[duty] = fell_due_on

    @event(DutyMissed)
    def _miss(self, *, missed_on: date, duty: str, due_on: date) -> None:
        self.missed[duty] = due_on

    # Deeds.

    def give_privacy_notice(self, *, given_on: date) -> None:
        """Record that the person was told what is kept about them (个人信息保护法 17, 35)."""
        once.a_notice_is_given_once(given_on=self.done.get(PRIVACY_NOTICE))
        self._give_privacy_notice(given_on=given_on)
        self.meet(PRIVACY_NOTICE, on=given_on)

    @event(PrivacyNoticeGiven)
    def _give_privacy_notice(self, *, given_on: date) -> None:
        self.informed_on = given_on

    def form_group(
        self, members: Iterable[Member], *, formed_on: date, missing_reason: str = ""
    ) -> None:
        """Record who carries the measure out (戒毒条例 17)."""
        once.a_group_is_formed_once(formed_on=self.done.get(FORM_GROUP))
        members = tuple(members)
        group.a_group_has_members(members=len(members))
        for member in members:
            group.a_member_is_of_a_known_kind(kind=member.kind, on=formed_on)
            group.a_member_is_of_age(born=member.born, on=formed_on)
        told = _group_of(members, missing_reason=missing_reason, on=formed_on)
        self._form_group(formed_on=formed_on, **told)
        self.meet(FORM_GROUP, on=formed_on)

    @event(GroupFormed)
    def _form_group(
        self,
        *,
        formed_on: date,
        kinds: tuple[str, ...],
        missing: tuple[str, ...],
        members: tuple[StoredMember, ...] | None,
        missing_reason: str | None,
    ) -> None:
        self.grouped_on = formed_on
        self._remember_group(kinds, missing, members, missing_reason)

    def change_group(
        self,
        *,
        changed_on: date,
        leaves: int | None,
        joins: Member | None,
        why: str,
        missing_reason: str,
    ) -> None:
        """Have one member leave, by the place in the list from 1 on, or one join, or both.

        The reason why a kind is missing stands as long as no further kind goes missing.
        """
        group.a_group_is_changed_once_formed(
            formed_on=self.done.get(FORM_GROUP), changed_on=changed_on
        )
        group.a_change_says_who(leaves=leaves, joins=joins is not None, members=len(self.members))
        stay = [it for place, it in enumerate(self.members, start=1) if place != leaves]
        if joins is not None:
            group.a_member_is_of_a_known_kind(kind=joins.kind, on=changed_on)
            group.a_member_is_of_age(born=joins.born, on=changed_on)
            stay.append(joins)
        kinds = [it.kind for it in stay]
        if set(group.kinds_missing(kinds, on=changed_on)) <= set(self.missing_kinds):
            missing_reason = missing_reason or self.missing_reason or ""
        told = _group_of(stay, missing_reason=missing_reason, on=changed_on)
        self._change_group(changed_on=changed_on, why=why, **told)

    @event(GroupChanged)
    def _change_group(
        self,
        *,
        changed_on: date,
        kinds: tuple[str, ...],
        missing: tuple[str, ...],
        members: tuple[StoredMember, ...] | None,
        missing_reason: str | None,
        why: str | None,
    ) -> None:
        self._remember_group(kinds, missing, members, missing_reason)

    def _remember_group(
        self,
        kinds: tuple[str, ...],
        missing: tuple[str, ...],
        members: tuple[StoredMember, ...] | None,
        missing_reason: str | None,
    ) -> None:
        self.kinds = kinds
        self.missing_kinds = missing
        self.missing_reason = missing_reason
        self.members = tuple(
            Member(kind=kind, name=name, organisation=organisation, phone=phone)
            for kind, name, organisation, phone in members or ()
        )

    def set_plan(
        self, plan: str, *, set_on: date, signed_on: date | None, parts: Text = ()
    ) -> tuple[str, ...]:
        """Lay down the measures for this person (戒毒条例 18), or lay them down anew.

        `parts` are what they rest on and consist of, each under the name of its box. Answers what
        they fall short of: before the agreement (`signed_on`) none are owed that they could meet,
        but to look at them anew is owed from the report-in, signed or not.
        """
        found = defects(agreement.measures_follow_the_agreement(signed_on=signed_on, set_on=set_on))
        self._set_plan(set_on=set_on, defects=found, plan=plan, parts=parts)
        if not found:
            self.meet(SET_CARE_PLAN, on=set_on)
        if REASSESS in self.due and (signed_on is None or not found):
            self.meet(REASSESS, on=set_on)
        return found

    @event(CarePlanSet)
    def _set_plan(
        self,
        *,
        set_on: date,
        defects: tuple[str, ...],
        plan: str | None,
        parts: Text | None,
    ) -> None:
        self.planned_on = set_on
        self.plan_defects = defects
        self.plan = plan
        self.plan_parts = parts or ()


def _group_of(members: Iterable[Member], *, missing_reason: str, on: date) -> dict[str, Any]:
    """A group as its event has it; `Refusal` if a kind is missing without a reason."""
    members = tuple(members)
    kinds = tuple(dict.fromkeys(member.kind for member in members))
    missing = group.kinds_missing(kinds, on=on)
    group.a_missing_kind_needs_a_reason(missing=missing, reason=missing_reason, on=on)
    return {
        "kinds": kinds,
        "missing": missing,
        "members": tuple((m.kind, m.name, m.organisation, m.phone) for m in members),
        "missing_reason": missing_reason if missing else "",
    }
