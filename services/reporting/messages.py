"""What reporting hears: everything that it is told. It publishes nothing.

What the rates rest on must be readable when it is heard, for counting must never fail; a message
that breaks this stops the line. All else is kept as it comes, and can be counted one day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.domain import Said
from services.reporting.policies import Told
from shared.messaging.language import Message, Publish

PUBLISHED: tuple[Publish, ...] = ()

VERSIONS = {
    "registry.person_registered": 1,
    "registry.person_details_revised": 1,
    "registry.register_flag_set": 1,
    "registry.person_merged": 1,
    "registry.person_unmerged": 1,
    "registry.candidate_lapsed": 1,
    "registry.decision_received": 1,
    "registry.reported_in": 1,
    "registry.agreement_signed": 1,
    "registry.taken_over_days_corrected": 1,
    "registry.case_replaced": 1,
    "registry.case_suspended": 1,
    "registry.case_resumed": 1,
    "registry.case_terminated": 1,
    "registry.case_reopened": 1,
    "registry.case_sealed": 1,
    "registry.case_unsealed": 1,
    "registry.transfer_receipt_confirmed": 1,
    "registry.transferred_in": 1,
    "registry.term_corrected": 1,
    "registry.reading_chosen": 1,
    "registry.police_list_compared": 1,
    "registry.police_list_row_decided": 1,
    "registry.police_list_withdrawn": 1,
}
"""The newest version of each counted message that this release understands."""

OF_A_PERSON = frozenset(
    {
        "registry.person_registered",
        "registry.person_details_revised",
        "registry.register_flag_set",
        "registry.person_merged",
        "registry.person_unmerged",
        "registry.candidate_lapsed",
    }
)
OF_A_LIST = frozenset(
    {
        "registry.police_list_compared",
        "registry.police_list_row_decided",
        "registry.police_list_withdrawn",
    }
)
FORMS: dict[str, Callable[[str], object]] = {
    "served_on": date.fromisoformat,
    "reported_on": date.fromisoformat,
    "signed_on": date.fromisoformat,
    "suspended_on": date.fromisoformat,
    "resumed_on": date.fromisoformat,
    "ended_on": date.fromisoformat,
    "last_day": date.fromisoformat,
    "counted_from": date.fromisoformat,
    "suspensions": json.loads,
    "suspensions_known": json.loads,
    "defects": json.loads,
    "listed_on": date.fromisoformat,
    "open_rows": int,
    "term_months": int,
    "credit_days": int,
}


class Everything(Mapping[str, Callable[[Message], Told]]):
    """Reads any event that reporting is told of; those that are counted today are named.

    What were only skipped could never be heard again, and a rate that is asked for next year counts
    what happens now.
    """

    def __getitem__(self, name: str) -> Callable[[Message], Told]:
        """The reader of an event, whatever it is called."""
        return read

    def __iter__(self) -> Iterator[str]:
        """The events that are counted today."""
        return iter(VERSIONS)

    def __len__(self) -> int:
        """How many they are."""
        return len(VERSIONS)


HEARD = Everything()


def read(message: Message) -> Told:
    """Take a message as a fact; `ValueError` for one that cannot be counted as it should be."""
    said = _said(message.data)
    if message.name in VERSIONS:
        _require_countable(message, dict(said))
    return Told(
        source=message.upstream,
        name=message.name,
        message_version=message.version,
        position=message.position,
        happened_on=message.happened_on,
        recorded_at=message.recorded_at,
        person_id=UUID(message.person_id) if message.person_id is not None else None,
        case_ref=message.case_ref,
        said=said,
    )


def _said(data: Mapping[str, Any]) -> Said:
    return tuple((name, _text(value)) for name, value in data.items() if value is not None)


def _text(value: Any) -> str:
    """A text as it is, all else as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _require_countable(message: Message, said: Mapping[str, str]) -> None:
    if message.version > VERSIONS[message.name]:
        raise ValueError("a newer version than this release understands")
    if message.name in OF_A_LIST:
        if "list_id" not in said:
            raise ValueError("it does not say of which list")
    elif message.person_id is None or not (message.case_ref or message.name in OF_A_PERSON):
        raise ValueError("it does not say of whom, or of which case")
    for name, form in FORMS.items():
        if name in said:
            form(said[name])
