"""Tests of the town's own affairs."""
