"""`python -m tests.web.serve PORT`: the sample department and its door, under the real gateway."""
# ruff: noqa: E402 - patching comes first, as in every entry point

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
eventlet.monkey_patch()

import logging
import sys

from nameko.containers import ServiceContainer

from shared.hub import require_patched
from shared.web.gateway import Gateway, Mounted
from shared.web.server import ADDRESS
from tests.web.sample import make_door, make_sample, some_visits


class SampleWeb(Gateway):
    """The sample department on HTTP."""

    name = "sample_web"
    department = "sample"
    flask = Mounted(lambda _: make_sample(office=some_visits(12)))


class DoorWeb(Gateway):
    """The door on HTTP."""

    name = "door_web"
    department = "door"
    flask = Mounted(lambda _: make_door())


def serve(port: int) -> None:
    """Serve both departments on one port until the process ends."""
    require_patched()
    config = {ADDRESS: f"127.0.0.1:{port}"}
    containers = [ServiceContainer(kind, config) for kind in (SampleWeb, DoorWeb)]
    for container in containers:
        container.start()
    print("ready", flush=True)
    for container in containers:
        container.wait()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    serve(int(sys.argv[1]))
