"""Provide what the tests need from the machine, or say loudly what could not be had.

`make test` runs it first: `python -m tests.support.provision`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

from tests.support import postgres, rabbit, services

Finder = Callable[[], object]

CHINESE_FONTS = ("**/NotoSansCJK*", "**/NotoSerifCJK*", "**/wqy-*", "**/SourceHanSans*")


@dataclass(frozen=True)
class Need:
    """One thing the tests need, how to see it, and Debian's packages that bring it."""

    name: str
    found: Finder
    packages: tuple[str, ...]


def chinese_font() -> Path | None:
    """Find a font that draws Chinese, so that pages are tested as people see them."""
    folders = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    found = (path for folder in folders for name in CHINESE_FONTS for path in folder.glob(name))
    return next(found, None)


def driver_of_browsers() -> bool:
    """See that Playwright's own program starts: it brings everything but one of C's libraries."""
    node, *_ = compute_driver_executable()
    done = subprocess.run([node, "--version"], check=False, capture_output=True)
    return done.returncode == 0


NEEDS = (
    Need(
        "PostgreSQL",
        lambda: services.running_postgres() or postgres.postgres_binaries(),
        ("postgresql",),
    ),
    Need(
        "RabbitMQ",
        lambda: services.running_rabbit() or rabbit.rabbit_binaries(),
        ("rabbitmq-server",),
    ),
    # The fault tests end servers, so a running one is not enough: they start their own.
    Need("PostgreSQL's server programs", postgres.postgres_binaries, ("postgresql",)),
    Need("RabbitMQ's server programs", rabbit.rabbit_binaries, ("rabbitmq-server",)),
    Need("Chromium", services.chromium, ("chromium",)),
    Need("Playwright's driver", driver_of_browsers, ("libatomic1",)),
    Need("a Chinese font", chinese_font, ("fonts-noto-cjk",)),
)


def missing(needs: Sequence[Need] = NEEDS) -> list[Need]:
    """List what is not there."""
    return [need for need in needs if not need.found()]


def administrator() -> list[str] | None:
    """Tell how to run a command as root without a password; None if we may not."""
    if os.geteuid() == 0:
        return []
    asked = ["sudo", "-n", "true"]
    if (
        shutil.which("sudo")
        and subprocess.run(asked, check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install(packages: Sequence[str]) -> None:
    """Install Debian's packages where we may; what fails shows in the next look."""
    as_root = administrator()
    if as_root is None or not shutil.which("apt-get"):
        return
    quietly = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*quietly, "update"], check=False)
    subprocess.run([*quietly, "install", "-y", "--no-install-recommends", *packages], check=False)


def report(lacking: Sequence[Need]) -> str:
    """Say what could not be had, and the one command that brings it."""
    packages = sorted({package for need in lacking for package in need.packages})
    rows = "\n".join(f"  - {need.name}" for need in lacking)
    return (
        f"\nThese are needed by the tests, and could not be provided:\n{rows}\n"
        f"Install them and try again:  apt-get install {' '.join(packages)}\n"
        "or name running ones: GUIHANG_TEST_POSTGRES_URL, GUIHANG_TEST_AMQP_URI,"
        " GUIHANG_TEST_CHROMIUM.\n"
    )


def main() -> int:
    """Look, install what lacks, look again."""
    lacking = missing()
    if lacking:
        install(sorted({package for need in lacking for package in need.packages}))
        lacking = missing(lacking)
    if lacking:
        sys.stderr.write(report(lacking))
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except services.Unreachable as away:
        sys.exit(str(away))
