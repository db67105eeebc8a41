"""A command is carried out once, whatever happens on its way."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast
from uuid import uuid4

from shared.eventstore.act import acting, current_act, system_act
from shared.eventstore.attachments import Upload
from shared.eventstore.codec import dumps, loads
from shared.eventstore.database import Unavailable
from shared.eventstore.records import (
    Append,
    ClaimTaken,
    CommandRepeated,
    NoRoom,
    StoredCommand,
    VersionConflict,
)
from shared.eventstore.unit import Claim, Unit, collecting
from shared.law import Conflict, Misuse, Refusal

if TYPE_CHECKING:
    from shared.eventstore.office import Office

TRIES = 3
PAUSE_SECONDS = 0.1

D = TypeVar("D", bound="Office")
R = TypeVar("R")
P = ParamSpec("P")


class CannotReach(Exception):
    """The database does not answer: try again with the same command id, nothing is lost."""


@dataclass(frozen=True)
class Done(Generic[R]):
    """A command was carried out: its answer, and how far a desk must read to show it."""

    answer: R
    position: int
    repeated: bool = False


def command(
    method: Callable[Concatenate[D, P], R],
) -> Callable[Concatenate[D, P], Done[R]]:
    """Make a method one command: all that it saves is written in one append, once.

    The answer must be JSON (text, numbers, lists, dicts, None). A repeat of the same command id
    gets the first answer; the same id with other input is `Misuse`; refusals are not remembered;
    after a true conflict the method decides again on the new state, and after three times it is
    `Conflict`.
    """

    @functools.wraps(method)
    def perform(self: D, *args: P.args, **kwargs: P.kwargs) -> Done[R]:
        return self.watch.command(method.__name__, _Performance(self, method, args, kwargs).done)

    return cast("Callable[Concatenate[D, P], Done[R]]", perform)


class _Taken(Refusal):
    """Somebody claimed a value between our look and our append; whoever looks again sees it."""

    def __init__(
        self, sentence: str, *, field: str | None = None, claim: Claim | None = None
    ) -> None:
        super().__init__(sentence, field=field)
        self.claim = claim


class _Performance(Generic[R]):
    """One command on its way: decide, write, and what to answer when that does not go through."""

    def __init__(
        self, office: Office, method: Callable[..., R], args: Any, kwargs: dict[str, Any]
    ) -> None:
        self.office = office
        self.method = method
        self.args = args
        self.kwargs = kwargs
        act = current_act() or system_act(office.name)
        self.act = act if act.command_id else replace(act, command_id=str(uuid4()))
        self.digest = office.master.digest(
            dumps([method.__name__, args, _plain(kwargs)]), purpose="command"
        )

    def done(self) -> Done[R]:
        """Carry it out once."""
        last: Exception | None = None
        for attempt in range(TRIES):
            try:
                return self._once()
            except _Taken as error:
                last = error if last is None or _same(last, error) else _busy()
            except (CommandRepeated, VersionConflict) as error:
                last = error
            except NoRoom as full:
                return self._earlier_or(full)
            except Unavailable as error:
                last = error
                time.sleep(PAUSE_SECONDS * (attempt + 1))
            except Refusal as refusal:
                return self._earlier_or(refusal)
            if (earlier := self._earlier()) is not None:
                return earlier
        raise _after_all_tries(last)

    def _once(self) -> Done[R]:
        unit = Unit()
        with acting(self.act), collecting(unit):
            answer = self.method(self.office, *self.args, **self.kwargs)
        remembered = StoredCommand(
            id=cast("str", self.act.command_id),
            account=self.act.account,
            name=self.method.__name__,
            digest=self.digest,
            answer=dumps(answer),
        )
        try:
            position = self.office.write(unit, Append(command=remembered), self.act)
        except ClaimTaken:
            raise self._taken(unit) from None
        return Done(answer, position)

    def _taken(self, unit: Unit) -> _Taken:
        for claim, file_id in unit.take:
            if self.office.holder(claim) not in {None, file_id}:
                return _Taken(claim.sentence, field=claim.field, claim=claim)
        return _Taken("一个号码刚被别的档案占用，请重新打开后再办")

    def _earlier_or(self, trouble: Exception) -> Done[R]:
        """What was once accepted is not refused when it is repeated."""
        earlier = self._earlier()
        if earlier is None:
            raise trouble
        return earlier

    def _earlier(self) -> Done[R] | None:
        try:
            stored = self.office.store.command(cast("str", self.act.command_id))
        except Unavailable:
            return None
        if stored is None:
            return None
        if stored.digest != self.digest or stored.account != self.act.account:
            raise Misuse("同一个操作编号已用于另一项内容，请重新打开页面后再提交")
        return Done(cast("R", loads(stored.answer)), stored.position, repeated=True)


def _same(earlier: Exception, later: _Taken) -> bool:
    """The same value was taken again: it came from a person, and another try finds it taken too."""
    return isinstance(earlier, _Taken) and earlier.claim == later.claim


def _after_all_tries(last: Exception | None) -> Exception:
    """What a person is told in the end.

    A number that the act chose anew each time, and that was gone each time, is no refusal.
    """
    if isinstance(last, _Taken):
        return last
    if isinstance(last, Unavailable):
        return CannotReach("数据库暂时连不上，请稍后用同一操作重试")
    return _busy()


def _busy() -> Conflict:
    return Conflict("这份档案刚被别人改动过，请重新打开后再办")


def _plain(value: Any) -> Any:
    """Command input as it can be digested: value objects as dicts, bytes as hex."""
    if is_dataclass(value) and not isinstance(value, type):
        return {it.name: _plain(getattr(value, it.name)) for it in fields(value)}
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    if isinstance(value, Upload):
        return value.digest
    return value.hex() if isinstance(value, bytes) else value
