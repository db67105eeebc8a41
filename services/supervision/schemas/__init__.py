"""The edges of supervision: what is asked of people and programs, and what they are told."""
