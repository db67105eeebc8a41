"""Who may import whom, as a table, and the reader that compares it with the source.

The standard library is always allowed, other departments never are. A name without a dot stands
for a layer of the same department, a dotted or foreign one for that module and all below it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

# rules → domain → policies → application → messages, projections, schemas → service, web
# (docs/architecture.md draws it)
LAYERS: Mapping[str, frozenset[str]] = {
    layer: frozenset(names.split())
    for layer, names in {
        "__init__": "",
        "rules": "shared.law shared.calendar shared.scans",
        "domain": (
            "rules shared.law shared.calendar shared.scans shared.duties shared.eventstore"
            " shared.partner.files eventsourcing"
        ),
        "policies": "rules domain shared.law shared.calendar shared.partner.news",
        # registry alone: what a village's workbook says, as plain values
        "roster": "rules shared.law shared.calendar python_calamine openpyxl stdnum phonenumbers",
        "application": (
            "rules domain policies roster shared.law shared.calendar shared.clock"
            " shared.scans shared.duties shared.resting shared.eventstore shared.partner"
            " eventsourcing"
        ),
        "messages": ("domain policies shared.messaging.language shared.partner.news marshmallow"),
        # pypinyin: how a name is read, so that it is found
        "projections": (
            "rules domain shared.calendar shared.eventstore shared.projecting"
            " shared.partner.lists sqlalchemy pypinyin"
        ),
        "timeline": "rules shared.partner.rules shared.partner.words",
        # registry alone: a workbook row by row through the application, for page and command line
        "importing": "rules policies roster application shared.law shared.clock shared.eventstore",
        "reconciling": "rules roster domain application shared.clock",
        # identity alone: passwords and PINs against their hashes, for page and wire
        "checking": "shared.access.secrets shared.hub",
        "obligations": "shared.obligation",
        "desk": "shared.web.town shared.web.speech",
        "schemas": (
            "rules domain shared.law shared.calendar shared.partner.schemas marshmallow flask_babel"
        ),
        "service": (
            "rules domain policies checking application messages projections timeline schemas"
            " shared nameko"
        ),
        "web": (
            "rules domain policies roster importing reconciling checking application projections"
            " timeline schemas shared flask flask_smorest flask_babel werkzeug marshmallow nameko"
        ),
    }.items()
}

# deploy puts everything together and may import all of it but the tests.
# The kernel, from what knows nothing to what knows the wire and the page.
KERNEL: Mapping[str, frozenset[str]] = {
    part: frozenset(names.split())
    for part, names in {
        "__init__": "",
        "law": "",
        "scans": "shared.law",
        "clock": "",
        "obligation": "",
        "calendar": "shared.law holidays",
        "eventstore": (
            "shared.law shared.clock eventsourcing sqlalchemy psycopg2 cryptography greenlet"
        ),
        "duties": "shared.law shared.clock shared.eventstore eventsourcing",
        "resting": "shared.law shared.clock shared.eventstore eventsourcing",
        "projecting": "shared.eventstore shared.clock sqlalchemy structlog",
        "access": "shared.law shared.clock cryptography pyotp",
        "hub": "eventlet psycopg2 structlog",
        "messaging": (
            "shared.law shared.clock shared.eventstore shared.projecting shared.access shared.hub"
            " nameko kombu eventlet amqp marshmallow sqlalchemy.exc structlog"
        ),
        "web": (
            "shared nameko eventlet flask flask_smorest flask_babel flask_wtf wtforms werkzeug"
            " jinja2 markupsafe babel marshmallow apispec webargs structlog prometheus_client segno"
        ),
        # its `rules` to its `pages` are layers as a department's, and each asks for its own only
        "partner": (
            "shared eventsourcing sqlalchemy marshmallow flask flask_babel flask_smorest werkzeug"
        ),
    }.items()
}

# What is to be replaced one day (docs/adr/0001) is known in as few places as can be.
REPLACEABLE = ("nameko", "kombu", "eventlet")
MAY_KNOW_REPLACEABLE = ("shared.hub", "shared.messaging", "shared.web")
DEPARTMENT_MAY_KNOW_REPLACEABLE = ("service", "web")


class UnknownModule(Exception):
    """A module has no row in the table; its place must be decided first."""


def violations(root: Path) -> list[str]:
    """List each import below `root` that its row does not allow, as a sentence."""
    return [
        f"{path.relative_to(root)} imports {name}"
        for folder in ("services", "shared", "deploy")
        for path in sorted((root / folder).rglob("*.py"))
        for name in sorted(imported_by(path))
        if not allowed(module_of(path, root), name)
    ]


def module_of(path: Path, root: Path) -> tuple[str, ...]:
    """Tell a file's dotted name in parts."""
    return path.relative_to(root).with_suffix("").parts


def imported_by(path: Path) -> set[str]:
    """Collect every name that a file imports, wherever in it the import stands."""
    return set(_imports(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))


def allowed(module: tuple[str, ...], name: str) -> bool:
    """Whether this module may import this name."""
    if module[0] == "deploy":
        return not _is_one_of(name, ("tests",))
    if _is_one_of(name, REPLACEABLE) and not _may_know_replaceable(module):
        return False
    return _is_one_of(name, _row_of(module)) or _is_standard(name)


def _row_of(module: tuple[str, ...]) -> set[str]:
    match module:
        case ("services", "__init__"):
            return set()
        case ("services", department, layer, *_):
            if layer not in LAYERS:
                raise UnknownModule(f"{'.'.join(module)}: {layer} is no layer of a department")
            own = f"services.{department}"
            row = {f"{own}.{name}" if name in LAYERS else name for name in LAYERS[layer]}
            return row | {f"{own}.{layer}"}
        case ("shared", part, *_):
            if part not in KERNEL:
                raise UnknownModule(f"{'.'.join(module)}: {part} is no part of the kernel")
            return set(KERNEL[part]) | {f"shared.{part}"}
        case _:
            raise UnknownModule(f"{'.'.join(module)}: no such place")


def _is_one_of(name: str, row: set[str] | tuple[str, ...]) -> bool:
    return any(name == known or name.startswith(f"{known}.") for known in row)


def _is_standard(name: str) -> bool:
    # A module that is named at run time would pass this reader unseen.
    if _is_one_of(name, ("importlib",)):
        return _is_one_of(name, ("importlib.resources", "importlib.metadata"))
    return name.partition(".")[0] in sys.stdlib_module_names


def _may_know_replaceable(module: tuple[str, ...]) -> bool:
    if module[0] == "services":
        return len(module) > 2 and module[2] in DEPARTMENT_MAY_KNOW_REPLACEABLE
    return _is_one_of(".".join(module), MAY_KNOW_REPLACEABLE)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from (f"{origin}.{alias.name}" for alias in node.names)
