"""`guihang targets`: whoever doubts a plan draws its hidden days again from the recorded seed."""

from __future__ import annotations

import json
import subprocess
import sys

from deploy.settings import Settings

REF = "梅社戒〔2025〕0001"


def targets(town: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "deploy.cli", "targets", *words]
    return subprocess.run(
        [*command, "--data", str(town.data)], capture_output=True, text=True, check=False
    )


def test_the_days_on_record_are_those_that_the_seed_gives_and_none_is_shown(
    town: Settings,
) -> None:
    (plan,) = json.loads(targets(town, REF, "--json").stdout)
    said = targets(town, REF)

    assert plan["agrees"] is True
    assert said.returncode == 0
    assert said.stdout == f"{plan['scheduled_on']}  {plan['plan']}  {plan['tests']} 次  一致\n"


def test_a_case_that_is_not_on_file_is_said_plainly(town: Settings) -> None:
    said = targets(town, "梅社戒〔1999〕0001")

    assert said.returncode == 1
    assert "没有这个案件的档案" in said.stderr
