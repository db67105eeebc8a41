"""Files beside the log: addressed by their content, sealed like personal content, whole or not.

A file is cut into parts, each sealed under the key of the person whom it concerns and bound to its
place, and all parts are written in one transaction: there is no half file, and the same file of the
same person is kept once. `Office.attach` has that transaction be the one of the act that cites the
file, so that a refused act leaves no file behind either. Events name a file by its SHA-256. It is
in the department's own database, so that whatever is backed up, moved or restored has its files
with it; destroy the person's key, and they are gone. However large a file is, a few parts of it are
in memory at a time (on SQLite the sealed file, so that nobody waits for a seal).
"""

from __future__ import annotations

import hashlib
import io
import time
from functools import cached_property
from typing import IO, TYPE_CHECKING
from uuid import UUID

from shared.eventstore.records import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventstore.recorder import Recorder
    from shared.eventstore.sealing import Keeper

PART_BYTES = 64 * 1024
PARTS_A_TURN = 16  # after so many, others get their turn


class Upload:
    """A file on its way in: read part by part, as often as need be."""

    def __init__(self, content: bytes | IO[bytes], *, filename: str = "") -> None:
        """`content` is at its end where it is read: a stream must be seekable, and stay open."""
        self._stream = io.BytesIO(content) if isinstance(content, bytes) else content
        self.filename = filename

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return self._stream.seek(0, io.SEEK_END)

    @cached_property
    def digest(self) -> str:
        """Its SHA-256, by which it is named."""
        found = hashlib.sha256()
        for part in self.parts():
            found.update(part)
        return found.hexdigest()

    @property
    def parts_count(self) -> int:
        """How many parts it has."""
        return -(-self.size // PART_BYTES)

    def parts(self) -> Iterator[bytes]:
        """Its content from the start; others get their turn in between."""
        for number in range(self.parts_count):
            self._stream.seek(number * PART_BYTES)
            yield self._stream.read(PART_BYTES)
            if number % PARTS_A_TURN == 0:
                time.sleep(0)

    def begin(self, most: int) -> bytes:
        """Its first bytes, `most` at most."""
        self._stream.seek(0)
        return self._stream.read(most)

    def end(self, most: int) -> bytes:
        """Its last bytes, `most` at most."""
        self._stream.seek(max(0, self.size - most))
        return self._stream.read(most)


class Attachments:
    """The files of one department."""

    def __init__(self, *, store: str, recorder: Recorder, keeper: Keeper) -> None:
        self._store = store
        self._recorder = recorder
        self._keeper = keeper

    def keep(self, subject: UUID, content: bytes | Upload) -> str:
        """Keep a file of a person by itself, once; answers its SHA-256.

        Raises:
            NoRoom: the disk is full; nothing was written.

        """
        upload = content if isinstance(content, Upload) else Upload(content)
        if not self.has(subject, upload.digest):
            self._recorder.keep_attachment(self.sealed(subject, upload))
        return upload.digest

    def sealed(self, subject: UUID, upload: Upload) -> StoredFile:
        """A file as it is written; each part is sealed when its turn comes."""
        return StoredFile(subject=subject, digest=upload.digest, boxes=self._boxes(subject, upload))

    def has(self, subject: UUID, digest: str) -> bool:
        """Whether this file of the person is kept."""
        return self._recorder.has_attachment(subject, digest)

    def read(self, subject: UUID, digest: str) -> bytes | None:
        """A file, whole; None if it is not kept or the person's key was destroyed."""
        total = self._recorder.attachment_parts(subject, digest)
        whole = io.BytesIO()
        for number, box in enumerate(self._kept(subject, digest, total)):
            bound_to = self._place(subject, digest, number, total)
            part = self._keeper.open(subject, box, bound_to=bound_to)
            if part is None:
                return None
            whole.write(part)
        return whole.getvalue() if total else None

    def _kept(self, subject: UUID, digest: str, total: int) -> Iterator[bytes]:
        for start in range(0, total, PARTS_A_TURN):
            yield from self._recorder.attachment(subject, digest, start, start + PARTS_A_TURN)

    def _boxes(self, subject: UUID, upload: Upload) -> Iterator[bytes]:
        for number, part in enumerate(upload.parts()):
            bound_to = self._place(subject, upload.digest, number, upload.parts_count)
            yield self._keeper.seal(subject, part, bound_to=bound_to)

    def _place(self, subject: UUID, digest: str, number: int, total: int) -> bytes:
        return f"attachment {self._store} {subject} {digest} {number}/{total}".encode()
