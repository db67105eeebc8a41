"""Identity on HTTP: the door, everybody's own page, and the administration of accounts."""
