"""What the command line says where it cannot do its work: one sentence, and the right status."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import free_port
from tests.support.town import GUIHANG

UNAVAILABLE, MISUSE, PATIENCE = 3, 2, 120.0


def guihang(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a verb to its end."""
    return subprocess.run(
        [*GUIHANG, *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def taken() -> Iterator[str]:
    """An address at which somebody else listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def test_a_taken_port_is_said_before_any_work_is_done(taken: str, tmp_path: Path) -> None:
    done = guihang("up", GUIHANG_HTTP=taken, GUIHANG_DATA_DIR=str(tmp_path / "data"))

    assert done.returncode == UNAVAILABLE
    assert f"地址 {taken} 用不了" in done.stderr
    assert not (tmp_path / "data").exists()


def test_an_address_that_is_none_is_misuse() -> None:
    done = guihang("up", GUIHANG_HTTP="here")

    assert done.returncode == MISUSE
    assert "GUIHANG_HTTP 须写作 主机:端口" in done.stderr


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", encoding="ascii")
    address = f"127.0.0.1:{free_port()}"

    done = guihang("up", GUIHANG_HTTP=address, GUIHANG_DATA_DIR=str(tmp_path / "data"))

    assert done.returncode == UNAVAILABLE
    assert "不是文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    nobody = free_port()
    env = {
        "GUIHANG_KEYS": str(tmp_path / "keys"),
        "GUIHANG_DATA_DIR": str(tmp_path / "data"),
        "GUIHANG_DATABASE_URL": f"postgresql://guihang_{{service}}@127.0.0.1:{nobody}/{{service}}",
        "GUIHANG_AMQP_URI": "amqp://127.0.0.1:1//",
    }
    guihang("keys", **env)

    done = guihang("migrate", "registry", **env)

    assert done.returncode == UNAVAILABLE
    assert "数据库现在连不上" in done.stderr
