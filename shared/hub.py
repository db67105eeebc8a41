"""What knows the hub: that it is patched, how long something may take, where heavy work goes.

eventlet runs all of a process on one thread, so whatever blocks that thread blocks every page,
message and timer. Nothing outside this file, messaging and web needs to know (design.md, 3).
"""

from __future__ import annotations

import _thread
import functools
import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import eventlet
import eventlet.patcher
import eventlet.tpool
from psycopg2 import extensions as psycopg2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

P = ParamSpec("P")
T = TypeVar("T")

PATCHED = ("os", "select", "socket", "subprocess", "thread", "time")


class NotPatched(RuntimeError):
    """The process did not begin with `eventlet.monkey_patch()`; one wait would stop everything."""


def require_patched() -> None:
    """Refuse to start a process in which a wait would stop the whole hub.

    - A module that was not patched blocks the thread on its first read or sleep.
    - psycopg2 waits in C unless its wait callback is set: one slow query then stops every page.
    - An RLock made before patching stays native: it knows the thread, not the greenlet, so two
      greenlets pass it at once (eventlet issues 546 and 969).
    """
    blocking = [name for name in PATCHED if not eventlet.patcher.is_monkey_patched(name)]
    if blocking:
        message = f"eventlet.monkey_patch() must come first; not patched: {', '.join(blocking)}"
        raise NotPatched(message)
    if psycopg2.get_wait_callback() is None:
        raise NotPatched("psycopg2 was patched without its wait callback; queries would block")
    if native := native_locks():
        message = f"{native} locks were made before eventlet.monkey_patch(); patch earlier"
        raise NotPatched(message)


def native_locks() -> int:
    """Count the RLocks that were made too early.

    Python 3.11 gives every `functools.cached_property` a native lock whenever it is made; those
    guard nothing that waits, and are not counted.
    """
    tracked = gc.get_objects()
    # kombu's cached properties are a subclass of functools'.
    cached = (it for it in tracked if isinstance(it, functools.cached_property))
    harmless = {id(it.lock) for it in cached}  # type: ignore[attr-defined]  # Python 3.11 has it
    return sum(1 for it in tracked if type(it) is _thread.RLock and id(it) not in harmless)


def offload(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` on a real thread and wait for it without stopping the hub.

    For what computes for more than 50 ms (argon2, PDF, workbooks). Inside it nothing of eventlet
    may be touched: no database of ours, no lock, no queue (ecosystem.md, convention 3).
    """
    result: T = eventlet.tpool.execute(work, *args, **kwargs)
    return result


def side_by_side(questions: Sequence[Callable[[], T]]) -> list[T]:
    """Ask all at once: whoever waits, waits for the slowest and not for the sum of them."""
    with ThreadPoolExecutor(max(len(questions), 1)) as pool:  # green threads in a service
        asked = [pool.submit(copy_context().run, question) for question in questions]
        return [answer.result() for answer in asked]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in the block once it has taken longer than `seconds`.

    Only what waits on the hub can be stopped: a computation runs on to its next wait. What was
    interrupted in the middle of a protocol (a socket, a cursor) must be thrown away by the caller
    (a blackholed broker never answers; reliability.md, 4.13).
    """
    timer = eventlet.Timeout(seconds)
    try:
        yield
    except eventlet.Timeout as late:
        if late is not timer:
            raise
        message = f"took longer than {seconds} s"
        raise TimeoutError(message) from None
    finally:
        timer.cancel()
