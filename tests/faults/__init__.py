"""Faults on purpose, in a town that runs apart: killed, wiped, cut off, poisoned, under load."""
