"""The stock of test kits."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.supervision.application.files import Files, past_day
from services.supervision.domain.kits import KitBatch
from services.supervision.domain.records import KitDelivery, KitWithdrawal, Sampling
from services.supervision.rules.kits import Kit
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim

STOCK = Claim("kit_stock", "first batch", sentence="检测试剂库存刚刚建立，请再提交一次")
"""Held by the batch that came first: from its first day on a stock is kept."""


class Kits(Files):
    """What comes, what is used, what is put aside."""

    def kit_batch(self, batch: str) -> KitBatch | None:
        """The file of a batch; None if none of it ever came."""
        id_ = KitBatch.create_id(batch=batch)
        return self.load_all(KitBatch, [id_]).get(id_)

    def kits_kept_since(self) -> date | None:
        """The day on which the first kits came into stock; None if none ever did."""
        first = self.holder(STOCK)
        return self.load(KitBatch, first).begun_on if first else None

    @command
    def receive_kits(self, *, delivery: KitDelivery) -> dict[str, Any]:
        """Record kits that came to a station; answers the batch's id and how many they were."""
        past_day(delivery.received_on, "received_on")
        batch = self.kit_batch(delivery.batch) or KitBatch(
            begun_on=delivery.received_on, batch=delivery.batch, expires_on=delivery.expires_on
        )
        count = batch.receive(delivery)
        self.save(batch, take=[STOCK] if self.holder(STOCK) is None else ())
        return {"batch_id": str(batch.id), "count": count}

    @command
    def withdraw_kits(self, *, withdrawal: KitWithdrawal) -> dict[str, Any]:
        """Record that kits were put aside unused; answers how many were still there."""
        past_day(withdrawal.withdrawn_on, "withdrawn_on")
        batch = self.load(KitBatch, withdrawal.batch_id)
        count = batch.withdraw(withdrawal)
        self.save(batch)
        return {"count": count}

    def kit_of(self, taken: Sampling, batch: KitBatch | None) -> Kit:
        """What is known of the kit that a test names, as of the day of the test."""
        since = self.kits_kept_since()
        if since is None or taken.collected_on < since:
            return Kit()
        if batch is None:
            return Kit(listed=False)
        return batch.kit(taken.kit_serial, on=taken.collected_on)
