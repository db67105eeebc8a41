"""Planted in what carries a command out and reacts to a message, above both stores."""

from __future__ import annotations

from tests.mutants.planting import MESSAGING, Mutant

PERFORMING = "shared/eventstore/performing.py"
OFFICE = "shared/eventstore/office.py"
HEARING = "shared/eventstore/hearing.py"

ACTING = (
    Mutant(
        name="first-answer-not-looked-up",
        path=PERFORMING,
        old="if (earlier := self._earlier()) is not None:",
        new="if (earlier := None) is not None:",
        breaks="A lost reply becomes a conflict although the act is recorded.",
    ),
    Mutant(
        name="new-id-each-time",
        path=PERFORMING,
        old="self.act = act if act.command_id else replace(act, command_id=str(uuid4()))",
        new="self.act = replace(act, command_id=str(uuid4()))",
        breaks="A repeat is a new act.",
    ),
    Mutant(
        name="refusal-before-the-first-answer",
        path=PERFORMING,
        old="return self._earlier_or(refusal)",
        new="raise refusal",
        breaks="What was once accepted is refused when it is repeated.",
    ),
    Mutant(
        name="other-input-same-answer",
        path=PERFORMING,
        old="if stored.digest != self.digest or stored.account != self.act.account:",
        new="if stored.account != self.act.account:",
        breaks="The same id with other input gets an answer that is not its own.",
    ),
    Mutant(
        name="somebody-elses-id",
        path=PERFORMING,
        old="if stored.digest != self.digest or stored.account != self.act.account:",
        new="if stored.digest != self.digest:",
        breaks="Another account reads the answer to an act that is not its own.",
    ),
    Mutant(
        name="no-second-decision",
        path=PERFORMING,
        old="(CommandRepeated, VersionConflict) as error:\n                last = error",
        new="(CommandRepeated, VersionConflict) as error:\n                raise error",
        breaks="Two clerks on one file: the second sees an error of the store.",
    ),
    Mutant(
        name="claims-not-stored",
        path=OFFICE,
        old="take=self._stored(unit.take),",
        new="take=(),",
        breaks="Nothing is unique.",
    ),
    Mutant(
        name="claims-not-given-back",
        path=OFFICE,
        old="release=self._stored(unit.release),",
        new="release=(),",
        breaks="A number that was given back stays taken.",
    ),
    Mutant(
        name="saved-twice",
        path=OFFICE,
        old="if not any(aggregate is known for known in unit.aggregates):",
        new="if True:",
        breaks="A file that is saved twice in a command is gathered twice.",
    ),
    Mutant(
        name="nobody-is-told",
        path=OFFICE,
        old="for listener in self._listeners if facts else ():",
        new="for listener in ():",
        breaks="The relay learns of an event by its own poll only.",
        near=f"{MESSAGING}/test_relay.py",
    ),
    Mutant(
        name="hears-what-it-heard",
        path=HEARING,
        old="        if not message.previous <= at < message.position:\n"
        '            raise Overtaken(f"{message.upstream} is at {at}")\n'
        "        move = Move(",
        new="        move = Move(",
        breaks="A message that was heard is heard again.",
        near=f"{MESSAGING}/test_follower.py",
    ),
    Mutant(
        name="replay-keeps-it-parked",
        path=HEARING,
        old="self._react(message, Append(unpark=parked))",
        new="self._react(message, Append())",
        breaks="A replayed message stays on the list and is heard at each replay.",
        near=f"{MESSAGING}/test_parking.py",
    ),
    Mutant(
        name="reaction-without-tracking",
        path=HEARING,
        old="self._react(message, Append(move=move))",
        new="self._react(message, Append()); self._moved(Append(move=move))",
        breaks="Own events and tracking are two appends: a crash between doubles the effect.",
        near=f"{MESSAGING}/test_follower.py",
    ),
    Mutant(
        name="race-lost-is-an-error",
        path=HEARING,
        old="            except TrackingMoved as error:\n"
        "                raise Overtaken(str(error)) from None\n"
        "            else:",
        new="            except ZeroDivisionError as error:\n"
        "                raise Overtaken(str(error)) from None\n"
        "            else:",
        breaks="The loser of a race parks a message that the winner has heard.",
        near=f"{MESSAGING}/test_follower.py",
    ),
    Mutant(
        name="unreadable-is-skipped",
        path=HEARING,
        old='raise Unreadable(f"{message.name}: {type(error).__name__}") from error',
        new="return None",
        breaks="A message that cannot be read is passed over in silence.",
        near=f"{MESSAGING}/test_follower.py",
    ),
    Mutant(
        name="conflict-in-a-reaction-parks",
        path=HEARING,
        old="                if not left:\n                    raise\n",
        new="                raise\n",
        breaks="A clerk who was faster makes a message park.",
        near="tests/eventstore/test_hearing.py",
    ),
)
