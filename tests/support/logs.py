"""What the log of a running town would say: the lines, as they are printed."""

from __future__ import annotations

from pytest import LogCaptureFixture  # noqa: PT013 - a type, where no test is

from deploy.logs import formatter


def printed(captured: LogCaptureFixture) -> str:
    """All lines of this test."""
    form = formatter()
    return "\n".join(form.format(record) for record in captured.records)
