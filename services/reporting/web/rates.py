"""The rates of the town by village, and the rows behind every number."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.reporting.projections import case_ids, signing_at
from services.reporting.rules.signing import Line, Signing
from services.reporting.schemas import RowsQuery
from services.reporting.web import words
from services.reporting.web.escalations import SEE as SEE_ESCALATIONS
from services.reporting.web.escalations import overdue
from services.reporting.web.moment import look, look_of, office, sent
from shared.law import Unknown
from shared.web.face import face
from shared.web.guards import may, needs, signed_in
from shared.web.lists import Paging
from shared.web.sessions import current_actor
from shared.web.wording import cited

CANDIDATES = "candidates"
NOWHERE = "-"
"""What an address says for those who are registered in no village."""

pages = Blueprint("reporting", __name__, url_prefix="/reporting", template_folder="../templates")


@pages.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """The landing page: the rates for those who answer for the town; else cases, else events."""
    if may("reporting.see_rates"):
        return dashboard()
    actor = current_actor()
    cases = actor is not None and face().rights.opens(actor, "reporting.see_dossier")
    return redirect(url_for("reporting_cases.cases" if cases else "reporting_events.events"), 303)


@pages.get("/dashboard")
@needs("reporting.see_rates")
def dashboard() -> str:
    """The signing rates by village, as of a day."""
    asked = look()
    found = signing_at(office().db, asked.moment)
    return render_template(
        "reporting/rates.html",
        look=asked,
        signing=found,
        overdue=len(overdue(asked).here) if may(SEE_ESCALATIONS) else 0,
        words=words,
        cited=cited,
    )


@pages.get("/rates/<measure>")
@needs("reporting.see_rate_cases")
def rows(measure: str) -> str:
    """The persons and cases behind a number, each with the events that it rests on."""
    asked = RowsQuery().load(sent())
    at = look_of(asked)
    found = signing_at(office().db, at.moment)
    lines = lines_of(
        found,
        measure,
        part=asked["part"],
        village=asked["village"],
        state=asked["state"],
    )
    paging = Paging.of(request.args.get("page"), total=len(lines))
    shown = lines[paging.offset : paging.offset + paging.size]
    return render_template(
        "reporting/rows.html",
        look=at,
        measure=measure,
        asked=asked,
        rows=shown,
        paging=paging,
        ids=case_ids(office().db, _refs(shown)) if sees_persons() else {},
        sees_persons=sees_persons(),
        reconciled=found.is_reconciled,
        words=words,
        cited=cited,
    )


def lines_of(
    found: Signing, measure: str, *, part: str, village: str | None, state: str | None
) -> list[Line]:
    """The rows that a number counts: of a measure, a part of it, a village, a state."""
    where = "" if village == NOWHERE else village
    return [
        line
        for line in _part(found, measure, part)
        if where in {None, line.village} and state in {None, line.state}
    ]


def sees_persons() -> bool:
    """Whether the reader sees persons, if only by pseudonym; others see numbers of cases."""
    actor = current_actor()
    return actor is not None and face().rights.opens(actor, "reporting.see_dossier")


def _part(found: Signing, measure: str, part: str) -> Iterable[Line]:
    if measure == CANDIDATES:
        return found.candidates
    if measure not in found.rates:
        raise Unknown("没有这项指标：{measure}", measure=measure)
    rate = found.rates[measure]
    return {"all": rate.of, "counted": rate.counted, "rest": rate.rest}[part]


def _refs(lines: Iterable[Line]) -> list[str]:
    return [line.case_ref for line in lines if line.case_ref is not None]
