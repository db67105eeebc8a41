"""Units: the commands."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.application.files import Files, unit_code
from services.identity.domain.units import Unit
from services.identity.rules import opening
from shared import clock
from shared.eventstore.performing import command


class Units(Files):
    """Which units take part, and what they look after."""

    @command
    def register_unit(self, *, unit: str, title: str, villages: Iterable[str] = ()) -> str:
        """Take in a unit that takes part, with the villages that it looks after; answers its id."""
        opening.a_unit_code_is_plain(unit)
        file = Unit(unit=unit, title=title, villages=tuple(villages), registered_on=clock.today())
        self.save(file, take=[unit_code(unit)])
        return str(file.id)

    @command
    def assign_villages(self, *, unit: str, villages: Iterable[str]) -> None:
        """Say which villages a unit looks after from now on."""
        file = self.unit(unit)
        file.assign_villages(villages=tuple(villages), assigned_on=clock.today())
        self.save(file)
