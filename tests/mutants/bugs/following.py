"""Planted in the follower, the line, the feed, parking and the relay."""

from __future__ import annotations

from tests.mutants.planting import MESSAGING, Mutant

FOLLOWER = "shared/messaging/follower.py"
LINES = "shared/messaging/lines.py"
FEED = "shared/messaging/feed.py"
PARKING = "shared/messaging/parking.py"
RELAY = "shared/messaging/relay.py"
LANGUAGE = "shared/messaging/language.py"
TEST_FOLLOWER = f"{MESSAGING}/test_follower.py"

FOLLOWING = (
    Mutant(
        name="gap-is-not-pulled",
        path=FOLLOWER,
        old="            if message.previous > tracked:\n",
        new="            if message.previous < 0:\n",
        breaks="A delivery after a lost one is heard too early, again and again.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="bell-is-not-heeded",
        path=FOLLOWER,
        old="        if self.tracked < position:\n            self._catch_up()",
        new="        if self.tracked > position:\n            self._catch_up()",
        breaks="A delivery without proof leads to nothing.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="level-is-not-tracked",
        path=FOLLOWER,
        old="        if to > frm:\n            try:",
        new="        if to < frm:\n            try:",
        breaks="A follower reads the same silence again for ever.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="level-before-messages",
        path=FOLLOWER,
        old="_move(page.messages[-1].position if page.messages else tracked, page.level)",
        new="_move(tracked, page.level)",
        breaks="Tracking is moved from where it no longer is.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="unsound-page-is-believed",
        path=FOLLOWER,
        old="        _require_sound(page, tracked)\n",
        new="",
        breaks="A feed with a gap makes a follower skip.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="overtakes-the-parked",
        path=FOLLOWER,
        old="            if self._is_behind_a_parked_one(message):",
        new="            if False:",
        breaks="A later message of a parked case is heard before it.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="absence-parks",
        path=FOLLOWER,
        old="            except (Overtaken, *AWAY):\n                raise\n",
        new="            except Overtaken:\n                raise\n",
        breaks="A database that is away for a moment makes messages park.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="one-try-only",
        path=FOLLOWER,
        old="for pause in (*self._pauses, None):",
        new="for pause in (None,):",
        breaks="The first failure parks.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="poison-is-dropped",
        path=FOLLOWER,
        old="        self._park(message, reason)\n        told = {",
        new="        self._app.move_tracking("
        "message.upstream, frm=self.tracked, to=message.position)\n        told = {",
        breaks="What fails three times is gone.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="strict-line-parks",
        path=FOLLOWER,
        old="        if self._stop_line:\n",
        new="        if not self._stop_line and reason is None:\n",
        breaks="A line that must never skip parks.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="stopped-line-goes-on",
        path=FOLLOWER,
        old="            self._stopped = True\n",
        new="            self._stopped = False\n",
        breaks="A line that met what it cannot read tries it for ever, and says that it goes.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="overtaken-ends-the-page",
        path=FOLLOWER,
        old="            if not self._settle(message):\n                return False\n",
        new="            if not self._settle(message):\n                return True\n",
        breaks="The loser of a race believes itself level.",
        near=TEST_FOLLOWER,
    ),
    Mutant(
        name="feed-says-it-is-level-too-far",
        path=FEED,
        old="last if len(entries) == limit else max(head, last))",
        new="max(head, last))",
        breaks="After a full page the follower passes what came on the next.",
        near=f"{MESSAGING}/test_feed.py",
    ),
    Mutant(
        name="feed-reads-its-head-late",
        path=FEED,
        old="            return Page((), head)\n",
        new="            return Page((), self._app.head())\n",
        breaks="What is committed between two reads is passed over.",
        near=f"{MESSAGING}/test_feed.py",
    ),
    Mutant(
        name="feed-forgets-the-one-before",
        path=FEED,
        old="upto=entries[0].position - 1)",
        new="upto=entries[0].position)",
        breaks="The first message of a page contradicts itself.",
        near=f"{MESSAGING}/test_feed.py",
    ),
    Mutant(
        name="previous-is-the-position-before",
        path=LANGUAGE,
        old="                previous = message.position\n",
        new="                previous = message.position - 1\n",
        breaks="A follower sees a gap where nothing is missing, or none where something is.",
        near=f"{MESSAGING}/test_published_language.py",
    ),
    Mutant(
        name="replay-overtakes-a-failed-one",
        path=PARKING,
        old="        if case in failed:",
        new="        if case in ():",
        breaks="The rest of a case is replayed before what still fails.",
        near=f"{MESSAGING}/test_parking.py",
    ),
    Mutant(
        name="replay-of-every-case",
        path=PARKING,
        old="if case_ref in {None, it.case_ref}]",
        new="if case_ref or it.case_ref]",
        breaks="To replay one case replays all others.",
        near=f"{MESSAGING}/test_parking.py",
    ),
    Mutant(
        name="relay-begins-at-the-past",
        path=RELAY,
        old="        self._position = self._app.head()\n        self._previous",
        new="        self._position = 0\n        self._previous",
        breaks="Each start tells everything again.",
        near=f"{MESSAGING}/test_relay.py",
    ),
    Mutant(
        name="relay-forgets-what-it-told",
        path=RELAY,
        old="            self._previous = previous\n",
        new="",
        breaks="Messages name a wrong one before them.",
        near=f"{MESSAGING}/test_relay.py",
    ),
    Mutant(
        name="relay-passes-a-hole",
        path=RELAY,
        old="        _require_contiguous(entries, position)\n",
        new="",
        breaks="A hole in the log is told past.",
        near=f"{MESSAGING}/test_relay.py",
    ),
    Mutant(
        name="relay-goes-on-before-it-is-confirmed",
        path=RELAY,
        old="        if messages:\n            self._sender.send(",
        new="        self._position = position + len(entries)\n"
        "        if messages:\n            self._sender.send(",
        breaks="What the broker did not take is not told again; the clock has to find it.",
        near=f"{MESSAGING}/test_relay.py",
    ),
    Mutant(
        name="acknowledged-before-the-effect",
        path=LINES,
        old="            if self._hold(ring):\n",
        new="            done()\n            if self._hold(ring):\n",
        breaks="A delivery is let go before it had its effect.",
        near=f"{MESSAGING}/test_lines.py",
    ),
    Mutant(
        name="nothing-is-pulled",
        path=LINES,
        old="level = self.follower.pull() is not Outcome.LATER",
        new="level = True",
        breaks="What the broker lost is never heard.",
        near=f"{MESSAGING}/test_lines.py",
    ),
    Mutant(
        name="anybody-may-speak",
        path=LINES,
        old="return self._wiring.credentials.proves(token, message.upstream)",
        new="return True",
        breaks="A department can speak for another one.",
        near=f"{MESSAGING}/test_following.py",
    ),
)
