"""What is written into a person's file: facts in the clear, personal content sealed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.registry.domain.taken_over import Mark
from shared.eventstore.aggregate import Aggregate, Sealed

Background = tuple[tuple[str, str], ...]
"""What is known beside name and number, by the name of the field; blanks are left out."""


class PersonRegistered(Aggregate.Created):
    """The person was entered in the register.

    Version 2: schooling, work, household and the like, as far as the person said.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state["background"] = ()

    registered_on: date
    village: str | None
    sex: str
    flag: str
    taken_over_from: Mark | None
    name: Sealed[str]
    id_no: Sealed[str]
    born: Sealed[date | None]
    ethnicity: Sealed[str]
    domicile: Sealed[str]
    residence: Sealed[str]
    phone: Sealed[str]
    drug: Sealed[str]
    remark: Sealed[str]
    background: Sealed[Background]


class PersonDetailsRevised(Aggregate.Event):
    """What is known of the person was brought up to date.

    Version 2: schooling, work, household and the like, as far as the person said. Version 3: why;
    blank where a roster says so.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state["background"] = ()

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state["why"] = ""

    revised_on: date
    village: str | None
    sex: str
    changed: tuple[str, ...]
    taken_over_from: Mark | None
    name: Sealed[str]
    id_no: Sealed[str]
    born: Sealed[date | None]
    ethnicity: Sealed[str]
    domicile: Sealed[str]
    residence: Sealed[str]
    phone: Sealed[str]
    drug: Sealed[str]
    remark: Sealed[str]
    background: Sealed[Background]
    why: Sealed[str]


class RegisterFlagSet(Aggregate.Event):
    """The person's place in the register changed.

    Version 2: why; blank where a paper of the case, a roster or the head count says so.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state["why"] = ""

    set_on: date
    flag: str
    taken_over_from: Mark | None
    why: Sealed[str]


class CandidateLapsed(Aggregate.Event):
    """The police did not verify the person in time: the key of all that is sealed goes."""

    lapsed_on: date


class PersonProtected(Aggregate.Event):
    """From now on only these accounts are told who the person is."""

    protected_on: date
    accounts: tuple[str, ...]
    why: Sealed[str]


class ProtectionLifted(Aggregate.Event):
    """The file is open again to everybody whose work it is."""

    lifted_on: date
    why: Sealed[str]


class CaseFiled(Aggregate.Event):
    """A case of this person was put on file."""

    filed_on: date
    case_id: UUID
    of_case: str
