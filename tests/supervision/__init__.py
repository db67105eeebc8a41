"""Supervision: tests, refusals, talks and needs of one case."""
