"""What the tests of backup, restore and move have in common."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

from stdnum.cn import ric

from deploy.archive.backup import opened_store
from deploy.archive.restore import Source, restore, restore_keys
from deploy.assembly import Offices
from deploy.cli.common import acting_from_command_line
from deploy.departments import DEPARTMENTS
from deploy.settings import Settings
from services.registry.application import RegistryApplication
from services.registry.domain.person import Details

PASSPHRASE = "a passphrase of the tests"
ALL = list(DEPARTMENTS)
SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 1000 + b"\n%%EOF\n"


def a_case(office: RegistryApplication) -> UUID:
    """The first case on file."""
    return office.entries(names=["registry.decision_received"], limit=1)[0].stream_id


def lines(settings: Settings, name: str) -> list[str]:
    """Every row of a store."""
    with closing(opened_store(settings, name)) as store:
        return list(store.all_lines())


def restored(settings: Settings, source: Source, names: Sequence[str] = ALL) -> dict[str, Any]:
    """Restore into empty stores."""
    restore_keys(settings, source, PASSPHRASE)
    return restore(settings, source, list(names), elsewhere={})


def one_more_person(town: Settings, *, born: str = "19960307") -> None:
    """The registry goes on, and whoever follows it hears of it."""
    number = f"341824{born}997"
    details = Details(name="单小明", id_no=number + ric.calc_check_digit(f"{number}?"))
    offices = Offices(town)
    office: RegistryApplication = offices.app(RegistryApplication)
    with acting_from_command_line():
        office.register_person(details=details, village="东村")
    offices.level()
    offices.close()
