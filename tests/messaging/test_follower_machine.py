"""A follower against a model: whatever is lost, doubled, late, reordered, or killed in between.

The model knows only what the post told the desk. At any moment every message up to the tracked
position has had its effect once, or is parked with all that came after it in its case; nothing
beyond has; and in the end, healed and replayed, every case has everything in order.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from pathlib import Path

from eventsourcing.persistence import OperationalError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.messaging.follower import Follower, Outcome
from shared.messaging.language import Message
from tests.messaging.support.departments import Desk, new_desk, new_post
from tests.messaging.support.hearing import Hearing

CASES = ("case-1", "case-2", "case-3")


class Following(RuleBasedStateMachine):
    """One post, one desk, and everything that can happen between them."""

    @initialize()
    def begin(self) -> None:
        """Two empty stores, and one open letter a case."""
        self.folder = Path(tempfile.mkdtemp(prefix="guihang-following-"))
        post, desk = new_post(self.folder / "post.sqlite3"), new_desk(self.folder / "desk.sqlite3")
        self.hearing = Hearing(post, desk)
        self.letters = {case: post.open(case_ref=case).answer for case in CASES}
        self.told: dict[int, tuple[str, int]] = {}  # position: case and number
        self.poison: set[int] = set()
        self.was_tracked = 0
        self.faults: list[str] = []
        self.start_again()

    @property
    def follower(self) -> Follower:
        return self.hearing.follower

    @property
    def desk(self) -> Desk:
        return self.hearing.desk

    @rule(case=st.sampled_from(CASES), poison=st.sampled_from([False, False, False, True]))
    def stamp(self, case: str, *, poison: bool) -> None:
        """Something for the desk happens; it may be something that the desk cannot take."""
        number = len(self.told) + 1
        self.hearing.post.stamp(letter=self.letters[case], number=number)
        self.told[self.hearing.post.head()] = (case, number)
        if poison:
            self.poison.add(number)
            self.desk.poison.add(number)

    @rule(case=st.sampled_from(CASES))
    def weigh(self, case: str) -> None:
        """Something happens that does not concern the desk."""
        self.hearing.post.weigh(letter=self.letters[case], grams=1)

    @rule(data=st.data(), times=st.integers(1, 2))
    def deliver(self, data: st.DataObject, times: int) -> None:
        """Any message so far arrives, however late, once or twice; most never do."""
        message = data.draw(st.sampled_from(self.hearing.messages()))
        for _ in range(times):
            self.follower.offer(message)

    @rule(data=st.data())
    def ring(self, data: st.DataObject) -> None:
        """The bell rings for some position."""
        self.follower.ring(data.draw(st.integers(1, self.hearing.post.head())))

    @rule()
    def pull(self) -> None:
        """The clock strikes."""
        self.follower.pull()

    @rule(fault=st.sampled_from(["before", "after"]))
    def fail_next(self, fault: str) -> None:
        """The store will be away at the next message: before its append, or its reply is lost."""
        self.faults.append(fault)

    @rule()
    def start_again(self) -> None:
        """The process is killed; what was in its memory is gone."""
        self.desk.db.close()
        self.hearing.desk = new_desk(self.folder / "desk.sqlite3")
        self.desk.poison = set(self.poison)
        self.hearing.follower = self.hearing.another(hear=self.hear)

    @precondition(lambda self: self.poison)
    @rule()
    def heal_and_replay(self) -> None:
        """Somebody mends the fault and replays what is parked."""
        self.poison.clear()
        self.desk.poison.clear()
        self.hearing.replay()

    def hear(self, message: Message) -> None:
        """The reaction, with the faults that are due."""
        fault = self.faults.pop() if self.faults else None
        if fault == "before":
            raise OperationalError("away")
        self.desk.hear(message)
        if fault == "after":
            raise OperationalError("reply lost")

    @invariant()
    def everything_tracked_had_one_effect_or_is_parked(self) -> None:
        """And nothing beyond."""
        tracked = self.desk.tracked("post")
        due = {number for position, (_, number) in self.told.items() if position <= tracked}
        parked = {self.told[p.position][1] for p in self.desk.parked() if p.position in self.told}
        effects = self.effects()

        assert len(effects) == len(set(effects))
        assert set(effects) | parked == due
        assert not set(effects) & parked

    @invariant()
    def nothing_overtakes_a_parked_message_of_its_case(self) -> None:
        """What waits in a case is all later than what had its effect."""
        effects = set(self.effects())
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for parked in self.desk.parked():
            waiting[parked.case_ref or ""].append(parked.position)
        for position, (case, number) in self.told.items():
            if number in effects and waiting[case]:
                assert position < min(waiting[case])

    @invariant()
    def the_tracking_never_goes_back(self) -> None:
        """Nor beyond the log."""
        tracked = self.desk.tracked("post")
        assert self.was_tracked <= tracked <= self.hearing.post.head()
        self.was_tracked = tracked

    def effects(self) -> list[int]:
        """What the desk noted, in order."""
        return [entry.facts["number"] for entry in self.desk.entries(limit=None)]

    def teardown(self) -> None:
        """In the end every case has everything, in order."""
        if not hasattr(self, "hearing"):
            return
        self.faults.clear()
        self.poison.clear()
        self.desk.poison.clear()
        while self.follower.pull() is not Outcome.LEVEL:
            pass
        self.hearing.replay()
        per_case: defaultdict[str, list[int]] = defaultdict(list)
        for entry in self.desk.entries(limit=None):
            per_case[entry.case_ref or ""].append(entry.facts["number"])
        expected: defaultdict[str, list[int]] = defaultdict(list)
        for case, number in self.told.values():
            expected[case].append(number)
        assert per_case == expected
        self.desk.db.close()
        self.hearing.post.db.close()
        shutil.rmtree(self.folder)


TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
