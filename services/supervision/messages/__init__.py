"""The published language of supervision, and how it reads what others publish."""

from __future__ import annotations

from services.supervision.messages.published import PUBLISHED
from services.supervision.messages.reading import HEARD

__all__ = ["HEARD", "PUBLISHED"]
