"""Accounts, roles, sign-in, sessions and tokens."""
