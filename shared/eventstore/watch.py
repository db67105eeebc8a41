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


class Both(Watch):
    """Two look on: the second at what the first does as well."""

    def __init__(self, first: Watch, second: Watch) -> None:
        self.first = first
        self.second = second

    def command(self, name: str, perform: Callable[[], T]) -> T:
        """A command is carried out."""
        return self.second.command(name, lambda: self.first.command(name, perform))

    def append(self, write: Callable[[], T]) -> T:
        """Something is written to the log."""
        return self.second.append(lambda: self.first.append(write))

    def hear(self, message: Any, react: Callable[[], T]) -> T:
        """A message of another department is heard."""
        return self.second.hear(message, lambda: self.first.hear(message, react))
