"""What a village writes under 现状, in the register's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.registry.roster.cells import Cell, stated
from services.registry.roster.rows import Finding

REGISTERED = "registered_user"

KINDS = (
    ("community_rehab", re.compile(r"社区戒毒|社戒")),
    ("community_recovery", re.compile(r"社区康复|社康|社区戒毒[(（]康复")),
)
# Where a village writes two flags, the one that most limits what may be done comes first.
FLAGS = (
    ("deceased", re.compile(r"死亡|已故|去世|病故|亡故|身故|过世")),
    ("serving_sentence", re.compile(r"服刑|判刑|收监|监狱|入狱|坐牢|拘役|有期徒刑")),
    ("in_isolation", re.compile(r"强制隔离|强制戒毒|强戒|强隔|隔离戒毒")),
    ("in_custody", re.compile(r"拘留|羁押|刑拘|行拘|逮捕|看守所|关押")),
    ("abroad", re.compile(r"出境|出国|境外|国外")),
    ("moved_away", re.compile(r"迁出|迁走|搬离|搬走|户口迁|迁移")),
    ("lost_contact", re.compile(r"失联|脱失|失控|失踪|下落不明|去向不明|查无下落|联系不上|脱管")),
    ("maintenance_treatment", re.compile(r"维持治疗|美沙酮")),
    (
        "abstinent_3y",
        re.compile(r"(?:戒断|未复吸|操守).{0,9}[三叁3]年|[三叁3]年.{0,9}(?:未复吸|戒断|操守)"),
    ),
    ("working_away", re.compile(r"外出|务工|打工|在外|外地")),
)
# Said of people in the register of whom there is nothing else to say.
PLAIN = re.compile(r"(?:正常|在家|在村|在册|登记|在控|实有|在管|管控|列管|吸毒|人员)+")
ENDABLE = (
    "社区戒毒|社区康复|社戒|社康|强制隔离戒毒|强制隔离|强制戒毒|强戒|强隔|服刑|羁押|拘留|维持治疗"
)
END = "期满|解除|完成|终止|结束|到期|出所"
ENDED = re.compile(rf"(?:{ENDABLE})(?:已|已经)?(?:{END})|(?:已|已经)?(?:{END})(?:{ENDABLE})")
FOLLOWED = re.compile(r"转|改|变更")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a person stands: the kind of a running case, if stated, and the register's flag."""

    case_kind: str | None = None
    flag: str = REGISTERED
    ended: bool = False  # what the village names is over, and nothing else is named
    warnings: tuple[Finding, ...] = ()


def read_standing(cell: Cell) -> Standing:
    """Read 现状; what is over is left out, what is not known is a registered user, with a warning.

    Two kinds of case in one cell give none, unless one is said to have followed the other.
    """
    text = stated(cell)
    running = _latest(ENDED.sub("", text))
    kinds, flags = _found(KINDS, running), _found(FLAGS, running)
    return Standing(
        case_kind=kinds[0] if len(kinds) == 1 else None,
        flag=flags[0] if flags else REGISTERED,
        ended=not kinds and bool(ENDED.search(text)),
        warnings=tuple(_oddities(text, running=running, kinds=kinds, flags=flags)),
    )


def kind_of_order(decision_no: str) -> str | None:
    """Tell from an order's number which kind of case it began, if it says (社戒决字, 社康决字)."""
    kinds = _found(KINDS, decision_no)
    return kinds[0] if len(kinds) == 1 else None


def _oddities(text: str, *, running: str, kinds: list[str], flags: list[str]) -> Iterable[Finding]:
    if not text:
        yield _odd("status_missing", "没有填现状，按登记在册人员处理。请补充。")
    elif len(kinds) > 1 or len(flags) > 1:
        yield _odd("status_several", "现状写了不止一种情况，请核对采用的是哪一种。")
    elif kinds or flags or PLAIN.fullmatch(running):
        return
    elif running != text:
        yield _odd("status_ended", "现状写明措施已经结束，按登记在册人员处理。请核对。")
    else:
        yield _odd("status_unknown", "现状的写法认不出来，按登记在册人员处理。请核对。")


def _latest(text: str) -> str:
    """Of 强制隔离戒毒转社区康复, what holds now."""
    last = FOLLOWED.split(text)[-1]
    return last if _found(KINDS, last) else text


def _found(words: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> list[str]:
    return [meaning for meaning, pattern in words if pattern.search(text)]


def _odd(code: str, sentence: str) -> Finding:
    return Finding(code=code, field="status", sentence=sentence)
