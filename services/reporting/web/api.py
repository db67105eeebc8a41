"""The JSON API: rates, the rows behind them, cases, dossiers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.reporting.projections import CaseRow, cases_at, signing_at
from services.reporting.rules.signing import Line, Rate
from services.reporting.schemas import (
    CaseOut,
    DossierOut,
    MomentQuery,
    RatesOut,
    RowOut,
    RowsQuery,
)
from services.reporting.web.cases import DOSSIER, opened, within
from services.reporting.web.dossier import case_as_of
from services.reporting.web.moment import look_of, office
from services.reporting.web.rates import lines_of, sees_persons
from shared.web.api import api_blueprint
from shared.web.face import peers
from shared.web.guards import needs, reach
from shared.web.wording import cited

api = api_blueprint("reporting")


@api.get("/rates")
@needs("reporting.see_rates")
@api.arguments(MomentQuery, location="query")
@api.response(200, RatesOut)
def read_rates(asked: dict[str, Any]) -> dict[str, Any]:
    """The signing rates of the town and of each village, as of a day."""
    at = look_of(asked)
    found = signing_at(office().db, at.moment)
    return {
        "as_of": at.moment.as_of,
        "known_at": at.known_at,
        "reconciled": found.is_reconciled,
        "town": _rates(found.rates),
        "villages": [
            {
                "village": village,
                "rates": _rates({k: rate.in_village(village) for k, rate in found.rates.items()}),
            }
            for village in found.villages
        ],
        "unsigned": [_reason(state, lines) for state, lines in found.unsigned.items()],
        "candidates": len(found.candidates),
    }


@api.get("/rates/<measure>")
@needs("reporting.see_rate_cases")
@api.arguments(RowsQuery, location="query")
@api.response(200, RowOut(many=True))
def read_rows(asked: dict[str, Any], measure: str) -> list[dict[str, Any]]:
    """The persons or cases behind a rate, each with the events that it rests on."""
    at = look_of(asked)
    lines = lines_of(
        signing_at(office().db, at.moment),
        measure,
        part=asked["part"],
        village=asked["village"],
        state=asked["state"],
    )
    return [_row(line) for line in lines]


@api.get("/cases")
@needs(DOSSIER)
@api.arguments(MomentQuery, location="query")
@api.response(200, CaseOut(many=True))
def list_cases(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The cases within reach, as they stood."""
    found = cases_at(office().db, look_of(asked).moment)
    return [_case(row) for row in within(reach(DOSSIER), found)]


@api.get("/cases/<uuid:case_id>")
@needs(DOSSIER)
@api.arguments(MomentQuery, location="query")
@api.response(200, DossierOut)
def read_case(asked: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """The case across departments, as of a day and as known at an instant."""
    at = look_of(asked)
    reader, case_ref = opened(case_id)
    return case_as_of(peers(), reader, case_ref, at.as_of, at.known_at)


def _rates(rates: Any) -> dict[str, Any]:
    return {name: _rate(rate) for name, rate in rates.items()}


def _rate(rate: Rate) -> dict[str, Any]:
    return {name: getattr(rate, name) for name in ("numerator", "denominator", "percent")}


def _reason(state: str, lines: tuple[Line, ...]) -> dict[str, Any]:
    rule = lines[0].rule
    return {
        "state": state,
        "count": len(lines),
        "accounted_for": lines[0].is_accounted_for,
        "article": cited(rule.citation) if rule else None,
    }


def _row(line: Line) -> dict[str, Any]:
    return {
        "village": line.village,
        "person_id": line.person_id if sees_persons() else None,
        "case_ref": line.case_ref,
        "state": line.state,
        "accounted_for": line.is_accounted_for,
        "events": line.because,
    }


def _case(row: CaseRow) -> dict[str, Any]:
    kept = ("case_ref", "kind", "village", "last_day")
    return {name: getattr(row.case, name) for name in kept} | {
        "case_id": row.case_id,
        "status": row.status,
    }
