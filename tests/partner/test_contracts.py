"""What partners read is what others publish to them: each side declares its own, this compares."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from services.registry import messages as registry
from services.supervision import messages as supervision
from shared.messaging.language import Publish
from tests.partner.conftest import PARTNERS

UPSTREAMS: dict[str, Iterable[Publish]] = {
    "registry": registry.PUBLISHED,
    "supervision": supervision.PUBLISHED,
}


@pytest.mark.parametrize("department", PARTNERS)
def test_a_partner_is_told_all_that_it_reads(department: str) -> None:
    _, messages, *_ = PARTNERS[department]

    for name, reading in messages.HEARD.items():
        upstream, _dot, event = name.partition(".")
        told = {
            field
            for publish in UPSTREAMS[upstream]
            if publish.message_name == event and department in publish.to
            for field in publish.sources
        }
        needed = {key for key, field in reading.schema.fields.items() if field.required}
        assert needed <= told, name


@pytest.mark.parametrize("department", PARTNERS)
def test_a_partner_reads_all_that_it_is_told(department: str) -> None:
    """What is published to somebody who does not listen should not be published."""
    _, messages, *_ = PARTNERS[department]

    told = {
        f"{upstream}.{publish.message_name}"
        for upstream, published in UPSTREAMS.items()
        for publish in published
        if department in publish.to
    }

    assert told == set(messages.HEARD)


@pytest.mark.parametrize("department", PARTNERS)
def test_supervision_reads_how_its_needs_end(department: str) -> None:
    _, messages, *_ = PARTNERS[department]

    told = {
        f"{department}.{publish.name}"
        for publish in messages.PUBLISHED
        if "supervision" in publish.to
    }

    assert told == {name for name in supervision.HEARD if name.startswith(f"{department}.")}
