"""Figures for Prometheus: what departments of this process do, and how they stand when asked.

Labels are departments, commands, parts and statuses: never a path, an account or a case.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from shared.access.actor import Forbidden
from shared.eventstore.hearing import Overtaken
from shared.eventstore.performing import CannotReach
from shared.eventstore.records import NoRoom
from shared.eventstore.watch import Watch
from shared.law import Conflict, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

DEPARTMENT = "department"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
APPEND_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (Conflict, "conflict"),
    (Refusal, "refused"),
    (Forbidden, "forbidden"),
    (CannotReach, "away"),
    (NoRoom, "away"),
    (Overtaken, "overtaken"),
)

# When a series began is of no use here, and doubles what is read.
disable_created_metrics()  # type: ignore[no-untyped-call]  # typed in parts


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure as it stands now."""

    name: str
    meaning: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


class Figures:
    """All figures of one process."""

    def __init__(self, standing: Callable[[], Iterable[Figure]] = tuple) -> None:
        """`standing` is asked at every reading for what is measured only then."""
        self.registry = CollectorRegistry()
        self._commands = self._counter("commands", "Commands by outcome", "command", "outcome")
        self._heard = self._counter("heard", "Messages heard, by outcome", "upstream", "outcome")
        self._pages = self._counter("pages", "Answers to browsers and programs", "method", "status")
        self._command_seconds = self._times("command", "From a command to its answer")
        self._append_seconds = self._times("append", "Writing to the log")
        self._page_seconds = self._times("page", "From a request to its answer")
        ProcessCollector(registry=self.registry)
        self.registry.register(_Standing(standing))

    def watch(self, department: str) -> Watch:
        """Counts what an application does."""
        return _Counting(self, department)

    def page(self, department: str, *, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        known = method if method in METHODS else "other"
        self._pages.labels(department, known, str(status)).inc()
        self._page_seconds.labels(department).observe(seconds)

    def command(self, department: str, name: str, outcome: str, seconds: float) -> None:
        """Count one command."""
        self._commands.labels(department, name, outcome).inc()
        self._command_seconds.labels(department).observe(seconds)

    def append(self, department: str, seconds: float) -> None:
        """Note how long one append took."""
        self._append_seconds.labels(department).observe(seconds)

    def heard(self, department: str, upstream: str, outcome: str) -> None:
        """Count one message."""
        self._heard.labels(department, upstream, outcome).inc()

    def text(self, department: str | None = None) -> bytes:
        """Everything, or what belongs to one department, in Prometheus' text format."""
        source: Any = self.registry if department is None else _Part(self.registry, department)
        return generate_latest(source)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"guihang_{name}", meaning, (DEPARTMENT, *labels), registry=self.registry)

    def _times(self, name: str, meaning: str) -> Histogram:
        return Histogram(
            f"guihang_{name}_seconds",
            meaning,
            (DEPARTMENT,),
            registry=self.registry,
            buckets=APPEND_BUCKETS,
        )


class _Counting(Watch):
    def __init__(self, figures: Figures, department: str) -> None:
        self.figures = figures
        self.department = department

    def command(self, name: str, perform: Callable[[], T]) -> T:
        began, outcome = time.perf_counter(), "failed"
        try:
            done = perform()
            outcome = "repeated" if getattr(done, "repeated", False) else "done"
        except Exception as error:
            outcome = _outcome(error)
            raise
        else:
            return done
        finally:
            self.figures.command(self.department, name, outcome, time.perf_counter() - began)

    def append(self, write: Callable[[], T]) -> T:
        began = time.perf_counter()
        try:
            return write()
        finally:
            self.figures.append(self.department, time.perf_counter() - began)

    def hear(self, message: Any, react: Callable[[], T]) -> T:
        outcome = "failed"
        try:
            reaction = react()
            outcome = "heard"
        except Exception as error:
            outcome = _outcome(error)
            raise
        else:
            return reaction
        finally:
            self.figures.heard(self.department, message.upstream, outcome)


class _Standing(Collector):
    """What is measured when it is asked for."""

    def __init__(self, figures: Callable[[], Iterable[Figure]]) -> None:
        self._figures = figures

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not ask anybody yet."""
        return ()

    def collect(self) -> Iterable[Metric]:
        families: dict[str, GaugeMetricFamily] = {}
        for it in self._figures():
            family = families.setdefault(
                it.name,
                GaugeMetricFamily(f"guihang_{it.name}", it.meaning, labels=tuple(it.labels)),
            )
            family.add_metric(tuple(it.labels.values()), it.value)
        return families.values()


class _Part(Collector):
    """The samples of one department."""

    def __init__(self, registry: CollectorRegistry, department: str) -> None:
        self._registry = registry
        self._department = department

    def collect(self) -> Iterator[Metric]:
        for family in self._registry.collect():
            kept = [it for it in family.samples if it.labels.get(DEPARTMENT) == self._department]
            if kept:
                part = Metric(family.name, family.documentation, family.type)
                part.samples = kept
                yield part


def _outcome(error: Exception) -> str:
    return next((word for kind, word in OUTCOMES if isinstance(error, kind)), "failed")
