"""The published language of registry, and how it reads what others publish."""

from __future__ import annotations

from services.registry.messages.published import PUBLISHED
from services.registry.messages.reading import HEARD

__all__ = ["HEARD", "PUBLISHED"]
