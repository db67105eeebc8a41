"""The events of the whole town, as the page and the document for integrators show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from shared.eventstore.catalogue import Catalogue
from shared.eventstore.demonstration import Demonstration
from shared.messaging.directory import Described, described

if TYPE_CHECKING:
    from deploy.departments import Parts

NAMES = "event_names.txt"


def catalogue_of(parts: Parts) -> Catalogue:
    """All events that a department writes."""
    return Catalogue(parts.name, (*parts.application.aggregates, Demonstration))


def names_of(department: str) -> list[str]:
    """The lines of its list: `registry.reported_in 1 报到`."""
    listed = files("services").joinpath(department, NAMES).read_text(encoding="utf-8")
    return listed.splitlines()


def titles_of(department: str) -> Mapping[str, str]:
    """What officials call its events."""
    lines = (line.split() for line in names_of(department))
    titles = {line[0]: line[-1] for line in lines}
    return titles | {f"{department}.demonstration_started": "演示开始"}


def events_of(town: Iterable[Parts]) -> tuple[Described, ...]:
    """All events, department by department."""
    return tuple(
        event
        for parts in town
        for event in described(
            catalogue_of(parts).by_name.values(), parts.published, titles_of(parts.name)
        )
    )
