"""What identity looks up: accounts, units, live sessions, and how often somebody tried."""
