"""Personal content as most readers see it: enough to recognise, too little to identify.

《戒毒条例》第7条 and 《个人信息保护法》第51条 want no more shown than the work needs. A masked
value is never mistaken for an empty one: nothing on file is "—" (ecosystem.md, convention 10).
"""

from __future__ import annotations

EMPTY = "—"
STAR = "*"


def mask_name(name: str | None) -> str:
    """张三丰 as 张*: the length of a given name identifies too, so it is not shown."""
    return f"{name[0]}{STAR}" if name else EMPTY


def mask_id(number: str | None) -> str:
    """342400199601010012 as 3424************12."""
    return _middle(number, head=4, tail=2)


def mask_phone(number: str | None) -> str:
    """13800000000 as 138****0000."""
    return _middle(number, head=3, tail=4)


def _middle(text: str | None, *, head: int, tail: int) -> str:
    if not text:
        return EMPTY
    hidden = len(text) - head - tail
    if hidden < 3:  # too short to be what it should be: show nothing of it
        return STAR * len(text)
    return f"{text[:head]}{STAR * hidden}{text[-tail:]}"
