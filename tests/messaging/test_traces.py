"""One trace holds all that one request led to, in every department; it says nothing of content."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from deploy.settings import settings_from
from deploy.traces import Traces
from shared.access.actor import Actor
from shared.web.face import Face
from shared.web.factory import create_app
from shared.web.guards import signed_in
from shared.web.settings import WebSettings
from tests.messaging.support.departments import SECRET, Desk, Post, stamped
from tests.messaging.support.hearing import Hearing
from tests.messaging.test_parked_pages import DESK, RIGHTS, TOWN

Spans = InMemorySpanExporter


class Tokens:
    """Whoever asks is a clerk."""

    def actor_of(self, token: str) -> Actor | None:
        return Actor(account=token, role="clerk", unit="station-1")


@pytest.fixture
def spans() -> Spans:
    """What was traced."""
    return InMemorySpanExporter()


@pytest.fixture
def traces(spans: Spans) -> Iterator[Traces]:
    """Traces that stay in this process."""
    made = Traces(SimpleSpanProcessor(spans))
    yield made
    made.close()


@pytest.fixture
def app(traces: Traces, post: Post, desk: Desk) -> Flask:
    """A page of the post whose act the desk will hear of."""
    stamp_one = stamped(post)
    post.watch, desk.watch = traces.watch("post"), traces.watch("desk")
    pages = Blueprint("post", __name__, url_prefix="/desk")

    @pages.post("/stamps/<name>")
    @signed_in
    def stamp(name: str) -> str:
        stamp_one(len(name))
        return name

    mine = Face(
        desk=DESK,
        town=TOWN,
        application=post,
        rights=RIGHTS,
        sessions=Tokens(),
        settings=WebSettings(secret="a secret of the tests, long enough to sign with"),
    )
    made = create_app(mine, pages=[pages])
    traces.watch_pages("post")(made)
    return made


def ask(app: Flask, command_id: str) -> None:
    app.test_client().post(
        f"/desk/stamps/{SECRET}",
        headers={"Authorization": "Bearer clerk", "Idempotency-Key": command_id},
    )


def of(spans: Spans, command_id: str) -> list[ReadableSpan]:
    """All spans of one trace."""
    trace = uuid.UUID(command_id).int
    return [it for it in spans.get_finished_spans() if it.context.trace_id == trace]


def parents(spans: list[ReadableSpan]) -> dict[str, str | None]:
    by_id = {it.context.span_id: it.name for it in spans}
    return {it.name: it.parent and by_id.get(it.parent.span_id) for it in spans}


def test_a_trace_goes_from_the_page_to_the_follower(
    app: Flask, traces: Traces, spans: Spans, post: Post, desk: Desk
) -> None:
    hearing = Hearing(post, desk)

    ask(app, command_id := str(uuid.uuid4()))
    traces.told(hearing.messages()[-1:])
    hearing.deliver()

    found = of(spans, command_id)
    page = "POST /desk/stamps/<name>"
    above = parents(found)
    assert above[page] is None
    assert above["command stamp"] == page
    assert above["tell post.stamped"] == page
    assert above["hear post.stamped"] == page


def test_what_a_follower_did_keeps_the_correlation(app: Flask, post: Post, desk: Desk) -> None:
    ask(app, command_id := str(uuid.uuid4()))
    Hearing(post, desk).deliver()

    assert post.entries(limit=None)[-1].correlation == command_id
    assert {it.correlation for it in desk.entries(limit=None)} == {command_id}


def test_spans_name_no_address_and_no_content(
    app: Flask, spans: Spans, post: Post, desk: Desk
) -> None:
    desk.poison = {len(SECRET)}
    ask(app, str(uuid.uuid4()))
    Hearing(post, desk).deliver()

    told = " ".join(it.to_json() for it in spans.get_finished_spans())

    assert "error.type" in told
    assert SECRET not in told
    assert "clerk" not in told


def test_nothing_is_traced_unless_somebody_wants_it(tmp_path: Path) -> None:
    assert settings_from({}, data=tmp_path).traces == ""
