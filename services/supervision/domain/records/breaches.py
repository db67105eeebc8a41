"""What answers a breach, as one value each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Admonition:
    """A written admonition: about what, under which clause of the agreement, how it was served."""

    served_on: date
    document_no: str
    clause: str
    grounds: str
    how: str
    proofs: tuple[str, ...] = ()
