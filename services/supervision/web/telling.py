"""A file in words: its timeline, why something does not count, how near a serious breach is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import flash

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.counters import LEAVE_DAYS, LEAVE_TIMES, TEST, Counter
from services.supervision.rules.defects import explained
from services.supervision.rules.refusals import consequence
from services.supervision.timeline import FOR_THE_POLICE, RESULTS_HIDDEN, SENTENCES, WORDS
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.history import summary
from shared.web.dates import long_day
from shared.web.lists import TimelineItem
from shared.web.speech import gettext as _
from shared.web.wording import cited, listed


def timeline_of(
    entries: Iterable[Entry], *, shows_tests: bool, for_police: bool
) -> list[TimelineItem]:
    """Tell what stands in a file, the latest first; what is for the police alone to them only."""
    sentences = SENTENCES if shows_tests else RESULTS_HIDDEN
    told = [it for it in entries if for_police or it.name not in FOR_THE_POLICE]
    forms = forms_in(told)
    return [_item(entry, sentences, forms) for entry in told][::-1]


def forms_in(entries: Iterable[Entry]) -> dict[str, Entry]:
    """By the command that wrote them: which numbered form each record stood on."""
    return {
        entry.row.command_id: entry
        for entry in entries
        if entry.name == "supervision.paper_form_cited" and entry.row.command_id
    }


def told(name: str, facts: Mapping[str, str]) -> str:
    """Tell one event by its name and some of its facts."""
    words = {key: _(WORDS.get(value, value)) for key, value in facts.items()}
    return _(SENTENCES[name]).format_map(words)


def why_not_counted(codes: Iterable[str]) -> list[str]:
    """Say what is wrong with a fact, with the articles that it falls short of."""
    return [f"{_(it.sentence)}（{cited(it.citation)}）" for it in explained(codes)]


def threshold_of(file: Supervision) -> str:
    """Say how far the evaded tests are from a serious breach, and what follows it."""
    return standing_of(file.counters(clock.today())[TEST], kind=file.kind)


def leave_threshold_of(file: Supervision) -> str:
    """Say how far leaving without a report is from a serious breach, by times and by days."""
    counters = file.counters(clock.today())
    return listed([standing_of(counters[it], kind=file.kind) for it in (LEAVE_TIMES, LEAVE_DAYS)])


def standing_of(counter: Counter, *, kind: str) -> str:
    """Say how far a counter is from a serious breach, and what follows it; with the article."""
    if counter.rule is None:
        return ""
    article, left = cited(counter.rule.citation), counter.left
    if counter.contested:
        return _("按另一种算法已构成严重违反（%(article)s），须由公安机关认定", article=article)
    if left and counter.name == LEAVE_DAYS:
        return _("再%(left)s日即构成严重违反（%(article)s）", left=left, article=article)
    if left:
        return _("再%(left)s次即构成严重违反（%(article)s）", left=left, article=article)
    return _(
        "已构成严重违反（%(article)s），须报告公安机关，由公安机关依%(by)s决定",
        article=article,
        by=cited(consequence(kind)),
    )


def _item(entry: Entry, sentences: Mapping[str, str], forms: Mapping[str, Entry]) -> TimelineItem:
    form = forms.get(entry.row.command_id or "")
    return TimelineItem(
        on_paper=form.facts["serial"] if form else "",
        sentence=summary(entry, sentences=sentences, words=WORDS, translate=_, day=long_day),
        who=entry.account,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        department="supervision",
        position=entry.position,
        reason=entry.reason or "",
    )


def say_what_is_wrong(answer: Any) -> None:
    """Who has just recorded something that does not count is told so, and why."""
    found = why_not_counted(answer.get("defects", ())) if isinstance(answer, dict) else []
    if found:
        flash(_("已照实保存，但不计入：%(reasons)s", reasons=listed(found)), "due")
