"""What the clients asked for and what they were promised, on disk before anybody counts on it."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """An act that the town said it has recorded."""

    command_id: str
    name: str
    answer: dict[str, Any]


class Record:
    """One line an act asked for, and one an act acknowledged: it outlives whoever writes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def ask(self, command_id: str, name: str) -> None:
        """An act is about to be asked for."""
        self._write(asked=command_id, name=name)

    def acknowledge(self, command_id: str, name: str, answer: dict[str, Any]) -> None:
        """It was answered that the act is recorded."""
        self._write(acknowledged=command_id, name=name, answer=answer)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def acknowledged(self) -> list[Acknowledged]:
        """All that was promised, as the disk has it."""
        return [
            Acknowledged(command_id=line["acknowledged"], name=line["name"], answer=line["answer"])
            for line in self._lines()
            if "acknowledged" in line
        ]

    def in_doubt(self) -> set[str]:
        """What was asked for and never answered: it may have happened or not."""
        asked = {line["asked"] for line in self._lines() if "asked" in line}
        return asked - {act.command_id for act in self.acknowledged()}

    def _lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._path.read_text("utf-8").splitlines()]

    def _write(self, **line: Any) -> None:
        with self._lock:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
