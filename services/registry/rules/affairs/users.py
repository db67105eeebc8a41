"""Who is an actual user (实有吸毒人员) of the town (S28, S34; M1)."""

from __future__ import annotations

from services.registry.rules.register import DECEASED

NOT_ACTUAL = ("candidate", DECEASED, "abroad", "abstinent_3y", "moved_away")
"""Whom the head count leaves out: not verified yet, or gone, each shown apart."""
