"""Two departments that only these tests know, and what is done to their wires."""
