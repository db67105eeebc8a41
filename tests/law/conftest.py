"""Both offices that count days, on stores of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.registry.application import RegistryApplication
from services.registry.messages import HEARD as REGISTRY_HEARS
from services.supervision.application import SupervisionApplication
from services.supervision.messages import HEARD as SUPERVISION_HEARS
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.sealing import FileKey
from tests.law.offices import Town
from tests.registry import desk as registry_desk
from tests.supervision import desk as supervision_desk


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Town]:
    stores = [SqliteDatabase(tmp_path / f"{name}.sqlite3") for name in ("registry", "supervision")]
    for store in stores:
        recorder_of(store).create()
    key = FileKey(b"a master key that only tests know")
    registry = RegistryApplication(stores[0], master=key, readers=REGISTRY_HEARS)
    supervision = SupervisionApplication(stores[1], master=key, readers=SUPERVISION_HEARS)
    yield Town(
        registry=registry,
        supervision=supervision,
        handler=registry_desk.reader(registry_desk.app_of(registry), "jingban01"),
        police=supervision_desk.reader(
            supervision_desk.app_of(supervision, supervision_desk.Register()), "minjing01"
        ),
    )
    for store in stores:
        store.close()
