"""What can be checked of compose, image and proxy without a container engine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.broker import SERVICES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file, with its anchors resolved."""
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return parsed


def test_every_department_has_a_container_that_serves_it_alone(compose: dict[str, Any]) -> None:
    commands = {name: compose["services"][name]["command"] for name in SERVICES}

    assert commands == {name: ["serve", name] for name in SERVICES}
    found = {path.parent.name for path in (ROOT / "services").glob("*/service*")}
    assert set(SERVICES) == found


def test_a_service_gets_its_own_secrets_and_nobody_elses(compose: dict[str, Any]) -> None:
    for name in SERVICES:
        assert set(compose["services"][name]["secrets"]) == {f"database_{name}", f"broker_{name}"}


def test_every_secret_volume_and_dependency_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        named = {v.split(":")[0] for v in service.get("volumes", ()) if not v.startswith(".")}
        assert named <= set(compose["volumes"])


def test_files_that_the_image_copies_exist_and_it_does_not_run_as_root() -> None:
    dockerfile = (ROOT / "deploy/container/Dockerfile").read_text("utf-8")

    copied = [
        name
        for line in re.findall(r"^COPY (.+)$", dockerfile, re.MULTILINE)
        for name in line.split()[:-1]
    ]

    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["guihang"]


def test_the_proxy_knows_every_department_and_logs_no_query() -> None:
    nginx = (ROOT / "deploy/proxy/nginx.conf").read_text("utf-8")

    for name in SERVICES:
        assert f"location /{name}/ {{ proxy_pass http://{name}:8000; }}" in nginx
    assert "$request_uri" not in nginx.replace("return 301 https://$host$request_uri", "")
    assert "$args" not in nginx


@pytest.mark.parametrize("path", ["/metrics", "/registry/metrics", "/legal_aid/metrics"])
def test_the_proxy_lets_nobody_read_figures(path: str) -> None:
    nginx = (ROOT / "deploy/proxy/nginx.conf").read_text("utf-8")

    closed = re.findall(r"location ~ (\S+) \{ return 404; \}", nginx)

    assert any(re.search(pattern, path) for pattern in closed)
    assert not any(re.search(pattern, "/registry/people") for pattern in closed)


@pytest.mark.parametrize("script", sorted((ROOT / "deploy").rglob("*.sh")), ids=lambda p: p.name)
def test_shell_scripts_parse(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_secrets_are_made_once_and_are_private(tmp_path: Path) -> None:
    script = ROOT / "deploy/container/secrets.sh"
    subprocess.run([str(script), str(tmp_path / "s")], check=True)
    first = (tmp_path / "s/database/registry").read_text("ascii")

    subprocess.run([str(script), str(tmp_path / "s")], check=True)

    assert (tmp_path / "s/database/registry").read_text("ascii") == first
    assert len(first) == 48
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700
