"""The justice office."""
