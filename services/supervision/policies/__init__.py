"""What supervision hears from others, and what follows from it."""
