"""A person in care: the only place in the town where a name and an identity number are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.registry.domain import person_events as events
from services.registry.domain.person_events import Background
from services.registry.domain.taken_over import Mark, TakenOver, mark_of
from services.registry.rules.abstinence import no_account_alone_finds_abstinence
from services.registry.rules.affairs.users import (
    CANDIDATE,
    a_flag_makes_nobody_a_user_or_a_candidate,
    verify_by,
)
from services.registry.rules.register import (
    DECEASED,
    HELD,
    ID_CARD,
    IN_ISOLATION,
    REGISTERED,
    a_flag_follows_the_last,
    a_flag_is_listed,
    protection_names_who_may_look,
)
from shared.calendar import DAY
from shared.eventstore.aggregate import Aggregate
from shared.law import Due, Refusal


@dataclass(frozen=True, kw_only=True)
class Details:
    """Who a person is; the birth date of an identity card is its number's.

    `fixed_home` is "yes", "no" or, where nobody asked, "". `household` names who lives together,
    `guardian` whoever stands for a minor. Of a person whose key was destroyed all of it is None.
    """

    name: str
    id_no: str
    born: date | None = None
    ethnicity: str = ""
    domicile: str = ""
    residence: str = ""
    phone: str = ""
    drug: str = ""
    remark: str = ""
    id_type: str = ID_CARD
    other_phone: str = ""
    education: str = ""
    marital: str = ""
    job: str = ""
    fixed_home: str = ""
    household: str = ""
    guardian: str = ""

    def differing_from(self, other: Details) -> tuple[str, ...]:
        """The names of the fields in which the two differ."""
        mine, theirs = vars(self), vars(other)
        return tuple(name for name in mine if mine[name] != theirs[name])

    @property
    def stored(self) -> dict[str, Any]:
        """The fields as an event keeps them."""
        said = vars(self)
        background = tuple((name, said[name]) for name in BACKGROUND if said[name])
        return {n: said[n] for n in said if n not in BACKGROUND} | {"background": background}


BACKGROUND = (
    *("id_type", "other_phone", "education", "marital", "job"),
    *("fixed_home", "household", "guardian"),
)
"""What an event keeps in one piece: it came later, and there will be more of it."""


class Person(Aggregate):
    """One human being, who may have several cases one after the other."""

    PersonRegistered = events.PersonRegistered
    PersonDetailsRevised = events.PersonDetailsRevised
    RegisterFlagSet = events.RegisterFlagSet
    CandidateLapsed = events.CandidateLapsed
    PersonProtected = events.PersonProtected
    ProtectionLifted = events.ProtectionLifted
    CaseFiled = events.CaseFiled

    @classmethod
    def register(
        cls,
        details: Details,
        *,
        registered_on: date,
        village: str | None,
        sex: str,
        flag: str,
        source: TakenOver | None = None,
    ) -> Person:
        """Enter a person in the register."""
        a_flag_is_listed(flag)
        return cls(
            registered_on=registered_on,
            village=village,
            sex=sex,
            flag=flag,
            taken_over_from=mark_of(source),
            **details.stored,
        )

    @event(PersonRegistered)
    def __init__(
        self,
        *,
        registered_on: date,
        village: str | None,
        sex: str,
        flag: str,
        taken_over_from: Mark | None,
        name: str,
        id_no: str,
        born: date | None,
        ethnicity: str,
        domicile: str,
        residence: str,
        phone: str,
        drug: str,
        remark: str,
        background: Background | None,
    ) -> None:
        self.person_id = self.id
        self.registered_on = registered_on
        self.village = village
        self.sex = sex
        self.flags = [(registered_on, flag)]
        self.marks: set[Mark | None] = {taken_over_from}
        self.details = Details(
            name=name,
            id_no=id_no,
            born=born,
            ethnicity=ethnicity,
            domicile=domicile,
            residence=residence,
            phone=phone,
            drug=drug,
            remark=remark,
            **dict(background or ()),
        )
        self.cases: dict[UUID, str] = {}
        self.protected_for: tuple[str, ...] = ()
        self.lapsed_on: date | None = None

    @property
    def flag(self) -> str:
        """The person's place in the register now."""
        return self.flags[-1][1]

    @property
    def flag_set_on(self) -> date | None:
        """Since when the person stands there; None of a place that registration gave.

        So too where the police only confirmed who was registered: that is no move.
        """
        moved = self.flags[1:] and self.flags[-2][1] != CANDIDATE
        return self.flags[-1][0] if moved else None

    @property
    def flag_when_free(self) -> str:
        """Where the person stood last while alive and at large."""
        free = [flag for _, flag in self.flags if flag not in {*HELD, DECEASED}]
        return free[-1] if free else REGISTERED

    @property
    def freed_from_isolation(self) -> tuple[date, ...]:
        """Since when the person was not in isolation any more, each time."""
        stood = zip(self.flags, self.flags[1:], strict=False)
        return tuple(since for (_, before), (since, _) in stood if before == IN_ISOLATION)

    @property
    def candidate_since(self) -> date | None:
        """Since when the police are to verify the person; None: they are not, or have a case."""
        since, flag = self.flags[-1]
        return since if flag == CANDIDATE and not self.cases and self.lapsed_on is None else None

    @property
    def verify_by(self) -> Due | None:
        """Until when they may; None where there is nothing to verify."""
        since = self.candidate_since
        return None if since is None else verify_by(since=since)

    def let_candidate_lapse(self, day: date) -> bool:
        """Write that nobody verified the person in time, once that is so; tells whether it is."""
        due = self.verify_by
        if due is None or day <= due.on:
            return False
        self._lapse(lapsed_on=due.on + DAY)
        return True

    @event(CandidateLapsed)
    def _lapse(self, *, lapsed_on: date) -> None:
        self.lapsed_on = lapsed_on

    def was_held_on(self, day: date) -> bool:
        """Whether the register says that the person was locked up that day."""
        said = [flag for since, flag in self.flags if since <= day]
        return bool(said) and said[-1] in HELD

    def revise(
        self,
        details: Details,
        *,
        village: str | None,
        sex: str,
        revised_on: date,
        source: TakenOver | None = None,
        why: str = "",
    ) -> bool:
        """Bring what is known up to date, by a roster or for a reason; tells whether it changed."""
        changed = list(details.differing_from(self.details))
        changed += ["village"] if village != self.village else []
        changed += ["sex"] if sex != self.sex else []
        if changed:
            self._revise(
                revised_on=revised_on,
                village=village,
                sex=sex,
                changed=tuple(changed),
                taken_over_from=mark_of(source),
                why=why,
                **details.stored,
            )
        return bool(changed)

    @event(PersonDetailsRevised)
    def _revise(
        self,
        *,
        revised_on: date,
        village: str | None,
        sex: str,
        changed: tuple[str, ...],
        taken_over_from: Mark | None,
        name: str,
        id_no: str,
        born: date | None,
        ethnicity: str,
        domicile: str,
        residence: str,
        phone: str,
        drug: str,
        remark: str,
        background: Background | None,
        why: str | None,
    ) -> None:
        self.village = village
        self.sex = sex
        self.marks.add(taken_over_from)
        self.details = Details(
            name=name,
            id_no=id_no,
            born=born,
            ethnicity=ethnicity,
            domicile=domicile,
            residence=residence,
            phone=phone,
            drug=drug,
            remark=remark,
            **dict(background or ()),
        )

    def set_flag(
        self, flag: str, *, set_on: date, source: TakenOver | None = None, why: str = ""
    ) -> bool:
        """Change the person's place in the register; tells whether it did change."""
        a_flag_is_listed(flag)
        if flag == self.flag:
            return False
        self._set_flag(set_on=set_on, flag=flag, taken_over_from=mark_of(source), why=why)
        return True

    def may_move(self, flag: str, *, set_on: date) -> None:
        """Refuse what nobody says of where the person stands; who is a user the police say."""
        a_flag_is_listed(flag)
        a_flag_makes_nobody_a_user_or_a_candidate(before=self.flag, flag=flag, on=set_on)
        no_account_alone_finds_abstinence(flag=flag, on=set_on)
        a_flag_follows_the_last(before=self.flag_set_on, set_on=set_on)

    @event(RegisterFlagSet)
    def _set_flag(
        self, *, set_on: date, flag: str, taken_over_from: Mark | None, why: str | None
    ) -> None:
        self.flags.append((set_on, flag))
        self.marks.add(taken_over_from)

    @property
    def is_protected(self) -> bool:
        """Whether only few are told who the person is."""
        return bool(self.protected_for)

    def is_open_to(self, account: str) -> bool:
        """Whether this account may be told who the person is, if its work needs it."""
        return not self.protected_for or account in self.protected_for

    def protect(self, *, accounts: tuple[str, ...], protected_on: date, why: str) -> None:
        """Have only these accounts be told who the person is; again to name others."""
        protection_names_who_may_look(accounts=accounts)
        self._protect(protected_on=protected_on, accounts=accounts, why=why)

    @event(PersonProtected)
    def _protect(self, *, protected_on: date, accounts: tuple[str, ...], why: str | None) -> None:
        self.protected_for = accounts

    def unprotect(self, *, lifted_on: date, why: str) -> None:
        """End the protection."""
        if not self.is_protected:
            raise Refusal("没有设为受保护人员")
        self._unprotect(lifted_on=lifted_on, why=why)

    @event(ProtectionLifted)
    def _unprotect(self, *, lifted_on: date, why: str | None) -> None:
        self.protected_for = ()

    def file_case(self, *, case_id: UUID, of_case: str, filed_on: date) -> None:
        """Note a case of this person."""
        self._file_case(filed_on=filed_on, case_id=case_id, of_case=of_case)

    @event(CaseFiled)
    def _file_case(self, *, filed_on: date, case_id: UUID, of_case: str) -> None:
        self.cases[case_id] = of_case
