"""Traces, where a town has somewhere to send them: `GUIHANG_TRACES=http://collector:4318/v1/traces`.

Off by default, and the library is an extra (`guihang[otel]`). One trace holds all that one request
led to, in every department: the page, its command, the append, the messages told, and what each
follower did. The trace's id is the correlation that events and messages carry anyway, so the trace
goes on over the broker, the feed, a restart, and a replay a week later. Spans name departments,
commands, events and positions: never a path, a person or a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from flask import g, request
from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
)

from shared.eventstore.act import current_act
from shared.eventstore.watch import Watch

if TYPE_CHECKING:
    from flask import Flask, Response

    from shared.messaging.language import Message

T = TypeVar("T")

LOW = 2**64 - 1  # a span's id has 64 bits

_root: ContextVar[UUID | None] = ContextVar("root", default=None)


class Traces:
    """Makes the spans of one process."""

    def __init__(self, processor: SpanProcessor, *, service: str = "guihang") -> None:
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": service}), id_generator=_ByCorrelation()
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("guihang")

    @classmethod
    def to(cls, exporter: SpanExporter) -> Traces:
        """Send them in batches, beside the work."""
        return cls(BatchSpanProcessor(exporter))

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

    def watch(self, department: str) -> Watch:
        """Looks on at an application."""
        return _Tracing(self, department)

    def watch_pages(self, department: str) -> Callable[[Flask], None]:
        """Looks on at a desk's answers: each is the root of what it leads to."""

        def install(app: Flask) -> None:
            app.before_request(lambda: self._begin(department))
            app.after_request(_note_status)
            app.teardown_request(_end)

        return install

    def told(self, messages: Sequence[Message]) -> None:
        """The relay has told audiences of these."""
        for message in messages:
            named = {"guihang.audience": message.audience, "guihang.position": message.position}
            with self.span(
                f"tell {message.name}",
                named,
                correlation=message.correlation,
                kind=SpanKind.PRODUCER,
            ):
                pass

    @contextmanager
    def span(
        self,
        name: str,
        attributes: dict[str, Any],
        *,
        correlation: str | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
    ) -> Iterator[Span]:
        """A span below the one that is open here, else below the root of its correlation."""
        parent = None if trace.get_current_span().is_recording() else _root_of(correlation)
        with self._tracer.start_as_current_span(
            name,
            context=None if parent is None else trace.set_span_in_context(parent),
            kind=kind,
            attributes=attributes,
            record_exception=False,  # its text may hold anything
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(StatusCode.ERROR)
                raise

    def _begin(self, department: str) -> None:
        act = current_act()
        rule = request.url_rule.rule if request.url_rule else "-"
        method = request.method if request.method in {"GET", "POST", "HEAD"} else "other"
        token = _root.set(_uuid(act.correlation if act else None))
        named = {"guihang.department": department, "http.route": rule}
        g.span = self._tracer.start_as_current_span(
            f"{method} {rule}", kind=SpanKind.SERVER, attributes=named, record_exception=False
        )
        g.open_span = g.span.__enter__()
        _root.reset(token)


class _Tracing(Watch):
    def __init__(self, traces: Traces, department: str) -> None:
        self.traces = traces
        self.named = {"guihang.department": department}

    def command(self, name: str, perform: Callable[[], T]) -> T:
        act = current_act()
        correlation = act.correlation if act else None
        with self.traces.span(f"command {name}", self.named, correlation=correlation):
            return perform()

    def append(self, write: Callable[[], T]) -> T:
        with self.traces.span("append", self.named):
            return write()

    def hear(self, message: Any, react: Callable[[], T]) -> T:
        named = {
            **self.named,
            "guihang.upstream": message.upstream,
            "guihang.position": message.position,
        }
        with self.traces.span(
            f"hear {message.name}",
            named,
            correlation=message.correlation,
            kind=SpanKind.CONSUMER,
        ):
            return react()


class _ByCorrelation(RandomIdGenerator):
    """Gives a root span the ids that everybody can work out from its correlation."""

    def generate_trace_id(self) -> int:
        root = _root.get()
        return super().generate_trace_id() if root is None else root.int

    def generate_span_id(self) -> int:
        root = _root.get()
        return super().generate_span_id() if root is None else root.int & LOW


def _root_of(correlation: str | None) -> Span | None:
    root = _uuid(correlation)
    if root is None:
        return None
    flags = TraceFlags(TraceFlags.SAMPLED)
    return NonRecordingSpan(
        SpanContext(root.int, root.int & LOW, is_remote=True, trace_flags=flags)
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _note_status(response: Response) -> Response:
    if (span := g.get("open_span")) is not None:
        span.set_attribute("http.response.status_code", response.status_code)
    return response


def _end(_: BaseException | None = None) -> None:
    if (span := g.pop("span", None)) is not None:
        span.__exit__(None, None, None)
