"""The pages that every partner has: its desk, its cases, a case, and the answers to needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, update_wrapper
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shared.partner.desk import SHOWS, PartnerDesk, kind_of, owed, station_of
from shared.partner.lists import FileRow
from shared.partner.names import names_of
from shared.partner.rules import RESULTS, STANDINGS
from shared.partner.schemas import CloseNeedForm
from shared.web.face import application
from shared.web.forms import submit, tell
from shared.web.guards import may, needs
from shared.web.lists import Count, Paging, Tone, by_urgency
from shared.web.speech import gettext as _

MOST_DUTIES = 50


def partner_pages(partner: PartnerDesk) -> Blueprint:
    """Make the blueprint `<id>`: its endpoints are home, cases, case, inbox, accept and close."""
    pages = Blueprint(
        partner.id, __name__, url_prefix=f"/{partner.id}", template_folder="templates"
    )

    def add(rule: str, view: Callable[..., ResponseReturnValue], act: str, *methods: str) -> None:
        own = update_wrapper(partial(view, partner), view)
        guarded = needs(partner.may(act))(own)
        pages.add_url_rule(rule, view.__name__, guarded, methods=methods or ("GET",))

    add("/", home, "see_cases")
    add("/cases", cases, "see_cases")
    add("/cases/<uuid:file_id>", case, "see_cases")
    add("/inbox", inbox, "see_inbox")
    add("/needs/<uuid:need_id>/accept", accept, "accept_need", "POST")
    add("/needs/<uuid:need_id>/close", close, "close_need", "GET", "POST")
    return pages


def home(partner: PartnerDesk) -> str:
    """Four counts, duties by urgency, and what came in."""
    files = partner.files()
    show = request.args.get("show", "")
    shown = owed(files, show=show)
    first = shown[:MOST_DUTIES]
    names = names_of((row.person_id for row in first), purpose=str(partner.purpose))
    waiting = partner.inbox() if may(partner.may("see_inbox")) else None
    return render_template(
        "partner/home.html",
        partner=partner,
        counts=_counts(partner, files, waiting),
        groups=by_urgency(partner.due(row, names) for row in first),
        show=show if show in SHOWS else "",
        more=len(shown) - len(first),
        waiting=waiting,
        standings=STANDINGS,
        away=names.away,
    )


def cases(partner: PartnerDesk) -> str:
    """Every open case as a header."""
    files = partner.files()
    paging = Paging.of(request.args.get("page"), total=len(files))
    rows = files[paging.offset : paging.offset + paging.size]
    names = names_of((row.person_id for row in rows), purpose=str(partner.purpose))
    return render_template(
        "partner/cases.html",
        partner=partner,
        rows=rows,
        names=names,
        away=names.away,
        paging=paging,
        kind_of=kind_of,
        station_of=station_of,
    )


def case(partner: PartnerDesk, file_id: UUID) -> str:
    """One file: the header, what is due, what was done, needs, and the record."""
    row = partner.file_row(file_id)
    names = names_of([row.person_id], purpose=str(partner.purpose))
    sees_needs, state = may(partner.may("see_inbox")), partner.state_of(row)
    sees_history = may(partner.may("see_history"), unit=row.station, state=state)
    needs = partner.needs_on(row.case_ref) if sees_needs else None
    return render_template(
        partner.page,
        partner=partner,
        row=row,
        file=application(partner.office).load(partner.file, file_id),
        name=names.full(row.person_id) or row.case_ref,
        away=names.away,
        why=partner.why(row),
        needs=needs,
        notes=partner.notes_on(needs) if needs and may(partner.may("close_need")) else {},
        standings=STANDINGS,
        results=RESULTS,
        history=partner.timeline(row.case_ref) if sees_history else None,
        state=state,
        kind=kind_of(row),
        station=station_of(row),
    )


def inbox(partner: PartnerDesk) -> str:
    """What came in, as the desk shows it beside the duties: by case, without names."""
    return render_template(
        "partner/inbox.html", partner=partner, waiting=partner.inbox(), standings=STANDINGS
    )


def accept(partner: PartnerDesk, need_id: UUID) -> ResponseReturnValue:
    """Take a need up."""
    _need, row = partner.need(need_id)
    tell(application(partner.office).accept_need(need_id=need_id), _("需求已接收。"))
    return redirect(partner.page_of(row), 303)


def close(partner: PartnerDesk, need_id: UUID) -> ResponseReturnValue:
    """Answer a need."""
    need, row = partner.need(need_id)
    names = names_of([need.person_id], purpose=str(partner.purpose))
    return submit(
        CloseNeedForm(),
        lambda form: application(partner.office).close_need(need_id=need_id, **form),
        "partner/form.html",
        then=partner.page_of(row),
        said=_("需求已办结，结果会告诉转来的部门。"),
        title=_("办结需求：%(kind)s", kind=_(partner.needs.get(need.kind, need.kind))),
        about=partner.label(need, names),
        back=partner.page_of(row),
    )


def _counts(
    partner: PartnerDesk, files: Sequence[FileRow], waiting: Sequence[object] | None
) -> list[Count]:
    """Each opens the rows behind it."""
    desk = url_for(f"{partner.id}.home")
    counts = [
        _count(label, len(owed(files, show=show)), f"{desk}?show={show}", tone)
        for show, label, tone in _shows()
    ]
    if waiting is None:
        every = url_for(f"{partner.id}.cases")
        return [*counts, Count(label=_("全部个案"), number=len(files), href=every)]
    return [*counts, _count(_("待办需求"), len(waiting), "#inbox", "wait")]


def _count(label: str, number: int, href: str, tone: Tone) -> Count:
    """Nothing to do needs no colour."""
    return Count(label=label, number=number, href=href, tone=tone if number else "neutral")


def _shows() -> tuple[tuple[str, str, Tone], ...]:
    return (
        ("today", _("今日应办"), "due"),
        ("overdue", _("已逾期"), "late"),
        ("week", _("7日内"), "info"),
    )
