"""The units of a town on its own servers: complete, hardened, and always started again."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.broker import SERVICES
from deploy.running import STOP_SECONDS
from deploy.settings import Settings, settings_from

UNITS = Path(__file__).parents[2] / "deploy/systemd"
SERVED = ("guihang@.service", "guihang-up.service")
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "User": "guihang",
    "UMask": "0077",
}


class Unit(configparser.RawConfigParser):
    """A unit file; a setting that stands twice keeps its last value."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, interpolation=None, delimiters=("=",))
        self.optionxform = str  # type: ignore[assignment,method-assign]  # as the module's page says
        self.read_string((UNITS / name).read_text("utf-8"))


def test_the_target_starts_every_department() -> None:
    wanted = Unit("guihang.target")["Unit"]["Wants"].split()

    assert wanted == [f"guihang@{name}.service" for name in SERVICES]


@pytest.mark.parametrize("name", SERVED)
def test_what_ends_is_started_again(name: str) -> None:
    service = Unit(name)["Service"]

    assert (service["Restart"], service["Type"]) == ("always", "notify")
    assert float(service["TimeoutStopSec"]) > STOP_SECONDS
    assert int(service["WatchdogSec"]) > 0


@pytest.mark.parametrize("name", [*SERVED, "guihang-backup.service"])
def test_a_process_has_what_it_needs_and_no_more(name: str) -> None:
    service = Unit(name)["Service"]

    assert HARDENED.items() <= dict(service).items()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize(
    "name", ["guihang.target", "guihang@registry.service", *SERVED[1:], "guihang-backup.timer"]
)
def test_systemd_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    for unit in UNITS.glob("guihang*.*"):
        there = unit.read_text("utf-8").replace("/opt/guihang", str(tmp_path / "opt"))
        (tmp_path / unit.name).write_text(there)
    for program in (".venv/bin/guihang", "deploy/systemd/backup.sh"):
        file = tmp_path / "opt" / program
        file.parent.mkdir(parents=True)
        file.write_text("#!/bin/sh\n")
        file.chmod(0o755)

    done = subprocess.run(
        ["systemd-analyze", "verify", f"./{name}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    complaints = [line for line in done.stderr.splitlines() if "guihang" in line]
    assert complaints == []


@pytest.mark.parametrize("name", ["guihang.env", "registry.env"])
def test_the_sample_settings_are_settings(name: str) -> None:
    lines = [line for file in ("guihang.env", name) for line in _lines(file)]
    env = dict(line.split("=", 1) for line in lines)
    env.setdefault("GUIHANG_AMQP_URI", "amqps://bus")

    settings: Settings = settings_from(env)

    assert not settings.embedded
    assert settings.keys not in settings.data.parents


def test_the_nightly_backup_is_made_and_drilled(tmp_path: Path) -> None:
    """With a guihang that says what it was told: two verbs, and the second opens the first."""
    guihang = tmp_path / "guihang"
    guihang.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/told\n[ "$1" = restore ] || mkdir "$4"\n'
    )
    guihang.chmod(0o755)
    (tmp_path / "20200101-023000").mkdir()
    os.utime(tmp_path / "20200101-023000", (0, 0))

    subprocess.run(
        [str(UNITS / "backup.sh"), str(tmp_path)],
        env={"GUIHANG": str(guihang), "CREDENTIALS_DIRECTORY": "/c", "PATH": os.environ["PATH"]},
        check=True,
    )

    backup, drill = (tmp_path / "told").read_text().splitlines()
    made = backup.split()[-1]
    assert backup == f"backup --passphrase-file /c/passphrase {made}"
    assert drill == f"restore --drill --passphrase-file /c/passphrase {made}"
    assert [path.name for path in tmp_path.glob("20*")] == [Path(made).name]


def _lines(file: str) -> list[str]:
    text = (UNITS / file).read_text("utf-8")
    return [line for line in text.splitlines() if "=" in line and not line.startswith("#")]
