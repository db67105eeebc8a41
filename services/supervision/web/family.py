"""What the family member of the group sees: the own relative's agreement, and what is due when.

How tests ended is shown with the person's consent alone, and each look at it is in the read log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from services.supervision.domain.duties import DRUG_TEST, duties_of
from services.supervision.domain.records import INVALID, NEGATIVE, POSITIVE
from services.supervision.domain.supervision import Supervision
from services.supervision.projections.family import files_of
from services.supervision.rules.periods import REPORT, TALK, VISIT
from services.supervision.schemas.told.listed import RelativeOut
from services.supervision.schemas.words import DUTIES, KINDS
from services.supervision.web.office import SEE_FAMILY_DATES, office
from services.supervision.web.reading import RESULT_OF, named
from shared import clock
from shared.duties.duty import Duty
from shared.eventstore.entries import Entry
from shared.law import Rule
from shared.web.api import api_blueprint
from shared.web.guards import may, needs
from shared.web.sessions import current_actor
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited

CONFIRMED, CLEARED, UNSETTLED = "confirmed", "cleared", "unsettled"
RESULTS = {
    NEGATIVE: _l("阴性"),
    INVALID: _l("无效，没有结果"),
    UNSETTLED: _l("还没有结论"),
    CLEARED: _l("已排除吸毒"),
    CONFIRMED: _l("公安机关认定吸毒"),
}
SHOWN = (DRUG_TEST, TALK, VISIT, REPORT)
"""Of what comes at known times the next each; surprise tests and target days are no one's here."""

pages = Blueprint(
    "supervision_family", __name__, url_prefix="/supervision", template_folder="../templates"
)
api = api_blueprint("supervision", "family")


@dataclass(frozen=True, kw_only=True)
class Next:
    """What is due next of its kind: from when, until when, by which rule."""

    duty: str
    since: date
    due_on: date
    rule: Rule


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a test ended; a strip that nobody has settled yet is no result."""

    collected_on: date
    result: str


@dataclass(frozen=True, kw_only=True)
class Relative:
    """How a case stands, as far as the family member of its group sees it.

    `last_on` is None while nobody knows it, for the term stands still; `results` without the
    person's consent.
    """

    case_ref: str
    kind: str
    reported_on: date
    signed_on: date | None
    last_on: date | None
    suspended: bool
    due: Sequence[Next]
    results: Sequence[Result] | None


@pages.get("/family")
@needs(SEE_FAMILY_DATES)
def dates() -> str:
    """The agreement and the dates of each case in which the reader's account is named."""
    return render_template(
        "supervision/family.html",
        relatives=relatives(),
        kinds=KINDS,
        duties=DUTIES,
        results=RESULTS,
        cited=cited,
    )


@api.get("/family")
@needs(SEE_FAMILY_DATES)
@api.response(200, RelativeOut(many=True))
def list_relatives() -> list[Relative]:
    """List the agreement and the dates of each case in which the caller's account is named."""
    return relatives()


def relatives() -> list[Relative]:
    """The cases in which the reader is named, as far as the right goes on."""
    actor, today = current_actor(), clock.today()
    if actor is None:
        return []
    with office().db.reading() as conn:
        files = office().load_all(Supervision, files_of(conn, account=actor.account))
    return [_relative(it) for it in files.values() if _opens(it, today)]


def _opens(file: Supervision, today: date) -> bool:
    named = [file.family_account] if file.family_account else []
    return may(SEE_FAMILY_DATES, named=named, state=file.state_on(today))


def _relative(file: Supervision) -> Relative:
    suspended = file.suspended_on is not None
    return Relative(
        case_ref=file.case_ref or "",
        kind=file.kind,
        reported_on=file.reported_on,
        signed_on=file.signed_on,
        last_on=file.windows[-1].last if file.windows and not suspended else None,
        suspended=suspended,
        due=[] if suspended else list(_next_of_each(file)),
        results=_results_of(file) if file.results_open else None,
    )


def _results_of(file: Supervision) -> list[Result]:
    """Each test, the latest first."""
    office().note_results_opened(file_id=file.id)
    taken = named(office().stream(file.id), *RESULT_OF)
    return [Result(collected_on=e.facts["collected_on"], result=_ended(file, e)) for e in taken]


def _ended(file: Supervision, taken: Entry) -> str:
    strip = RESULT_OF[taken.name]
    if strip != POSITIVE:
        return strip
    ended = file.positives[taken.facts["test_id"]].ended
    return UNSETTLED if ended is None else ended if ended == CONFIRMED else CLEARED


def _next_of_each(file: Supervision) -> Sequence[Next]:
    today = clock.today()
    first: dict[str, Duty] = {}
    for it in sorted(duties_of(file), key=lambda it: it.due_on):
        if it.kind in SHOWN and it.owed and it.due_on >= today:
            first.setdefault(it.kind, it)
    return [
        Next(duty=it.kind, since=it.opens_at.date(), due_on=it.due_on, rule=it.rule)
        for it in first.values()
    ]
