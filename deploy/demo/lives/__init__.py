"""One person's way through the offices; everything goes through the applications' commands."""
