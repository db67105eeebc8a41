"""Whatever is killed, wiped, cut or poisoned: nothing acknowledged is lost, nothing happens twice.

`GUIHANG_FAULTS_N` is the number of kills at random (20); the other faults go with it. The same with
figures: `python -m tests.faults --n 500`.
"""

from __future__ import annotations

import os

import pytest

from tests.faults import disks, faults, lines, points, post, times
from tests.faults.faults import Found
from tests.faults.poison import BEHIND, EVENTS, poison
from tests.faults.stage import Stage

N = int(os.environ.get("GUIHANG_FAULTS_N", "20"))
LEVEL_WITHIN = 15.0  # seconds
FLOWS_WITHIN = 2.0  # seconds


def assert_sound(found: Found) -> None:
    assert found.verdict.lost == []
    assert found.verdict.doubled == []
    assert found.verdict.gaps == []
    assert found.verdict.parked == []
    assert found.level_seconds < LEVEL_WITHIN
    assert found.acknowledged > 0


def test_services_that_are_killed_at_any_instant_lose_and_double_nothing(stage: Stage) -> None:
    assert_sound(faults.kill_at_random(stage, N))


def test_services_that_die_at_the_worst_instants_lose_and_double_nothing(stage: Stage) -> None:
    turns = faults.turns(N)

    found = points.kill_at_points(stage, turns)

    assert_sound(found)
    assert found.more["hits"] == points.expected_hits(turns)
    assert found.more["left_behind"] == []


def test_a_database_that_dies_loses_nothing_that_was_acknowledged(stage: Stage) -> None:
    found = faults.kill_postgres(stage, faults.deaths(N))

    assert_sound(found)
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_a_broker_that_forgets_everything_loses_nothing_and_stops_nobody(stage: Stage) -> None:
    found = faults.wipe_the_broker(stage, faults.wipes(N))

    assert_sound(found)
    assert found.more["acts_during_outage"] > 0
    assert found.more["failed_during_outage"] == 0
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_wires_that_are_torn_silent_deaf_or_slow_lose_nothing(stage: Stage) -> None:
    found = lines.bad_wires(stage, faults.turns(N))

    assert_sound(found)
    assert max(max(each) for each in found.more["level_after"].values()) < LEVEL_WITHIN


def test_a_broker_that_takes_nothing_more_stops_nobody(stage: Stage) -> None:
    found = lines.alarm_the_broker(stage, faults.turns(N))

    assert_sound(found)
    assert found.more["acts_during_alarm"] > 0
    assert found.more["failed_during_alarm"] == 0


def test_queues_that_are_deleted_come_back_and_lose_nothing(stage: Stage) -> None:
    found = lines.delete_queues(stage, faults.turns(N))

    assert_sound(found)
    assert found.more["queues"] > 0
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_messages_that_are_lost_doubled_late_or_out_of_order_change_nothing(stage: Stage) -> None:
    found = post.mangle_messages(stage, faults.wipes(N))

    assert_sound(found)
    assert min(found.more[fate] for fate in ("dropped", "sent late", "sent twice")) > 0
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_a_full_disk_of_the_database_is_said_and_loses_nothing(stage: Stage) -> None:
    try:
        found = disks.fill_the_disk(stage, faults.turns(N))
    except PermissionError as error:
        pytest.skip(f"a small disk cannot be had here: {error}")

    assert_sound(found)
    assert found.more["answers_while_full"][503] > 0
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_a_full_disk_of_the_logs_of_services_stops_nobody(stage: Stage) -> None:
    found = disks.fill_the_logs(stage, faults.turns(N))

    assert_sound(found)
    assert found.more["acts_while_full"] > 0
    assert found.more["failed_while_full"] == 0


def test_clocks_that_are_set_forward_and_back_lose_nothing_and_stop_nobody(stage: Stage) -> None:
    found = times.step_the_clocks(stage, faults.turns(N))

    assert_sound(found)
    assert found.more["acts_meanwhile"] > 0
    assert found.more["failed_meanwhile"] == 0
    assert max(found.more["level_after"]) < LEVEL_WITHIN


def test_an_append_whose_reply_is_lost_succeeds_once_and_shows_no_conflict(stage: Stage) -> None:
    cuts = faults.cuts(N)

    found = faults.cut_replies(stage, cuts)

    assert_sound(found)
    assert found.more["answers"] == {"201": cuts}
    assert found.more["cut"] == 2 * cuts  # as many anywhere in registry and supervision
    assert found.conflicts == 0


def test_a_case_that_cannot_be_heard_waits_in_order_and_holds_up_nobody_else(stage: Stage) -> None:
    found = poison(stage)

    assert [one["name"] for one in found.parked] == list(EVENTS)
    assert [one["reason"] == BEHIND for one in found.parked] == [False, True]
    assert max(found.other_cases_seconds) < FLOWS_WITHIN
    assert found.left == []
    assert found.replayed == [
        "supervision.opened",
        "supervision.drug_test_scheduled",
        "supervision.agreement_noted",
    ]
    assert found.verdict.sound
