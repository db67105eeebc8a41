"""Publicity, as it was held, and the photos of it that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import event

from services.registry.domain.affairs.records import WHOLE, Record, Said
from services.registry.rules.affairs import activities
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal, defects
from shared.scans import Scan


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What was told to whom; `without_faces`: somebody looked that no face is on a picture."""

    held_on: date
    village: str | None
    place: str
    form: str
    audiences: tuple[str, ...]
    themes: tuple[str, ...]
    headcount: int
    photos: int = 0
    without_faces: bool = False
    note: str = ""


class Publicity(Record):
    """One act of publicity."""

    register_name = "publicity"

    class PublicityHeld(Aggregate.Created):
        """The public, or those near to users, were told."""

        held_on: date
        village: str | None
        form: str
        audiences: tuple[str, ...]
        themes: tuple[str, ...]
        headcount: int
        photos: int
        defects: tuple[str, ...]
        place: Sealed[str]
        note: Sealed[str]

    class PublicityPhotoKept(Aggregate.Event):
        """A photo was kept on which, as somebody looked, is no face of a person in care."""

        kept_on: date
        photo: str
        media_type: str
        size: int
        filename: Sealed[str]

    @classmethod
    def hold(cls, telling: Telling) -> Publicity:
        """Record publicity; pictures that may show a face are marked (禁毒法 52)."""
        found = defects(
            activities.a_photo_shows_no_face(
                photos=telling.photos, without_faces=telling.without_faces, on=telling.held_on
            )
        )
        told = {name: value for name, value in vars(telling).items() if name != "without_faces"}
        return cls(**told, defects=found)

    @event(PublicityHeld)
    def __init__(
        self,
        *,
        held_on: date,
        village: str | None,
        form: str,
        audiences: tuple[str, ...],
        themes: tuple[str, ...],
        headcount: int,
        photos: int,
        defects: tuple[str, ...],
        place: str | None,
        note: str | None,
    ) -> None:
        self.held_on = held_on
        self.village = village
        self.form = form
        self.audiences = audiences
        self.themes = themes
        self.headcount = headcount
        self.photos = photos
        self.defects = defects
        self.place = place
        self.note = note
        self.all_kept: dict[int, Scan] = {}

    @property
    def kept(self) -> dict[int, Scan]:
        """The photos that are kept, by the number of the entry."""
        return self.standing(self.all_kept)

    @property
    def entries(self) -> frozenset[int]:
        """The publicity, and each photo."""
        return frozenset({WHOLE, *self.all_kept})

    def keep(self, photo: Scan, *, without_faces: bool, on: date) -> None:
        """Keep a photo, once; one on which a face may be seen is not kept (禁毒法 52)."""
        self.must_stand()
        activities.a_kept_photo_shows_no_face(without_faces=without_faces, on=on)
        if photo.digest in {it.digest for it in self.kept.values()}:
            raise Refusal("这张照片已经保存", field="file")
        self._keep(
            kept_on=on,
            photo=photo.digest,
            media_type=photo.media_type,
            size=photo.size,
            filename=photo.filename,
        )

    @event(PublicityPhotoKept)
    def _keep(
        self, *, kept_on: date, photo: str, media_type: str, size: int, filename: str | None
    ) -> None:
        self.all_kept[self.next_entry] = Scan(
            digest=photo, media_type=media_type, size=size, filename=filename or ""
        )

    def said(self, entry: int) -> Said:
        """How and where the public was told, and when; or which photo of it."""
        photo = self.all_kept.get(entry)
        return self.form, self.place, self.held_on, photo.filename if photo else None
