"""Imports point inward: the law knows nothing of the file, the file nothing of the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.imports import KERNEL, LAYERS, UnknownModule, violations

ROOT = Path(__file__).parents[2]

FORBIDDEN = [
    # a department, layer by layer
    ("services/parks/__init__.py", "services.parks.domain"),
    ("services/parks/rules.py", "services.parks.domain"),
    ("services/parks/rules.py", "shared.clock"),
    ("services/parks/domain.py", "services.parks.application"),
    ("services/parks/domain.py", "sqlalchemy"),
    ("services/parks/domain/case.py", "services.parks.policies"),
    ("services/parks/policies.py", "services.parks.messages"),
    ("services/parks/policies.py", "marshmallow"),
    ("services/parks/application.py", "services.parks.projections"),
    ("services/parks/application.py", "shared.messaging.relay"),
    ("services/parks/roster.py", "services.parks.domain"),
    ("services/parks/roster/sheets.py", "sqlalchemy"),
    ("services/parks/importing.py", "services.parks.web"),
    ("services/parks/reconciling.py", "services.parks.web"),
    ("services/parks/checking.py", "services.parks.application"),
    ("services/parks/timeline.py", "services.parks.domain"),
    ("services/parks/obligations.py", "services.parks.application"),
    ("services/parks/desk.py", "services.parks.web"),
    ("services/parks/messages.py", "services.parks.application"),
    ("services/parks/messages.py", "shared.messaging.relay"),
    ("services/parks/projections.py", "services.parks.application"),
    ("services/parks/schemas.py", "services.parks.projections"),
    ("services/parks/service.py", "services.parks.web"),
    ("services/parks/service.py", "flask"),
    ("services/parks/web.py", "services.parks.service"),
    ("services/parks/web.py", "sqlalchemy"),
    # departments among themselves, and what stands above them
    ("services/parks/domain.py", "services.libraries.domain"),
    ("services/parks/service.py", "services.libraries.messages"),
    ("services/parks/web/pages.py", "services.libraries.projections"),
    ("services/parks/service.py", "deploy.settings"),
    ("services/parks/application.py", "tests.support"),
    ("services/__init__.py", "services.parks"),
    # the kernel
    ("shared/__init__.py", "shared.law"),
    ("shared/law.py", "shared.clock"),
    ("shared/clock.py", "shared.calendar"),
    ("shared/obligation.py", "shared.law"),
    ("shared/scans.py", "shared.eventstore"),
    ("shared/calendar.py", "shared.eventstore"),
    ("shared/eventstore/store.py", "shared.messaging"),
    ("shared/eventstore/store.py", "psycopg"),
    ("shared/duties/rounds.py", "shared.messaging"),
    ("shared/resting.py", "shared.access"),
    ("shared/projecting.py", "shared.web"),
    ("shared/access/actor.py", "shared.eventstore"),
    ("shared/hub.py", "shared.eventstore"),
    ("shared/messaging/relay.py", "shared.web"),
    ("shared/messaging/relay.py", "services.parks.messages"),
    ("shared/web/pages.py", "services.parks.web"),
    ("shared/web/pages.py", "deploy.settings"),
    ("shared/partner/office.py", "services.parks.application"),
    ("shared/partner/news.py", "nameko"),
    # what is to be replaceable, everywhere else
    ("services/parks/rules.py", "nameko.rpc"),
    ("services/parks/domain.py", "eventlet"),
    ("services/parks/policies.py", "kombu"),
    ("services/parks/application.py", "nameko.events"),
    ("services/parks/messages.py", "nameko.events"),
    ("services/parks/projections.py", "eventlet"),
    ("services/parks/schemas.py", "kombu.message"),
    ("shared/eventstore/store.py", "eventlet"),
    ("shared/projecting.py", "eventlet.tpool"),
    ("shared/access/actor.py", "nameko"),
    # putting it together
    ("deploy/cli/main.py", "tests.support"),
    # what would hide an import from this test
    ("services/parks/domain.py", "importlib"),
    ("shared/law.py", "importlib.import_module"),
]

PERMITTED = [
    ("services/parks/rules.py", "shared.law"),
    ("services/parks/rules.py", "importlib.resources"),
    ("services/parks/domain/case.py", "services.parks.domain.agreement"),
    ("services/parks/application.py", "services.parks.policies"),
    ("services/parks/service.py", "nameko.timer"),
    ("services/parks/web/pages.py", "nameko.web.handlers"),
    ("shared/hub.py", "eventlet"),
    ("shared/messaging/relay.py", "kombu"),
    ("deploy/cli/main.py", "services.parks.service"),
    ("deploy/embedded.py", "eventlet"),
]


def test_imports_point_inward() -> None:
    """Every module of the repository keeps to its row."""
    assert violations(ROOT) == []


@pytest.mark.parametrize(("file", "name"), FORBIDDEN)
def test_a_planted_violation_is_seen(tmp_path: Path, file: str, name: str) -> None:
    """Each row can fail, and fails for the reason it names."""
    plant(tmp_path / file, f"import {name}")

    assert violations(tmp_path) == [f"{file} imports {name}"]


@pytest.mark.parametrize(("file", "name"), PERMITTED)
def test_what_a_row_allows_passes(tmp_path: Path, file: str, name: str) -> None:
    plant(tmp_path / file, f"import {name}")

    assert violations(tmp_path) == []


@pytest.mark.parametrize(
    "statement",
    [
        "def late():\n    from services.libraries import domain\n",
        "if TYPE_CHECKING:\n    from services.libraries import domain\n",
        "from services.libraries import domain as neighbours\n",
    ],
)
def test_an_import_cannot_hide(tmp_path: Path, statement: str) -> None:
    plant(tmp_path / "services/parks/domain.py", statement)

    assert violations(tmp_path) == [
        "services/parks/domain.py imports services.libraries.domain",
    ]


def test_a_relative_import_is_no_way_round(tmp_path: Path) -> None:
    plant(tmp_path / "services/parks/domain.py", "from ..libraries import domain")

    assert violations(tmp_path) == ["services/parks/domain.py imports ..libraries.domain"]


def test_a_name_that_only_begins_alike_is_a_stranger(tmp_path: Path) -> None:
    plant(tmp_path / "services/parks/rules.py", "import shared.lawless")

    assert violations(tmp_path) == ["services/parks/rules.py imports shared.lawless"]


@pytest.mark.parametrize("file", ["services/parks/utils.py", "shared/utils.py"])
def test_a_file_without_a_row_is_refused(tmp_path: Path, file: str) -> None:
    """A new kind of file needs a decision, not a drawer."""
    plant(tmp_path / file, "import json")

    with pytest.raises(UnknownModule):
        violations(tmp_path)


def test_every_row_has_been_seen_to_fail() -> None:
    layers = {Path(file).parts[2].removesuffix(".py") for file, _ in FORBIDDEN if "/parks/" in file}
    parts = {
        Path(file).parts[1].removesuffix(".py") for file, _ in FORBIDDEN if file[:6] == "shared"
    }

    assert layers == set(LAYERS)
    assert parts == set(KERNEL)


def plant(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f"{source}\n", encoding="utf-8")
