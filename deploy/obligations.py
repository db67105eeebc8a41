"""The sentences of the notice, each with where it is done: read from the departments' code."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from flask import Flask

from deploy.departments import DEPARTMENTS
from deploy.events import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from werkzeug.routing import Rule

    from deploy.departments import Parts

READS = frozenset({"GET", "HEAD", "OPTIONS"})


def obligations() -> list[dict[str, str]]:
    """All of them, by the number of the sentence; a sentence may be answered by several commands.

    `LookupError` for one that names a command, an event or a route that there is not.
    """
    found = [it for parts in DEPARTMENTS.values() for it in _of(parts)]
    return sorted(found, key=lambda it: int(it["s"][1:]))


def routes_of(parts: Parts) -> Mapping[str, Rule]:
    """The routes of a department by endpoint."""
    web = import_module(parts.web.__module__)
    app = Flask("routes", static_folder=None)
    for blueprint in (*web.PAGES, *web.API):
        app.register_blueprint(blueprint)
    return {rule.endpoint: rule for rule in app.url_map.iter_rules()}


def _of(parts: Parts) -> Iterator[dict[str, str]]:
    if not parts.obligations:
        return
    routes, events = routes_of(parts), catalogue_of(parts).by_name
    for it in parts.obligations:
        if not hasattr(parts.application, it.command) or f"{parts.name}.{it.event}" not in events:
            raise LookupError(f"{parts.name}: {it.command}, {it.event}")
        endpoint = routes[it.endpoint]
        (method,) = (endpoint.methods or set()) - READS
        for s in it.s:
            yield {
                "s": s,
                "service": parts.name,
                "command": it.command,
                "event": f"{parts.name}.{it.event}",
                "endpoint": f"{method} {endpoint.rule}",
                "page": routes[it.page].rule,
            }
