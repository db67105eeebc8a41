"""A list of the police as a file, held against the register: for page and command line alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.police_list import Found, PoliceListRow, Stated, Unread
from services.registry.roster.reading import read_roster
from services.registry.roster.rows import Roster, RosterRow
from services.registry.rules.affairs.reconciling import KINDS
from shared import clock

SAYS_NOTHING = frozenset({"status_missing", "status_unknown", "status_several"})


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs, and what was decided of it; a dry run has no list and no ids."""

    list_id: UUID | None
    listed_on: date
    people: int
    rows: tuple[dict[str, Any], ...]
    position: int = 0

    @property
    def open(self) -> int:
        """How many rows nobody has decided about."""
        return sum(row["decision"] is None for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """The form in which programs read it; its keys stay as they are."""
        return {
            "list_id": str(self.list_id) if self.list_id else None,
            "listed_on": self.listed_on.isoformat(),
            "people": self.people,
            **{kind: [row for row in self.rows if row["kind"] == kind] for kind in KINDS},
            "open": self.open,
            "usable": self.list_id is not None and self.open == 0,
        }


def reconcile(
    office: RegistryApplication,
    content: bytes,
    *,
    filename: str,
    listed_on: date | None = None,
    source: str = "",
    dry_run: bool = False,
) -> Comparison:
    """Hold a list of the police against the register, or say what would differ.

    `Refusal` if the file is no list. A repeat of the same file shows the same list as it stands.
    """
    roster = read_roster(content, filename=filename)
    listed_on = listed_on or clock.today()
    listed, unread = _listed(office, roster), _unread(roster)
    people = len(listed) + len(unread)
    if dry_run:
        rows = tuple(_found(it) for it in office.differences(listed, unread))
        return Comparison(list_id=None, listed_on=listed_on, people=people, rows=rows)
    done = office.compare_police_list(
        listed=listed,
        unread=unread,
        digest=roster.digest,
        filename=filename,
        listed_on=listed_on,
        source=source or f"公安机关名单（{listed_on}）",
    )
    return comparison_of(office, UUID(done.answer), position=done.position)


def comparison_of(office: RegistryApplication, list_id: UUID, *, position: int = 0) -> Comparison:
    """A list that was compared, as far as it was decided."""
    kept = office.police_list(list_id)
    return Comparison(
        list_id=list_id,
        listed_on=kept.listed_on,
        people=kept.people,
        rows=tuple(_kept(row) for row in office.police_list_rows(list_id)),
        position=position,
    )


def _listed(office: RegistryApplication, roster: Roster) -> list[Stated]:
    return [_stated(office, row) for row in roster.rows]


def _stated(office: RegistryApplication, row: RosterRow) -> Stated:
    says_nothing = any(finding.code in SAYS_NOTHING for finding in row.warnings)
    return Stated(
        row=row.row,
        name=row.name,
        id_no=row.id_no,
        born=row.born,
        sex=row.sex,
        village=office.village_of(row.village),
        flag="" if says_nothing else row.flag,
        ethnicity=row.ethnicity,
        domicile=row.domicile,
        residence=row.residence,
        phone=row.phone,
        drug=row.drug,
    )


def _unread(roster: Roster) -> list[Unread]:
    return [Unread(row=it.row, reason=it.reason.value, id_no=it.id_no) for it in roster.rejected]


def _found(found: Found) -> dict[str, Any]:
    return _row(
        row_id=None,
        kind=found.kind,
        row=found.row,
        person_id=found.of_person,
        differing=found.differing,
        reason=found.reason,
        decision=None,
    )


def _kept(row: PoliceListRow) -> dict[str, Any]:
    return _row(
        row_id=row.id,
        kind=row.kind,
        row=row.row,
        person_id=row.became or row.person_id,
        differing=row.differing,
        reason=row.reason,
        decision=row.decision,
    )


def _row(*, row_id: UUID | None, person_id: UUID | None, **told: Any) -> dict[str, Any]:
    ids = {"row_id": row_id, "person_id": person_id}
    return {**told, **{name: str(it) if it else None for name, it in ids.items()}}
