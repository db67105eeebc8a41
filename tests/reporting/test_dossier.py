"""The dossier: what all departments say of a case, in order, and what is missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from services.reporting.web.dossier import case_as_of
from shared.access.actor import Actor
from shared.law import Unknown
from tests.reporting.desk import Department, Registry, actor, line, peers_of
from tests.reporting.telling import case

HANDLER = actor("office_handler")
CASE = case(1)
KEYS = {
    "case_ref",
    "kind",
    "status",
    "last_day",
    "as_of",
    "known_at",
    "timeline",
    "incomplete",
}


def registry(*lines: dict[str, Any], began: str = "2026-01-05") -> Registry:
    standing = {"kind": "community_rehab", "status": "active", "last_day": "2029-01-11"}
    return Registry("registry", list(lines), cases={CASE: standing | {"began": began}})


def others(*names: str) -> list[Department]:
    return [Department(name) for name in names]


def test_the_answer_has_exactly_these_keys() -> None:
    told = line(1, "2026-01-05", "2026-01-05T02:00:00+00:00", "收到决定书", secret="x")

    found = case_as_of(peers_of(registry(told)), HANDLER, CASE)

    assert set(found) == KEYS
    (entry,) = found["timeline"]
    assert set(entry) == {
        "position",
        "department",
        "event",
        "happened",
        "recorded",
        "who",
        "summary",
    }
    assert (found["kind"], found["status"], found["last_day"]) == (
        "community_rehab",
        "active",
        "2029-01-11",
    )


def test_events_stand_by_happening_then_recording_then_log() -> None:
    office = registry(
        line(7, "2026-01-05", "2026-01-05T02:00:00+00:00", "a"),
        line(8, "2026-01-05", "2026-01-05T02:00:00+00:00", "b"),
        line(9, "2026-01-03", "2026-02-01T02:00:00.500000+00:00", "late"),
    )
    police = Department(
        "supervision", [line(1, "2026-01-05", "2026-01-05T09:30:00+08:00", "earlier by the clock")]
    )

    found = case_as_of(peers_of(office, police), HANDLER, CASE)

    assert [it["summary"] for it in found["timeline"]] == [
        "late",
        "earlier by the clock",
        "a",
        "b",
    ]


def test_every_department_is_asked_in_the_readers_name_for_the_same_moment() -> None:
    office, police = registry(), Department("supervision")
    known_at = datetime.fromisoformat("2026-06-01T12:00:00+08:00")

    found = case_as_of(peers_of(office, police), HANDLER, CASE, date(2026, 5, 1), known_at)

    asked = {"case_ref": CASE, "as_of": "2026-05-01", "known_at": "2026-06-01T12:00:00+08:00"}
    assert office.asked == police.asked == [("office_handler01", asked)]
    assert office.asked_how == [("office_handler01", asked["known_at"])]
    assert (found["as_of"], found["known_at"]) == (asked["as_of"], asked["known_at"])


def test_who_is_away_and_who_withholds_is_said() -> None:
    closed = Department("treatment", closed_to=frozenset({"office_handler"}))

    found = case_as_of(
        peers_of(registry(), *others("supervision", "legal_aid"), closed), HANDLER, CASE
    )

    assert found["incomplete"] == [
        {"department": "assistance", "why": "away"},
        {"department": "treatment", "why": "withheld"},
    ]


def test_a_file_that_its_department_sealed_is_said_to_be_sealed() -> None:
    sealed = Department("supervision", is_sealed=True)

    found = case_as_of(
        peers_of(registry(), sealed, *others("assistance", "treatment", "legal_aid")), HANDLER, CASE
    )

    assert found["incomplete"] == [{"department": "supervision", "why": "sealed"}]


def test_without_the_registry_the_others_still_answer() -> None:
    police = Department(
        "supervision", [line(1, "2026-01-05", "2026-01-05T01:30:00+00:00", "安排检测")]
    )

    found = case_as_of(peers_of(police, *others("assistance", "treatment")), HANDLER, CASE)

    assert (found["kind"], found["status"], found["last_day"]) == (None, None, None)
    assert [it["summary"] for it in found["timeline"]] == ["安排检测"]
    assert found["incomplete"] == [
        {"department": "registry", "why": "away"},
        {"department": "legal_aid", "why": "away"},
    ]


def test_a_case_that_never_was_is_unknown() -> None:
    with pytest.raises(Unknown):
        case_as_of(peers_of(registry()), HANDLER, case(99))

    with pytest.raises(Unknown):
        case_as_of(peers_of(registry()), HANDLER, case(99), date(2026, 5, 1))


def test_a_case_before_its_beginning_is_empty_and_not_unknown() -> None:
    told = line(1, "2026-01-05", "2026-01-05T02:00:00+00:00", "收到决定书")

    found = case_as_of(peers_of(registry(told)), HANDLER, CASE, date(2026, 1, 4))

    assert (found["kind"], found["status"], found["timeline"]) == (None, None, [])


def test_a_mistake_in_asking_is_not_hidden() -> None:
    class Broken:
        def call(self, service: str, method: str, **asked: Any) -> Any:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        case_as_of(Broken(), Actor.of_service("cli"), CASE)
