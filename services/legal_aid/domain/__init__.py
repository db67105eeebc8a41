"""What the justice office keeps: a file on each case, and the sessions that it held."""
