"""A file in words: its timeline, why something does not count, how near a serious breach is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.defects import explained
from services.supervision.rules.refusals import consequence, serious_at
from services.supervision.timeline import RESULTS_HIDDEN, SENTENCES, WORDS
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.history import summary
from shared.web.dates import long_day
from shared.web.lists import TimelineItem
from shared.web.speech import gettext as _
from shared.web.wording import cited


def timeline_of(entries: Iterable[Entry], *, shows_tests: bool) -> list[TimelineItem]:
    """Tell what stands in a file, the latest first."""
    sentences = SENTENCES if shows_tests else RESULTS_HIDDEN
    return [_item(entry, sentences) for entry in entries][::-1]


def told(name: str, facts: Mapping[str, str]) -> str:
    """Tell one event by its name and some of its facts."""
    words = {key: _(WORDS.get(value, value)) for key, value in facts.items()}
    return _(SENTENCES[name]).format_map(words)


def why_not_counted(codes: Iterable[str]) -> list[str]:
    """Say what is wrong with a fact, with the articles that it falls short of."""
    return [f"{_(it.sentence)}（{cited(it.citation)}）" for it in explained(codes)]


def threshold_of(file: Supervision) -> str:
    """Say how far the counted refusals are from a serious breach, and what follows it."""
    limit = serious_at(on=clock.today())
    left = limit.number - file.refused_tests
    if left > 0:
        return _(
            "再%(left)s次即构成严重违反（%(article)s）", left=left, article=cited(limit.citation)
        )
    return _(
        "已构成严重违反（%(article)s），须报告公安机关，由公安机关依%(by)s决定",
        article=cited(limit.citation),
        by=cited(consequence(file.kind)),
    )


def _item(entry: Entry, sentences: Mapping[str, str]) -> TimelineItem:
    return TimelineItem(
        sentence=summary(entry, sentences=sentences, words=WORDS, translate=_, day=long_day),
        who=entry.account,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        department="supervision",
        position=entry.position,
        reason=entry.reason or "",
    )
