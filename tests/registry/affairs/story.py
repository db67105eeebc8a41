"""Each event of the town's own affairs once: where their golden files come from."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application import RegistryApplication
from tests.registry.affairs.test_staff import hired
from tests.registry.town import TODAY, by


def of_affairs(office: RegistryApplication) -> None:
    """A worker of 56 who leaves again."""
    _staff(office)


def _staff(office: RegistryApplication) -> None:
    worker_id: UUID = hired(office, born=date(1970, 11, 23))
    with by():
        office.note_over_age(workers=[worker_id])
    with by():
        office.end_worker(worker_id=worker_id, ended_on=TODAY, reason="超龄")
