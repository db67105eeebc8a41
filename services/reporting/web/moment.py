"""Which day, and which knowledge, a page shows; every link on it stays there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request
from marshmallow import ValidationError

from services.reporting.application import ReportingApplication
from services.reporting.projections import Moment
from services.reporting.schemas import MomentQuery
from shared import clock
from shared.web.face import application, face
from shared.web.speech import lazy_gettext as _l

NOT_YET = _l("这一天还没有到。请填写今天或者以前的日期。")


@dataclass(frozen=True)
class Look:
    """What the reader asked to see; None is now."""

    as_of: date | None
    known_at: datetime | None

    @property
    def moment(self) -> Moment:
        """The day and the instant that are counted."""
        return Moment(as_of=self.as_of or clock.today(), known_at=self.known_at)

    @property
    def is_past(self) -> bool:
        """Whether the page shows anything else than now, which it must then say."""
        return self.moment.as_of != clock.today() or self.known_at is not None

    @property
    def known_at_local(self) -> str:
        """The instant as a `datetime-local` box takes it; empty for now."""
        local = self.known_at.astimezone(clock.SHANGHAI) if self.known_at else None
        return f"{local:%Y-%m-%dT%H:%M}" if local else ""

    @property
    def query(self) -> dict[str, str]:
        """What links must carry to stay at this moment."""
        said = {"as_of": self.as_of, "known_at": self.known_at}
        return {name: value.isoformat() for name, value in said.items() if value is not None}


def look() -> Look:
    """Read it from the address of the page."""
    return look_of(MomentQuery().load(sent()))


def look_of(asked: dict[str, Any]) -> Look:
    """The moment that was asked for; a day that is yet to come has not been recorded."""
    if asked["as_of"] is not None and asked["as_of"] > clock.today():
        raise ValidationError({"as_of": [str(NOT_YET)]})
    return Look(asked["as_of"], asked["known_at"])


def sent() -> dict[str, str]:
    """What the address says; an empty box says nothing."""
    return {name: value for name, value in request.args.items() if value.strip()}


def office() -> ReportingApplication:
    """The department's application, its read models level with all that it has heard."""
    app = application(ReportingApplication)
    wait = face().wait
    if wait is not None:
        wait(app.head(), face().settings.projection_seconds)
    return app
