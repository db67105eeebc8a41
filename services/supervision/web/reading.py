"""A file as its page lists it: notices, tests and talks, read from its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records.planning import GRANTED
from services.supervision.rules.sampling import samples_kept_until
from services.supervision.timeline import TESTS
from services.supervision.web.telling import why_not_counted
from shared.eventstore.entries import Entry
from shared.web.speech import gettext as _

RESULT_OF = dict(zip(TESTS, ("negative", "invalid", "positive"), strict=True))


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A notice to come for a test."""

    notice_id: UUID
    window: int
    extra: str | None
    served_at: datetime
    appear_at: datetime
    how: str
    place: str | None
    scans: Sequence[str]
    flaws: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TestLine:
    """A test that was taken."""

    __test__ = False  # pytest would take it for one of its own

    test_id: UUID
    collected_at: datetime
    window: int | None
    sample: str
    result: str
    counted: bool
    people: Sequence[str]
    defects: Sequence[str]
    flaws: Sequence[str]
    items: Sequence[str]
    positive_items: Sequence[str]
    elsewhere: bool
    sample_a: str | None
    sample_b: str | None
    keep_until: date | None


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """A talk."""

    started_at: datetime
    ended_at: datetime
    how: str
    talkers: Sequence[str]
    place: str | None
    mood: str | None
    summary: str | None
    flaws: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ApprovalLine:
    """A proposal, and what became of it."""

    sent_on: date
    measure: str
    plan: str | None
    result: str | None
    decided_on: date | None
    document_no: str | None
    on_paper: bool = False
    scan: str | None = None
    flaws: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class WaiverLine:
    """A window that needs no test."""

    window: int
    because: str
    adjusted_on: date
    approver: str | None


def approvals_in(entries: Sequence[Entry]) -> list[ApprovalLine]:
    """The proposals of a file, the latest first."""
    told = [
        e
        for name in ("supervision.approval_decided", "supervision.approved_on_paper")
        for e in named(entries, name)
    ]
    answers = {e.facts["approval_id"]: e for e in told if not e.facts["defects"]}
    marked = {e.facts["approval_id"]: e.facts["defects"] for e in told if e.facts["defects"]}
    return [
        ApprovalLine(
            sent_on=e.facts["sent_on"],
            measure=e.facts["measure"],
            plan=e.facts["plan"],
            flaws=why_not_counted(marked.get(e.facts["approval_id"], ())),
            **_answer_of(answers.get(e.facts["approval_id"])),
        )
        for e in named(entries, "supervision.approval_submitted")
    ]


def _answer_of(told: Entry | None) -> dict[str, Any]:
    """What became of a proposal, by a word of the police or by a paper that was signed."""
    if told is None:
        return {"result": None, "decided_on": None, "document_no": None}
    on_paper = "approved_on" in told.facts
    return {
        "result": GRANTED if on_paper else told.facts["result"],
        "decided_on": told.facts["approved_on" if on_paper else "decided_on"],
        "document_no": told.personal["document_no"],
        "on_paper": on_paper,
        "scan": told.facts.get("scan"),
    }


def waivers_in(entries: Iterable[Entry]) -> list[WaiverLine]:
    """The windows of a file that need no test, the latest first."""
    return [
        WaiverLine(
            window=e.facts["window"],
            because=e.facts["because"],
            adjusted_on=e.facts["adjusted_on"],
            approver=e.personal["approver"],
        )
        for e in named(entries, "supervision.window_adjusted")
    ]


def notices_in(entries: Iterable[Entry]) -> list[NoticeLine]:
    """The notices of a file, the latest first, each with what shows that it was served."""
    entries, scans = list(entries), defaultdict(list)
    for e in named(entries, "supervision.delivery_proof_filed"):
        scans[e.facts["notice_id"]].append(e.facts["scan"])
    return [
        NoticeLine(
            notice_id=e.facts["notice_id"],
            window=e.facts["window"],
            extra=e.facts["extra"],
            served_at=e.facts["served_at"],
            appear_at=e.facts["appear_at"],
            how=e.facts["how"],
            place=e.personal["place"],
            scans=scans[e.facts["notice_id"]],
            flaws=[] if scans[e.facts["notice_id"]] else why_not_counted(e.facts["defects"]),
        )
        for e in named(entries, "supervision.drug_test_notified")
    ]


def tests_in(entries: Iterable[Entry]) -> list[TestLine]:
    """The tests of a file, the latest first."""
    return [
        TestLine(
            test_id=e.facts["test_id"],
            collected_at=e.facts["collected_at"],
            window=e.facts["window"],
            sample=e.facts["sample"],
            result=RESULT_OF[e.name],
            counted=e.facts["counted"],
            people=_known(e.personal[name] for name in ("tester_1", "tester_2", "officer")),
            defects=e.facts["defects"],
            flaws=why_not_counted(e.facts["defects"]),
            **{it: e.facts[it] for it in ("items", "positive_items", "elsewhere")},
            **{it: e.personal[it] for it in ("sample_a", "sample_b")},
            keep_until=samples_kept_until(taken_on=e.facts["collected_on"])
            if RESULT_OF[e.name] == "positive"
            else None,
        )
        for e in named(entries, *TESTS)
    ]


@dataclass(frozen=True, kw_only=True)
class VisitLine:
    """A home visit."""

    visited_on: date
    met: bool
    visitors: Sequence[str]
    interviewee: str
    told: Sequence[tuple[str, str]]
    result: str | None
    flaws: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PeriodicLine:
    """A periodic report that came, or did not."""

    on: date
    about_on: date
    how: str | None
    received_by: str | None
    told: str | None
    flaws: Sequence[str] = ()


def visits_in(entries: Iterable[Entry]) -> list[VisitLine]:
    """The home visits of a file, the latest first."""
    labels = {
        "address": _("地址"),
        "family_state": _("家庭情况"),
        "work_state": _("工作情况"),
        "difficulty": _("主要困难"),
        "opinion": _("意见和建议"),
    }
    return [
        VisitLine(
            visited_on=e.facts["visited_on"],
            met=e.facts["met"],
            visitors=e.personal["visitors"] or (),
            interviewee=" ".join(_known((e.personal["interviewee"], e.personal["relation"]))),
            told=[(label, e.personal[it]) for it, label in labels.items() if e.personal[it]],
            result=e.personal["result"],
            flaws=why_not_counted(e.facts["defects"]),
        )
        for e in named(entries, "supervision.home_visited")
    ]


def periodic_in(entries: Iterable[Entry]) -> list[PeriodicLine]:
    """Periodic reports that came, and those that did not, the latest first."""
    names = ("supervision.periodic_report_received", "supervision.periodic_report_missing")
    return [
        PeriodicLine(
            on=e.happened_on,
            about_on=e.facts["about_on"],
            how=e.facts.get("how"),
            received_by=e.personal.get("received_by"),
            told=e.personal.get("told"),
            flaws=why_not_counted(e.facts.get("defects", ())),
        )
        for e in named(entries, *names)
    ]


@dataclass(frozen=True, kw_only=True)
class CheckInLine:
    """An entry of the station's desk."""

    checked_at: datetime
    window: int | None
    arrival: str
    asked_on: date | None


def check_ins_in(entries: Iterable[Entry]) -> list[CheckInLine]:
    """What the station's desk noted, the latest first."""
    return [
        CheckInLine(**{it: e.facts[it] for it in ("checked_at", "window", "arrival", "asked_on")})
        for e in named(entries, "supervision.checked_in")
    ]


def talks_in(entries: Iterable[Entry]) -> list[TalkLine]:
    """The talks of a file, the latest first."""
    return [
        TalkLine(
            started_at=e.facts["started_at"],
            ended_at=e.facts["ended_at"],
            how=e.facts["how"],
            talkers=e.personal["talkers"] or (),
            place=e.personal["place"],
            mood=e.personal["mood"],
            summary=e.personal["summary"],
            flaws=why_not_counted(e.facts["defects"]),
        )
        for e in named(entries, "supervision.talk_held")
    ]


def named(entries: Iterable[Entry], *names: str) -> list[Entry]:
    """Events of these names, the latest first."""
    return [entry for entry in entries if entry.name in names][::-1]


def _known(names: Iterable[str | None]) -> list[str]:
    """Each name once; what was not written down, or is gone with its key, is left out."""
    return list(dict.fromkeys(name for name in names if name))
