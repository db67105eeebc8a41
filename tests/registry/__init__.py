"""What the town office does, through its application."""
