"""The command `guihang`. The hub is patched before anything else is imported."""

from __future__ import annotations

import warnings
from typing import ClassVar

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import click  # noqa: E402

from deploy.cli.plain import PlainGroup  # noqa: E402


class Verbs(PlainGroup):
    """The verbs; each loads what it needs when it is called."""

    VERBS: ClassVar[dict[str, str]] = {
        "law": "law:law",
        "up": "running:up",
        "demo": "running:demo",
        "serve": "running:serve",
        "migrate": "operating:migrate",
        "keys": "operating:keys",
        "rebuild": "operating:rebuild",
        "parked": "operating:parked",
        "lag": "operating:lag",
        "clock": "clocking:run_clock",
        "doctor": "doctor:doctor",
        "backup": "archive:backup",
        "restore": "archive:restore",
        "move": "archive:move",
        "import": "casework:import_roster",
        "reconcile": "casework:reconcile",
        "case": "casework:case",
        "targets": "drawing:check_targets",
        "user": "people:user",
        "obligations": "obligations:obligations",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order of the alphabet."""
        return sorted(self.VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A verb by its name."""
        return self._lazy(name) if name in self.VERBS else super().get_command(ctx, name)

    def _lazy(self, name: str) -> click.Command:
        from importlib import import_module  # noqa: PLC0415

        module, verb = self.VERBS[name].split(":")
        found: click.Command = getattr(import_module(f"deploy.cli.{module}"), verb)
        return found


@click.group(cls=Verbs)
def main() -> None:
    """归航：社区戒毒、社区康复个案工作。Guihang: community drug rehabilitation casework."""
