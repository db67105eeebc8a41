"""The papers of one case: filed with their scans, checked by somebody else, archived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.rules import dossier as rules
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper as it is filed; the scan is named by its SHA-256."""

    code: str
    doc_date: date
    pages: int
    legible: bool
    complete: bool
    signed: bool
    scan: str
    media_type: str
    size: int
    filename: str | None = ""
    note: str | None = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A paper in the file: its number, who filed it, what the check found."""

    no: int
    paper: Paper
    filed_on: date
    filed_by: str
    checked_by: str | None = None
    faulty: bool = False

    @property
    def is_sound(self) -> bool:
        """Checked, legible, complete and signed."""
        paper = self.paper
        flawless = paper.legible and paper.complete and paper.signed
        return self.checked_by is not None and not self.faulty and flawless


class Dossier(Aggregate):
    """One person, one file (S42): what the town holds on paper of one case."""

    class DossierOpened(Aggregate.Created):
        """A file was laid out."""

        opened_on: date
        case_id: UUID
        of_case: str
        of_person: UUID

    class DossierItemFiled(Aggregate.Event):
        """A paper was put into the file, with its scan."""

        filed_on: date
        no: int
        code: str
        doc_date: date
        pages: int
        legible: bool
        complete: bool
        signed: bool
        scan: str
        media_type: str
        size: int
        filed_by: str
        filename: Sealed[str]
        note: Sealed[str]

    class DossierItemWithdrawn(Aggregate.Event):
        """A paper was taken out, because it was the wrong one or a better one takes its place."""

        withdrawn_on: date
        no: int
        why: Sealed[str]

    class DossierChecked(Aggregate.Event):
        """Somebody looked through what others had filed."""

        checked_on: date
        items: tuple[int, ...]
        faulty: tuple[int, ...]
        checked_by: str
        note: Sealed[str]

    class DossierArchived(Aggregate.Event):
        """The file was closed and put away."""

        archived_on: date
        items: int
        pages: int
        missing: tuple[str, ...]
        place: Sealed[str]
        missing_reason: Sealed[str]

    class DossierReopened(Aggregate.Event):
        """The file was taken out again, because something has to be added."""

        reopened_on: date
        why: Sealed[str]

    @staticmethod
    def create_id(case_id: UUID) -> UUID:
        """A case has one file."""
        return uuid5(case_id, "dossier")

    @event(DossierOpened)
    def __init__(self, *, opened_on: date, case_id: UUID, of_case: str, of_person: UUID) -> None:
        self.case_id = case_id
        self.case_ref = of_case
        self.person_id = of_person
        self.opened_on = opened_on
        self.items: dict[int, Item] = {}
        self.last_no = 0
        self.archived_on: date | None = None
        self.place: str | None = None

    def file(self, paper: Paper, *, filed_on: date, filed_by: str) -> int:
        """Put a paper in; answers its number in the file."""
        self._is_open()
        rules.an_item_is_listed(code=paper.code, on=filed_on)
        if paper.doc_date > filed_on:
            raise Refusal("材料日期晚于归档日期", field="doc_date")
        no = self.last_no + 1
        self._file(filed_on=filed_on, no=no, filed_by=filed_by, **vars(paper))
        return no

    @event(DossierItemFiled)
    def _file(
        self,
        *,
        filed_on: date,
        no: int,
        code: str,
        doc_date: date,
        pages: int,
        legible: bool,
        complete: bool,
        signed: bool,
        scan: str,
        media_type: str,
        size: int,
        filed_by: str,
        filename: str | None,
        note: str | None,
    ) -> None:
        self.last_no = no
        paper = Paper(
            code=code,
            doc_date=doc_date,
            pages=pages,
            legible=legible,
            complete=complete,
            signed=signed,
            scan=scan,
            media_type=media_type,
            size=size,
            filename=filename,
            note=note,
        )
        self.items[no] = Item(no=no, paper=paper, filed_on=filed_on, filed_by=filed_by)

    def item(self, no: int) -> Item:
        """A paper of the file."""
        if no not in self.items:
            raise Refusal("卷内没有第 {no} 份材料", field="no", no=no)
        return self.items[no]

    def withdraw(self, no: int, *, withdrawn_on: date, why: str) -> None:
        """Take a paper out; its number is not given again."""
        self._is_open()
        self._withdraw(withdrawn_on=withdrawn_on, no=self.item(no).no, why=why)

    @event(DossierItemWithdrawn)
    def _withdraw(self, *, withdrawn_on: date, no: int, why: str | None) -> None:
        del self.items[no]

    def check(
        self, *, faulty: tuple[int, ...], checked_on: date, checked_by: str, note: str
    ) -> tuple[int, ...]:
        """Look through what others filed and nobody checked; answers the numbers."""
        self._is_open()
        waiting = self.unchecked
        if not waiting:
            raise Refusal("没有待核对的材料")
        rules.whoever_files_does_not_check(
            filers=(it.filed_by for it in waiting), checker=checked_by, on=checked_on
        )
        mine = tuple(it.no for it in waiting if it.filed_by != checked_by)
        self._check(
            checked_on=checked_on,
            items=mine,
            faulty=tuple(no for no in faulty if no in mine),
            checked_by=checked_by,
            note=note,
        )
        return mine

    @event(DossierChecked)
    def _check(
        self,
        *,
        checked_on: date,
        items: tuple[int, ...],
        faulty: tuple[int, ...],
        checked_by: str,
        note: str | None,
    ) -> None:
        for no in items:
            self.items[no] = replace(self.items[no], checked_by=checked_by, faulty=no in faulty)

    def archive(
        self, *, due: Mapping[str, int], archived_on: date, place: str, missing_reason: str
    ) -> None:
        """Close the file once all of it was checked."""
        self._is_open()
        missing = self.missing(due)
        rules.an_archived_file_is_whole(
            unchecked=len(self.unchecked),
            faulty=len(self.faulty),
            missing=missing,
            reason=missing_reason,
            on=archived_on,
        )
        self._archive(
            archived_on=archived_on,
            items=len(self.items),
            pages=self.pages,
            missing=missing,
            place=place,
            missing_reason=missing_reason,
        )

    @event(DossierArchived)
    def _archive(
        self,
        *,
        archived_on: date,
        items: int,
        pages: int,
        missing: tuple[str, ...],
        place: str | None,
        missing_reason: str | None,
    ) -> None:
        self.archived_on = archived_on
        self.place = place

    def reopen(self, *, reopened_on: date, why: str) -> None:
        """Take an archived file out again."""
        if self.archived_on is None:
            raise Refusal("卷宗没有归档，不用调出")
        self._reopen(reopened_on=reopened_on, why=why)

    @event(DossierReopened)
    def _reopen(self, *, reopened_on: date, why: str | None) -> None:
        self.archived_on = None

    @property
    def unchecked(self) -> list[Item]:
        """What nobody has checked."""
        return [it for it in self.items.values() if it.checked_by is None]

    @property
    def faulty(self) -> list[Item]:
        """What was checked and is not as it must be."""
        return [it for it in self.items.values() if it.checked_by and not it.is_sound]

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return sum(it.paper.pages for it in self.items.values())

    @property
    def held(self) -> Mapping[str, int]:
        """How many papers there are of each item."""
        return Counter(it.paper.code for it in self.items.values())

    def missing(self, due: Mapping[str, int]) -> tuple[str, ...]:
        """Of which items that are due there are fewer papers than were written."""
        held = self.held
        return tuple(code for code, number in due.items() if held.get(code, 0) < number)

    def _is_open(self) -> None:
        if self.archived_on is not None:
            raise Refusal("卷宗已于 {on} 归档，要增减材料请先调出", on=self.archived_on)
