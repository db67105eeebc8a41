"""Scans that belong to a file: kept whole and once, and never shown without a trace."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from services.supervision.application.files import Files
from services.supervision.domain.reading import ScanReading
from services.supervision.rules.book import rule
from shared import clock
from shared.eventstore.attachments import Upload
from shared.eventstore.performing import command
from shared.law import Refusal, Unknown
from shared.scans import Scan, a_scan_is_whole, kind_of


class Scans(Files):
    """Papers of a file as pictures."""

    def keep_scan(
        self, *, file_id: UUID, content: bytes | IO[bytes], filename: str, field: str
    ) -> Scan:
        """Keep a scan, whole and once, before it is cited; `Refusal` for what is none."""
        scan = Upload(content, filename=filename)
        most = rule("scan_mebibytes", on=clock.today())
        media_type = a_scan_is_whole(scan, most=most, field=field)
        digest = self.attachments.keep(self._subject(file_id), scan)
        return Scan(digest=digest, media_type=media_type, size=scan.size, filename=filename)

    def kept_scan(self, *, file_id: UUID, digest: str, field: str) -> Scan:
        """A scan of the file's person that was kept before; `Refusal` if there is none."""
        content = self.attachments.read(self._subject(file_id), digest)
        scan = Upload(content or b"")
        media_type = kind_of(scan)
        if media_type is None:
            raise Refusal("没有收到过这份扫描件，请先上传", field=field)
        return Scan(digest=digest, media_type=media_type, size=scan.size)

    def read_scan(self, *, file_id: UUID, digest: str) -> tuple[bytes, str]:
        """A scan that the file cites, and its media type; it is in the log before it is shown."""
        media_type = self.file(file_id).scans.get(digest)
        if media_type is None:
            raise Unknown("档案里没有这份扫描件")
        self.note_scan_opened(file_id=file_id, digest=digest)
        content = self.attachments.read(self._subject(file_id), digest)
        if content is None:
            raise Unknown("这份扫描件已经不在")
        return content, media_type

    @command
    def note_scan_opened(self, *, file_id: UUID, digest: str) -> None:
        """Note that somebody is about to see a scan."""
        file = self.file(file_id)
        self.save(
            ScanReading(
                opened_at=clock.now(),
                file_id=file_id,
                scan=digest,
                of_case=file.case_ref,
                of_person=file.person_id,
            )
        )

    def _subject(self, file_id: UUID) -> UUID:
        """Whose key seals the scans of a file."""
        file = self.file(file_id)
        return file.person_id or file.id
