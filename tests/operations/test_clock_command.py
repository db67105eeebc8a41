"""`guihang clock`: run by hand or by a timer, once or twice, it writes each thing once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROSTER = Path(__file__).parents[1] / "data/rosters/roster-csv-60.csv"


def guihang(*words: str, data: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "deploy.cli", *words, "--data", str(data), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_fell_due_is_written_once_however_often_the_clock_is_run(tmp_path: Path) -> None:
    guihang("import", str(ROSTER), data=tmp_path)

    first = guihang("clock", data=tmp_path)
    second = guihang("clock", data=tmp_path)

    assert first["supervision"] > 0
    assert second == {"registry": 0, "supervision": 0}
