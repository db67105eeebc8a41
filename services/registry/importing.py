"""A village's roster, taken over row by row: for the page and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from services.registry.application import RegistryApplication
from services.registry.application.files import case_claim
from services.registry.application.taking_over import CREATED, ODDITIES, UNCHANGED, UPDATED
from services.registry.roster.reading import read_roster
from services.registry.roster.rows import RejectedRow, Roster, RosterRow
from shared.eventstore.act import Act, acting, current_act, system_act
from shared.eventstore.performing import Done
from shared.law import Misuse

ROWS = UUID("5a0e4a5e-9d0a-4a9b-8a53-9b6a2c1c4d10")
"""Under which the commands of rows have their ids: the same row of the same file, the same id."""
REASON = "由名册接管：{file} 第{row}行"
LABEL_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of one row; a dry run knows no ids of what it does not write."""

    row: int
    outcome: str
    person_id: str | None
    case_ref: str | None


@dataclass(frozen=True, kw_only=True)
class RowMessage:
    """What is said of one row: why it was rejected, or what is to be checked.

    `sentence` is a message id, filled with `values`; nobody's name, number or phone is in it.
    """

    row: int
    reason: str
    sentence: str
    values: dict[str, Any]

    @property
    def message(self) -> str:
        """The Chinese sentence, filled in."""
        return self.sentence.format(**self.values)

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"row": self.row, "reason": self.reason, "message": self.message}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a roster, row by row."""

    village: str | None
    dry_run: bool
    position: int
    rows: tuple[RowOutcome, ...]
    rejected: tuple[RowMessage, ...]
    warnings: tuple[RowMessage, ...]

    def count(self, outcome: str) -> int:
        """How many rows came out like this."""
        return sum(row.outcome == outcome for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """The form in which programs read it; its keys stay as they are."""
        return {
            "rows": len(self.rows) + len(self.rejected),
            "created": self.count(CREATED),
            "updated": self.count(UPDATED),
            "unchanged": self.count(UNCHANGED),
            "rejected": [each.to_json() for each in self.rejected],
            "warnings": [each.to_json() for each in self.warnings],
            "rows_detail": [
                {"row": row.row, "person_id": row.person_id, "case_ref": row.case_ref}
                for row in self.rows
            ],
        }


def import_roster(
    office: RegistryApplication, content: bytes, *, filename: str, dry_run: bool = False
) -> Outcome:
    """Take a roster over, or say what would come of it; a repeat changes nothing.

    `Refusal` if the file is no roster. Each row is a command of its own, in the name of whoever
    acts now: what was done before an interruption is not done again.
    """
    roster = read_roster(content, filename=filename)
    if not dry_run:
        _note(office, roster, filename)
    taken = [_take(office, row, roster.digest, dry_run=dry_run) for row in roster.rows]
    return Outcome(
        village=roster.village,
        dry_run=dry_run,
        position=max((done.position for done in taken), default=0),
        rows=tuple(
            _outcome(office, row, done, dry_run=dry_run)
            for row, done in zip(roster.rows, taken, strict=True)
        ),
        rejected=tuple(_rejection(row) for row in roster.rejected),
        warnings=tuple(
            warning
            for row, done in zip(roster.rows, taken, strict=True)
            for warning in _warnings(row, done)
        ),
    )


def _note(office: RegistryApplication, roster: Roster, filename: str) -> None:
    with acting(_act()):
        office.note_roster(
            digest=roster.digest,
            filename=filename,
            village=roster.village,
            rows=len(roster.rows),
            rejected=len(roster.rejected),
        )


def _take(
    office: RegistryApplication, row: RosterRow, digest: str, *, dry_run: bool
) -> Done[dict[str, Any]]:
    """One row; its command has the same id whenever the same account imports the same file."""
    plain = replace(row, warnings=())
    if dry_run:
        return _rehearsed(office, plain, digest)
    act = _act()
    command_id = str(uuid5(ROWS, f"{act.account} {digest} {row.row}"))
    reason = REASON.format(file=digest[:LABEL_LENGTH], row=row.row)
    try:
        with acting(replace(act, command_id=command_id, reason=reason)):
            return office.take_over_row(row=plain, digest=digest)
    except Misuse:  # the same row, which this release or another file name has us read otherwise
        return _rehearsed(office, plain, digest)


def _rehearsed(office: RegistryApplication, row: RosterRow, digest: str) -> Done[dict[str, Any]]:
    return Done(office.rehearse(office.take_over_row, row=row, digest=digest), 0)


def _act() -> Act:
    """Whoever acts now; the command id of the request is not that of a row."""
    return replace(current_act() or system_act(RegistryApplication.name), command_id=None)


def _outcome(
    office: RegistryApplication, row: RosterRow, done: Done[dict[str, Any]], *, dry_run: bool
) -> RowOutcome:
    answer = done.answer
    outcome = UNCHANGED if done.repeated else answer["outcome"]
    return RowOutcome(
        row=row.row,
        outcome=outcome,
        person_id=None if dry_run and outcome == CREATED else answer["person_id"],
        case_ref=answer["case_ref"] if _is_on_file(office, answer["case_ref"]) else None,
    )


def _is_on_file(office: RegistryApplication, case_ref: str | None) -> bool:
    """Whether a case has this number; a dry run gives numbers that nobody keeps."""
    return case_ref is not None and office.holder(case_claim(case_ref)) is not None


def _warnings(row: RosterRow, done: Done[dict[str, Any]]) -> Iterator[RowMessage]:
    for finding in row.warnings:
        yield RowMessage(
            row=row.row,
            reason=finding.code,
            sentence=finding.sentence,
            values=dict(finding.values),
        )
    for code in () if done.repeated else done.answer["warnings"]:
        yield RowMessage(row=row.row, reason=code, sentence=ODDITIES[code], values={})


def _rejection(row: RejectedRow) -> RowMessage:
    return RowMessage(
        row=row.row, reason=row.reason.value, sentence=row.sentence, values=dict(row.values)
    )
