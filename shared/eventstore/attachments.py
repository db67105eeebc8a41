"""Files beside the log: addressed by their content, sealed like personal content, whole or not.

A file is cut into parts, each sealed under the key of the person whom it concerns and bound to its
place, and all parts are written in one transaction: there is no half file, and the same file of the
same person is kept once. Events name a file by its SHA-256. It is in the department's own database,
so that whatever is backed up, moved or restored has its files with it; destroy the person's key,
and they are gone.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING
from uuid import UUID

from shared.eventstore.records import NoRoom
from shared.law import Refusal

if TYPE_CHECKING:
    from shared.eventstore.recorder import Recorder
    from shared.eventstore.sealing import Keeper

PART_BYTES = 64 * 1024
PARTS_A_TURN = 16  # after so many, others get their turn


class Attachments:
    """The files of one department."""

    def __init__(self, *, store: str, recorder: Recorder, keeper: Keeper) -> None:
        self._store = store
        self._recorder = recorder
        self._keeper = keeper

    def keep(self, subject: UUID, content: bytes) -> str:
        """Keep a file of a person, once; answers its SHA-256. `Refusal` where the disk is full."""
        digest = hashlib.sha256(content).hexdigest()
        if self.has(subject, digest):
            return digest
        parts = [content[at : at + PART_BYTES] for at in range(0, len(content), PART_BYTES)]
        boxes = []
        for number, part in enumerate(parts):
            bound_to = self._place(subject, digest, number, len(parts))
            boxes.append(self._keeper.seal(subject, part, bound_to=bound_to))
            if number % PARTS_A_TURN == 0:
                time.sleep(0)
        try:
            self._recorder.keep_attachment(subject, digest, boxes)
        except NoRoom:
            raise Refusal("磁盘已满，文件没有保存。请联系系统管理员。", field="file") from None
        return digest

    def has(self, subject: UUID, digest: str) -> bool:
        """Whether this file of the person is kept."""
        return self._recorder.has_attachment(subject, digest)

    def read(self, subject: UUID, digest: str) -> bytes | None:
        """A file, whole; None if it is not kept or the person's key was destroyed."""
        boxes = self._recorder.attachment(subject, digest)
        parts = []
        for number, box in enumerate(boxes):
            bound_to = self._place(subject, digest, number, len(boxes))
            part = self._keeper.open(subject, box, bound_to=bound_to)
            if part is None:
                return None
            parts.append(part)
        return b"".join(parts) if parts else None

    def _place(self, subject: UUID, digest: str, number: int, count: int) -> bytes:
        return f"attachment {self._store} {subject} {digest} {number}/{count}".encode()
