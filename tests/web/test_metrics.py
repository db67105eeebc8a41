"""Figures for Prometheus: counted as things happen, measured when asked, shown to the watchman."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.access.actor import Forbidden
from shared.eventstore.performing import CannotReach, Done
from shared.law import Citation, Conflict, Refusal
from shared.web.metrics import Figure, Figures
from shared.web.settings import WebSettings
from tests.web.sample import SECRET, make_sample

TOKEN = "the watchman's token"


@dataclass(frozen=True)
class Message:
    """As much of a message as is counted."""

    upstream: str = "registry"


def value(text: bytes, name: str, **labels: str) -> float | None:
    """One sample, as an independent reader finds it."""
    return next(
        (
            sample.value
            for family in text_string_to_metric_families(text.decode())
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        ),
        None,
    )


def raising(error: Exception) -> object:
    raise error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Refusal("不行", Citation("办法", "1")), "refused"),
        (Conflict("已变"), "conflict"),
        (Forbidden(), "forbidden"),
        (CannotReach("连不上"), "away"),
        (ValueError("张伟"), "failed"),
    ],
)
def test_a_command_that_fails_is_counted_by_its_outcome(error: Exception, outcome: str) -> None:
    figures = Figures()

    with pytest.raises(type(error)):
        figures.watch("registry").command("admonish", lambda: raising(error))

    counted = figures.text()
    labels = {"department": "registry", "command": "admonish", "outcome": outcome}
    assert value(counted, "guihang_commands_total", **labels) == 1
    assert "张伟" not in counted.decode()


@pytest.mark.parametrize(("repeated", "outcome"), [(False, "done"), (True, "repeated")])
def test_a_command_that_succeeds_is_told_apart_from_its_repeat(
    outcome: str, *, repeated: bool
) -> None:
    figures = Figures()

    answer = figures.watch("registry").command("sign", lambda: Done(7, 3, repeated=repeated))

    assert answer.answer == 7
    assert value(figures.text(), "guihang_commands_total", outcome=outcome) == 1
    assert value(figures.text(), "guihang_command_seconds_count", department="registry") == 1


def test_appends_and_messages_are_counted() -> None:
    figures = Figures()
    watch = figures.watch("supervision")

    watch.append(lambda: None)
    watch.hear(Message(), lambda: None)

    assert value(figures.text(), "guihang_append_seconds_count", department="supervision") == 1
    assert value(figures.text(), "guihang_heard_total", upstream="registry", outcome="heard") == 1


def test_what_is_measured_on_asking_is_asked_each_time() -> None:
    position = iter((3.0, 4.0))
    figures = Figures(
        lambda: [
            Figure(
                name="position", meaning="", value=next(position), labels={"department": "registry"}
            )
        ]
    )

    assert value(figures.text(), "guihang_position", department="registry") == 3
    assert value(figures.text(), "guihang_position", department="registry") == 4


def test_a_desk_shows_its_own_figures_and_the_process_all() -> None:
    figures = Figures()
    for desk in ("registry", "supervision"):
        figures.watch(desk).append(lambda: None)

    own, all_ = figures.text("registry"), figures.text()

    assert value(own, "guihang_append_seconds_count", department="supervision") is None
    assert value(own, "guihang_append_seconds_count", department="registry") == 1
    assert value(all_, "guihang_append_seconds_count", department="supervision") == 1
    assert value(all_, "process_open_fds") is not None


@pytest.mark.parametrize("path", ["/metrics", "/sample/metrics"])
def test_figures_are_for_the_watchman_alone(path: str) -> None:
    settings = WebSettings(secret=SECRET, metrics_token=TOKEN)
    client = make_sample(figures=Figures(), settings=settings).test_client()

    assert client.get(path).status_code == 404
    assert client.get(path, headers={"Authorization": "Bearer other"}).status_code == 404
    shown = client.get(path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert (shown.status_code, shown.mimetype) == (200, "text/plain")


def test_without_a_token_nobody_reads_figures() -> None:
    client = make_sample(figures=Figures()).test_client()

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert SECRET not in client.get("/metrics").text


def test_pages_are_counted_by_status_and_never_by_address() -> None:
    figures = Figures()
    client = make_sample(figures=figures).test_client()

    client.get("/sample/healthz")
    client.open("/sample/nobody?name=zhangwei", method="BREW")

    text = figures.text()
    assert value(text, "guihang_pages_total", department="sample", status="200", method="GET") == 1
    assert value(text, "guihang_pages_total", status="404", method="other") == 1
    assert b"zhangwei" not in text
