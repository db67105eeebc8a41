"""Reporting: what it keeps, what it counts, and what it shows to whom."""
