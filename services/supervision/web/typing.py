"""What the reader typed in the last 24 hours and may correct alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.supervision.application.own_typing import known_in
from services.supervision.domain.supervision import Supervision
from services.supervision.rules.typing import TYPED
from services.supervision.schemas.words import TYPED_FIELDS
from services.supervision.timeline import RECORDS
from services.supervision.web.office import office
from shared.web.dates import short_day
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.wording import listed

SHOWN = 24
"""How many characters of a text tell which it is."""


@dataclass(frozen=True, kw_only=True)
class TypedLine:
    """One text, with the name under which a correction speaks of it."""

    which: str
    label: str
    value: Sequence[str]


def mistypable(file: Supervision) -> list[TypedLine]:
    """Every text of the reader's own that is not older than a day, the latest record first."""
    me = current_actor()
    if me is None:
        return []
    return [
        TypedLine(
            which=f"{entry.stream_version}:{field}",
            label=_(
                "%(record)s（%(day)s）%(field)s：%(text)s",
                record=_(RECORDS[entry.name]),
                day=short_day(entry.happened_on),
                field=_(TYPED_FIELDS[field]),
                text=_short(listed(list(known))),
            ),
            value=known,
        )
        for entry in office().own_typing(file, account=me.account)
        for field in TYPED[entry.name]
        if (known := known_in(entry, field))
    ]


def _short(told: str) -> str:
    line = " ".join(told.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
