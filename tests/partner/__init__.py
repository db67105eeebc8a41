"""Partner offices: what all of them have in common."""
