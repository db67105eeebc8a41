"""Talks, and needs that come up in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files, here, past, past_day
from services.supervision.domain.records import NeedFound, Talk
from shared.eventstore.performing import command


class Contacts(Files):
    """What is recorded about contact with the person."""

    @command
    def record_talk(
        self, *, file_id: UUID, talk: Talk, needs: Sequence[NeedFound] = ()
    ) -> dict[str, Any]:
        """Record a talk, with the needs that came up in it; answers their ids."""
        ended_at = past(talk.ended_at, "ended_at")
        talk = replace(talk, started_at=here(talk.started_at), ended_at=ended_at)
        file, talk_id, need_ids = self.file(file_id), uuid4(), [uuid4() for _ in needs]
        found = file.record_talk(talk_id=talk_id, talk=talk)
        for need_id, need in zip(need_ids, needs, strict=True):
            file.raise_need(need_id=need_id, found=need, talk_id=talk_id)
        self.save(file)
        return {
            "talk_id": str(talk_id),
            "need_ids": [str(need_id) for need_id in need_ids],
            "defects": list(found),
        }

    @command
    def raise_need(self, *, file_id: UUID, need: NeedFound) -> str:
        """Ask the department that can help; answers the need's id."""
        past_day(need.raised_on, "raised_on")
        file, need_id = self.file(file_id), uuid4()
        file.raise_need(need_id=need_id, found=need)
        self.save(file)
        return str(need_id)
