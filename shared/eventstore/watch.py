"""Where others look on while a department works: figures and traces come in from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Watch:
    """Looks on and does nothing. Who counts or traces overrides; it must neither raise nor wait."""

    def command(self, name: str, perform: Callable[[], T]) -> T:
        """A command is carried out."""
        return perform()

    def append(self, write: Callable[[], T]) -> T:
        """Something is written to the log."""
        return write()

    def hear(self, message: Any, react: Callable[[], T]) -> T:
        """A message of another department is heard, or a parked one replayed."""
        return react()
