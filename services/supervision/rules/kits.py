"""The stock of test kits: what a batch says of a kit, and when one should be put aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.supervision.rules.book import rule
from services.supervision.rules.serials import Serials
from shared.law import Refusal

MOST_KITS = 10_000
BECAUSE = ("expired", "damaged", "lost", "returned", "moved")
EXPIRED, SOON, GOOD = "expired", "soon", "good"


@dataclass(frozen=True, kw_only=True)
class Kit:
    """What is known of the kit that a record names.

    `listed` is None where no stock was kept yet on that day, and the record alone is believed.
    """

    used: bool = False
    listed: bool | None = None
    expires_on: date | None = None


def a_batch_expires_once(*, known: date, said: date, batch: str) -> None:
    """All kits of a batch have the same last day, which is printed on each."""
    if known != said:
        raise Refusal(
            "批号 {batch} 登记的有效期至 {known}，与这次填写的不同，请核对包装",
            field="expires_on",
            batch=batch,
            known=known,
        )


def kits_come_once(row: Serials, *, there: Iterable[tuple[Serials, int]]) -> None:
    """A kit is in one stock at a time; `there` are those that no station has put aside."""
    for other, number in there:
        if other.prefix == row.prefix and row.first <= number <= row.last:
            raise Refusal(
                "{first} 至 {last} 已经入库，与这次填写的编号重复",
                field="first_serial",
                first=other.printed(other.first),
                last=other.printed(other.last),
            )


def expiry(expires_on: date, *, on: date) -> str:
    """How a batch stands on a day: expired, soon, or good; its last day is a good one."""
    if on > expires_on:
        return EXPIRED
    notice = timedelta(days=rule("kit_notice_days", on=on).number)
    return SOON if expires_on - on <= notice else GOOD
