"""What the pages and the API of a partner show, whatever the partner does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import url_for

from shared import clock
from shared.access.actor import SYSTEM
from shared.access.rights import Reach
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.entries import Entry
from shared.eventstore.history import summary
from shared.law import RuleBook, Unknown
from shared.partner.lists import FileRow, Lists, NeedRow
from shared.partner.names import Names
from shared.partner.needs import Need
from shared.partner.office import PartnerOffice
from shared.partner.rules import state_on
from shared.partner.words import KINDS, STATIONS
from shared.web.dates import long_day
from shared.web.face import application, face
from shared.web.guards import allow, reach
from shared.web.lists import Due, TimelineItem
from shared.web.speech import gettext as _
from shared.web.town import NavItem
from shared.web.wording import cited

WEEK = timedelta(days=7)
SHOWS = ("overdue", "today", "week")
"""What a count at the head of the desk opens."""


@dataclass(frozen=True, kw_only=True)
class PartnerDesk:
    """What is particular to one partner. `duty`, `met` and `purpose` are said when they are shown.

    `page` is the template of a file's page; `act` is what the duty asks for, done for one file
    (`file_act`) or for many at once (`desk_act`).
    """

    id: str
    office: type[PartnerOffice]
    file: type[Aggregate]
    lists: Lists
    book: RuleBook
    needs: Mapping[str, str]
    sentences: Mapping[str, str]
    words: Mapping[str, str]
    duty: str
    met: str
    purpose: str
    page: str
    file_act: NavItem | None = None
    desk_act: NavItem | None = None

    def may(self, act: str) -> str:
        """The permission for an act at this desk."""
        return f"{self.id}.{act}"

    def files(self) -> list[FileRow]:
        """Open files within the reader's reach, the most urgent first."""
        within: Reach = reach(self.may("see_cases"))
        with self._app.db.reading() as conn:
            rows = self.lists.open_files(conn)
        return [it for it in rows if within.covers(unit=it.station, state=self.state_of(it))]

    def file_row(self, file_id: UUID, *, to: str = "see_cases") -> FileRow:
        """One file, for an act that the reader may do to it; `Unknown`, `Forbidden`."""
        return self.file_for(file_id, self.may(to))

    def file_for(self, file_id: UUID, permission: str) -> FileRow:
        """One file, if the permission opens it to the reader; `Unknown`, `Forbidden`."""
        with self._app.db.reading() as conn:
            row = self.lists.file(conn, file_id)
        if row is None:
            raise Unknown("没有这份档案")
        allow(permission, unit=row.station, state=self.state_of(row))
        return row

    def state_of(self, row: FileRow) -> str:
        """How far the case is today, for the table of rights."""
        years = self.book.as_of(clock.today())["seal_years"].number
        return state_on(clock.today(), ended_on=row.ended_on, years=years)

    def needs_on(self, case_ref: str) -> Sequence[NeedRow]:
        """All needs of a case."""
        with self._app.db.reading() as conn:
            return self.lists.needs_on(conn, case_ref)

    def notes_on(self, needs: Iterable[NeedRow]) -> dict[UUID, str]:
        """What was noted with the answers to these needs, for whoever may answer them."""
        found = self._app.load_all(Need, [need.need_id for need in needs])
        return {need_id: need.note for need_id, need in found.items() if need.note}

    def inbox(self) -> Sequence[tuple[NeedRow, FileRow | None]]:
        """Needs without an answer, each with the file of its case, if there is one yet."""
        with self._app.db.reading() as conn:
            needs = self.lists.open_needs(conn)
            return [(need, self.lists.file_on(conn, need.case_ref)) for need in needs]

    def need(self, need_id: UUID) -> tuple[NeedRow, FileRow | None]:
        """One need with the file of its case."""
        with self._app.db.reading() as conn:
            need = self.lists.need(conn, need_id)
            if need is None:
                raise Unknown("没有这件需求")
            return need, self.lists.file_on(conn, need.case_ref)

    def timeline(self, case_ref: str) -> list[TimelineItem]:
        """What this office's log says of a case, the latest first."""
        entries = self._app.entries(case_ref=case_ref, limit=None)
        return [
            TimelineItem(
                sentence=summary(
                    entry, sentences=self.sentences, words=self.words, translate=_, day=long_day
                ),
                who=_who(entry),
                happened_on=entry.happened_on,
                recorded_at=entry.recorded_at,
                department=self.id,
                position=entry.position,
                reason=entry.reason or "",
            )
            for entry in reversed(entries)
        ]

    def due(self, row: FileRow, names: Names) -> Due:
        """What a file is owed, as a line of the list; it must be owed something."""
        if row.due_on is None:
            raise ValueError(f"nothing is due in file {row.file_id}")
        name = names.masked(row.person_id)
        return Due(
            title=name or row.case_ref,
            duty=str(self.duty),
            due_on=row.due_on,
            href=self.page_of(row),
            case_ref=row.case_ref if name else "",
            place=_(STATIONS.get(row.station or "", row.station or "")),
            why=self.why(row),
        )

    def why(self, row: FileRow) -> tuple[str, ...]:
        """The rule, its article, and the days of the calculation."""
        if row.rule is None or row.rules_of is None or row.counted_from is None:
            return ()
        rule = self.book.as_of(row.rules_of)[row.rule]
        days = _("自%(day)s起算", day=long_day(row.counted_from))
        return (_(rule.text), f"{cited(rule.citation)} · {days}")

    def page_of(self, row: FileRow | None) -> str:
        """The address of a file; of the desk itself while there is no file."""
        if row is None:
            return url_for(f"{self.id}.home")
        return url_for(f"{self.id}.case", file_id=row.file_id)

    def label(self, row: FileRow | NeedRow, names: Names) -> str:
        """Whom it concerns, for the head of a form: the name if it could be had, and the case."""
        return " · ".join(told for told in (names.full(row.person_id), row.case_ref) if told)

    @property
    def _app(self) -> PartnerOffice:
        return application(self.office)


def owed(rows: Iterable[FileRow], *, show: str = "", today: date | None = None) -> list[FileRow]:
    """Files that are owed something: all of them, or those that a count opens."""
    day = today or clock.today()
    return [
        row for row in rows if row.due_on is not None and _is_shown(row.due_on, show=show, day=day)
    ]


def kind_of(row: FileRow) -> str:
    """The kind of a case in the reader's words."""
    return _(KINDS.get(row.kind or "", row.kind or ""))


def station_of(row: FileRow) -> str:
    """The station of a case in the reader's words."""
    return _(STATIONS.get(row.station or "", row.station or ""))


def _who(entry: Entry) -> str:
    """The account and its role; the software itself is called that."""
    if entry.account.startswith(f"{SYSTEM}:"):
        return _("系统")
    role = str(face().town.roles.get(entry.role, entry.role))
    return _("%(account)s（%(role)s）", account=entry.account, role=role)


def _is_shown(due_on: date, *, show: str, day: date) -> bool:
    if show == "overdue":
        return due_on < day
    if show == "today":
        return due_on == day
    if show == "week":
        return day <= due_on <= day + WEEK
    return True
