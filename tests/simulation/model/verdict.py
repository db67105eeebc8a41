"""The verdict on a town: everything that is not as it should be, one sentence each."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from tests.simulation.model.files import Row, Seen, Store, behind
from tests.simulation.model.promises import ACTS, CLAIMS, EFFECTS, FOLLOWS, TOLD


class Act(Protocol):
    """An act as the ledger has it."""

    @property
    def command_id(self) -> str:
        """Under which id."""

    @property
    def department(self) -> str:
        """Whom it was asked of."""

    @property
    def name(self) -> str:
        """What was asked."""

    @property
    def answered(self) -> bool:
        """It was said to be done."""

    @property
    def refused(self) -> bool:
        """It was refused, for certain."""

    @property
    def answer(self) -> Any:
        """What was answered."""

    @property
    def position(self) -> int:
        """Up to where a desk must have read to show it."""


def wrong(stores: Mapping[str, Store], acts: Iterable[Act]) -> list[str]:
    """Everything that is not as it should be, one sentence each."""
    known = list(acts)
    found: list[str] = []
    for store in stores.values():
        own = [act for act in known if act.department == store.name]
        found += _log(store)
        found += _claims(store)
        found += _unasked(store, own)
        for act in own:
            found += [f"{store.name}: {act.name} {wrong}" for wrong in _act(store, act)]
        for upstream in FOLLOWS[store.name]:
            if upstream in stores:
                found += _hearing(store, stores[upstream])
    return found + behind(stores)


def _log(store: Store) -> Iterator[str]:
    """Positions and versions go 1, 2, 3 …; the recording time never goes back."""
    positions = [row.position for row in store.log]
    if positions != list(range(1, store.head + 1)):
        yield f"{store.name}: {len(positions)} positions, head {store.head}"
    versions: defaultdict[str, list[int]] = defaultdict(list)
    for row in store.log:
        versions[row.stream].append(row.version)
    for stream, found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{store.name}: versions {found} of {stream}"
    times = [*(row.recorded_at for row in store.log), store.head_recorded_at]
    if times != sorted(times):
        yield f"{store.name}: the recording time goes back"
    refs = Counter(row.case_ref for row in store.log if row.name == "registry.decision_received")
    for ref, n in refs.items():
        if n > 1:
            yield f"{store.name}: {n} cases are called {ref}"


def _claims(store: Store) -> Iterator[str]:
    """Every file holds what it must, and nobody holds anything else."""
    for (department, scope), event in CLAIMS.items():
        if department == store.name:
            held = sorted(stream for claimed, stream in store.claims if claimed == scope)
            due = sorted(row.stream for row in store.log if row.name == event)
            if held != due:
                yield f"{store.name}: {len(held)} claims of {scope}, {len(due)} due"


def _act(store: Store, act: Act) -> Iterator[str]:
    """What was answered is there, once, with its first answer; what was refused is not."""
    event = ACTS[act.name].format(department=store.name)
    rows = store.acts.get(act.command_id, [])
    times = sum(row.name == event for row in rows)
    kept = store.commands.get(act.command_id)
    if times > 1 or bool(times) != bool(kept):
        yield f"is there {times} times, remembered {bool(kept)}"
    if act.refused and kept:
        yield "was refused and is there"
    if not kept:
        if act.answered:
            yield "was answered and is not there"
        return
    name, answer, position = kept
    if (name, position) != (act.name, rows[-1].position if rows else None):
        yield f"is remembered as {name} at {position}"
    if act.answered and (json.loads(answer), position) != (act.answer, act.position):
        yield "is remembered with another answer"


def _unasked(store: Store, acts: list[Act]) -> Iterator[str]:
    """Everything was asked for or heard, but the mark that nothing here is real."""
    asked = {act.command_id for act in acts}
    for row in store.log:
        if not (row.causation or row.command_id in asked or row.position == 1):
            yield f"{store.name}: nobody asked for {row.name} at {row.position}"


def _hearing(store: Store, upstream: Store) -> Iterator[str]:
    """What a follower made of its upstream: each message once, in order, and never unheard."""
    told = [row for row in upstream.log if store.name in TOLD.get(row.name, ())]
    positions = {row.position for row in told}
    for (source, position), rows in store.effects.items():
        if source == upstream.name and position not in positions:
            yield f"{store.name}: {rows[0].name} for what it was not told, {source}:{position}"
    for row in told:
        yield from _effect(store, upstream.name, row)
    yield from _order(store, upstream.name, told)
    yield from _tracking(store, upstream, told)


def _expected(store: Store, row: Row) -> list[str]:
    if store.name == "reporting":
        return ["reporting.fact_noted"]
    return [f"{store.name}.{effect}" for effect in EFFECTS.get((row.name, store.name), ())]


def _effect(store: Store, source: str, row: Row) -> Iterator[str]:
    made = store.effects.get((source, row.position), [])
    if [effect.name for effect in made] != _expected(store, row):
        names = [effect.name for effect in made]
        yield f"{store.name}: {row.name} at {source}:{row.position} led to {names}"
    for effect in made:
        if store.name == "reporting" and (
            (effect.facts["source"], effect.facts["position"], effect.facts["name"])
            != (source, row.position, row.name)
        ):
            yield f"{store.name}: {source}:{row.position} is noted as something else"
        if effect.case_ref != row.case_ref:
            yield f"{store.name}: {source}:{row.position} went to the file of another case"


def _order(store: Store, source: str, told: list[Row]) -> Iterator[str]:
    """Within a case in order; over all cases too, but for what was ever parked."""
    parked = {seen.position for seen in store.seen if _is(seen, "parked", source)}
    at: list[tuple[int, int, str | None]] = []
    for row in told:
        made = store.effects.get((source, row.position), [])
        at += [(effect.position, row.position, row.case_ref) for effect in made]
    at.sort()
    straight = [position for _, position, _ in at if position not in parked]
    if straight != sorted(straight):
        yield f"{store.name}: {source} was not heard in order"
    for case in {case for _, _, case in at if case is not None}:
        found = [position for _, position, of in at if of == case]
        if found != sorted(found):
            yield f"{store.name}: {case} of {source} was not heard in order"


def _tracking(store: Store, upstream: Store, told: list[Row]) -> Iterator[str]:
    """Tracking only goes on, never past what was heard or parked by then."""
    at, source = 0, upstream.name
    parked = {seen.position: seen.head for seen in store.seen if _is(seen, "parked", source)}
    for seen in store.seen:
        if _is(seen, "replayed", source):
            yield from _heard_by(store, source, seen.position, seen.head)
        if not _is(seen, "tracked", source):
            continue
        if not at < seen.position <= upstream.head:
            yield f"{store.name}: tracking of {source} went from {at} to {seen.position}"
        for row in told:
            if at < row.position <= seen.position:
                yield from _passed(store, source, row.position, seen.head, parked)
        at = max(at, seen.position)


def _passed(
    store: Store, source: str, position: int, head: int, parked: Mapping[int, int]
) -> Iterator[str]:
    if position not in parked:
        yield from _heard_by(store, source, position, head)
    elif parked[position] > head:
        yield f"{store.name}: {source}:{position} was passed before it was parked"


def _heard_by(store: Store, source: str, position: int, head: int) -> Iterator[str]:
    late = [it for it in store.effects.get((source, position), []) if it.position > head]
    if late:
        yield f"{store.name}: {source}:{position} was settled before it was heard"


def _is(seen: Seen, what: str, upstream: str) -> bool:
    return seen.what == what and seen.upstream == upstream
