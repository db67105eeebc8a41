"""Notices, tests, refusals and misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.supervision.domain.records.testing import Missed, Notice, Refused, Tested
from services.supervision.rules.laboratory import Screened
from services.supervision.rules.sampling import HAIR
from shared.eventstore.aggregate import Aggregate, Sealed


class DrugTestNotified(Aggregate.Event):
    """The person was told to come for a test.

    Version 2: `window` is the number of a test beside the plan where `extra` says of which kind.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Only tests of the plan were asked for."""
        state["extra"] = None

    served_at: datetime
    window: int
    extra: str | None
    notice_id: UUID
    appear_at: datetime
    how: str
    proofs: tuple[str, ...]
    defects: tuple[str, ...]
    place: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, and whether it can be proven."""
        aggregate.notices[self.notice_id] = Notice(
            window=self.window,
            served_on=self.served_at.date(),
            served=not self.defects,
            extra=self.extra,
        )
        aggregate.appointments[self.notice_id] = self.appear_at.date()


class DeliveryProofFiled(Aggregate.Event):
    """A picture that shows that a notice was served was put into the file."""

    filed_on: date
    notice_id: UUID
    proof: str
    scan: str
    media_type: str
    size: int
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """From now on the notice can be proven."""
        known = aggregate.notices[self.notice_id]
        aggregate.notices[self.notice_id] = replace(known, served=True)
        aggregate.scans[self.scan] = self.media_type


class DrugTest(Aggregate.Event):
    """What every record of a test holds, whatever its result.

    Version 2: what each item showed, the sealed A and B samples, and whether another town took it.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked."""
        state.update(elsewhere=False, items=(), positive_items=(), b_kept=None)
        state.update(sample_a="", sample_b="")

    collected_on: date
    collected_at: datetime
    window: int | None
    test_id: UUID
    sample: str
    collector_sex: str
    kit_batch: str
    kit_serial: str
    kit_expires_on: date | None
    subject_signed: bool
    elsewhere: bool
    items: tuple[str, ...]
    positive_items: tuple[str, ...]
    b_kept: bool | None
    counted: bool
    defects: tuple[str, ...]
    place: Sealed[str]
    sample_a: Sealed[str]
    sample_b: Sealed[str]
    tester_1: Sealed[str]
    tester_2: Sealed[str]
    officer: Sealed[str]
    signing_note: Sealed[str]
    report_no: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It keeps a window if it counts."""
        aggregate.tests.append(Tested(on=self.collected_on, counted=self.counted))
        if self.counted and self.sample == HAIR:
            aggregate.hair_tests.append(self.collected_on)


class DrugTestNegative(DrugTest):
    """A test was taken, and it was negative."""


class DrugTestInvalid(DrugTest):
    """A test was taken, and it showed nothing: never counted, and the town's to repeat."""


class ScreenedPositive(DrugTest):
    """A test was taken, and the strip showed positive: a screening, no finding."""

    def apply(self, aggregate: Any) -> None:
        """It keeps a window if it counts; what the strip means is found out from here on."""
        super().apply(aggregate)
        aggregate.positives[self.test_id] = Screened(on=self.collected_on)
        if self.b_kept is False:
            aggregate.no_b_samples.add(self.test_id)
        if not self.counted:
            aggregate.unsound_strips.add(self.test_id)


class DrugTestRefused(Aggregate.Event):
    """The person refused a test of which he had been told.

    Version 2: `window` is the number of a test beside the plan where `extra` says of which kind.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Only tests of the plan were asked for."""
        state["extra"] = None

    refused_on: date
    window: int
    extra: str | None
    notice_id: UUID
    counted: bool
    count: int
    defects: tuple[str, ...]
    how: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    officer_note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, and whether it counts."""
        aggregate.refusals.append(
            Refused(
                on=self.refused_on,
                window=self.window,
                notice_id=self.notice_id,
                counted=self.counted,
                extra=self.extra,
            )
        )


class DrugTestMissed(Aggregate.Event):
    """The person did not come for a test of which he had been told.

    Version 2: `window` is the number of a test beside the plan where `extra` says of which kind.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Only tests of the plan were asked for."""
        state["extra"] = None

    missed_on: date
    window: int
    extra: str | None
    notice_id: UUID
    justified: bool
    counted: bool
    count: int
    defects: tuple[str, ...]
    because: Sealed[str]
    approver: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    officer_note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Remember it, whether it counts, or whether it waives the window."""
        aggregate.misses.append(
            Missed(
                on=self.missed_on,
                window=self.window,
                notice_id=self.notice_id,
                justified=self.justified and not self.defects,
                counted=self.counted,
                extra=self.extra,
            )
        )
