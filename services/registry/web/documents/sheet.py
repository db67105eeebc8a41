"""One shape for every printed paper: parts with facts, text or a table, then who signs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.web.dossier_words import item_word
from services.registry.web.office import word
from services.registry.web.reasons import sound
from shared.eventstore.entries import Entry
from shared.law import Citation
from shared.web.dates import long_day
from shared.web.face import face
from shared.web.speech import gettext as _
from shared.web.wording import cited

BLANK = "＿＿＿＿＿＿＿＿"
"""What is written by hand, for it is not on file."""
DIGEST = 16
Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a paper under its heading."""

    heading: str
    facts: Facts = ()
    text: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A paper: its parts, and the lines on which people sign."""

    parts: Sequence[Part]
    signatures: Sequence[str]
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a paper is filled from; `id_no` is masked for whoever may not see it in full."""

    case: Case
    care: Care
    name: str
    id_no: str
    born: date | None
    sex: str
    village: str
    entries: Sequence[Entry]
    papers: Sequence[tuple[str, int]] = ()

    def last(self, *names: str) -> Entry | None:
        """The latest sound fact of one of these names."""
        found = sound(self.entries, names)
        return found[-1] if found else None


def digest_of(entry: Entry) -> str:
    """The first characters of the hash (SHA-256) of the fact that a paper rests on."""
    return hashlib.sha256(bytes(entry.row.fact.state)).hexdigest()[:DIGEST]


def who(source: Source) -> Part:
    """Whom it is about."""
    return Part(
        heading=_("本人"),
        facts=[
            (_("姓名"), source.name),
            (_("性别"), word(source.sex)),
            (_("出生日期"), day(source.born)),
            (_("身份证号"), source.id_no),
            (_("村（社区）"), source.village),
            (_("案件编号"), source.case.ref),
        ],
    )


def order(source: Source) -> Part:
    """The decision that is carried out."""
    decision = source.case.decision
    return Part(
        heading=_("决定书"),
        facts=[
            (_("种类"), word(source.case.kind)),
            (_("文号"), decision.decision_no),
            (_("机关"), decision.authority),
            (_("送达日期"), day(decision.served_on)),
            (_("期限"), _("%(months)s个月", months=decision.term_months)),
        ],
    )


def term(source: Source) -> Part:
    """From when to when the measure is carried out, and when it stood still."""
    case = source.case
    return Part(
        heading=_("执行期限"),
        facts=[
            (_("起始"), day(case.reported_on)),
            (_("期满"), last_day(case)),
            (_("折抵"), _("%(days)s天", days=case.credit_counted)),
            (_("中止期间"), spans(case)),
        ],
    )


def last_day(case: Case) -> str:
    """The last day of the term, or that it is not known."""
    return long_day(case.last_day) if case.last_day else _("中止期间未定")


def spans(case: Case) -> str:
    """When the term stood still; the day of release counts again."""
    told = [f"{day(first)} – {day(end) if end else _('尚未恢复')}" for first, end in case.spans]
    return _("；").join(told) or _("无")


def day(known: date | None) -> str:
    """A day in words; empty if nobody knows it."""
    return long_day(known) if known else ""


def lines(text: str | None) -> list[str]:
    """A text line by line."""
    return [line for line in (text or "").splitlines() if line.strip()]


def article(law: str, number: str) -> str:
    """An article as papers cite it."""
    return cited(Citation(law, number))


def government() -> str:
    """The town's government, as the town is called in the settings."""
    return _("%(town)s人民政府", town=face().town.name)


def written(source: Source, *codes: str) -> list[tuple[str, str]]:
    """How many papers of these items the departments say that they wrote."""
    told = (it for it in source.entries if it.name == "registry.paper_written_noted")
    counted = Counter(it.facts["code"] for it in told)
    return [(item_word(code), _("%(number)s份", number=counted[code])) for code in codes]


def counted_since(source: Source) -> str:
    """Since when the departments count, and what only their own files say."""
    begun = source.case.tracked_from or source.case.reported_on
    return _(
        "份数按各部门向登记处的通报，自%(day)s起计。应检测的次数、逃避或者拒绝检测和擅自离开的次数、违反协议和处理情况以工作站的监督档案为准：请工作站打印后附上。",
        day=day(begun) or BLANK,
    )


def said(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Facts as they are printed: what is not on file is left blank, to be written by hand."""
    return [(label, value or BLANK) for label, value in pairs]
