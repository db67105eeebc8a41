"""Tells systemd that a process is ready, alive and stopping (sd_notify(3)); elsewhere nothing.

A hub that is blocked beats no more, and a unit with `WatchdogSec=` starts it anew.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import eventlet

if TYPE_CHECKING:
    from eventlet.event import Event

SOCKET, WATCHDOG = "NOTIFY_SOCKET", "WATCHDOG_USEC"
READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"
MICRO = 1_000_000


def notify(state: str) -> None:
    """Tell it, if there is somebody to tell."""
    address = os.environ.get(SOCKET)
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        told.sendall(state.encode())


def keep_beating(stop: Event) -> None:
    """Beat twice within the time that the unit allows, until it stops."""
    allowed = int(os.environ.get(WATCHDOG) or 0) / MICRO
    while allowed and not stop.ready():
        notify(ALIVE)
        eventlet.sleep(allowed / 2)
