"""Activities: trainings, publicity, meetings and what they give people to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.affairs.activities import (
    Attendee,
    Issue,
    Meeting,
    Participant,
    Training,
)
from services.registry.domain.affairs.publicity import Publicity, Telling
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.dossier import a_scan_is_whole
from services.registry.rules.stations import a_village_is_on_the_list
from shared import clock
from shared.eventstore.attachments import Upload
from shared.eventstore.performing import command
from shared.law import Unknown
from shared.scans import Scan


class Activities(Files):
    """What was held."""

    def training(self, training_id: UUID) -> Training:
        """Load a training; `Unknown` if there is none."""
        return self.load(Training, training_id)

    def publicity(self, publicity_id: UUID) -> Publicity:
        """Load an act of publicity; `Unknown` if there is none."""
        return self.load(Publicity, publicity_id)

    def meeting(self, meeting_id: UUID) -> Meeting:
        """Load a meeting; `Unknown` if there is none."""
        return self.load(Meeting, meeting_id)

    @command
    def hold_training(
        self, *, held_on: date, topic: str, hours: int, trainer: str, attendees: Sequence[Attendee]
    ) -> str:
        """Record a training; answers its id."""
        what_happened_is_not_ahead(today=clock.today(), held_on=held_on)
        training = Training.hold(
            held_on=held_on, topic=topic, hours=hours, trainer=trainer, attendees=attendees
        )
        self.save(training)
        return str(training.id)

    @command
    def hold_publicity(self, *, telling: Telling) -> dict[str, Any]:
        """Record publicity; answers its id and what it falls short of."""
        what_happened_is_not_ahead(today=clock.today(), held_on=telling.held_on)
        if telling.village:
            a_village_is_on_the_list(village=telling.village, known=self.villages())
        publicity = Publicity.hold(telling)
        self.save(publicity)
        return {"publicity_id": str(publicity.id), "defects": list(publicity.defects)}

    @command
    def keep_photo(self, *, publicity_id: UUID, photo: Upload, without_faces: bool) -> None:
        """Keep a photo of publicity, sealed under the key of its own record."""
        publicity, today = self.publicity(publicity_id), clock.today()
        kept = Scan(
            digest=photo.digest,
            media_type=a_scan_is_whole(photo, on=today),
            size=photo.size,
            filename=photo.filename,
        )
        publicity.keep(kept, without_faces=without_faces, on=today)
        self.attach(publicity.id, photo)
        self.save(publicity)

    def photo(self, publicity_id: UUID, entry: int) -> tuple[bytes, Scan]:
        """A photo of publicity; `Unknown` if there is none, or it was struck out."""
        kept = self.publicity(publicity_id).kept.get(entry)
        content = self.attachments.read(publicity_id, kept.digest) if kept else None
        if kept is None or content is None:
            raise Unknown("没有这张照片")
        return content, kept

    @command
    def hold_meeting(
        self,
        *,
        held_on: date,
        chair: str,
        participants: Sequence[Participant],
        reports: Sequence[str] = (),
        issues: Sequence[Issue] = (),
    ) -> dict[str, Any]:
        """Record a meeting; answers its id and who was missing."""
        what_happened_is_not_ahead(today=clock.today(), held_on=held_on)
        meeting = Meeting.hold(
            held_on=held_on,
            chair=chair,
            participants=participants,
            reports=reports,
            issues=issues,
        )
        self.save(meeting)
        return {"meeting_id": str(meeting.id), "defects": list(meeting.defects)}

    @command
    def close_issue(self, *, meeting_id: UUID, issue: int, closed_on: date, result: str) -> None:
        """Record that a matter of a meeting was solved."""
        what_happened_is_not_ahead(today=clock.today(), closed_on=closed_on)
        meeting = self.meeting(meeting_id)
        meeting.close(issue, closed_on=closed_on, result=result)
        self.save(meeting)
