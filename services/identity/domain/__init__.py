"""The files that identity keeps: accounts with their grants and tokens, units, and sessions."""
