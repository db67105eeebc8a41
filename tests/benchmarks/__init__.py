"""Figures against a baseline in the same run: `make bench`, one JSON line a figure."""
