"""What a notice demands, and where in a department it is done: command, event, route, page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Sentences of the notice, and the one command that answers them.

    `event` is what the command writes, without the department; `endpoint` and `page` are endpoints
    of the department's JSON routes and pages, as Flask names them.
    """

    s: tuple[str, ...]
    command: str
    event: str
    endpoint: str
    page: str
