"""Scans of papers: which files are one, whole; how one is named once it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from shared.law import Refusal

if TYPE_CHECKING:
    from shared.law import Rule

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
WITHIN = 1024  # where a PDF must say that it is one, and a file that it is whole
JPEG_END = b"\xff\xd9"
PNG_END = b"IEND\xae\x42\x60\x82"
MEBIBYTE = 1024 * 1024


class Content(Protocol):
    """A file that is looked at: how long it is, how it begins and ends."""

    @property
    def size(self) -> int:
        """How many bytes it has."""

    def begin(self, most: int) -> bytes:
        """Its first bytes."""

    def end(self, most: int) -> bytes:
        """Its last bytes."""


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A scan as it is kept: its SHA-256, its kind, its size in bytes, what it was called."""

    digest: str
    media_type: str
    size: int
    filename: str = ""


def facts_of(scan: Scan | None) -> dict[str, Any]:
    """How an event keeps which scan it cites, or that it cites none."""
    if scan is None:
        return {"scan": None, "media_type": None, "size": None, "filename": ""}
    return {
        "scan": scan.digest,
        "media_type": scan.media_type,
        "size": scan.size,
        "filename": scan.filename,
    }


def a_scan_is_whole(content: Content, *, most: Rule, field: str = "file") -> str:
    """What kind of scan this is; `Refusal` for what is none, cut off, or over `most` MiB."""
    if not content.size:
        raise Refusal("文件是空的", most.citation, field=field)
    if content.size > most.number * MEBIBYTE:
        raise Refusal(
            "文件超过 {most} 兆，请降低分辨率或者分开扫描",
            most.citation,
            field=field,
            most=most.number,
        )
    kind = kind_of(content)
    if kind is None:
        raise Refusal(
            "只收 PDF、JPG、PNG 扫描件；请不要上传压缩包、文档或者残缺的文件",
            most.citation,
            field=field,
        )
    return kind


def kind_of(content: Content) -> str | None:
    """The media type of a whole PDF, JPEG or PNG; None for anything else.

    Only the bytes tell, never the name. Nothing is unpacked or drawn here, so that no file can
    grow: what is inside is the business of whoever opens it.
    """
    begin, end = content.begin(WITHIN), content.end(WITHIN)
    if b"%PDF-" in begin and b"%%EOF" in end:
        return PDF
    if begin.startswith(b"\xff\xd8\xff") and JPEG_END in end:
        return JPEG
    if begin.startswith(b"\x89PNG\r\n\x1a\n") and PNG_END in end:
        return PNG
    return None
