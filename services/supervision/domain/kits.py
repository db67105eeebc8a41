"""One batch of test kits: what came, what was used, what was put aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.supervision.domain.records.kits import KitDelivery, KitWithdrawal
from services.supervision.rules import kits
from services.supervision.rules.kits import MOST_KITS, Kit
from services.supervision.rules.serials import Serials, serials_of
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

BATCHES = UUID("5c1b9a40-3f6a-4a0e-9f5a-0b6f0f2f6a11")


class KitBatch(Aggregate):
    """The kits of one batch, at all stations; a kit is named by its number within the batch."""

    class KitBatchBegun(Aggregate.Created):
        """The first kits of a batch came."""

        begun_on: date
        batch: str
        expires_on: date

    class KitsReceived(Aggregate.Event):
        """Kits of the batch came to a station."""

        received_on: date
        delivery: int
        station: str
        first_serial: str
        last_serial: str
        count: int
        source: Sealed[str]

    class KitUsed(Aggregate.Event):
        """A test was read from a kit."""

        used_on: date
        delivery: int
        number: int
        test_id: UUID

    class KitsWithdrawn(Aggregate.Event):
        """Kits were put aside unused; `count` leaves out those that were used or gone before."""

        withdrawn_on: date
        delivery: int
        first_serial: str
        last_serial: str
        count: int
        because: str
        note: Sealed[str]

    @staticmethod
    def create_id(batch: str) -> UUID:
        """A batch has one file."""
        return uuid5(BATCHES, batch_named(batch))

    @event(KitBatchBegun)
    def __init__(self, *, begun_on: date, batch: str, expires_on: date) -> None:
        self.begun_on = begun_on
        self.batch = batch
        self.expires_on = expires_on
        self.deliveries: list[Serials] = []
        self.stations: list[str] = []
        self.used: set[tuple[int, int]] = set()
        self.withdrawn: dict[tuple[int, int], date] = {}

    def receive(self, delivery: KitDelivery) -> int:
        """Write down what came; answers how many kits."""
        kits.a_batch_expires_once(known=self.expires_on, said=delivery.expires_on, batch=self.batch)
        row = serials_of(delivery.first_serial, delivery.last_serial, most=MOST_KITS)
        kits.kits_come_once(row, there=self._not_put_aside())
        self._receive(
            received_on=delivery.received_on,
            delivery=len(self.deliveries) + 1,
            station=delivery.station,
            first_serial=delivery.first_serial,
            last_serial=delivery.last_serial,
            count=len(row),
            source=delivery.source,
        )
        return len(row)

    @event(KitsReceived)
    def _receive(
        self,
        *,
        received_on: date,
        delivery: int,
        station: str,
        first_serial: str,
        last_serial: str,
        count: int,
        source: str | None,
    ) -> None:
        self.deliveries.append(serials_of(first_serial, last_serial, most=MOST_KITS))
        self.stations.append(station)

    def station_of(self, serial: str) -> str | None:
        """The station to which a kit came; None for one that did not come."""
        place = self._place(serial)
        return self.stations[place[0] - 1] if place else None

    def kit(self, serial: str, *, on: date) -> Kit:
        """What is known of a kit of the batch on a day: one put aside by then is listed no more."""
        place = self._place(serial)
        gone = self.withdrawn.get(place) if place else None
        return Kit(
            used=place in self.used,
            listed=place is not None and (gone is None or on < gone),
            expires_on=self.expires_on,
        )

    def use(self, serial: str, *, used_on: date, test_id: UUID) -> None:
        """Write down that a test was read from a kit, once; what is not listed changes nothing."""
        place = self._place(serial)
        if place is not None and place not in self.used:
            delivery, number = place
            self._use(used_on=used_on, delivery=delivery, number=number, test_id=test_id)

    @event(KitUsed)
    def _use(self, *, used_on: date, delivery: int, number: int, test_id: UUID) -> None:
        self.used.add((delivery, number))

    def withdraw(self, withdrawal: KitWithdrawal) -> int:
        """Write down that kits are put aside; answers how many were still there."""
        row = serials_of(withdrawal.first_serial, withdrawal.last_serial, most=MOST_KITS)
        delivery = self._delivery_of(row)
        there = list(self._there(delivery, row))
        if not there:
            raise Refusal("这些检测试剂都已经用过或者报废", field="first_serial")
        self._withdraw(
            withdrawn_on=withdrawal.withdrawn_on,
            delivery=delivery,
            first_serial=withdrawal.first_serial,
            last_serial=withdrawal.last_serial,
            count=len(there),
            because=withdrawal.because,
            note=withdrawal.note,
        )
        return len(there)

    @event(KitsWithdrawn)
    def _withdraw(
        self,
        *,
        withdrawn_on: date,
        delivery: int,
        first_serial: str,
        last_serial: str,
        count: int,
        because: str,
        note: str | None,
    ) -> None:
        row = serials_of(first_serial, last_serial, most=MOST_KITS)
        self.withdrawn |= dict.fromkeys(self._there(delivery, row), withdrawn_on)

    def _place(self, serial: str) -> tuple[int, int] | None:
        """Which delivery it came with last, and which number of it."""
        for delivery, row in self._latest:
            if (number := row.find(serial)) is not None:
                return delivery, number
        return None

    @property
    def _latest(self) -> list[tuple[int, Serials]]:
        return list(enumerate(self.deliveries, start=1))[::-1]

    def _not_put_aside(self) -> Iterator[tuple[Serials, int]]:
        """Every kit that came and was not put aside, used or not, with the row of its delivery."""
        for delivery, row in enumerate(self.deliveries, start=1):
            yield from ((row, it) for it in row if (delivery, it) not in self.withdrawn)

    def _delivery_of(self, row: Serials) -> int:
        for delivery, known in self._latest:
            if known.prefix == row.prefix and known.first <= row.first <= row.last <= known.last:
                return delivery
        raise Refusal("这一段编号不在同一次入库的检测试剂里", field="first_serial")

    def _there(self, delivery: int, row: Serials) -> Iterator[tuple[int, int]]:
        """Kits of a row that are neither used nor put aside."""
        for number in row:
            place = (delivery, number)
            if place not in self.used and place not in self.withdrawn:
                yield place


def batch_named(batch: str) -> str:
    """A batch number as it is compared: without blanks, in capitals."""
    return "".join(batch.split()).upper()
