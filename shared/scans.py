"""Scans of papers: which files are one, whole; how one is named once it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.law import Refusal

if TYPE_CHECKING:
    from shared.law import Rule

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
PDF_WITHIN = 1024  # where a PDF must say that it is one
JPEG_END = b"\xff\xd9"
PNG_END = b"IEND\xae\x42\x60\x82"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A scan as it is kept: its SHA-256, its kind, its size in bytes, what it was called."""

    digest: str
    media_type: str
    size: int
    filename: str = ""


def a_scan_is_whole(content: bytes, *, most: Rule, field: str = "file") -> str:
    """What kind of scan this is; `Refusal` for what is none, cut off, or over `most` MiB."""
    if not content:
        raise Refusal("文件是空的", most.citation, field=field)
    if len(content) > most.number * MEBIBYTE:
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


def kind_of(content: bytes) -> str | None:
    """The media type of a whole PDF, JPEG or PNG; None for anything else."""
    if b"%PDF-" in content[:PDF_WITHIN] and b"%%EOF" in content[-PDF_WITHIN:]:
        return PDF
    if content.startswith(b"\xff\xd8\xff") and JPEG_END in content[-PDF_WITHIN:]:
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n") and PNG_END in content[-PDF_WITHIN:]:
        return PNG
    return None
