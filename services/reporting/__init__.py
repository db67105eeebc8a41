"""Reporting: what all departments said happened, side by side for those who answer for the town.

It keeps what it is told as it was told, and counts it: as of a day, and as it was known at an
instant. It decides nothing about any case, holds no name, and corrects nobody's record.
"""
