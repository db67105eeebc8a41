"""Workbooks (xlsx, xls), opened at arm's length.

The library that reads them is native code, and a crafted or damaged file can make it ask for
terabytes or stop the whole process. So it runs in a process of its own, which may use so much
memory and time and no more; if that process falls, the file is refused and we stand.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from services.registry.roster.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    too_many_columns,
    too_many_rows,
)
from shared.law import Refusal

ZIP = b"PK\x03\x04"  # how an xlsx begins
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how an xls begins, and an xlsx under a password

PROCESS = Path(__file__).with_name("workbook_process.py")
PATIENCE = 30.0  # seconds; a full roster takes about one
# All that the process needs to know of ours: no settings, no keys.
SURROUNDINGS = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE  # 20,000 people take about 20 MB
HARMLESS_UNPACKED = 10 * MEGABYTE
HIGHEST_RATIO = 100
MOST_PARTS = 2_000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of a workbook."""
    return content.startswith((ZIP, OLE))


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Read the visible sheets of a workbook, or refuse the file."""
    if content.startswith(ZIP):
        _refuse_a_bomb(content)
    elif ENCRYPTED in content:
        raise _locked()
    answer = _ask_process(content)
    if "trouble" in answer:
        raise _refusal(answer["trouble"])
    return tuple(Sheet(name=sheet["name"], rows=sheet["rows"]) for sheet in answer["sheets"])


def _refusal(trouble: str) -> Refusal:
    known = {
        "locked": _locked,
        "rows": too_many_rows,
        "columns": too_many_columns,
        "text": _swollen,
    }
    return known.get(trouble, _unreadable)()


def _refuse_a_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _unreadable() from None
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _unreadable()
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > HARMLESS_UNPACKED and unpacked > HIGHEST_RATIO * len(content)
    if unpacked > MOST_UNPACKED or swells or len(parts) > MOST_PARTS:
        raise _swollen()


def _ask_process(content: bytes) -> dict[str, Any]:
    surroundings = {name: os.environ[name] for name in SURROUNDINGS if name in os.environ}
    limits = (str(MOST_ROWS), str(MOST_COLUMNS))
    try:
        done = subprocess.run(  # noqa: S603 - our own script, by argument list, without a shell
            [sys.executable, "-I", str(PROCESS), *limits],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise _unreadable() from None
    answer: dict[str, Any] = json.loads(done.stdout, object_hook=_with_days)
    return answer


def _with_days(pairs: dict[str, Any]) -> Any:
    return date.fromisoformat(pairs["day"]) if "day" in pairs else pairs


def _locked() -> Refusal:
    return Refusal("文件加了密码，打不开。请去掉密码，另存后再导入。", field="file")


def _unreadable() -> Refusal:
    return Refusal(
        "这不是能读取的表格文件，或者文件已经损坏。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。",
        field="file",
    )


def _swollen() -> Refusal:
    return Refusal(
        "文件解压后大得反常，为安全起见不打开。请把名册内容复制到新建的表格里再导入。",
        field="file",
    )
